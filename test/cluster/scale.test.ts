import { App, Chart } from 'cdk8s';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apply, createNamespace, get, Manifest, request, waitFor } from './support/client';
import { ControlPlane, startControlPlane } from './support/control-plane';
import { install } from './support/definitions';
import { Release, SandboxTemplate, SandboxWarmPool } from '../../src';
import { KINDS } from '../../src/release/names';

const NAMESPACE = 'team-a';
const AUTOSCALER = 'autoscaler';

const app = new App();
const chart = new Chart(app, 'pools', { namespace: NAMESPACE });
const template = SandboxTemplate.fromSandboxTemplateName(chart, 'template', 'python');
new SandboxWarmPool(chart, 'fixed', { name: 'fixed', size: 3, template });
new SandboxWarmPool(chart, 'autoscaled', { name: 'autoscaled', template }).autoscaled();
const [fixed, autoscaled]: Manifest[] = chart.toJson();

let cluster: ControlPlane;

beforeAll(async () => {
  // An autoscaler looks every fifteen seconds, else.
  cluster = await startControlPlane({ flags: { 'kube-controller-manager': ['--horizontal-pod-autoscaler-sync-period', '1s'] } });
  await install(cluster, Release.V1_0_12);
  await createNamespace(cluster.kubeConfig, NAMESPACE);
  for (const pool of [fixed, autoscaled]) await apply(cluster.kubeConfig, pool);
});
afterAll(() => cluster?.stop());

const path = ({ metadata: { namespace, name } }: Manifest, subresource: string): string => {
  const { apiVersion, plural } = KINDS.SandboxWarmPool;
  return `/apis/${apiVersion}/namespaces/${namespace}/${plural}/${name}/${subresource}`;
};
const scaleOf = async (pool: Manifest) => (await request(cluster.kubeConfig, 'GET', path(pool, 'scale'))).body;
const patch = (pool: Manifest, subresource: string, body: object) => (
  request(cluster.kubeConfig, 'PATCH', path(pool, subresource), { body, contentType: 'application/merge-patch+json', query: { fieldManager: AUTOSCALER } })
);

describe('a pool of a fixed size', () => {
  test('answers at its scale subresource', async () => {
    expect(await scaleOf(fixed)).toMatchObject({ apiVersion: 'autoscaling/v1', kind: 'Scale', spec: { replicas: 3 } });
  });

  test('is scaled there', async () => {
    await patch(fixed, 'scale', { spec: { replicas: 7 } });
    expect((await scaleOf(fixed)).spec.replicas).toBe(7);
    expect((await get(cluster.kubeConfig, fixed)).spec.replicas).toBe(7);
  });

  test('does not take less than nobody', async () => {
    await expect(patch(fixed, 'scale', { spec: { replicas: -1 } })).rejects.toMatchObject({ status: 422 });
  });

  test('has its size back where it is applied again by force, and is a conflict else', async () => {
    await expect(apply(cluster.kubeConfig, fixed)).rejects.toMatchObject({ status: 409, message: expect.stringContaining('.spec.replicas') });
    expect((await apply(cluster.kubeConfig, fixed, { force: true })).spec.replicas).toBe(3);
  });
});

describe('a pool that an autoscaler owns', () => {
  test('has the size 1 of the definitions until somebody scales it', async () => {
    expect((await scaleOf(autoscaled)).spec.replicas).toBe(1);
  });

  test('keeps what it was scaled to when it is applied again', async () => {
    await patch(autoscaled, 'scale', { spec: { replicas: 5 } });
    const scaled = await get(cluster.kubeConfig, autoscaled);
    const applied = await apply(cluster.kubeConfig, autoscaled);
    expect(applied.spec.replicas).toBe(5);
    expect(applied.metadata.resourceVersion).toBe(scaled.metadata.resourceVersion);
  });

  test('is scaled by a HorizontalPodAutoscaler, which an apply does not undo either', async () => {
    // What the controller would report: an autoscaler needs to know whose Pods it counts.
    await patch(autoscaled, 'status', { status: { replicas: 5, readyReplicas: 5, selector: 'agents.x-k8s.io/warm-pool-sandbox=autoscaled' } });
    const { apiVersion, kind } = KINDS.SandboxWarmPool;
    await apply(cluster.kubeConfig, {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'pool', namespace: NAMESPACE },
      spec: {
        scaleTargetRef: { apiVersion, kind, name: autoscaled.metadata.name },
        minReplicas: 8,
        maxReplicas: 20,
        metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } }],
      },
    });
    await waitFor('the autoscaler to scale to its minimum', async () => (await scaleOf(autoscaled)).spec.replicas === 8);
    expect((await apply(cluster.kubeConfig, autoscaled)).spec.replicas).toBe(8);
  });
});
