import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { as, attempt, CONTROLLER, enforce, failuresByManager, OPTIONS, startForAdmission } from './support/admission';
import { apply, create, createNamespace, get, Manifest, merge, remove, request, waitFor } from './support/client';
import { ControlPlane } from './support/control-plane';
import { HardeningProfile } from '../../src';
import { bundle } from '../../src/admission/bundle';
import { fnv1a32 } from '../../src/private/fnv';
import { SANDBOX_NAME_HASH_LABEL } from '../../src/release/names';
import { GOOD, patched, standard } from '../support/rule-cases/support';

const { template, sandbox, claim, pool } = GOOD as never as Record<string, Manifest>;
const TEAM = 'team-a';
const named = (object: Manifest, name: string, namespace = TEAM): Manifest => ({ ...object, metadata: { ...object.metadata, name, namespace } });

/** A Pod that is no sandbox's, and one that is. */
const plainPod: Manifest = {
  apiVersion: 'v1', kind: 'Pod', metadata: { name: 'plain', namespace: TEAM }, spec: { containers: [{ name: 'main', image: 'nginx' }] },
};
const sandboxPod = named(GOOD.pod as never, 'python-0');
const bad = (object: Manifest): Manifest => patched(object as never, { op: 'add', path: '/spec/podTemplate/spec/containers/0/securityContext/privileged', value: true }) as never;

let cluster: ControlPlane;
const by = (user: string) => as(cluster, user);

/** What a user is told who asks for something: the rule that refuses it, or that nobody does. */
async function said(act: Promise<unknown>): Promise<string> {
  const { refusal } = await attempt(act as Promise<Manifest>);
  return refusal === undefined ? 'done' : /: (SBX-[A-Z]+-\d+) /.exec(refusal)?.[1] ?? refusal;
}

const patch = (user: string, path: string, body: unknown): Promise<unknown> => (
  request(by(user), 'PATCH', path, { body, contentType: 'application/merge-patch+json', query: { dryRun: 'All' } })
);

