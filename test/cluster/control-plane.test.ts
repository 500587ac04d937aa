import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildBinaries } from './support/build';
import { apply, asServiceAccount, create, createNamespace, get, list, merge, remove, request, waitFor, waitForCondition, waitForEstablished } from './support/client';
import { ControlPlane, startControlPlane } from './support/control-plane';

const container = { name: 'main', image: 'registry.example/app:1', resources: { requests: { cpu: '1', memory: '1Gi' } } };
const pod = (namespace: string, name: string, spec: object = {}) =>
  ({ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace }, spec: { containers: [container], ...spec } });

let cluster: ControlPlane;

beforeAll(async () => {
  cluster = await startControlPlane({
    nodes: [{ labels: { zone: 'a' } }, { name: 'tainted', taints: [{ key: 'sandbox', value: 'yes', effect: 'NoSchedule' }] }],
    users: [{ name: 'tenant', groups: ['team'] }],
    audit: true,
  });
});
afterAll(() => cluster?.stop());

describe('the server', () => {
  test('has the version of its modules', async () => {
    const { body } = await request(cluster.kubeConfig, 'GET', '/version');
    expect(body.gitVersion).toBe('v1.37.2');
  });

  test('leaves an object alone that is applied twice', async () => {
    const manifest = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'twice' }, data: { key: 'value' } };
    const first = await apply(cluster.kubeConfig, manifest);
    const second = await apply(cluster.kubeConfig, manifest);
    expect(second.metadata.resourceVersion).toBe(first.metadata.resourceVersion);
    expect(second.metadata.creationTimestamp).toMatch(/^\d{4}-\d\d-\d\dT/);
  });

  test('stores nothing at a dry run', async () => {
    const manifest = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'dry' } };
    await apply(cluster.kubeConfig, manifest, { dryRun: true });
    await expect(get(cluster.kubeConfig, manifest)).rejects.toMatchObject({ status: 404, reason: 'NotFound' });
  });

  test('refuses an unknown field', async () => {
    const manifest = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'unknown' }, dta: {} };
    await expect(apply(cluster.kubeConfig, manifest)).rejects.toThrow(/dta/);
    await expect(create(cluster.kubeConfig, manifest)).rejects.toThrow(/dta/);
  });

  test('refuses to take over a field unless forced', async () => {
    const manifest = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'owned' }, data: { key: 'mine' } };
    await apply(cluster.kubeConfig, manifest);
    const theirs = { ...manifest, data: { key: 'theirs' } };
    await expect(apply(cluster.kubeConfig, theirs, { fieldManager: 'other' })).rejects.toMatchObject({ status: 409, reason: 'Conflict' });
    const taken = await apply(cluster.kubeConfig, theirs, { fieldManager: 'other', force: true });
    expect(taken.data).toEqual({ key: 'theirs' });
  });

  test('serves custom resources', async () => {
    const names = { plural: 'widgets', singular: 'widget', kind: 'Widget', listKind: 'WidgetList' };
    const schema = { openAPIV3Schema: { type: 'object', properties: { spec: { type: 'object', properties: { size: { type: 'integer' } } } } } };
    const crd = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'widgets.test.example' },
      spec: { group: 'test.example', scope: 'Namespaced', names, versions: [{ name: 'v1', served: true, storage: true, schema }] },
    };
    await apply(cluster.kubeConfig, crd);
    await waitForEstablished(cluster.kubeConfig, [crd.metadata.name]);

    const widget = { apiVersion: 'test.example/v1', kind: 'Widget', metadata: { name: 'one' }, spec: { size: 3 } };
    expect((await apply(cluster.kubeConfig, widget)).spec).toEqual({ size: 3 });
    await expect(apply(cluster.kubeConfig, { ...widget, spec: { sise: 3 } })).rejects.toThrow(/sise/);
    expect((await merge(cluster.kubeConfig, { ...widget, spec: { size: 4 } })).spec).toEqual({ size: 4 });
    expect(await list(cluster.kubeConfig, widget)).toHaveLength(1);
    await remove(cluster.kubeConfig, widget);
    expect(await list(cluster.kubeConfig, widget)).toHaveLength(0);
  });
});

