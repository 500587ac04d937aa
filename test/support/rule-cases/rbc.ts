import { RUNTIME_CLASS, WHOLE_NAMESPACE } from './namespace';
import {
  account, AT, binding, CLAIMER, clusterBinding, clusterRole, CONTROLLER, CORE, DEPLOYER, EXTENSIONS, group, mixedRule, MONITORING, NEAR, PRACTICE,
  RBAC, READ, role, rule, STRANGER, user, VIEWER, WRITE,
} from './rbc-roles';
import { BadCase, CONFIG_MAP, GOOD, patched, RuleCase } from './support';
import { JsonObject } from '../../../src/private/json';

/** Roles elsewhere, and whatever is bound where there are no sandboxes. */
const ELSEWHERE = [CLAIMER, MONITORING, STRANGER, binding('claimer', 'Role', [group('system:authenticated')]), CONFIG_MAP];
const NO_CLAIMER = [...ELSEWHERE, GOOD.claim].filter((object) => object !== CLAIMER);

const GROUPS = 'none of system:authenticated, system:unauthenticated, system:anonymous, system:serviceaccounts';
const SECRETS = ['secrets', 'serviceaccounts/token', 'pods/exec', 'pods/attach', 'pods/portforward', 'pods/ephemeralcontainers'];

const change = (object: number, path: string, value: unknown) => ({ object, patch: { op: 'replace' as const, path, value } });

/** A rule that comes first in a role, and what is wrong about it. */
function added(id: string, object: number, value: { readonly [field: string]: unknown }, field: string, wanted: string, ...more: string[]): BadCase {
  return { object, patch: { op: 'add', path: '/rules/0', value }, fails: [id, ...more], place: `rules[0].${field}`, found: value[field], wanted };
}

/** Roles that are judged, each for another reason: one of the namespace, one that names sandboxes, and one that is bound beside sandboxes. */
const JUDGED = [AT.backend, AT.viewer, AT.monitoring];

const writes = (id: string, apiGroup: string, resources: readonly string[], verbs: readonly string[], wanted: string): BadCase[] => (
  resources.flatMap((resource) => verbs.map((verb) => added(id, AT.claimer, mixedRule(apiGroup, resource, verb), 'verbs', wanted)))
);

const toRole = (id: string, name: string, wanted: string): BadCase => (
  { ...change(AT.viewerBinding, '/roleRef/name', name), fails: [id], place: 'roleRef.name', found: name, wanted: `a role of the namespace's own, not ${wanted}` }
);

const subject = (id: string, object: number, index: number, value: { readonly name: string }, wanted: string, ...others: string[]): BadCase => (
  { ...change(object, `/subjects/${index}`, value), fails: [id, ...others], place: `subjects[name=${value.name}].name`, found: value.name, wanted }
);

const TEMPLATE_WRITER = 'no account of a namespace with sandboxes: ClusterRole template-admin writes SandboxTemplates';
const BESIDE = 'beside the making of claims';

const TENANTS: readonly RuleCase[] = [
  {
    rule: 'SBX-RBC-002',
    good: PRACTICE,
    bad: [
      ...writes('SBX-RBC-002', CORE, ['sandboxes', 'sandboxes/status'], WRITE, `no writing of Sandboxes ${BESIDE}`),
      ...writes('SBX-RBC-002', EXTENSIONS, ['sandboxclaims', 'sandboxclaims/status'], ['update', 'patch'],
        'no update and no patch of claims beside their making'),
      ...writes('SBX-RBC-002', '', ['pods'], WRITE, `no writing of Pods and NetworkPolicies ${BESIDE}`),
      ...writes('SBX-RBC-002', 'networking.k8s.io', ['networkpolicies'], WRITE, `no writing of Pods and NetworkPolicies ${BESIDE}`),
      {
        object: AT.deployer,
        patch: { op: 'add', path: '/rules/0', value: mixedRule(EXTENSIONS, 'sandboxclaims', 'create') },
        fails: ['SBX-RBC-002'],
        place: 'rules[1].verbs',
        found: [...READ, ...WRITE],
        wanted: `no writing of Sandboxes ${BESIDE}`,
      },
    ],
    notApplicable: NO_CLAIMER,
  },
  {
    rule: 'SBX-RBC-003',
    good: PRACTICE,
    bad: [
      // The backend's account is bound to that role, which then is found as well.
      ...writes('SBX-RBC-003', EXTENSIONS, ['sandboxtemplates'], WRITE, `no writing of templates ${BESIDE}`),
      subject('SBX-RBC-003', AT.templateAdminBinding, 1, account('backend', 'team-a'), TEMPLATE_WRITER),
      subject('SBX-RBC-003', AT.templateAdminBinding, 2, user('system:serviceaccount:team-a:backend'), TEMPLATE_WRITER),
      {
        ...change(AT.poolOperator, '/rules/0', rule(EXTENSIONS, ['sandboxtemplates'], ['delete'])),
        fails: ['SBX-RBC-003'],
        place: 'subjects[name=autoscaler].name',
        found: 'autoscaler',
        wanted: 'no account of a namespace with sandboxes: Role pool-operator writes SandboxTemplates',
      },
    ],
    notApplicable: NO_CLAIMER,
  },
];