beforeAll(async () => {
  cluster = await startForAdmission();
  const { kubeConfig } = cluster;
  await Promise.all(['audited', 'warned', 'elsewhere', 'relaxed'].map((name) => createNamespace(kubeConfig, name)));
  for (const name of ['gvisor']) await create(kubeConfig, { apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', metadata: { name }, handler: 'runsc' });
  for (const name of [sandboxPod.spec.serviceAccountName, 'agent']) {
    await apply(kubeConfig, { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace: TEAM } });
  }
  for (const object of [template, sandbox, named(bad(sandbox), 'old'), named(pool, 'pool'), plainPod, sandboxPod]) await create(kubeConfig, object);
  await enforce(cluster, bundle({
    ...OPTIONS,
    operators: ['on-call'],
    sandboxNamespaces: [TEAM, 'audited', 'warned', 'relaxed'],
    enforceIn: new Map([['audited', 'audit'], ['warned', 'warn']]),
    namespaces: new Map([['relaxed', standard(HardeningProfile.custom(HardeningProfile.BASELINE_V1, { name: 'relaxed', poolSizeCeiling: 5000 }))]]),
  }));
});
afterAll(() => cluster?.stop());

describe('SBX-ADM-001: a Sandbox', () => {
  const path = `/apis/agents.x-k8s.io/v1beta1/namespaces/${TEAM}/sandboxes/${sandbox.metadata.name}`;
  const image = { spec: { podTemplate: { metadata: { labels: { 'example.com/a': 'b' } } } } };

  test.each<[string, unknown, string]>([
    ['is suspended', { spec: { operatingMode: 'Suspended' } }, 'done'],
    ['is resumed', { spec: { operatingMode: 'Running' } }, 'done'],
    ['lives longer', { spec: { shutdownTime: '2027-01-01T00:00:00Z' } }, 'done'],
    ['gets a label', { metadata: { labels: { 'example.com/a': 'b' } } }, 'done'],
    ['keeps its Pod', image, 'SBX-ADM-001'],
  ])('%s', async (_, body, expected) => {
    expect(await said(patch('tenant', path, body))).toBe(expected);
  });

  test('gets what the controller writes, and what administrators do not', async () => {
    expect([await said(patch(CONTROLLER, path, image)), await said(patch('platform', path, image))]).toEqual(['done', 'SBX-ADM-001']);
  });

  test('that is older than the policies is suspended and resumed all the same', async () => {
    const old = path.replace(sandbox.metadata.name, 'old');
    for (const user of ['tenant', CONTROLLER]) {
      expect(await said(patch(user, old, { spec: { operatingMode: 'Suspended' } }))).toBe('done');
      expect(await said(patch(user, old, { metadata: { finalizers: ['example.com/x'] } }))).toBe('done');
    }
    // The controller has no way to a worse Pod, either: only to the one that is there.
    expect(await said(patch(CONTROLLER, old, image))).toMatch(/^SBX-/);
  });
});

describe('SBX-ADM-002: an ephemeral container', () => {
  const debug = (name: string) => patch('tenant', `/api/v1/namespaces/${TEAM}/pods/${name}/ephemeralcontainers`, {
    spec: { ephemeralContainers: [{ name: 'debugger', image: 'busybox' }] },
  });

  test('is added to no sandbox, and to other Pods', async () => {
    expect([await said(debug('python-0')), await said(debug('plain'))]).toEqual(['SBX-ADM-002', 'done']);
  });
});

describe('SBX-ADM-003: exec, attach, port-forward and the proxy', () => {
  const paths = ['pods/python-0/exec?command=id&stdout=true', 'pods/python-0/attach', 'pods/python-0/portforward', 'pods/python-0/proxy/', 'services/agent/proxy/'];
  const connect = (user: string, path: string, namespace = TEAM) => request(by(user), path.includes('proxy') ? 'GET' : 'POST', `/api/v1/namespaces/${namespace}/${path}`);

  test.each(paths)('%s is for operators alone', async (path) => {
    expect([await said(connect('tenant', path)), await said(connect('platform', path))]).toEqual(['SBX-ADM-003', 'SBX-ADM-003']);
    // There is no kubelet: who gets as far as being told so was let through.
    expect(await said(connect('operator', path))).not.toContain('SBX-');
    expect(await said(connect('tenant', path, 'elsewhere'))).not.toContain('SBX-');
  });
});

describe('SBX-ADM-004: a pool', () => {
  const scale = (replicas: number, method = 'PATCH', namespace = TEAM) => request(by('tenant'), method, `/apis/extensions.agents.x-k8s.io/v1beta1/namespaces/${namespace}/sandboxwarmpools/pool/scale`, {
    body: { apiVersion: 'autoscaling/v1', kind: 'Scale', metadata: { name: 'pool', namespace }, spec: { replicas } },
    contentType: method === 'PATCH' ? 'application/merge-patch+json' : undefined,
    query: { dryRun: 'All' },
  });

  test('is scaled up to the ceiling of the profile', async () => {
    expect(await said(scale(0))).toBe('done');
    expect(await said(scale(1000))).toBe('done');
    expect([await said(scale(1001)), await said(scale(1001, 'PUT'))]).toEqual(['SBX-ADM-004', 'SBX-ADM-004']);
  });

  test('has the ceiling of its namespace\'s own profile', async () => {
    await create(cluster.kubeConfig, named(pool, 'pool', 'relaxed'));
    expect([await said(scale(5000, 'PUT', 'relaxed'))]).toEqual(['done']);
    const warnings: string[] = [];
    // What is high, the baseline warns of alone.
    await request(by('tenant'), 'PATCH', '/apis/extensions.agents.x-k8s.io/v1beta1/namespaces/relaxed/sandboxwarmpools/pool/scale', {
      body: { spec: { replicas: 5001 } }, contentType: 'application/merge-patch+json', query: { dryRun: 'All' },
    }).then((answer) => warnings.push(...answer.warnings));
    expect(warnings.join()).toContain('SBX-ADM-004');
  });
});

describe('SBX-ADM-005: a NetworkPolicy', () => {
  const policy: Manifest = named(GOOD.networkPolicy as never, 'own');
  const collection = `/apis/networking.k8s.io/v1/namespaces/${TEAM}/networkpolicies`;

  test('is made, changed and deleted by the controller and administrators alone', async () => {
    for (const user of [CONTROLLER, 'platform']) expect(await said(create(by(user), policy, { dryRun: true }))).toBe('done');
    expect(await said(create(by('tenant'), policy, { dryRun: true }))).toBe('SBX-ADM-005');
    await create(by('platform'), policy);
    expect(await said(patch('tenant', `${collection}/own`, { metadata: { labels: { a: 'b' } } }))).toBe('SBX-ADM-005');
    expect(await said(request(by('tenant'), 'DELETE', `${collection}/own`, { query: { dryRun: 'All' } }))).toBe('SBX-ADM-005');
    expect(await said(request(by('tenant'), 'DELETE', collection, { query: { dryRun: 'All' } }))).toBe('SBX-ADM-005');
    expect(await said(create(by('tenant'), named(policy, 'own', 'elsewhere'), { dryRun: true }))).toBe('done');
    await remove(by('platform'), policy);
  });
});

describe('SBX-ADM-006: the namespace', () => {
  const labels = (user: string, changes: object) => said(patch(user, `/api/v1/namespaces/${TEAM}`, { metadata: { labels: changes } }));

  beforeAll(async () => {
    const levels = ['enforce', 'audit', 'warn'].flatMap((mode) => [[`pod-security.kubernetes.io/${mode}`, 'restricted'], [`pod-security.kubernetes.io/${mode}-version`, 'v1.34']]);
    await merge(by('platform'), { apiVersion: 'v1', kind: 'Namespace', metadata: { name: TEAM, labels: { ...Object.fromEntries(levels), 'app.kubernetes.io/part-of': 'agent-sandbox' } } });
  });

  test('keeps what the cluster decides by', async () => {
    expect(await labels('tenant', { 'pod-security.kubernetes.io/enforce': 'privileged' })).toMatch(/SBX-(ADM-006|NSC-001)/);
    expect(await labels('tenant', { 'pod-security.kubernetes.io/enforce-version': 'v1.30' })).toBe('SBX-ADM-006');
    expect(await labels('tenant', { 'app.kubernetes.io/part-of': null })).toBe('SBX-ADM-006');
    expect(await labels('tenant', { 'cdk8s-agent-sandbox/x': 'y' })).toBe('SBX-ADM-006');
    expect(await labels('tenant', { 'example.com/cost-centre': '7' })).toBe('done');
  });

  test('is changed by administrators, within the rules for all', async () => {
    expect(await labels('platform', { 'pod-security.kubernetes.io/enforce-version': 'v1.30' })).toBe('done');
    expect(await labels('platform', { 'pod-security.kubernetes.io/enforce': 'privileged' })).toBe('SBX-NSC-001');
  });
});

describe('SBX-ADM-007: a binding', () => {
  const account = { kind: 'ServiceAccount', name: 'agent', namespace: TEAM };
  const bind = (kind: string, subject: object, role = 'view', namespace = TEAM) => said(create(by('platform'), {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind,
    metadata: { name: 'bound', ...kind === 'RoleBinding' && { namespace } },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role },
    subjects: [subject],
  }, { dryRun: true }));
  const group = (name: string) => ({ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name });

  test.each<[string, object, string]>([
    ['the account of a sandbox', account, 'SBX-ADM-007'],
    ['the account by its user name', { apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: `system:serviceaccount:${TEAM}:agent` }, 'SBX-ADM-007'],
    ['all accounts of the namespace', group(`system:serviceaccounts:${TEAM}`), 'SBX-ADM-007'],
    ['another account', { ...account, name: 'backend' }, 'done'],
    ['an account of that name elsewhere', { ...account, namespace: 'elsewhere' }, 'done'],
    ['people', group('tenants'), 'done'],
  ])('of %s', async (_, subject, expected) => {
    expect(await bind('RoleBinding', subject)).toBe(expected);
    expect(await bind('ClusterRoleBinding', subject)).toBe(expected);
    expect(await bind('RoleBinding', subject, 'view', 'elsewhere')).toBe(expected);
  });

  test('that a platform makes by itself passes', async () => {
    expect(await bind('RoleBinding', group(`system:serviceaccounts:${TEAM}`), 'system:image-puller')).toBe('done');
  });
});