describe('the nodes', () => {
  test('are ready', async () => {
    const node = await get(cluster.kubeConfig, { apiVersion: 'v1', kind: 'Node', metadata: { name: 'node-0' } });
    expect(node.status.conditions).toContainEqual(expect.objectContaining({ type: 'Ready', status: 'True' }));
  });

  test('renew their leases, without which they would be given up after some time', async () => {
    const lease = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name: 'node-0', namespace: 'kube-node-lease' } };
    expect((await waitFor('a lease of node-0', () => get(cluster.kubeConfig, lease))).spec).toMatchObject({ renewTime: expect.any(String) });
  });

  test('run a Pod', async () => {
    const created = await create(cluster.kubeConfig, pod('default', 'plain'));
    const ready = await waitForCondition(cluster.kubeConfig, created, 'Ready');
    expect(ready.spec.nodeName).toBe('node-0');
    expect(ready.status.phase).toBe('Running');
    await remove(cluster.kubeConfig, created);
  });

  test('heed labels and taints', async () => {
    const tolerations = [{ key: 'sandbox', operator: 'Exists' }];
    const created = await create(cluster.kubeConfig, pod('default', 'tolerant', { tolerations, nodeSelector: { 'kubernetes.io/hostname': 'tainted' } }));
    await waitForCondition(cluster.kubeConfig, created, 'Ready');
    const homeless = await create(cluster.kubeConfig, pod('default', 'homeless', { nodeSelector: { zone: 'b' } }));
    const conditions = await waitFor('the scheduler to give up', async () => (await get(cluster.kubeConfig, homeless)).status.conditions);
    expect(conditions).toContainEqual(expect.objectContaining({ type: 'PodScheduled', status: 'False', reason: 'Unschedulable' }));
  });

  test('let a Deployment roll out', async () => {
    const labels = { app: 'web' };
    const template = { metadata: { labels }, spec: { containers: [container] } };
    const deployment = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec: { replicas: 2, selector: { matchLabels: labels }, template } };
    await apply(cluster.kubeConfig, deployment);
    await waitForCondition(cluster.kubeConfig, deployment, 'Available');
  });
});

describe('admission', () => {
  test('Pod Security refuses a privileged Pod', async () => {
    await createNamespace(cluster.kubeConfig, 'restricted', { 'pod-security.kubernetes.io/enforce': 'restricted' });
    const privileged = pod('restricted', 'privileged', { containers: [{ ...container, securityContext: { privileged: true } }] });
    await expect(create(cluster.kubeConfig, privileged)).rejects.toMatchObject({
      status: 403,
      message: expect.stringContaining('violates PodSecurity "restricted:latest": privileged'),
    });
  });

  test('Pod Security warns', async () => {
    await createNamespace(cluster.kubeConfig, 'warned', { 'pod-security.kubernetes.io/warn': 'restricted' });
    const warnings: string[] = [];
    await create(cluster.kubeConfig, pod('warned', 'plain'), { warnings, dryRun: true });
    expect(warnings).toEqual([expect.stringContaining('would violate PodSecurity "restricted:latest"')]);
  });

  test('a ResourceQuota refuses what exceeds it', async () => {
    await createNamespace(cluster.kubeConfig, 'quota');
    const quota = { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'one-pod', namespace: 'quota' }, spec: { hard: { pods: '1' } } };
    await apply(cluster.kubeConfig, quota);
    await waitFor('the quota to be counted', async () => (await get(cluster.kubeConfig, quota)).status?.used?.pods);
    await create(cluster.kubeConfig, pod('quota', 'first'));
    await expect(create(cluster.kubeConfig, pod('quota', 'second'))).rejects.toMatchObject({
      status: 403,
      message: expect.stringContaining('exceeded quota: one-pod'),
    });
  });

  test('a ValidatingAdmissionPolicy denies', async () => {
    const policy = {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicy',
      metadata: { name: 'no-secrets' },
      spec: {
        matchConstraints: { resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['secrets'] }] },
        validations: [{ expression: "!object.metadata.name.startsWith('forbidden')", message: 'this name is forbidden' }],
      },
    };
    const binding = {
      apiVersion: policy.apiVersion,
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata: { name: 'no-secrets' },
      spec: { policyName: 'no-secrets', validationActions: ['Deny'] },
    };
    await apply(cluster.kubeConfig, policy);
    await apply(cluster.kubeConfig, binding);
    // The server takes up a new policy some time after it has stored it.
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'forbidden' } };
    const refusal = await waitFor('the policy to take effect', () => create(cluster.kubeConfig, secret, { dryRun: true }).then(() => undefined, error => error));
    expect(refusal).toMatchObject({ status: 422, message: expect.stringContaining('this name is forbidden') });
  });
});