const GATEWAY = role('gateway', rule(CORE, ['sandboxes'], ['get', 'list', 'patch']));
const POLICY: JsonObject = {
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingAdmissionPolicy',
  metadata: { name: 'sbx-sandbox' },
  spec: { validations: [{ expression: 'true', message: 'SBX-ADM-001' }] },
};

const labelled = (object: JsonObject, labels: object): JsonObject => patched(object, { op: 'add', path: '/metadata/labels', value: labels });
const aggregated = (to: string): string => `${RBAC}/aggregate-to-${to}`;
/** Reading, for all of the cluster and for whoever may view; and writing that is given to nobody. */
const CLUSTER_WIDE = [
  clusterBinding('viewer'),
  labelled(clusterRole('views', rule(EXTENSIONS, ['sandboxclaims', 'sandboxwarmpools'], READ), rule(CORE, ['sandboxes'], READ), ...NEAR),
    { [aggregated('view')]: 'true' }),
  labelled(clusterRole('claims', rule(EXTENSIONS, ['sandboxclaims'], ['create'])), { [aggregated('edit')]: 'false', [aggregated('sandbox-users')]: 'true' }),
  labelled(CONTROLLER, { [aggregated('admin')]: 'true' }),
];
const TENANT_ROLE = (name: string): string => `a RoleBinding in each namespace of a tenant: ClusterRole ${name} writes claims or Sandboxes`;