describe('SBX-ADM-008: the policies themselves', () => {
  test('are asked about nothing that is written of policies, which is why RBAC has to guard them', async () => {
    const everything = { apiGroups: ['admissionregistration.k8s.io'], apiVersions: ['*'], operations: ['*'], resources: ['*'] };
    await enforce(cluster, [{
      policy: {
        apiVersion: 'admissionregistration.k8s.io/v1',
        kind: 'ValidatingAdmissionPolicy',
        metadata: { name: 'guard' },
        spec: { matchConstraints: { resourceRules: [everything] }, validations: [{ expression: 'false' }] },
      },
      bindings: [{
        apiVersion: 'admissionregistration.k8s.io/v1',
        kind: 'ValidatingAdmissionPolicyBinding',
        metadata: { name: 'guard' },
        spec: { policyName: 'guard', validationActions: ['Deny'] },
      }],
    }]);
    const path = '/apis/admissionregistration.k8s.io/v1';
    expect(await said(request(by('tenant'), 'DELETE', `${path}/validatingadmissionpolicybindings/sbx-template-deny-1`, { query: { dryRun: 'All' } }))).toBe('done');
    expect(await said(request(by('tenant'), 'DELETE', `${path}/validatingadmissionpolicies/sbx-template-deny-1`, { query: { dryRun: 'All' } }))).toBe('done');
    // The same policy does see webhooks.
    const webhooks = { apiVersion: 'admissionregistration.k8s.io/v1', kind: 'ValidatingWebhookConfiguration', metadata: { name: 'hook' } };
    expect(await said(create(by('tenant'), webhooks, { dryRun: true }))).toContain('guard');
    await remove(cluster.kubeConfig, { apiVersion: 'admissionregistration.k8s.io/v1', kind: 'ValidatingAdmissionPolicyBinding', metadata: { name: 'guard' } });
  });
});

