import { INJECTIONS, NO_INJECTIONS } from './meta';
import { DEFAULT_ACCOUNT, DENY_ALL, LIMIT_RANGE, NAMESPACE, QUOTA, RUNTIME_CLASS, WHOLE_NAMESPACE } from './namespace';
import { CONFIG_MAP, GOOD, patched, POD, RESTRICTED, RuleCase, standard, part } from './support';
import { HardeningProfile } from '../../../src';
import { JsonObject } from '../../../src/private/json';

const ENFORCE = 'pod-security.kubernetes.io/enforce';
const at = (key: string): string => `/metadata/labels/${key.replace('/', '~1')}`;
const labelled = (key: string, value: string): JsonObject => patched(NAMESPACE, { op: 'add', path: at(key), value });
const ALL_LABELS = 'pod-security.kubernetes.io/{enforce,audit,warn} and the same with -version';
const OWN_NAMESPACE = 'a namespace for sandboxes, not default, kube-… or agent-sandbox-system';

const moved = (object: JsonObject, namespace: string): JsonObject => patched(object, { op: 'replace', path: '/metadata/namespace', value: namespace });

/** A Namespace with all that it needs, and these in the place of its own. */
const whole = (...others: readonly JsonObject[]): JsonObject[] => [
  ...WHOLE_NAMESPACE.map((object) => others.find(({ kind }) => kind === object.kind) ?? object), GOOD.template, GOOD.serviceAccount,
];
/** The same with a pool that uses up the whole quota. */
const FULL = [...whole(), GOOD.pool, RUNTIME_CLASS];

/** What a namespace lacks after an operation: told at the Namespace, or at its first object where it is not in an app that is all there is. */
function lacking(rule: string, from: JsonObject, lacks: readonly (readonly [path: string, wanted: string, value?: unknown])[]): RuleCase[] {
  const bad = (place: string) => lacks.map(([path, wanted, value]) => ({
    patch: value === undefined ? { op: 'remove' as const, path } : { op: 'replace' as const, path, value }, fails: [rule], place, found: 'team-a', wanted,
  }));
  const rest = whole().filter((object) => object !== from);
  return [
    // Where there may be more than the app, what a Namespace that is not in it needs is somewhere else.
    { rule, good: [from, ...rest], bad: bad('metadata.name'), notApplicable: [CONFIG_MAP, GOOD.claim] },
    {
      rule,
      closed: true,
      good: [from, RUNTIME_CLASS, ...rest.filter((object) => object !== NAMESPACE)],
      bad: bad('metadata.namespace').slice(0, 1),
      notApplicable: [CONFIG_MAP],
    },
  ];
}

/** A limit of the quota that the pool passes. */
const passed = (resource: string, limit: string | number, needed: string) => ({
  object: 1,
  patch: { op: 'replace' as const, path: `/spec/hard/${resource.replace('/', '~1')}`, value: limit },
  fails: ['SBX-NSC-003'],
  place: 'spec.replicas',
  found: 2,
  wanted: `no more than the ResourceQuota quota leaves: the pools so far need ${needed} of ${resource}, and it has ${limit}`,
});

