import { App, Chart } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { Place } from '../../src/private/place';
import { ClusterFacts } from '../../src/profile/cluster-facts';
import { METADATA_ADDRESSES, PROTECTED_RANGES } from '../../src/profile/ranges';

const PLATFORMS = {
  generic: ClusterFacts.generic(),
  gke: ClusterFacts.gke(),
  eks: ClusterFacts.eks(),
  aks: ClusterFacts.aks(),
  openshift: ClusterFacts.openshift(),
};
const platforms = Object.entries(PLATFORMS);
const ISOLATIONS = ['gvisor', 'kata', 'firecracker', 'aks-kata', 'runtime-class', 'shared-kernel'];

test.each(platforms)('%s knows its name', (name, facts) => {
  expect(facts.platform).toBe(name);
});

describe('placement', () => {
  const GKE_GVISOR = {
    nodeSelector: { 'sandbox.gke.io/runtime': 'gvisor' },
    tolerations: [{ key: 'sandbox.gke.io/runtime', operator: 'Equal', value: 'gvisor', effect: 'NoSchedule' }],
  };
  const AKS_KATA = {
    nodeSelector: { 'kubernetes.azure.com/kata-vm-isolation': 'true' },
    tolerations: [{ key: 'kata', operator: 'Equal', value: 'enabled', effect: 'NoSchedule' }],
  };

  test.each(platforms)('on %s', (name, facts) => {
    const expected = { 'aks-kata': AKS_KATA, ...(name === 'gke' ? { gvisor: GKE_GVISOR } : {}) };
    const placed = ISOLATIONS.filter((isolation) => facts._placement(isolation) !== undefined);
    const found = Object.fromEntries(placed.map((isolation) => [isolation, facts._placement(isolation)]));
    expect(found).toEqual(expected);
  });

  test('on GKE is the same with the add-on', () => {
    expect(ClusterFacts.gke({ addon: true })._placement('gvisor')).toEqual(GKE_GVISOR);
  });
});

describe('runtime classes of the platform', () => {
  test.each([
    ['generic', []],
    ['gke', ['gvisor']],
    ['eks', []],
    ['aks', ['kata-vm-isolation']],
    ['openshift', []],
  ] as [keyof typeof PLATFORMS, string[]][])('%s: %j', (name, classes) => {
    expect(PLATFORMS[name]._platformRuntimeClasses).toEqual(classes);
  });

  test('of GKE\'s add-on', () => {
    expect(ClusterFacts.gke({ addon: true })._platformRuntimeClasses).toEqual(['gvisor', 'microvm']);
    expect(ClusterFacts.gke({ addon: false })._platformRuntimeClasses).toEqual(['gvisor']);
  });

  test('and those that are told', () => {
    expect(ClusterFacts.aks({ runtimeClasses: ['kata-qemu'] })._platformRuntimeClasses).toEqual(['kata-vm-isolation', 'kata-qemu']);
  });
});

test('policies of the platform are those of GKE\'s add-on', () => {
  expect(ClusterFacts.gke({ addon: true })._platformPolicies).toEqual([
    { name: 'sandbox-core-policy', editable: false },
    { name: 'sandbox-hardening-policy', editable: true },
  ]);
  expect(platforms.flatMap(([, facts]) => facts._platformPolicies)).toEqual([]);
});

test('only on OpenShift does the namespace decide about users', () => {
  expect(platforms.filter(([, facts]) => facts._namespaceDecidesUsers).map(([name]) => name)).toEqual(['openshift']);
});

test.each(platforms)('DNS of %s', (name, facts) => {
  expect(facts._dns).toEqual(name === 'openshift'
    ? { namespace: 'openshift-dns', podLabels: { 'dns.operator.openshift.io/daemonset-dns': 'default' }, port: 5353 }
    : { namespace: 'kube-system', podLabels: { 'k8s-app': 'kube-dns' }, port: 53 });
});