describe('users', () => {
  const configMaps = { apiVersion: 'v1', kind: 'ConfigMap' };

  test('may do what a role of their group allows', async () => {
    const tenant = cluster.kubeConfigFor('tenant');
    await expect(list(tenant, configMaps)).rejects.toMatchObject({ status: 403, reason: 'Forbidden' });

    const rbac = { apiVersion: 'rbac.authorization.k8s.io/v1', metadata: { name: 'reader', namespace: 'default' } };
    await apply(cluster.kubeConfig, { ...rbac, kind: 'Role', rules: [{ apiGroups: [''], resources: ['configmaps'], verbs: ['list'] }] });
    const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'reader' };
    await apply(cluster.kubeConfig, { ...rbac, kind: 'RoleBinding', roleRef, subjects: [{ apiGroup: roleRef.apiGroup, kind: 'Group', name: 'team' }] });
    await waitFor('the role to take effect', () => list(tenant, configMaps).catch(() => undefined));
    await expect(list(tenant, { ...configMaps, metadata: { namespace: 'kube-system' } })).rejects.toMatchObject({ status: 403 });
  });

  test('can be service accounts', async () => {
    const account = await asServiceAccount(cluster.kubeConfig, 'default', 'default');
    await expect(list(account, configMaps)).rejects.toThrow('system:serviceaccount:default:default');
  });

  test('leave their requests in the audit log', async () => {
    await list(cluster.kubeConfigFor('tenant'), { ...configMaps, metadata: { namespace: 'audited' } }).catch(() => undefined);
    const events = readFileSync(cluster.auditLog!, 'utf8').trim().split('\n').map(line => JSON.parse(line));
    expect(events).toContainEqual(expect.objectContaining({
      verb: 'list',
      user: expect.objectContaining({ username: 'tenant' }),
      objectRef: expect.objectContaining({ resource: 'configmaps', namespace: 'audited' }),
    }));
  });
});

describe('a second control plane', () => {
  test('is independent of the first, and leaves nothing behind', async () => {
    const second = await startControlPlane();
    const configMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'only-here' } };
    await create(second.kubeConfig, configMap);
    await expect(get(cluster.kubeConfig, configMap)).rejects.toMatchObject({ status: 404 });
    expect(second.pids.filter(isAlive)).toHaveLength(5);
    expect(existsSync(second.folder)).toBe(true);

    await second.stop();
    expect(second.pids.filter(isAlive)).toEqual([]);
    expect(existsSync(second.folder)).toBe(false);
    await second.stop();
  });

  test('says what the matter is when a server does not start', async () => {
    await expect(startControlPlane({ flags: { 'kube-apiserver': ['--no-such-flag'] } })).rejects.toThrow(/kube-apiserver ended with code 1.*\n.*no-such-flag/s);
  });
});

test('nothing outlives a test run that is killed', async () => {
  const { controlPlane } = await buildBinaries();
  const script = `
    const { Processes } = require('./support/processes');
    const processes = new Processes();
    processes.start('etcd', ${JSON.stringify(controlPlane)}, ['etcd', '--listen-client-urls', 'http://127.0.0.1:0', '--listen-peer-urls', 'http://127.0.0.1:0',
      '--advertise-client-urls', 'http://127.0.0.1:0', '--data-dir', 'data']);
    console.log(JSON.stringify({ folder: processes.folder, pids: processes.pids }));
    setInterval(() => {}, 1000);`;
  const run = spawn(process.execPath, ['--import', 'tsx', '--eval', script], { cwd: __dirname, stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(createInterface({ input: run.stdout }), 'line');
  const { folder, pids }: { folder: string; pids: number[] } = JSON.parse(line);
  await waitFor('etcd to work', () => existsSync(join(folder, 'data', 'member')));
  expect(pids.filter(isAlive)).toHaveLength(2);

  run.kill('SIGKILL');
  await waitFor('the end of its servers', () => !pids.some(isAlive));
  expect(existsSync(folder)).toBe(false);
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // Linux lists an ended process until its parent asks for it.
    return !/\) Z /.test(existsSync(`/proc/${pid}/stat`) ? readFileSync(`/proc/${pid}/stat`, 'utf8') : '');
  } catch {
    return false;
  }
}
