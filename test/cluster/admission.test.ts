import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apply, create, createNamespace, Manifest, waitFor, get } from './support/client';
import { ControlPlane, startControlPlane } from './support/control-plane';
import { install } from './support/definitions';
import { Release } from '../../src';
import { bundle } from '../../src/admission/bundle';
import { BundleOptions } from '../../src/admission/bundle-options';
import { CATALOGUE } from '../../src/rules/catalogue';
import { GOOD, patched, RESTRICTED } from '../support/rule-cases/support';

const OPTIONS: BundleOptions = {
  rules: CATALOGUE,
  standard: RESTRICTED,
  namespaces: new Map(),
  sandboxNamespaces: ['team-a'],
  sandboxAccounts: [],
  administrators: ['platform-admins'],
  operators: [],
  controller: 'system:serviceaccount:agent-sandbox-system:agent-sandbox-controller',
  systemNamespaces: ['kube-system', 'kube-node-lease', 'kube-public', 'agent-sandbox-system'],
  exceptions: [],
  enforce: 'deny',
  enforceIn: new Map(),
  kubernetesVersion: '1.37',
};

let cluster: ControlPlane;
const policies = bundle(OPTIONS);

beforeAll(async () => {
  cluster = await startControlPlane({ audit: true });
  await install(cluster, Release.V1_0_12);
  await createNamespace(cluster.kubeConfig, 'team-a');
  for (const { policy, bindings } of policies) {
    for (const object of [policy, ...bindings]) await apply(cluster.kubeConfig, object as Manifest);
  }
});
afterAll(() => cluster?.stop());

describe('the policies', () => {
  test.each(policies)('$name passes the type check of the server', async ({ policy }) => {
    const checked = await waitFor('type check', async () => {
      const object = await get(cluster.kubeConfig, policy as Manifest);
      return object.status?.observedGeneration ? object : undefined;
    });
    expect(checked.status.typeChecking?.expressionWarnings ?? []).toEqual([]);
  });

  test('take what is good and refuse what is not', async () => {
    const kubeConfig = cluster.kubeConfig;
    const warnings: string[] = [];
    const { template } = GOOD;
    const bad = patched(template, { op: 'add', path: '/spec/podTemplate/spec/containers/0/securityContext/privileged', value: true });
    await waitFor('the policies', () => create(kubeConfig, bad as Manifest, { dryRun: true }).then(() => false, (error) => /SBX-PRV-001/.test(error.message)));
    await create(kubeConfig, template as Manifest, { dryRun: true, warnings });
    expect(warnings).toEqual([]);
    await expect(create(kubeConfig, bad as Manifest, { dryRun: true })).rejects.toThrow('SBX-PRV-001 No privileged container [main]');
  });
});
