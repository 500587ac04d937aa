import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apply, get, Manifest, request } from './support/client';
import { ControlPlane, startControlPlane } from './support/control-plane';
import { definitionsOf, install } from './support/definitions';
import { CrdConversion, Release } from '../../src';

const CRD = { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition' };

const range = (line: string, first: number, last: number) => Array.from({ length: last - first + 1 }, (_, index) => `${line}.${first + index}`);

// Each line on a fresh server: what one leaves in a cluster must not help the other.
describe.each([
  { newest: Release.V0_5_6, older: range('0.5', 2, 5), served: ['v1beta1', 'v1alpha1'] },
  { newest: Release.V1_0_12, older: range('1.0', 0, 11), served: ['v1beta1'] },
])('the definitions of line $newest.apiLine', ({ newest, older, served }) => {
  let cluster: ControlPlane;

  beforeAll(async () => { cluster = await startControlPlane({ nodes: 0 }); });
  afterAll(() => cluster?.stop());

  const stored = (definition: Manifest) => get(cluster.kubeConfig, { ...CRD, metadata: { name: definition.metadata.name } });

  test('become established, and nothing of them is pruned', async () => {
    const definitions = await install(cluster, newest);
    expect(definitions).toHaveLength(4);
    for (const definition of definitions) {
      const { spec, status } = await stored(definition);
      expect(spec.versions.map((version: any) => version.name)).toEqual(served);
      expect(spec.versions.every((version: any) => version.served)).toBe(true);
      expect(spec.versions.map((version: any) => version.schema)).toEqual(definition.spec.versions.map((version: any) => version.schema));
      expect(status.storedVersions).toEqual(['v1beta1']);
      expect(spec.versions.filter((version: any) => version.deprecated).map((version: any) => version.name))
        .toEqual(served.filter((name) => name === 'v1alpha1'));
    }
  });

  test('are left alone when they are applied again, and the server has nothing to warn of', async () => {
    for (const definition of definitionsOf(newest)) {
      const before = await stored(definition);
      const warnings: string[] = [];
      const after = await apply(cluster.kubeConfig, definition, { warnings });
      expect(after.metadata.resourceVersion).toBe(before.metadata.resourceVersion);
      expect(warnings).toEqual([]);
    }
  });

  test.each(served)('are served as %s, with a warning where that is deprecated', async (version) => {
    const { body } = await request(cluster.kubeConfig, 'GET', `/apis/extensions.agents.x-k8s.io/${version}`);
    const plurals = body.resources.map((resource: any) => resource.name).filter((name: string) => !name.includes('/'));
    expect(plurals.sort()).toEqual(['sandboxclaims', 'sandboxtemplates', 'sandboxwarmpools']);
    const { warnings } = await request(cluster.kubeConfig, 'GET', `/apis/agents.x-k8s.io/${version}/namespaces/default/sandboxes`);
    expect(warnings).toEqual(version === 'v1alpha1' ? [expect.stringContaining('v1alpha1 Sandbox is deprecated')] : []);
  });

  test.each(older)('of %s are accepted too', async (version) => {
    for (const definition of definitionsOf(Release.of(version))) {
      await expect(apply(cluster.kubeConfig, definition, { dryRun: true })).resolves.toBeDefined();
    }
  });

  if (newest.apiLine === '0.5') {
    test('with the conversion webhook are accepted, and nothing of it is pruned', async () => {
      for (const definition of definitionsOf(newest, CrdConversion.webhook())) {
        const taken = await apply(cluster.kubeConfig, definition, { dryRun: true });
        expect(taken.spec.conversion).toMatchObject(definition.spec.conversion);
      }
    });

    // Last, since it changes the server.
    test('give way to those of the next line, where v1alpha1 is gone', async () => {
      for (const definition of await install(cluster, Release.V1_0_12)) {
        const { spec, status } = await stored(definition);
        expect(spec.versions.map((version: any) => version.name)).toEqual(['v1beta1']);
        expect(status.storedVersions).toEqual(['v1beta1']);
      }
    });
  }
});