describe('SBX-ADM-009: the Pod of a sandbox', () => {
  const path = `/api/v1/namespaces/${TEAM}/pods/`;
  const json = (user: string, name: string, operations: object[]) => said(request(by(user), 'PATCH', path + name, {
    body: operations, contentType: 'application/json-patch+json', query: { dryRun: 'All' },
  }));
  const label = `/metadata/labels/${SANDBOX_NAME_HASH_LABEL.replace('/', '~1')}`;

  test.each<[string, object, string]>([
    ['its image', { op: 'replace', path: '/spec/containers/0/image', value: 'evil' }, 'SBX-ADM-009'],
    ['the image of a sidecar', { op: 'replace', path: '/spec/initContainers/0/image', value: 'evil' }, 'SBX-ADM-009'],
    ['its label', { op: 'remove', path: label }, 'SBX-ADM-009'],
    ['another one\'s label', { op: 'replace', path: label, value: 'deadbeef' }, 'SBX-ADM-009'],
    ['labels of its own', { op: 'add', path: '/metadata/labels/x', value: 'y' }, 'done'],
  ])('and %s', async (_, operation, expected) => {
    expect(await json('tenant', 'python-0', [operation])).toBe(expected);
    expect(await json(CONTROLLER, 'python-0', [operation])).toBe('done');
  });

  test('is judged when it becomes one', async () => {
    const adopt = [{ op: 'add', path: '/metadata/labels', value: { [SANDBOX_NAME_HASH_LABEL]: fnv1a32('agent') } }];
    expect(await json('tenant', 'plain', adopt)).toMatch(/^SBX-/);
    expect(await json(CONTROLLER, 'plain', adopt)).toMatch(/^SBX-(?!ADM)/);
  });

  test('is not given more by a resize', async () => {
    const resize = [{ op: 'replace', path: '/spec/containers/0/resources/limits/cpu', value: '64' }];
    expect([await json('tenant', 'python-0/resize', resize), await json(CONTROLLER, 'python-0/resize', resize)]).toEqual(['SBX-ADM-009', 'done']);
  });
});

