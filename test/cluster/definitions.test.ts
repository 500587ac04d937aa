import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apply, get, request } from './support/client';
import { ControlPlane, startControlPlane } from './support/control-plane';
import { definitionsOf, install } from './support/product';
import { Release } from '../../src';

const CRD = { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition' };

// Each line on a fresh server: what one leaves in a cluster must not help the other.
describe.each([
  { newest: Release.V0_5_6, older: Release.V0_5_2, served: ['v1beta1', 'v1alpha1'] },
  { newest: Release.V1_0_12, older: Release.V1_0_0, served: ['v1beta1'] },
])('the definitions of line $newest.apiLine', ({ newest, older, served }) => {
  let cluster: ControlPlane;

  beforeAll(async () => { cluster = await startControlPlane({ nodes: 0 }); });
  afterAll(() => cluster?.stop());

  test('become established, and nothing of them is pruned', async () => {
    const definitions = await install(cluster, newest);
    expect(definitions).toHaveLength(4);
    for (const definition of definitions) {
      const stored: any = await get(cluster.kubeConfig, { ...CRD, metadata: { name: definition.metadata.name! } });
      const versions: any[] = (definition as any).spec.versions;
      expect(stored.spec.versions.map((version: any) => version.name)).toEqual(served);
      expect(stored.spec.versions.map((version: any) => version.schema)).toEqual(versions.map((version) => version.schema));
      expect(stored.status.storedVersions).toEqual(['v1beta1']);
      expect(stored.spec.versions.filter((version: any) => version.deprecated).map((version: any) => version.name))
        .toEqual(served.filter((name) => name === 'v1alpha1'));
    }
  });

  test('are left alone when they are applied again', async () => {
    for (const definition of definitionsOf(newest)) {
      const before = await get(cluster.kubeConfig, { ...CRD, metadata: { name: definition.metadata.name! } });
      const after = await apply(cluster.kubeConfig, definition);
      expect(after.metadata.resourceVersion).toBe(before.metadata.resourceVersion);
    }
  });

  test('are served', async () => {
    for (const version of served) {
      const { body } = await request(cluster.kubeConfig, 'GET', `/apis/extensions.agents.x-k8s.io/${version}`);
      const plurals = body.resources.map((resource: any) => resource.name).filter((name: string) => !name.includes('/'));
      expect(plurals.sort()).toEqual(['sandboxclaims', 'sandboxtemplates', 'sandboxwarmpools']);
    }
  });

  test('of an older release are accepted too', async () => {
    for (const definition of definitionsOf(older)) {
      await expect(apply(cluster.kubeConfig, definition, { dryRun: true })).resolves.toBeDefined();
    }
  });
});
