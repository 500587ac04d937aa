import { describe, expect, test } from 'vitest';
import { definitionsFor } from '../../src/release/definition-changes';
import * as names from '../../src/release/names';

interface Definition {
  group: string;
  names: { kind: string; plural: string };
  versions: { name: string; storage: boolean }[];
}

describe('the four kinds', () => {
  test.each([
    ['Sandbox', 'agents.x-k8s.io/v1beta1', 'sandboxes'],
    ['SandboxTemplate', 'extensions.agents.x-k8s.io/v1beta1', 'sandboxtemplates'],
    ['SandboxClaim', 'extensions.agents.x-k8s.io/v1beta1', 'sandboxclaims'],
    ['SandboxWarmPool', 'extensions.agents.x-k8s.io/v1beta1', 'sandboxwarmpools'],
  ] as [names.KindName, string, string][])('%s is %s %s', (kind, apiVersion, plural) => {
    const [group, version] = apiVersion.split('/');
    expect(names.KINDS[kind]).toEqual({ kind, group, version, apiVersion, plural });
  });

  test.each(['0.5.6', '1.0.12'])('are those that the definitions of %s store', (release) => {
    const defined = definitionsFor(release).map(({ spec }) => {
      const { group, names: { kind, plural }, versions } = spec as Definition;
      const version = versions.find(({ storage }) => storage)!.name;
      return { kind, group, version, apiVersion: `${group}/${version}`, plural };
    });
    expect(defined).toHaveLength(4);
    expect(defined).toEqual(expect.arrayContaining(Object.values(names.KINDS)));
  });

  test('leave room for what the controller adds to their names', () => {
    expect('x'.repeat(names.NAME_LIMITS.SandboxTemplate.max).concat('-network-policy')).toHaveLength(253);
    expect('x'.repeat(names.NAME_LIMITS.SandboxWarmPool.max).concat('-xxxxx')).toHaveLength(63);
    expect(names.NAME_LIMITS.Sandbox.max).toBe(63);
    expect(names.NAME_LIMITS.SandboxClaim.max).toBe(63);
  });
});

test('names that the controller and the users\' client hold fast are as they expect them', () => {
  expect(names).toMatchObject({
    CONTROLLER_NAMESPACE: 'agent-sandbox-system',
    CONTROLLER_NAME: 'agent-sandbox-controller',
    CONTROLLER_EXTENSIONS_NAME: 'agent-sandbox-controller-extensions',
    CONTROLLER_CONFIG_MAP: 'agent-sandbox-config',
    CONTROLLER_PORTS: { metrics: 8080, healthz: 8081 },
    CONTROLLER_WEBHOOK_PORT: 9443,
    ROUTER_NAME: 'sandbox-router',
    ROUTER_LABEL: { app: 'sandbox-router' },
    ROUTER_SELECTOR: { 'app.kubernetes.io/name': 'sandbox-router', 'app.kubernetes.io/component': 'sandbox-router' },
    ROUTER_SERVICE: 'sandbox-router-svc',
    ROUTER_PORTS: { proxy: 8080, metrics: 9090, healthz: 8081 },
    DEFAULT_SANDBOX_PORT: 8888,
    SANDBOX_NAME_HASH_LABEL: 'agents.x-k8s.io/sandbox-name-hash',
    TEMPLATE_REF_HASH_LABEL: 'agents.x-k8s.io/sandbox-template-ref-hash',
    WARM_POOL_LABEL: 'agents.x-k8s.io/warm-pool-sandbox',
    CREATED_BY_LABEL: 'agents.x-k8s.io/created-by',
    CLAIM_UID_LABEL: 'agents.x-k8s.io/claim-uid',
    LAUNCH_TYPE_LABEL: 'agents.x-k8s.io/launch-type',
    ADOPTABLE_LABEL: 'agents.x-k8s.io/adoptable',
    TEMPLATE_REF_ANNOTATION: 'agents.x-k8s.io/sandbox-template-ref',
    ASSIGNED_SANDBOX_ANNOTATION: 'agents.x-k8s.io/sandbox-name',
    RESERVED_METADATA_PREFIXES: ['agents.x-k8s.io/', 'extensions.agents.x-k8s.io/', 'opentelemetry.io/trace-context'],
    DEFAULT_LABEL_DOMAIN: 'sandbox.users.io',
    SAFE_TO_EVICT_ANNOTATION: 'cluster-autoscaler.kubernetes.io/safe-to-evict',
    NAMESPACE_NAME_LABEL: 'kubernetes.io/metadata.name',
    ANNOTATION_PREFIX: 'cdk8s-agent-sandbox/',
    WAIVERS_ANNOTATION: 'cdk8s-agent-sandbox/waivers',
  });
});

describe('common labels', () => {
  test('say who manages an object, what it is part of and what it is', () => {
    expect(names.commonLabels(names.COMPONENTS.SandboxTemplate)).toEqual({
      'app.kubernetes.io/managed-by': 'cdk8s-agent-sandbox',
      'app.kubernetes.io/part-of': 'agent-sandbox',
      'app.kubernetes.io/component': 'sandbox-template',
    });
  });

  test('are an object of their own each time', () => {
    expect(names.commonLabels('tenant')).not.toBe(names.commonLabels('tenant'));
  });

  test('differ by kind', () => {
    expect(new Set(Object.values(names.COMPONENTS)).size).toBe(4);
  });
});
