import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apply } from './support/client';
import { ControlPlane, startControlPlane } from './support/control-plane';
import { install } from './support/definitions';
import { namespacesFor, PRODUCTS } from './support/product';
import { Release } from '../../src';

describe.each([Release.V0_5_6, Release.V1_0_12])('on a server with $version', (release) => {
  const products = PRODUCTS.filter(({ line }) => line === release.apiLine);
  let cluster: ControlPlane;

  beforeAll(async () => {
    cluster = await startControlPlane();
    await install(cluster, release);
    await namespacesFor(cluster, products.flatMap(({ objects }) => objects));
  });
  afterAll(() => cluster?.stop());

  test.each(products)('all objects of $name go in, without a warning, and a second time change nothing', async ({ objects }) => {
    for (const object of objects) {
      const warnings: string[] = [];
      const first = await apply(cluster.kubeConfig, object, { warnings });
      const second = await apply(cluster.kubeConfig, object, { warnings });
      expect(second.metadata.resourceVersion).toBe(first.metadata.resourceVersion);
      expect(warnings).toEqual([]);
    }
  });
});
