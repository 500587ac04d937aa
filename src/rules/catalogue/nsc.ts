import { family } from './family';
import { injectsNothing } from './meta';
import { namespacesHaveOneProfile } from '../app/identities';
import { accountsMountNoToken, namespacesDenyByDefault, namespacesHaveLimitRange } from '../app/namespaces';
import { quotasAreThereAndFit } from '../app/quota';
import { SANDBOX_KINDS } from '../kinds';
import { DocumentedRow } from '../rule';
import { Severity } from '../severity';

const MODES = ['enforce', 'audit', 'warn'].map((mode) => `pod-security.kubernetes.io/${mode}`);
const VERSIONS = MODES.map((mode) => `${mode}-version`);
const list = (keys: readonly string[]): string => `[${keys.map((key) => `'${key}'`).join(', ')}]`;

const WHOLE_NAMESPACE = 'It takes all objects of the namespace to tell, and a policy sees one.';

/** Namespaces of sandboxes. */
export const NSC = family([
  {
    id: 'SBX-NSC-001',
    title: 'Pod Security restricted, by a pinned version',
    severity: Severity.HIGH,
    rationale: 'Pod Security is the last check of each Pod, whatever made it. From v1.35 on it lets Pods with user namespaces run as root, '
      + 'so the version `latest` is a promise that changes with the cluster.',
    remediation: 'Label the Namespace with `enforce`, `audit` and `warn` as `restricted`, and each with a `-version` up to that of the profile.',
    references: { cis: ['5.2.1'], owasp: ['K01-2025', 'K04-2025'] },
    checks: [
      {
        target: 'OBJECT',
        kinds: ['Namespace'],
        field: 'metadata/labels',
        expected: 'pod-security.kubernetes.io/{enforce,audit,warn} and the same with -version',
        expression: `${list([...MODES, ...VERSIONS])}.all(key, key in object.?metadata.?labels.orValue({}))`,
      },
      {
        target: 'OBJECT_LABEL',
        kinds: ['Namespace'],
        when: `label in ${list(MODES)}`,
        field: '',
        expected: 'restricted',
        expression: 'object.metadata.labels[label] == \'restricted\'',
      },
      {
        target: 'OBJECT_LABEL',
        kinds: ['Namespace'],
        when: `label in ${list(VERSIONS)}`,
        field: '',
        expected: 'a version up to {podSecurityVersion}',
        expression: 'object.metadata.labels[label].matches(\'^v1[.][0-9]{1,4}$\')'
          + ' && int(object.metadata.labels[label].substring(3)) <= int(params.podSecurityVersion.substring(3))',
      },
    ],
  },
  {
    id: 'SBX-NSC-002',
    title: 'Sandboxes have a namespace of their own',
    severity: Severity.HIGH,
    rationale: 'Quotas, policies and roles hold for namespaces. In `default` and in those of the system, sandboxes meet what was never meant to be near '
      + 'untrusted code.',
    remediation: 'Give the chart a namespace that is for sandboxes alone.',
    prop: 'new Chart(app, \'team-a\', { namespace: \'team-a\' })',
    references: { cis: ['5.6.1', '5.6.4'], nsa: ['1.12'], kubescape: ['C-0061', 'C-0209', 'C-0212'], scanners: ['CKV_K8S_21', 'KSV-0037', 'KSV-0110'] },
    checks: [{
      target: 'OBJECT',
      kinds: SANDBOX_KINDS,
      field: 'metadata/namespace',
      expected: 'a namespace for sandboxes, not default, kube-… or {controllerNamespace}',
      // Without a namespace, whoever applies the object decides; the cluster then judges where it went.
      when: 'object.metadata.?namespace.orValue(\'\') != \'\'',
      expression: '!(object.metadata.namespace in [\'default\', params.controllerNamespace])'
        + ' && !object.metadata.namespace.startsWith(\'kube-\')',
    }],
  },
  {
    id: 'SBX-NSC-003',
    title: 'A ResourceQuota bounds the namespace, and its pools fit into it',
    severity: Severity.MEDIUM,
    judgedAt: 'synth',
    because: WHOLE_NAMESPACE,
    rationale: 'Without a quota one tenant\'s claims use up the cluster. A pool that is larger than the quota never fills, and its Pods are refused over and over.',
    remediation: 'Add a ResourceQuota for Pods, cpu, memory, storage, volume claims, claims, Sandboxes and pools, with no node ports and no load balancers; '
      + 'let it be at least what the members of all pools need, the overhead of their RuntimeClass included.',
    prop: 'size',
    references: { nsa: ['4.0'], scanners: ['KSV-0040'] },
    app: quotasAreThereAndFit,
  },
  {
    id: 'SBX-NSC-004',
    title: 'A LimitRange bounds each container, Pod and volume claim',
    severity: Severity.MEDIUM,
    judgedAt: 'synth',
    because: WHOLE_NAMESPACE,
    rationale: 'A quota bounds all Pods together: one container can still take all of it. Pods that some other way gets into the namespace may have no limits.',
    remediation: 'Add a LimitRange with default, defaultRequest, max and min for containers, and max for Pods and volume claims.',
    references: { nsa: ['4.1'], scanners: ['KSV-0039'] },
    app: namespacesHaveLimitRange,
  },
  {
    id: 'SBX-NSC-005',
    title: 'The namespace denies what no NetworkPolicy allows',
    severity: Severity.HIGH,
    judgedAt: 'synth',
    because: WHOLE_NAMESPACE,
    rationale: 'Where the controller cannot make a template\'s NetworkPolicy, its Pods run without one. What stands in the namespace beforehand holds for them too.',
    remediation: 'Add a NetworkPolicy with an empty podSelector, both policyTypes and no rules.',
    references: { cis: ['5.3.2'], nsa: ['2.0'], owasp: ['K05-2025'] },
    app: namespacesDenyByDefault,
  },
  {
    id: 'SBX-NSC-006',
    title: 'The accounts of sandboxes mount no token',
    severity: Severity.MEDIUM,
    judgedAt: 'synth',
    because: 'The control plane itself makes the account `default`, without the field.',
    rationale: 'What a Pod does not say of its token, its account decides; and a Pod that names no account has `default`.',
    remediation: 'Set `automountServiceAccountToken: false` on the ServiceAccounts of sandboxes, and on `default`.',
    prop: 'serviceAccount (left out, the template makes one)',
    references: { cis: ['5.1.5'], scanners: ['CKV_K8S_41'] },
    app: accountsMountNoToken,
  },
  {
    id: 'SBX-NSC-007',
    title: 'Nothing is injected into all Pods of the namespace',
    severity: Severity.LOW,
    rationale: 'A mesh that injects into the namespace adds init containers with privileges and sidecars to every sandbox.',
    remediation: 'Label the Namespace `istio-injection: disabled` where a mesh is there, and leave other keys of injectors out.',
    references: {},
    checks: [
      {
        target: 'OBJECT_LABEL',
        kinds: ['Namespace'],
        field: '',
        expected: 'absent or disabled',
        expression: `label == 'istio-injection' ? object.metadata.labels[label] == 'disabled' : ${injectsNothing('label', 'object.metadata.labels')}`,
      },
      {
        target: 'OBJECT_ANNOTATION',
        kinds: ['Namespace'],
        field: '',
        expected: 'absent or disabled',
        expression: injectsNothing('annotation', 'object.metadata.annotations'),
      },
    ],
  },
  {
    id: 'SBX-NSC-010',
    title: 'All sandboxes of a namespace have one profile',
    severity: Severity.HIGH,
    judgedAt: 'synth',
    because: 'Profiles are settings of the app: the cluster knows only the policies that came of one of them.',
    rationale: 'The policies of a namespace are those of one profile. With two, what one of them promises is not enforced.',
    remediation: 'Configure the profile for the whole namespace, or use two namespaces.',
    prop: 'AgentSandbox.of(chart).configure({ profile })',
    references: { owasp: ['K04-2025'] },
    app: namespacesHaveOneProfile,
  },
]);

/** What no manifest shows. */
export const NSC_DOCUMENTED: readonly DocumentedRow[] = [
  {
    id: 'SBX-NSC-008',
    title: 'The name label of a namespace is the server\'s own',
    severity: Severity.MEDIUM,
    rationale: 'NetworkPolicies know namespaces by the label `kubernetes.io/metadata.name`.',
    remediation: 'Leave the label to the API server.',
    references: {},
    because: 'The API server sets the label to the name and takes nothing else, so no manifest can be wrong about it.',
  },
  {
    id: 'SBX-NSC-009',
    title: 'A namespace has one tenant',
    severity: Severity.HIGH,
    rationale: 'Who may claim in a namespace shares its Secrets, quota, templates and the names of volume claims with all others who may.',
    remediation: 'Give each tenant a namespace.',
    references: { cis: ['5.6.1'] },
    because: 'Who is a tenant is known to people: manifests have names of users, and not whom they belong to.',
  },
];
