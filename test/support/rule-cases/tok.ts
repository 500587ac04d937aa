import { bad } from './bad';
import { BROKERING, EXCHANGE, mount } from './fs-objects';
import { served, SERVED_POD, set, unset, variant } from './made';
import { BadCase, CONFIG_MAP, GOOD, MAIN, POD, RuleCase } from './support';
import { JsonObject } from '../../../src/private/json';

/** What the server adds to a Pod that does not say no to the token. */
const AUTOMOUNTED = served(variant(
  GOOD.pod, 'automounted', set('/spec/automountServiceAccountToken', true),
  set('/spec/volumes/-', {
    name: 'kube-api-access-7xk2p',
    projected: {
      defaultMode: 420,
      sources: [{ serviceAccountToken: { expirationSeconds: 3607, path: 'token' } }, { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } }],
    },
  }),
  set('/spec/containers/0/volumeMounts/-', { name: 'kube-api-access-7xk2p', mountPath: '/var/run/secrets/kubernetes.io/serviceaccount', readOnly: true }),
));

const AUTOMOUNT: RuleCase = {
  rule: 'SBX-TOK-001',
  good: [GOOD.template, GOOD.sandbox, SERVED_POD],
  bad: [
    bad('SBX-TOK-001', unset(`${POD}/automountServiceAccountToken`), 'automountServiceAccountToken', undefined, 'false'),
    bad('SBX-TOK-001', set(`${POD}/automountServiceAccountToken`, true), 'automountServiceAccountToken', true, 'false', { object: 1 }),
    bad('SBX-TOK-001', unset('/spec/automountServiceAccountToken'), 'automountServiceAccountToken', undefined, 'false', { object: 2 }),
    // One finding for both the field and the volume, whether it is said or left out.
    bad('SBX-TOK-001', { op: 'replace', path: '/spec', value: variant(AUTOMOUNTED, 'silent', unset('/spec/automountServiceAccountToken')).spec },
      'automountServiceAccountToken', undefined, 'false', { object: 2 }),
    bad('SBX-TOK-001', { op: 'replace', path: '/spec', value: AUTOMOUNTED.spec }, 'automountServiceAccountToken', true, 'false', { object: 2 }),
  ],
  notApplicable: [CONFIG_MAP, GOOD.claim],
};

const API = 'https://kubernetes.default.svc, https://kubernetes.default.svc.cluster.local';
const AUDIENCE = `an audience other than the API server's (${API})`;
const TOKEN = { audience: 'https://broker.example.com', expirationSeconds: 3600, path: 'token' };
const BUNDLE = { name: 'ca', path: 'ca.pem' };
const CERTIFICATE = { signerName: 'example.com/x', keyType: 'ED25519', credentialBundlePath: 'x' };
/** One of that name by hand, for somebody else. */
const NAMED_TOKEN = { audience: 'sts.amazonaws.com', path: 'token' };
const NAMED = variant(AUTOMOUNTED, 'named', set('/spec/volumes/4/projected/sources/0/serviceAccountToken', NAMED_TOKEN));
const OPEN = { name: 'kube-api-access-open', projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } };

