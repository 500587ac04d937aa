import { family } from './family';
import { boundRolesToo, clusterBindingsToo, patchesAreBounded, templatesAreWrittenElsewhere, tenantsAreBoundInNamespaces } from '../app/roles';
import { Check, DocumentedRow } from '../rule';
import { Severity } from '../severity';

/** CEL: whether a role says anything of the four kinds. */
const ABOUT_SANDBOXES = 'object.?rules.orValue([]).exists(each, each.?apiGroups.orValue([]).exists(group, group in params.sandboxGroups))';

/** CEL: what the controller and the router need is judged by rules of their own. */
const NOT_OF_THE_SYSTEM = '!(object.metadata.name in params.systemRoles)';

/** CEL: whether a role's rules are judged. Roles are, in namespaces of sandboxes; ClusterRoles where they say something of the four kinds. */
const JUDGED = `${NOT_OF_THE_SYSTEM} && (object.kind == 'Role' || ${ABOUT_SANDBOXES})`;

const list = (texts: readonly string[]): string => `[${texts.map((text) => `'${text}'`).join(', ')}]`;

/** CEL: whether a rule has one of these verbs, for one of these resources of an API group. */
const allows = (rule: string, group: string, resources: readonly string[], verbs: readonly string[]): string => (
  `(${rule}.?apiGroups.orValue([]).exists(group, group == '${group}')`
  + ` && ${rule}.?resources.orValue([]).exists(resource, resource in ${list(resources)})`
  + ` && ${rule}.?verbs.orValue([]).exists(verb, verb in ${list(verbs)}))`
);

const CORE = 'agents.x-k8s.io';
const EXTENSIONS = 'extensions.agents.x-k8s.io';
const WRITES = ['create', 'update', 'patch', 'delete', 'deletecollection'];

/** CEL: whether a role makes claims. */
const CLAIMS = `${NOT_OF_THE_SYSTEM} && object.?rules.orValue([]).exists(each, ${allows('each', EXTENSIONS, ['sandboxclaims'], ['create'])})`;
/** CEL: whether a role writes any of the four kinds. */
const WRITES_SANDBOXES = 'object.?rules.orValue([]).exists(each, '
  + `${allows('each', EXTENSIONS, ['sandboxclaims', 'sandboxwarmpools', 'sandboxtemplates'], WRITES)} || ${allows('each', CORE, ['sandboxes'], WRITES)})`;

const onRules = (check: Pick<Check, 'field' | 'expected' | 'expression'> & { readonly when?: string }): Check => ({
  target: 'POLICY_RULE', kinds: ['Role', 'ClusterRole'], when: JUDGED, ...check,
});

const onRole = (names: readonly string[]): Check => ({
  target: 'OBJECT',
  kinds: ['RoleBinding'],
  field: 'roleRef/name',
  expected: `a role of the namespace's own, not ${names.join(' or ')}`,
  expression: `!(object.roleRef.kind == 'ClusterRole' && object.roleRef.name in ${list(names)})`,
});

const WILDCARDS = [
  onRules({ field: 'verbs', expected: 'verbs by name', expression: '!rule.?verbs.orValue([]).exists(verb, verb == \'*\')' }),
  onRules({ field: 'resources', expected: 'resources by name', expression: '!rule.?resources.orValue([]).exists(resource, resource.contains(\'*\'))' }),
  onRules({ field: 'apiGroups', expected: 'API groups by name', expression: '!rule.?apiGroups.orValue([]).exists(group, group == \'*\')' }),
  onRules({
    field: 'nonResourceURLs', expected: 'paths by name', expression: '!rule.?nonResourceURLs.orValue([]).exists(path, path in [\'*\', \'/*\'])',
  }),
];

const SECRETS = ['secrets', 'serviceaccounts/token', 'pods/exec', 'pods/attach', 'pods/portforward', 'pods/ephemeralcontainers'];
const NO_SECRETS = onRules({
  field: 'resources',
  expected: `none of ${SECRETS.join(', ')}`,
  expression: '!(rule.?apiGroups.orValue([]).exists(group, group in [\'\', \'*\'])'
    + ` && rule.?resources.orValue([]).exists(resource, resource in ${list(SECRETS)}))`,
});