/** A template with 1Gi of volume for each of its sandboxes. */
const withVolume = patched(GOOD.template, {
  op: 'add',
  path: '/spec/volumeClaimTemplates',
  value: [{ metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOncePod'], storageClassName: 'fast', resources: { requests: { storage: '1Gi' } } } }],
});
const quotaWith = (hard: object): JsonObject => patched(QUOTA, { op: 'replace', path: '/spec/hard', value: { ...part(QUOTA, '/spec/hard'), ...hard } });

export const NSC_CASES: readonly RuleCase[] = [
  {
    rule: 'SBX-NSC-001',
    good: [GOOD.pool, patched(labelled('pod-security.kubernetes.io/audit-version', 'v1.30'), { op: 'add', path: '/metadata/labels/team', value: 'a' }),
      QUOTA, LIMIT_RANGE, DENY_ALL, DEFAULT_ACCOUNT],
    bad: [
      ...['enforce', 'audit', 'warn'].map((mode) => ({
        object: 1,
        patch: { op: 'replace' as const, path: at(`pod-security.kubernetes.io/${mode}`), value: 'baseline' },
        fails: ['SBX-NSC-001'],
        place: `metadata.labels[pod-security.kubernetes.io/${mode}]`,
        found: 'baseline',
        wanted: 'restricted',
      })),
      ...['audit', 'warn'].map((mode) => ({
        object: 1,
        patch: { op: 'replace' as const, path: at(`pod-security.kubernetes.io/${mode}-version`), value: 'latest' },
        fails: ['SBX-NSC-001'],
        place: `metadata.labels[pod-security.kubernetes.io/${mode}-version]`,
        found: 'latest',
        wanted: 'a version up to v1.34',
      })),
      ...['latest', 'v1.35', 'v1.', 'v2.1', 'v1.34.1'].map((version) => ({
        object: 1,
        patch: { op: 'replace' as const, path: at(`${ENFORCE}-version`), value: version },
        fails: ['SBX-NSC-001'],
        place: `metadata.labels[${ENFORCE}-version]`,
        found: version,
        wanted: 'a version up to v1.34',
      })),
      ...['enforce', 'audit', 'warn'].flatMap((mode) => [`pod-security.kubernetes.io/${mode}`, `pod-security.kubernetes.io/${mode}-version`]).map((key) => ({
        object: 1,
        patch: { op: 'remove' as const, path: at(key) },
        fails: ['SBX-NSC-001'],
        place: 'metadata.labels',
        wanted: ALL_LABELS,
        found: Object.fromEntries(Object.entries({
          ...part(NAMESPACE, '/metadata/labels'), 'pod-security.kubernetes.io/audit-version': 'v1.30', 'team': 'a',
        }).filter(([each]) => each !== key)),
      })),
      {
        object: 1, patch: { op: 'remove', path: '/metadata/labels' }, fails: ['SBX-NSC-001'], place: 'metadata.labels', found: undefined, wanted: ALL_LABELS,
      },
    ],
    notApplicable: [CONFIG_MAP, GOOD.claim, patched(NAMESPACE, { op: 'replace', path: '/metadata/name', value: 'elsewhere' })],
  },
  {
    rule: 'SBX-NSC-002',
    good: [GOOD.template, GOOD.pool, GOOD.claim, GOOD.sandbox, moved(GOOD.claim, 'kubernetes')],
    bad: [
      ...['default', 'kube-system', 'agent-sandbox-system'].map((namespace, object) => ({
        object,
        patch: { op: 'replace' as const, path: '/metadata/namespace', value: namespace },
        fails: ['SBX-NSC-002'],
        place: 'metadata.namespace',
        found: namespace,
        wanted: OWN_NAMESPACE,
      })),
    ],
    notApplicable: [
      CONFIG_MAP, NAMESPACE,
      patched(GOOD.sandbox, { op: 'remove', path: '/metadata/namespace' }),
      patched(GOOD.sandbox, { op: 'replace', path: '/metadata/namespace', value: '' }),
    ],
  },
  ...lacking('SBX-NSC-003', QUOTA, [
    ['/spec/hard/pods', 'a ResourceQuota with pods'],
    ['/spec/hard/limits.ephemeral-storage', 'a ResourceQuota with limits.ephemeral-storage'],
    ['/spec/hard/count~1sandboxclaims.extensions.agents.x-k8s.io', 'a ResourceQuota with count/sandboxclaims.extensions.agents.x-k8s.io'],
    ['/spec/hard/services.nodeports', 'a ResourceQuota with services.nodeports: 0'],
    ['/spec/hard/services.loadbalancers', 'a ResourceQuota with services.loadbalancers: 0', '1'],
  ]),
  {
    // Names that its resources also have, in several quotas; one for some of the Pods alone counts for nothing.
    rule: 'SBX-NSC-003',
    good: [
      NAMESPACE,
      patched(QUOTA, { op: 'replace', path: '/spec/hard', value: { 'count/pods': 10, 'cpu': 10, 'memory': '10Gi', 'services.nodeports': '0', 'services.loadbalancers': '0' } }),
      patched(quotaWith({ pods: 10 }), { op: 'replace', path: '/metadata/name', value: 'others' }),
      patched(patched(QUOTA, { op: 'replace', path: '/metadata/name', value: 'best-effort' }), { op: 'replace', path: '/spec', value: { hard: { pods: 0 }, scopes: ['BestEffort'] } }),
      LIMIT_RANGE, DENY_ALL, DEFAULT_ACCOUNT, GOOD.template, GOOD.serviceAccount,
    ],
    bad: [{
      object: 2,
      patch: { op: 'add', path: '/spec/scopes', value: ['NotTerminating'] },
      fails: ['SBX-NSC-003'],
      place: 'metadata.name',
      found: 'team-a',
      wanted: 'a ResourceQuota with limits.cpu, limits.memory, requests.ephemeral-storage, limits.ephemeral-storage, persistentvolumeclaims, requests.storage, '
        + 'count/sandboxclaims.extensions.agents.x-k8s.io, count/sandboxes.agents.x-k8s.io, count/sandboxwarmpools.extensions.agents.x-k8s.io',
    }],
    notApplicable: [CONFIG_MAP],
  },
  {
    // Two Pods of a main container, a sidecar and the RuntimeClass's overhead; the init container runs before.
    rule: 'SBX-NSC-003',
    good: FULL,
    bad: [
      passed('pods', '1', '2'), passed('requests.cpu', '1499m', '1500m'), passed('limits.cpu', '4499m', '4500m'), passed('requests.memory', '2367Mi', '2368Mi'),
      passed('limits.memory', '1Gi', '2368Mi'), passed('limits.ephemeral-storage', '4607Mi', '4608Mi'), passed('count/sandboxes.agents.x-k8s.io', '1', '2'),
      passed('count/sandboxwarmpools.extensions.agents.x-k8s.io', '0', '1'),
      {
        object: 7,
        patch: { op: 'replace', path: '/spec/replicas', value: 3 },
        fails: ['SBX-NSC-003'],
        place: 'spec.replicas',
        found: 3,
        wanted: 'no more than the ResourceQuota quota leaves: the pools so far need 3 of pods, and it has 2',
      },
      {
        object: 5,
        patch: { op: 'replace', path: `${POD}/initContainers/1/resources`, value: { limits: { 'cpu': '3', 'memory': '512Mi', 'ephemeral-storage': '1Gi' } } },
        fails: ['SBX-NSC-003'],
        place: 'spec.replicas',
        found: 2,
        wanted: 'no more than the ResourceQuota quota leaves: the pools so far need 7 of requests.cpu, and it has 1500m',
      },
    ],
    notApplicable: [CONFIG_MAP],
  },
  {
    // The second pool is the one that does not fit, and volumes count.
    rule: 'SBX-NSC-003',
    good: [
      withVolume, GOOD.serviceAccount, GOOD.pool,
      patched(patched(GOOD.pool, { op: 'replace', path: '/metadata/name', value: 'second' }), { op: 'replace', path: '/spec/replicas', value: 1 }),
      patched(QUOTA, { op: 'replace', path: '/spec/hard', value: { 'persistentvolumeclaims': 3, 'requests.storage': '3Gi', 'count/secrets': 0 } }),
    ],
    bad: [
      {
        object: 3,
        patch: { op: 'replace', path: '/spec/replicas', value: 2 },
        fails: ['SBX-NSC-003'],
        place: 'spec.replicas',
        found: 2,
        wanted: 'no more than the ResourceQuota quota leaves: the pools so far need 4 of persistentvolumeclaims, and it has 3',
      },
      {
        object: 4,
        patch: { op: 'replace', path: '/spec/hard/requests.storage', value: '2Gi' },
        fails: ['SBX-NSC-003'],
        place: 'spec.replicas',
        found: 1,
        wanted: 'no more than the ResourceQuota quota leaves: the pools so far need 3Gi of requests.storage, and it has 2Gi',
      },
    ],
    notApplicable: [CONFIG_MAP, GOOD.pool],
  },
  ...lacking('SBX-NSC-004', LIMIT_RANGE, [
    ['/spec/limits/0/default/memory', 'a LimitRange with Container default.memory'],
    ['/spec/limits/0/defaultRequest/ephemeral-storage', 'a LimitRange with Container defaultRequest.ephemeral-storage'],
    ['/spec/limits/0/max/cpu', 'a LimitRange with Container max.cpu'],
    ['/spec/limits/0/min', 'a LimitRange with Container min.cpu, Container min.memory'],
    ['/spec/limits/1/type', 'a LimitRange with Pod max.cpu, Pod max.memory', 'Container'],
    ['/spec/limits/2', 'a LimitRange with PersistentVolumeClaim max.storage'],
  ]),
  ...lacking('SBX-NSC-005', DENY_ALL, [
    ['/spec/policyTypes', 'a NetworkPolicy for all Pods without Egress rules'],
    ['/spec/policyTypes', 'a NetworkPolicy for all Pods without Ingress rules', ['Egress']],
    ['/metadata/namespace', 'a NetworkPolicy for all Pods without Ingress and Egress rules', 'elsewhere'],
    ['/spec/podSelector', 'a NetworkPolicy for all Pods without Ingress and Egress rules', { matchLabels: { app: 'web' } }],
    ['/spec/podSelector', 'a NetworkPolicy for all Pods without Ingress and Egress rules', { matchExpressions: [{ key: 'app', operator: 'Exists' }] }],
  ]),
  {
    // One policy for each direction does as well, and empty rules are none.
    rule: 'SBX-NSC-005',
    good: [
      patched(DENY_ALL, { op: 'replace', path: '/spec', value: { podSelector: {}, policyTypes: ['Ingress'], ingress: [] } }),
      patched(patched(DENY_ALL, { op: 'replace', path: '/metadata/name', value: 'egress' }), { op: 'replace', path: '/spec/policyTypes', value: ['Egress'] }),
      NAMESPACE, QUOTA, LIMIT_RANGE, DEFAULT_ACCOUNT, GOOD.pool,
    ],
    bad: [
      {
        patch: { op: 'replace', path: '/spec/ingress', value: [{ from: [{ podSelector: { matchLabels: { app: 'web' } } }] }] },
        fails: ['SBX-NSC-005', 'SBX-NET-007'],
        place: 'metadata.name',
        found: 'team-a',
        wanted: 'a NetworkPolicy for all Pods without Ingress rules',
      },
      {
        object: 1,
        patch: { op: 'replace', path: '/spec/policyTypes', value: [] },
        fails: ['SBX-NSC-005'],
        place: 'metadata.name',
        found: 'team-a',
        wanted: 'a NetworkPolicy for all Pods without Egress rules',
      },
    ],
    notApplicable: [CONFIG_MAP],
  },
  ...lacking('SBX-NSC-006', DEFAULT_ACCOUNT, [
    ['/metadata/name', 'a ServiceAccount default with automountServiceAccountToken: false', 'other'],
  ]),
  {
    rule: 'SBX-NSC-006',
    good: [
      DEFAULT_ACCOUNT, GOOD.serviceAccount, GOOD.template, { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'backend', namespace: 'team-a' } },
    ],
    bad: [
      {
        patch: { op: 'replace', path: '/automountServiceAccountToken', value: true },
        fails: ['SBX-NSC-006'],
        place: 'automountServiceAccountToken',
        found: true,
        wanted: 'false',
      },
      {
        object: 1,
        patch: { op: 'remove', path: '/automountServiceAccountToken' },
        fails: ['SBX-NSC-006'],
        place: 'automountServiceAccountToken',
        found: undefined,
        wanted: 'false',
      },
    ],
    notApplicable: [CONFIG_MAP, { ...DEFAULT_ACCOUNT, metadata: { name: 'default', namespace: 'elsewhere' } }, GOOD.claim],
  },
  {
    rule: 'SBX-NSC-007',
    good: [
      patched(patched(NAMESPACE, { op: 'add', path: '/metadata/labels', value: { ...part(NAMESPACE, '/metadata/labels'), ...NO_INJECTIONS } }),
        { op: 'add', path: '/metadata/annotations', value: NO_INJECTIONS }),
      QUOTA, LIMIT_RANGE, DENY_ALL, DEFAULT_ACCOUNT, GOOD.pool,
    ],
    bad: [
      ...Object.entries(INJECTIONS).flatMap(([key, value]) => ['labels', 'annotations'].map((map) => ({
        patch: { op: 'add' as const, path: `/metadata/${map}/${key.replace('/', '~1')}`, value },
        fails: ['SBX-NSC-007'],
        place: `metadata.${map}[${key}]`,
        found: value,
        wanted: 'absent or disabled',
      }))),
      ...['enabled', 'false'].map((value) => ({
        patch: { op: 'replace' as const, path: '/metadata/labels/istio-injection', value },
        fails: ['SBX-NSC-007'],
        place: 'metadata.labels[istio-injection]',
        found: value,
        wanted: 'absent or disabled',
      })),
    ],
    notApplicable: [CONFIG_MAP, GOOD.claim],
  },
  {
    rule: 'SBX-NSC-010',
    standards: [RESTRICTED, standard(HardeningProfile.BASELINE_V1), RESTRICTED],
    good: [GOOD.template, moved(GOOD.sandbox, 'team-b'), GOOD.sandbox],
    bad: [{
      object: 1,
      patch: { op: 'replace', path: '/metadata/namespace', value: 'team-a' },
      fails: ['SBX-NSC-010', 'SBX-STR-011'],
      place: 'metadata.namespace',
      found: 'team-a',
      wanted: 'a namespace whose sandboxes all have the profile baseline/v1; SandboxTemplate team-a-python has restricted/v1',
    }],
    notApplicable: [CONFIG_MAP],
  },
];