const PROJECTED: RuleCase = {
  rule: 'SBX-TOK-002',
  good: [BROKERING, SERVED_POD],
  bad: [
    ...['https://kubernetes.default.svc', 'https://kubernetes.default.svc.cluster.local', ''].map((audience) => bad('SBX-TOK-002',
      set(`${EXCHANGE}/projected/sources/1/serviceAccountToken/audience`, audience),
      'volumes[name=exchange].projected.sources[1].serviceAccountToken.audience', audience, AUDIENCE)),
    bad('SBX-TOK-002', unset(`${EXCHANGE}/projected/sources/1/serviceAccountToken/audience`),
      'volumes[name=exchange].projected.sources[1].serviceAccountToken.audience', undefined, AUDIENCE),
    bad('SBX-TOK-002', mount(MAIN, 'exchange', '/exchange', { readOnly: true }), 'volumes[name=exchange].projected.sources[1].serviceAccountToken', TOKEN,
      'on a volume that trusted sidecars alone mount', { fails: ['SBX-FS-001'] }),
    bad('SBX-TOK-002', set(`${EXCHANGE}/projected/sources/-`, { clusterTrustBundle: BUNDLE }), 'volumes[name=exchange].projected.sources[2].clusterTrustBundle',
      BUNDLE, 'absent'),
    bad('SBX-TOK-002', set(`${EXCHANGE}/projected/sources/-`, { podCertificate: CERTIFICATE }), 'volumes[name=exchange].projected.sources[2].podCertificate',
      CERTIFICATE, 'absent'),
    bad('SBX-TOK-002', { op: 'replace', path: '/spec', value: NAMED.spec }, 'volumes[name=kube-api-access-7xk2p].projected.sources[0].serviceAccountToken',
      NAMED_TOKEN, 'on a volume that trusted sidecars alone mount', { object: 1, fails: ['SBX-TOK-001'] }),
    bad('SBX-TOK-002', {
      op: 'replace',
      path: '/spec',
      value: variant(AUTOMOUNTED, 'other', set('/spec/volumes/4/name', 'my-kube-api-access-'),
        set('/spec/containers/0/volumeMounts/2/name', 'my-kube-api-access-')).spec,
    }, 'volumes[name=my-kube-api-access-].projected.sources[0].serviceAccountToken.audience',
    undefined, AUDIENCE, { object: 1, fails: ['SBX-TOK-001', 'SBX-FS-007'] }),
    // The name alone does not make it the server's own.
    bad('SBX-TOK-002', set('/spec/volumes/-', OPEN), 'volumes[name=kube-api-access-open].projected.sources[0].serviceAccountToken.audience', undefined, AUDIENCE,
      { object: 1 }),
  ],
  notApplicable: [CONFIG_MAP, GOOD.template],
};

const OWN = 'a ServiceAccount other than default';

const ACCOUNT: RuleCase = {
  rule: 'SBX-TOK-003',
  good: [GOOD.template, GOOD.sandbox, SERVED_POD],
  bad: [
    bad('SBX-TOK-003', unset(`${POD}/serviceAccountName`), 'serviceAccountName', undefined, OWN),
    bad('SBX-TOK-003', set(`${POD}/serviceAccountName`, 'default'), 'serviceAccountName', 'default', OWN, { object: 1 }),
    bad('SBX-TOK-003', set(`${POD}/serviceAccountName`, ''), 'serviceAccountName', '', OWN),
    bad('SBX-TOK-003', set(`${POD}/serviceAccount`, 'team-a-python-template'), 'serviceAccount', 'team-a-python-template',
      'absent: serviceAccountName has the name'),
    bad('SBX-TOK-003', set('/spec/serviceAccountName', 'default'), 'serviceAccountName', 'default', OWN, { object: 2 }),
  ],
  notApplicable: [CONFIG_MAP, GOOD.claim],
};

const CLOUDS = {
  'eks.amazonaws.com/role-arn': 'arn:aws:iam::111122223333:role/agents',
  'iam.gke.io/gcp-service-account': 'agents@project.iam.gserviceaccount.com',
  'azure.workload.identity/client-id': '00000000-0000-0000-0000-000000000000',
};
/** The account of another workload, which may well be one in a cloud. */
const BACKEND: JsonObject = {
  apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'backend', namespace: 'team-a', annotations: CLOUDS }, automountServiceAccountToken: false,
};
const LABELS = '/spec/podTemplate/metadata/labels';
const USE = 'azure.workload.identity/use';
const escaped = (key: string): string => key.replace('/', '~1');
const ANNOTATED = variant(GOOD.serviceAccount, 'team-a-python-template', set('/metadata/annotations', { 'example.com/owner': 'team-a' }));

const CLOUD: RuleCase = {
  rule: 'SBX-TOK-004',
  good: [
    GOOD.template, ANNOTATED, BACKEND, variant(GOOD.sandbox, 'declining', set(`${LABELS}/${escaped(USE)}`, 'false')),
    // The account by the deprecated field, with a name that is elsewhere another one's.
    variant(BACKEND, 'team-a-python-template', set('/metadata/namespace', 'team-b')),
  ],
  bad: [
    bad('SBX-TOK-004', set(`${LABELS}/${escaped(USE)}`, 'true'), `spec.podTemplate.metadata.labels[${USE}]`, 'true', `no label ${USE}`),
    ...Object.entries(CLOUDS).map(([key, value]) => bad('SBX-TOK-004', set(`/metadata/annotations/${escaped(key)}`, value), `metadata.annotations[${key}]`, value,
      'absent from the account of a sandbox', { object: 1 })),
  ],
  notApplicable: [CONFIG_MAP, BACKEND],
};

