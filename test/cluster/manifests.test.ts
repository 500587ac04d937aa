import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apply, create, request, waitForCondition } from './support/client';
import { ControlPlane, startControlPlane } from './support/control-plane';
import { exampleFiles, install, namespacesFor } from './support/product';
import { Release } from '../../src';
import { podProjectionOf } from '../../src/sandbox/pod-projection';

const files = exampleFiles().filter(({ objects }) => objects[0].kind !== 'CustomResourceDefinition');

describe.each([
  { release: Release.V0_5_6, own: (file: string) => file.includes('line-0-5') },
  { release: Release.V1_0_12, own: (file: string) => !file.includes('line-0-5') },
])('on a server with $release.version', ({ release, own }) => {
  const mine = files.filter(({ file }) => own(file));
  let cluster: ControlPlane;

  beforeAll(async () => {
    cluster = await startControlPlane({ nodes: 1 });
    await install(cluster, release);
    await namespacesFor(cluster, mine.flatMap(({ objects }) => objects));
  });
  afterAll(() => cluster?.stop());

  test.each(mine)('$file goes in, without warnings, and a second time changes nothing', async ({ objects }) => {
    for (const object of objects) {
      const warnings: string[] = [];
      const first = await apply(cluster.kubeConfig, object, { warnings });
      const second = await apply(cluster.kubeConfig, object);
      expect(warnings).toEqual([]);
      expect(second.metadata.resourceVersion).toBe(first.metadata.resourceVersion);
    }
  });

  const owners = mine.flatMap(({ objects }) => objects).filter(({ kind }) => kind === 'SandboxTemplate' || kind === 'Sandbox');

  test.each(owners.map((owner) => ({ name: owner.metadata.name!, owner })))('the Pod of $name passes Pod Security restricted', async ({ owner }) => {
    const pod: any = podProjectionOf(owner as never);
    await classFor(pod);
    await expect(apply(cluster.kubeConfig, pod, { dryRun: true })).resolves.toBeDefined();
  });

  test('a Pod of gVisor is scheduled and runs', async () => {
    const owner = owners.find(({ spec }) => spec.podTemplate.spec.runtimeClassName === 'gvisor')!;
    const pod: any = podProjectionOf(owner as never);
    await classFor(pod);
    await create(cluster.kubeConfig, pod);
    await expect(waitForCondition(cluster.kubeConfig, pod, 'Ready')).resolves.toBeDefined();
  });

  test('a pool answers at its scale subresource', async () => {
    const pool = mine.flatMap(({ objects }) => objects).find(({ kind }) => kind === 'SandboxWarmPool')!;
    const path = `/apis/${pool.apiVersion}/namespaces/${pool.metadata.namespace}/sandboxwarmpools/${pool.metadata.name}/scale`;
    const before = await request(cluster.kubeConfig, 'GET', path);
    expect(before.body).toMatchObject({ kind: 'Scale', spec: { replicas: pool.spec.replicas } });
    await request(cluster.kubeConfig, 'PATCH', path, { body: { spec: { replicas: 7 } }, contentType: 'application/merge-patch+json' });
    const after = await request(cluster.kubeConfig, 'GET', path);
    expect(after.body.spec.replicas).toBe(7);
  });

  /** The RuntimeClass that a Pod asks for: the API server refuses a Pod whose class is missing. */
  async function classFor(pod: any): Promise<void> {
    const name = pod.spec.runtimeClassName;
    if (name === undefined) return;
    await apply(cluster.kubeConfig, { apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', metadata: { name }, handler: name } as never);
  }
});
