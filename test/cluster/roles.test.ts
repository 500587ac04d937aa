import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apply, create, createNamespace, get, list, Manifest } from './support/client';
import { ControlPlane, startControlPlane } from './support/control-plane';
import { install } from './support/definitions';
import { namespacesFor, PRODUCTS } from './support/product';
import { Release } from '../../src';

/** Roles of cdk8s-plus that name a template, its pool, and a template that is known by its name; all bound to the user `tenant`. */
const { objects } = PRODUCTS.find(({ name }) => name === 'roles')!;
const template = objects.find(({ kind }) => kind === 'SandboxTemplate')!;
const pool = objects.find(({ kind }) => kind === 'SandboxWarmPool')!;
const named = (object: Manifest, name: string, namespace = object.metadata.namespace): Manifest => (
  { ...object, metadata: { ...object.metadata, name, namespace } }
);

let cluster: ControlPlane;

beforeAll(async () => {
  cluster = await startControlPlane({ users: [{ name: 'tenant' }, { name: 'stranger' }] });
  await install(cluster, Release.V1_0_12);
  await namespacesFor(cluster, objects);
  await createNamespace(cluster.kubeConfig, 'elsewhere');
  for (const object of [...objects, named(template, 'imported'), named(template, 'other')]) await apply(cluster.kubeConfig, object);
});
afterAll(() => cluster?.stop());

describe('a user who is bound to a role for reading', () => {
  test('gets the template and the pool that it names', async () => {
    const tenant = cluster.kubeConfigFor('tenant');
    expect((await get(tenant, template)).spec.podTemplate).toBeDefined();
    expect((await get(tenant, pool)).spec.replicas).toBe(1);
  });

  test('gets what a ClusterRole names, a template that is known by its name alone', async () => {
    expect((await get(cluster.kubeConfigFor('tenant'), named(template, 'imported'))).metadata.name).toBe('imported');
  });

  test.each<[string, (user: ReturnType<ControlPlane['kubeConfigFor']>) => Promise<unknown>]>([
    ['get another template', (user) => get(user, named(template, 'other'))],
    ['get one of the same name elsewhere', (user) => get(user, named(template, template.metadata.name, 'elsewhere'))],
    ['list all of them', (user) => list(user, template)],
    ['make one', (user) => create(user, named(template, 'new'), { dryRun: true })],
    ['change one', (user) => apply(user, template, { force: true, dryRun: true })],
  ])('may not %s', async (_, act) => {
    await expect(act(cluster.kubeConfigFor('tenant'))).rejects.toMatchObject({ status: 403, reason: 'Forbidden' });
  });
});

test('who is not bound to it may not read', async () => {
  await expect(get(cluster.kubeConfigFor('stranger'), template)).rejects.toMatchObject({ status: 403, reason: 'Forbidden' });
});