export const RBC_CASES: readonly RuleCase[] = [
  {
    rule: 'SBX-RBC-001',
    good: PRACTICE,
    bad: [
      ...JUDGED.flatMap((object) => [
        added('SBX-RBC-001', object, rule('', ['pods'], ['get', '*']), 'verbs', 'verbs by name'),
        added('SBX-RBC-001', object, rule('', ['pods', '*'], ['get']), 'resources', 'resources by name'),
        added('SBX-RBC-001', object, rule('', ['*/status', 'pods'], ['get']), 'resources', 'resources by name'),
        added('SBX-RBC-001', object, { apiGroups: ['', '*'], resources: ['pods'], verbs: ['get'] }, 'apiGroups', 'API groups by name'),
        added('SBX-RBC-001', object, { nonResourceURLs: ['/healthz', '/*'], verbs: ['get'] }, 'nonResourceURLs', 'paths by name'),
        added('SBX-RBC-001', object, { nonResourceURLs: ['*'], verbs: ['get'] }, 'nonResourceURLs', 'paths by name'),
      ]),
      toRole('SBX-RBC-001', 'cluster-admin', 'cluster-admin'),
    ],
    notApplicable: ELSEWHERE,
  },
  ...TENANTS,
  {
    rule: 'SBX-RBC-004',
    good: PRACTICE,
    bad: [
      ...SECRETS.map((resource) => added('SBX-RBC-004', AT.claimer, mixedRule('', resource, 'get'), 'resources', `none of ${SECRETS.join(', ')}`)),
      ...JUDGED.map((object) => added('SBX-RBC-004', object, mixedRule('', 'secrets', 'get'), 'resources', `none of ${SECRETS.join(', ')}`)),
      added('SBX-RBC-004', AT.viewer, rule('*', ['secrets'], ['get']), 'resources', `none of ${SECRETS.join(', ')}`, 'SBX-RBC-001'),
      toRole('SBX-RBC-004', 'admin', 'admin or edit'),
      toRole('SBX-RBC-004', 'edit', 'admin or edit'),
    ],
    notApplicable: ELSEWHERE,
  },
  {
    rule: 'SBX-RBC-005',
    good: PRACTICE,
    bad: [
      ...['bind', 'escalate', 'impersonate', 'impersonate:user-info'].map((verb) => (
        added('SBX-RBC-005', AT.claimer, mixedRule(RBAC, 'roles', verb), 'verbs', 'none of bind, escalate, impersonate'))),
      ...JUDGED.map((object) => added('SBX-RBC-005', object, rule('', ['users'], ['impersonate']), 'verbs', 'none of bind, escalate, impersonate')),
    ],
    notApplicable: ELSEWHERE,
  },
  {
    rule: 'SBX-RBC-006',
    good: PRACTICE,
    bad: [
      subject('SBX-RBC-006', AT.claimerBinding, 0, group('system:unauthenticated'), GROUPS),
      subject('SBX-RBC-006', AT.claimerBinding, 0, user('system:anonymous'), GROUPS),
      subject('SBX-RBC-006', AT.claimerBinding, 0, group('system:authenticated'), GROUPS, 'SBX-TOK-005'),
      subject('SBX-RBC-006', AT.claimerBinding, 0, group('system:serviceaccounts'), GROUPS, 'SBX-TOK-005'),
      subject('SBX-RBC-006', AT.templateAdminBinding, 0, group('system:unauthenticated'), GROUPS),
    ],
    notApplicable: ELSEWHERE,
  },
  {
    // An account of such a name is one like others.
    rule: 'SBX-RBC-006',
    good: [CLAIMER, binding('claimer', 'Role', [account('system:anonymous', 'team-b')]), GOOD.pool],
    bad: [subject('SBX-RBC-006', 1, 0, user('system:anonymous'), GROUPS)],
    notApplicable: ELSEWHERE,
  },
  {
    // Whoever may make Sandboxes needs no patch to choose a Pod.
    rule: 'SBX-RBC-008',
    closed: true,
    good: [
      POLICY, GATEWAY, clusterRole('gateways', rule(CORE, ['sandboxes'], READ), rule(CORE, ['sandboxes'], ['update'])), DEPLOYER, CONTROLLER,
      RUNTIME_CLASS, ...WHOLE_NAMESPACE, GOOD.template, GOOD.serviceAccount,
    ],
    bad: [{ place: 'rules[0].verbs', found: ['get', 'list', 'patch'] }, { place: 'rules[1].verbs', found: ['update'] }].map(({ place, found }) => ({
      ...change(0, '/spec/validations/0/message', 'SBX-ADM-002'),
      fails: ['SBX-RBC-008'],
      place,
      found,
      wanted: 'neither update nor patch of Sandboxes without a ValidatingAdmissionPolicy with SBX-ADM-001',
    })),
    notApplicable: [CONFIG_MAP, GATEWAY, DEPLOYER, CLAIMER],
  },
  {
    rule: 'SBX-RBC-009',
    good: [VIEWER, ...CLUSTER_WIDE, ...PRACTICE.filter((object) => object !== VIEWER && object !== CONTROLLER)],
    bad: [
      { ...change(1, '/roleRef/name', 'claims'), fails: ['SBX-RBC-009'], place: 'roleRef.name', found: 'claims', wanted: TENANT_ROLE('claims') },
      { ...change(0, '/rules/1/verbs', ['get', 'create']), fails: ['SBX-RBC-009'], place: 'roleRef.name', found: 'viewer', wanted: TENANT_ROLE('viewer') },
      ...['view', 'edit', 'admin'].map((name) => ({
        object: 3,
        patch: { op: 'add' as const, path: `/metadata/labels/${aggregated(name).replace('/', '~1')}`, value: 'true' },
        fails: ['SBX-RBC-009'],
        place: `metadata.labels[${aggregated(name)}]`,
        found: 'true',
        wanted: 'absent, where the role writes',
      })),
      ...[[CORE, 'sandboxes'], [EXTENSIONS, 'sandboxclaims'], [EXTENSIONS, 'sandboxwarmpools'], [EXTENSIONS, 'sandboxtemplates']]
        .flatMap(([apiGroup, resource]) => WRITE.map((verb) => ({
          ...added('SBX-RBC-009', 2, mixedRule(apiGroup, resource, verb), 'verbs', 'absent, where the role writes'),
          place: `metadata.labels[${aggregated('view')}]`,
          found: 'true',
        }))),
    ],
    notApplicable: [...ELSEWHERE, clusterBinding('unknown')],
  },
];
