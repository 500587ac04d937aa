import { describe, expect, test } from 'vitest';
import { ClusterFacts, Cpu, HardeningProfile, Isolation } from '../../src';
import { mainOf, manifestOf, newTemplate, OTHER_IMAGE, podSpecOf, WAIVER } from '../support/app';

const BURST = { requests: { cpu: '250m' }, limits: { cpu: '1' } };
const EQUAL = { requests: { cpu: '1' }, limits: { cpu: '1' } };

describe('each isolation', () => {
  test.each<[string, Isolation, string, object]>([
    ['gVisor', Isolation.gvisor(), 'gvisor', BURST],
    ['gVisor of another name', Isolation.gvisor('runsc'), 'runsc', BURST],
    ['Kata with QEMU', Isolation.kataQemu(), 'kata-qemu', EQUAL],
    ['Kata with Cloud Hypervisor', Isolation.kataCloudHypervisor(), 'kata-clh', EQUAL],
    ['Firecracker', Isolation.firecracker(), 'kata-fc', EQUAL],
    ['Kata of AKS', Isolation.aksKata(), 'kata-vm-isolation', EQUAL],
    ['a named class', Isolation.runtimeClass('microvm'), 'microvm', BURST],
  ])('%s', (_, isolation, runtimeClassName, resources) => {
    const template = newTemplate({ isolation, sidecars: [{ name: 'proxy', image: OTHER_IMAGE }] });
    const spec = podSpecOf(template);
    expect(spec.runtimeClassName).toBe(runtimeClassName);
    expect(isolation.runtimeClassName).toBe(runtimeClassName);
    expect(spec).not.toHaveProperty('hostUsers');
    expect([mainOf(template).resources, spec.initContainers[0].resources]).toMatchObject([resources, resources]);
    expect(manifestOf(template).metadata).not.toHaveProperty('annotations');
  });

  test('leaves a CPU that was asked for alone', () => {
    const resources = { cpuRequest: Cpu.millis(500), cpuLimit: Cpu.cores(4) };
    expect(mainOf(newTemplate({ isolation: Isolation.kataQemu(), resources })).resources).toMatchObject({ requests: { cpu: '500m' }, limits: { cpu: '4' } });
  });
});

describe('the shared kernel', () => {
  const template = newTemplate({ isolation: Isolation.sharedKernel(WAIVER) });

  test('comes with a user namespace, whose ids the default ones fit', () => {
    const spec = podSpecOf(template);
    expect(spec).not.toHaveProperty('runtimeClassName');
    expect(spec.hostUsers).toBe(false);
    expect(spec.securityContext.runAsUser).toBeLessThanOrEqual(65535);
    expect(Isolation.sharedKernel(WAIVER).runtimeClassName).toBeUndefined();
  });

  test('is waived', () => {
    expect(JSON.parse(manifestOf(template).metadata.annotations['cdk8s-agent-sandbox/waivers'])).toEqual([{ rules: ['SBX-ISO-001'], ...WAIVER }]);
  });
});

describe('the default', () => {
  const withProfile = (runtimeClass: string, cluster = ClusterFacts.generic()) => newTemplate({}, {
    cluster,
    profile: HardeningProfile.custom(HardeningProfile.RESTRICTED_V1, {
      runtimeClass, runtimeClasses: [...new Set([...HardeningProfile.RESTRICTED_V1.runtimeClasses, runtimeClass])],
    }),
  });

  test.each<[string, object]>([
    ['gvisor', BURST], ['kata', EQUAL], ['kata-qemu', EQUAL], ['kata-clh', EQUAL], ['kata-fc', EQUAL], ['kata-vm-isolation', EQUAL], ['microvm', BURST],
  ])('is what the class %s of a profile stands for', (runtimeClass, resources) => {
    const template = withProfile(runtimeClass);
    expect(podSpecOf(template).runtimeClassName).toBe(runtimeClass);
    expect(mainOf(template).resources).toMatchObject(resources);
  });

  test('is placed as its kind is', () => {
    expect(podSpecOf(withProfile('kata-vm-isolation')).nodeSelector).toEqual({ 'kubernetes.azure.com/kata-vm-isolation': 'true' });
    expect(podSpecOf(withProfile('gvisor', ClusterFacts.gke())).nodeSelector).toEqual({ 'sandbox.gke.io/runtime': 'gvisor' });
    expect(podSpecOf(withProfile('kata-qemu', ClusterFacts.gke()))).not.toHaveProperty('nodeSelector');
  });
});

test.each<[string, Isolation, ClusterFacts, object | undefined]>([
  ['gVisor on GKE', Isolation.gvisor(), ClusterFacts.gke(), { 'sandbox.gke.io/runtime': 'gvisor' }],
  ['gVisor elsewhere', Isolation.gvisor(), ClusterFacts.eks(), undefined],
  ['Kata on GKE', Isolation.kataQemu(), ClusterFacts.gke(), undefined],
  ['Kata of AKS', Isolation.aksKata(), ClusterFacts.aks(), { 'kubernetes.azure.com/kata-vm-isolation': 'true' }],
])('%s is placed on the nodes that have it', (_, isolation, cluster, nodeSelector) => {
  const spec = podSpecOf(newTemplate({ isolation }, { cluster }));
  expect(spec.nodeSelector).toEqual(nodeSelector);
  expect(spec.tolerations?.length).toBe(nodeSelector && 1);
});


test.each([
  ['gvisor', '250m'], ['kata-fc', '1'], ['kata-dragonball', '1'], ['kata', '1'], ['katana', '250m'], ['microvm', '250m'],
])('a class by the name %s asks for CPU %s: guests are sized from requests', (name, request) => {
  const template = newTemplate({ isolation: Isolation.runtimeClass(name) });
  expect(podSpecOf(template).runtimeClassName).toBe(name);
  expect(mainOf(template).resources.requests.cpu).toBe(request);
});

test('gvisor by its name is placed on GKE like Isolation.gvisor()', () => {
  const settings = { cluster: ClusterFacts.gke() };
  expect(podSpecOf(newTemplate({ isolation: Isolation.runtimeClass('gvisor') }, settings)))
    .toEqual(podSpecOf(newTemplate({ isolation: Isolation.gvisor() }, settings)));
});