describe('ranges', () => {
  test.each(platforms)('%s has the general ones, and GKE its Service range', (name, facts) => {
    const own = name === 'gke' ? [{ cidr: '34.118.224.0/20', why: 'default Service range of GKE, which only looks public' }] : [];
    expect(facts._protectedRanges).toEqual({ IPv4: [...PROTECTED_RANGES.IPv4, ...own], IPv6: PROTECTED_RANGES.IPv6 });
    expect(facts._metadataAddresses).toBe(METADATA_ADDRESSES);
  });

  test('of the cluster come after them, each in its family', () => {
    const ranges = ClusterFacts.generic({
      podCidrs: ['240.10.0.0/16', '2600:1f00::/56'],
      serviceCidrs: ['34.118.224.0/20'],
      nodeCidrs: ['198.51.0.0/16'],
      apiServerCidrs: ['35.1.2.3/32', '2600:1f01:1:2:3:4:5:6/128'],
    })._protectedRanges;
    expect(ranges.IPv4.slice(PROTECTED_RANGES.IPv4.length)).toEqual([
      { cidr: '240.10.0.0/16', why: 'Pods of this cluster' },
      { cidr: '34.118.224.0/20', why: 'Services of this cluster' },
      { cidr: '198.51.0.0/16', why: 'nodes of this cluster' },
      { cidr: '35.1.2.3/32', why: 'API server of this cluster' },
    ]);
    expect(ranges.IPv6.slice(PROTECTED_RANGES.IPv6.length)).toEqual([
      { cidr: '2600:1f00::/56', why: 'Pods of this cluster' },
      { cidr: '2600:1f01:1:2:3:4:5:6/128', why: 'API server of this cluster' },
    ]);
  });

  test('do not change with the lists that they were told in', () => {
    const podCidrs = ['35.0.0.0/8'];
    const facts = ClusterFacts.generic({ podCidrs });
    podCidrs[0] = 'nonsense';
    expect(facts._protectedRanges.IPv4.map(({ cidr }) => cidr)).toContain('35.0.0.0/8');
  });
});

test('API audiences are those that are told', () => {
  expect(ClusterFacts.generic()._apiAudiences).toEqual([]);
  expect(ClusterFacts.eks({ apiAudiences: ['https://issuer.example.com'] })._apiAudiences).toEqual(['https://issuer.example.com']);
});

describe('_check', () => {
  const place = Place.of(new Chart(new App(), 'team-a')).at('cluster');

  test.each(platforms)('passes for %s', (_, facts) => {
    expect(() => facts._check(place)).not.toThrow();
  });

  test('passes for good facts', () => {
    expect(() => ClusterFacts.gke({
      addon: true,
      podCidrs: ['10.4.0.0/14', 'fd00:10::/56'],
      serviceCidrs: ['34.118.224.0/20'],
      nodeCidrs: ['10.128.0.0/20'],
      apiServerCidrs: ['203.0.113.10/32'],
      apiAudiences: ['https://issuer.example.com'],
      runtimeClasses: ['kata-qemu'],
    })._check(place)).not.toThrow();
  });

  test.each(['podCidrs', 'serviceCidrs', 'nodeCidrs', 'apiServerCidrs'])('fails for a range in %s that is none, and names it', (prop) => {
    expect(() => ClusterFacts.generic({ [prop]: ['10.4.0.0/14', '10.4.0.1/14'] })._check(place)).toThrow(`[team-a] cluster.${prop}[1]: got "10.4.0.1/14"; allowed: `);
    expect(() => ClusterFacts.openshift({ [prop]: ['ten'] })._check(place)).toThrow(`[team-a] cluster.${prop}[0]: got "ten"; allowed: `);
  });

  test('fails for a blank audience', () => {
    expect(() => ClusterFacts.generic({ apiAudiences: [''] })._check(place)).toThrow('[team-a] cluster.apiAudiences[0]: got ""; allowed: a text that is not empty');
  });

  test('fails for a RuntimeClass that is no name', () => {
    expect(() => ClusterFacts.generic({ runtimeClasses: ['kata', 'Kata'] })._check(place)).toThrow('[team-a] cluster.runtimeClasses[1]: got "Kata"; allowed: a DNS subdomain');
  });
});