const NO_ESCALATION = onRules({
  field: 'verbs',
  expected: 'none of bind, escalate, impersonate',
  // Kubernetes 1.35 has impersonate:… as well.
  expression: '!rule.?verbs.orValue([]).exists(verb, verb in [\'bind\', \'escalate\'] || verb.startsWith(\'impersonate\'))',
});

const BROAD = ['system:authenticated', 'system:unauthenticated', 'system:anonymous', 'system:serviceaccounts'];
const NO_BROAD_GROUPS: Check = {
  target: 'SUBJECT',
  kinds: ['RoleBinding'],
  field: 'name',
  expected: `none of ${BROAD.join(', ')}`,
  expression: `!(subject.kind in ['Group', 'User'] && subject.name in ${list(BROAD)})`,
};

/** Roles and bindings of those who use sandboxes. */
export const RBC = family([
  {
    id: 'SBX-RBC-001',
    title: 'No wildcards in roles',
    severity: Severity.CRITICAL,
    rationale: 'A wildcard gives what is there today and whatever comes tomorrow: templates, Secrets and running Pods among it.',
    remediation: 'Write out the API groups, resources and verbs that are needed.',
    references: {
      cis: ['5.1.1', '5.1.3'], owasp: ['K02-2025', 'K03-2022'], scanners: ['CKV_K8S_49', 'KSV-0044', 'KSV-0045', 'KSV-0046', 'KSV-0111', 'kube-linter wildcard-in-rules'],
    },
    checks: [...WILDCARDS, onRole(['cluster-admin'])],
    app: boundRolesToo(WILDCARDS),
  },
  {
    id: 'SBX-RBC-002',
    title: 'Who claims sandboxes writes neither Sandboxes nor Pods',
    severity: Severity.HIGH,
    rationale: 'Who may write a Sandbox may run any Pod that admission lets through, and needs no template. A claim gets what a template allows.',
    remediation: 'Let claimers create, get, list, watch and delete claims, and read pools and Sandboxes. Give everything else to another role.',
    references: { cis: ['5.1.4'], owasp: ['K02-2025'], scanners: ['kube-linter access-to-create-pods'] },
    checks: [
      onRules({
        when: CLAIMS,
        field: 'verbs',
        expected: 'no writing of Sandboxes beside the making of claims',
        expression: `!${allows('rule', CORE, ['sandboxes', 'sandboxes/status'], WRITES)}`,
      }),
      onRules({
        when: CLAIMS,
        field: 'verbs',
        expected: 'no update and no patch of claims beside their making',
        expression: `!${allows('rule', EXTENSIONS, ['sandboxclaims', 'sandboxclaims/status'], ['update', 'patch'])}`,
      }),
      onRules({
        when: CLAIMS,
        field: 'verbs',
        expected: 'no writing of Pods and NetworkPolicies beside the making of claims',
        expression: `!${allows('rule', '', ['pods'], WRITES)} && !${allows('rule', 'networking.k8s.io', ['networkpolicies'], WRITES)}`,
      }),
    ],
  },
  {
    id: 'SBX-RBC-003',
    title: 'Templates are written by administrators alone',
    severity: Severity.HIGH,
    rationale: 'A template is what claims are held to. Who writes one decides about the isolation of all sandboxes made from it, and by the hash of its name '
      + 'about the NetworkPolicy of others.',
    remediation: 'Give the writing of templates to a role of its own, which makes no claims, and bind no account to it that lives beside sandboxes.',
    references: { owasp: ['K02-2025'] },
    checks: [onRules({
      when: CLAIMS,
      field: 'verbs',
      expected: 'no writing of templates beside the making of claims',
      expression: `!${allows('rule', EXTENSIONS, ['sandboxtemplates'], WRITES)}`,
    })],
    app: templatesAreWrittenElsewhere,
  },
  {
    id: 'SBX-RBC-004',
    title: 'No role reads Secrets or gets into running Pods',
    severity: Severity.HIGH,
    rationale: 'Secrets, tokens, exec, attach, port-forward and ephemeral containers lead past the sandbox to its credentials, or into it past the router.',
    remediation: 'Leave them out, and keep a break-glass role for emergencies outside the namespace\'s everyday roles.',
    references: {
      cis: ['5.1.2', '5.1.13'],
      owasp: ['K02-2025', 'K03-2025'],
      kubescape: ['C-0002', 'C-0186'],
      scanners: ['KSV-0041', 'KSV-0053', 'KSV-0054', 'KSV-0113', 'kube-linter access-to-secrets'],
    },
    checks: [NO_SECRETS, onRole(['admin', 'edit'])],
    app: boundRolesToo([NO_SECRETS]),
  },
  {
    id: 'SBX-RBC-005',
    title: 'No role hands itself more rights',
    severity: Severity.CRITICAL,
    rationale: 'With bind, escalate or impersonate, whoever has the role can have any other one.',
    remediation: 'Leave these verbs out.',
    references: { cis: ['5.1.8'], owasp: ['K02-2025'], scanners: ['CKV_K8S_157', 'CKV_K8S_158', 'KSV-0043'] },
    checks: [NO_ESCALATION],
    app: boundRolesToo([NO_ESCALATION]),
  },
  {
    id: 'SBX-RBC-006',
    title: 'No role is for everybody',
    severity: Severity.HIGH,
    rationale: 'These groups contain whoever has an account in the cluster, or nobody in particular: workloads of strangers, the sandboxes themselves.',
    remediation: 'Bind a group of people or an account that the role is for.',
    references: { owasp: ['K02-2025'], kubescape: ['C-0262', 'C-0265'], scanners: ['KSV-01011', 'KSV-0122'] },
    checks: [NO_BROAD_GROUPS],
    app: clusterBindingsToo(NO_BROAD_GROUPS),
  },
  {
    id: 'SBX-RBC-008',
    title: 'Who resumes Sandboxes cannot change their Pods',
    severity: Severity.HIGH,
    judgedAt: 'synth',
    because: 'It takes the policies beside the role to tell.',
    rationale: 'To suspend and resume, a gateway needs to patch Sandboxes. With that it can write any Pod, which runs at the next resume, unless a policy forbids.',
    remediation: 'Apply the admission policies of this library, whose SBX-ADM-001 keeps the Pod of a Sandbox as it was made.',
    references: { owasp: ['K02-2025'] },
    app: patchesAreBounded,
  },
  {
    id: 'SBX-RBC-009',
    title: 'What tenants may do, they may do in their namespace',
    severity: Severity.HIGH,
    rationale: 'A ClusterRoleBinding, or aggregation into the roles that every tenant has, gives one tenant the claims and Sandboxes of all.',
    remediation: 'Bind the role by a RoleBinding in each namespace, and aggregate nothing that writes.',
    references: { owasp: ['K02-2025'] },
    checks: [{
      target: 'OBJECT_LABEL',
      kinds: ['ClusterRole'],
      when: NOT_OF_THE_SYSTEM,
      field: '',
      expected: 'absent, where the role writes',
      expression: `!(label in ${list(['view', 'edit', 'admin'].map((role) => `rbac.authorization.k8s.io/aggregate-to-${role}`))}`
        + ` && object.metadata.labels[label] == 'true' && ${WRITES_SANDBOXES})`,
    }],
    app: tenantsAreBoundInNamespaces,
  },
]);

/** What is judged elsewhere. */
export const RBC_DOCUMENTED: readonly DocumentedRow[] = [
  {
    id: 'SBX-RBC-007',
    title: 'Accounts of sandboxes are bound to nothing',
    severity: Severity.CRITICAL,
    rationale: 'A token that gets into a sandbox after all, by a webhook or a volume, is worth what is bound to its account.',
    remediation: 'See SBX-TOK-005.',
    references: { cis: ['5.1.5'], scanners: ['CKV_K8S_42'] },
    because: 'SBX-TOK-005',
  },
];