describe('the users\' client', () => {
  const plain = (more: object = {}): Manifest => ({
    apiVersion: 'extensions.agents.x-k8s.io/v1beta1',
    kind: 'SandboxClaim',
    metadata: {
      name: 'sandbox-claim-0a1b2c3d',
      namespace: TEAM,
      labels: { 'agents.x-k8s.io/created-by': 'python-client' },
      annotations: { 'agents.x-k8s.io/client-first-requested-at': '2026-12-01T00:00:00.000000Z', 'opentelemetry.io/trace-context': '{}' },
    },
    spec: { warmPoolRef: { name: pool.metadata.name }, ...more },
  });
  const send = async (object: Manifest) => {
    const warnings: string[] = [];
    return { said: await said(create(by('tenant'), object, { dryRun: true, warnings })), warnings };
  };
  const lifecycle = { shutdownTime: '2026-12-01T01:00:00Z', shutdownPolicy: 'Delete' };

  test('that names no end is warned, in its own words', async () => {
    const answer = await send(plain());
    expect(answer.said).toBe('done');
    expect(answer.warnings).toEqual([expect.stringMatching(/SBX-CLM-001 .*shutdown_after_seconds/)]);
    expect(answer.warnings[0].length).toBeLessThanOrEqual(256);
  });

  test('that names one is not', async () => {
    expect(await send(plain({ lifecycle }))).toEqual({ said: 'done', warnings: [] });
  });

  test('that wants a variable or labels of the users\' own domain gets them', async () => {
    const additionalPodMetadata = { labels: { 'sandbox.users.io/user': 'u-1' } };
    expect(await send(plain({ lifecycle, additionalPodMetadata, env: [{ name: 'LOG_LEVEL', value: 'debug' }] }))).toEqual({ said: 'done', warnings: [] });
  });

  test('that wants what a sandbox must not have is refused', async () => {
    expect((await send(plain({ lifecycle, additionalPodMetadata: { annotations: { 'dev.gvisor.spec.mount.x.type': 'bind' } } }))).said).toMatch(/SBX-(CLM-004|ISO-006)/);
    expect((await send(plain({ lifecycle, additionalPodMetadata: { labels: { 'client-id': '1' } } }))).said).toBe('SBX-CLM-004');
    expect((await send(plain({ lifecycle, env: [{ name: 'LD_PRELOAD', value: '/tmp/x.so' }] }))).said).toBe('SBX-SEC-003');
  });

  test('deletes its claim', async () => {
    await create(by('tenant'), plain({ lifecycle }));
    await remove(by('tenant'), plain());
  });
});

describe('what is refused where all is enforced', () => {
  const wrong = (namespace: string) => named(bad(template), 'wrong', namespace);
  const send = async (namespace: string) => {
    const warnings: string[] = [];
    return { said: await said(create(by('tenant'), wrong(namespace), { dryRun: true, warnings })), warnings: warnings.length };
  };

  test('is noted, warned of or refused, as its namespace says', async () => {
    expect(await send('audited')).toEqual({ said: 'done', warnings: 0 });
    const warned = await send('warned');
    expect(warned.said).toBe('done');
    expect(warned.warnings).toBeGreaterThan(0);
    expect((await send('elsewhere')).said).toMatch(/^SBX-/);
    expect((await send(TEAM)).said).toMatch(/^SBX-/);
  });

  test('is noted in the audit log everywhere', async () => {
    await create(by('tenant'), wrong('audited'), { dryRun: true, fieldManager: 'ramp-audited' });
    await attempt(create(by('tenant'), wrong(TEAM), { dryRun: true, fieldManager: 'ramp-denied' }));
    const found = await failuresByManager(cluster, ['ramp-audited', 'ramp-denied']);
    const noted = (manager: string) => found.get(manager)!.map(({ message, validationActions }) => [message.slice(0, 11), validationActions.join()]);
    expect(noted('ramp-audited')).toContainEqual(['SBX-PRV-001', 'Audit']);
    expect(noted('ramp-denied')).toContainEqual(['SBX-PRV-001', 'Deny,Audit']);
  });

  test('is no more than a warning where another profile says so', async () => {
    // Critical in both, high in one.
    const service = patched(template as never, { op: 'replace', path: '/spec/podTemplate/spec/serviceAccountName', value: 'default' }) as never as Manifest;
    const warnings: string[] = [];
    expect(await said(create(by('tenant'), named(service, 'x', TEAM), { dryRun: true }))).toBe('SBX-TOK-003');
    expect(await said(create(by('tenant'), named(service, 'x', 'relaxed'), { dryRun: true, warnings }))).toBe('done');
    expect(warnings.join()).toContain('SBX-TOK-003');
    expect(await said(create(by('tenant'), wrong('relaxed'), { dryRun: true }))).toMatch(/^SBX-/);
  });
});

test('a namespace with sandboxes ends, with all that is in it', async () => {
  const name = 'warned';
  await create(by(CONTROLLER), named(GOOD.networkPolicy as never, 'left', name));
  await create(by('tenant'), named(claim, 'left', name));
  await request(by('platform'), 'DELETE', `/api/v1/namespaces/${name}`);
  await waitFor('the end of the namespace', async () => (await attempt(get(cluster.kubeConfig, { apiVersion: 'v1', kind: 'Namespace', metadata: { name } }))).status === 404);
});