const subject = (kind: string, name: string, more: JsonObject = {}): JsonObject => ({ kind, name, ...more });
const group = (name: string): JsonObject => subject('Group', name, { apiGroup: 'rbac.authorization.k8s.io' });
const binding = (kind: 'RoleBinding' | 'ClusterRoleBinding', name: string, role: string, ...subjects: JsonObject[]): JsonObject => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind,
  metadata: kind === 'RoleBinding' ? { name, namespace: 'team-a' } : { name },
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role },
  subjects,
});

const SANDBOXED = subject('ServiceAccount', 'team-a-python-template', { namespace: 'team-a' });
const OTHERS = [
  subject('ServiceAccount', 'backend', { namespace: 'team-a' }),
  subject('ServiceAccount', 'team-a-python-template', { namespace: 'team-b' }),
  subject('ServiceAccount', 'default'),
  subject('User', 'system:serviceaccount:team-a:backend', { apiGroup: 'rbac.authorization.k8s.io' }),
  subject('User', 'team-a-python-template', { apiGroup: 'rbac.authorization.k8s.io' }),
  group('system:serviceaccounts:team-b'),
  group('team-a:operators'),
];
const BINDING = binding('RoleBinding', 'readers', 'reader', ...OTHERS);
const UNBOUND = 'no account of a sandbox, and no group that it is in';
const added = (each: JsonObject, more: { object?: number; fails?: string[] } = {}): BadCase => (
  bad('SBX-TOK-005', set('/subjects/-', each), `subjects[name=${each.name}]`, each, UNBOUND, { object: 2, ...more })
);
/** Rules about roles say of groups that are everybody that they are too many. */
const BROAD = ['SBX-RBC-006'];

const BINDINGS: RuleCase = {
  rule: 'SBX-TOK-005',
  good: [
    GOOD.template, GOOD.sandbox, BINDING,
    // What every cluster has for all accounts.
    binding('ClusterRoleBinding', 'system:discovery', 'system:discovery', group('system:authenticated')),
    binding('ClusterRoleBinding', 'readers', 'reader', group('platform')),
  ],
  bad: [
    added(SANDBOXED),
    added(subject('ServiceAccount', 'team-a-python-template')),
    added(subject('ServiceAccount', 'team-a-agent-sandbox', { namespace: 'team-a' })),
    added(subject('User', 'system:serviceaccount:team-a:team-a-python-template', { apiGroup: 'rbac.authorization.k8s.io' })),
    added(group('system:serviceaccounts:team-a')),
    added(group('system:serviceaccounts'), { fails: BROAD }),
    added(group('system:authenticated'), { fails: BROAD }),
    added(SANDBOXED, { object: 4 }),
    bad('SBX-TOK-005', unset(`${POD}/serviceAccountName`), 'subjects[name=default]', subject('ServiceAccount', 'default'), UNBOUND, { fails: ['SBX-TOK-003'] }),
    bad('SBX-TOK-005', set(`${POD}/serviceAccountName`, 'backend'), 'subjects[name=system:serviceaccount:team-a:backend]', OTHERS[3], UNBOUND),
  ],
  notApplicable: [CONFIG_MAP, BINDING],
};

const LINKS: RuleCase = {
  rule: 'SBX-TOK-006',
  good: [GOOD.template, GOOD.sandbox, SERVED_POD],
  bad: [
    bad('SBX-TOK-006', unset(`${POD}/enableServiceLinks`), 'enableServiceLinks', undefined, 'false'),
    bad('SBX-TOK-006', set(`${POD}/enableServiceLinks`, true), 'enableServiceLinks', true, 'false', { object: 1 }),
  ],
  notApplicable: [CONFIG_MAP],
};

export const TOK_CASES: readonly RuleCase[] = [AUTOMOUNT, PROJECTED, ACCOUNT, CLOUD, BINDINGS, LINKS];
