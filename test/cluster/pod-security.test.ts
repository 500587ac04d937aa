import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { create, get, Manifest, request, waitFor } from './support/client';
import { ControlPlane, startControlPlane } from './support/control-plane';
import { FakeNode } from './support/fake-nodes';
import { namespacesFor, PRODUCTS, surroundingsFor } from './support/product';
import { claimsOf, provision } from './support/storage';
import { HardeningProfile } from '../../src';
import { weakened } from '../support/demand';
import { POD_SECURITY } from '../support/pod-security';

const PSA = 'pod-security.kubernetes.io';

// The newest version is enforced. The one that the profile pins is kept too: what violates it would be warned of.
const LABELS = {
  [`${PSA}/enforce`]: 'restricted',
  [`${PSA}/enforce-version`]: 'latest',
  [`${PSA}/warn`]: 'restricted',
  [`${PSA}/warn-version`]: HardeningProfile.RESTRICTED_V1.podSecurityVersion,
};

const topology = { 'topology.kubernetes.io/zone': 'a', 'example.com/rack': 'a', 'example.com/room': 'a', 'example.com/pool': 'sandboxes' };
const capacity = { cpu: '1000', memory: '4Ti', pods: '1000' };

/** The nodes that isolations ask for by selector and toleration, and one for everything else. */
const NODES: readonly FakeNode[] = [
  { name: 'plain', labels: topology },
  { name: 'gke', labels: { 'sandbox.gke.io/runtime': 'gvisor' }, taints: [{ key: 'sandbox.gke.io/runtime', value: 'gvisor', effect: 'NoSchedule' }] },
  { name: 'aks', labels: { 'kubernetes.azure.com/kata-vm-isolation': 'true' }, taints: [{ key: 'kata', value: 'enabled', effect: 'NoSchedule' }] },
];
const nodeOf = ({ spec: { nodeSelector = {} } }: Manifest): string => (
  NODES.find(({ labels }) => Object.keys(nodeSelector).some((key) => Object.hasOwn(labels!, key)))?.name ?? 'plain'
);

const products = PRODUCTS.filter(({ pods }) => pods.length > 0);
const admitted = products.filter(({ refused }) => refused === undefined);
const refused = products.filter((product) => product.refused !== undefined);

let cluster: ControlPlane;

beforeAll(async () => {
  cluster = await startControlPlane({
    nodes: NODES.map((node) => ({ ...node, capacity })),
    // Else a claim waits up to fifteen seconds for the volume that is there.
    flags: { 'kube-controller-manager': ['--pvclaimbinder-sync-period', '1s'] },
  });
  const pods = products.flatMap((product) => product.pods);
  await namespacesFor(cluster, pods, LABELS);
  await surroundingsFor(cluster, pods);
});
afterAll(() => cluster?.stop());

test('the newest Pod Security is that of Kubernetes 1.37', async () => {
  const { body } = await request(cluster.kubeConfig, 'GET', '/version');
  expect(`v${body.major}.${body.minor}`).toBe('v1.37');
});

describe('in a namespace that enforces Pod Security restricted', () => {
  test.each(admitted)('the Pods of $name are admitted, without a warning', async (product) => {
    for (const claim of claimsOf(product)) await create(cluster.kubeConfig, claim);
    for (const pod of product.pods) {
      const warnings: string[] = [];
      await create(cluster.kubeConfig, pod, { warnings });
      expect(warnings).toEqual([]);
    }
  });

  test.each(admitted)('those of $name run, on the nodes that they ask for', async ({ pods }) => {
    for (const pod of pods) {
      let conditions: any[] | undefined;
      const running = await waitFor(`Pod ${pod.metadata.name} to be ready`, async () => {
        await provision(cluster, pod.metadata.namespace!);
        const current = await get(cluster.kubeConfig, pod);
        conditions = current.status.conditions ?? [];
        return conditions!.some(({ type, status }) => type === 'Ready' && status === 'True') ? current : undefined;
      }, { lastSeen: () => conditions });
      expect(running.spec.nodeName).toBe(nodeOf(pod));
    }
  });

  test.each(refused)('those of $name are refused, and are waived', async ({ objects, pods, refused: says }) => {
    expect(objects.some(({ metadata }) => metadata.annotations?.['cdk8s-agent-sandbox/waivers'])).toBe(true);
    for (const pod of pods) {
      await expect(create(cluster.kubeConfig, pod, { dryRun: true })).rejects.toMatchObject({ status: 403, message: expect.stringMatching(says!) });
    }
  });
});

const podOf = (product: string): Manifest => PRODUCTS.find(({ name }) => name === product)!.pods[0];
const main = (pod: any): any => pod.spec.containers[0];
const security = (pod: any): any => main(pod).securityContext;
const helper = (pod: any, change: (container: any) => void) => change(pod.spec.initContainers[0]);
const volume = (source: object) => (pod: any) => pod.spec.volumes.push({ name: 'extra', ...source });

type Weakening = readonly [field: string, change: (pod: any) => unknown, says: string];

/**
 * Ways to weaken one hardening field, and what Pod Security says of it. Where the server's own validation would be faster, what it demands beside
 * the weak field is given too, so that nothing but Pod Security is in the way.
 */
const WEAKENED: readonly Weakening[] = [
  ['runAsNonRoot left out', (pod) => delete pod.spec.securityContext.runAsNonRoot, 'runAsNonRoot != true (pod or container "main" must set'],
  ['runAsNonRoot: false of a container', (pod) => (security(pod).runAsNonRoot = false), 'runAsNonRoot != true (container "main" must not set'],
  ['runAsUser: 0', (pod) => (pod.spec.securityContext.runAsUser = 0), 'runAsUser=0 (pod must not set runAsUser=0)'],
  ['runAsUser: 0 of a container', (pod) => (security(pod).runAsUser = 0), 'runAsUser=0 (container "main" must not set runAsUser=0)'],
  ['seccompProfile left out', (pod) => delete pod.spec.securityContext.seccompProfile, 'seccompProfile (pod or container "main" must set'],
  ['seccompProfile: Unconfined', (pod) => (pod.spec.securityContext.seccompProfile.type = 'Unconfined'), 'seccompProfile (pod must not set'],
  ['seccompProfile: Unconfined of a container', (pod) => (security(pod).seccompProfile = { type: 'Unconfined' }), 'seccompProfile (container "main" must not set'],
  ['allowPrivilegeEscalation left out', (pod) => delete security(pod).allowPrivilegeEscalation, 'allowPrivilegeEscalation != false (container "main" must set'],
  ['allowPrivilegeEscalation: true', (pod) => (security(pod).allowPrivilegeEscalation = true), 'allowPrivilegeEscalation != false (container "main" must set'],
  ['privileged: true', (pod) => Object.assign(security(pod), { privileged: true, allowPrivilegeEscalation: true }), 'privileged (container "main" must not set'],
  ['capabilities.drop left out', (pod) => delete security(pod).capabilities.drop, 'unrestricted capabilities (container "main" must set securityContext.capabilities.drop'],
  ['capabilities.drop of some', (pod) => (security(pod).capabilities.drop = ['NET_RAW']), 'unrestricted capabilities (container "main" must set securityContext.capabilities.drop'],
  ['capabilities.add', (pod) => (security(pod).capabilities.add = ['CHOWN']), 'unrestricted capabilities (container "main" must not include "CHOWN"'],
  ['hostNetwork: true', (pod) => (pod.spec.hostNetwork = true), 'host namespaces (hostNetwork=true)'],
  ['hostPID: true', (pod) => (pod.spec.hostPID = true), 'host namespaces (hostPID=true)'],
  ['hostIPC: true', (pod) => (pod.spec.hostIPC = true), 'host namespaces (hostIPC=true)'],
  ['a hostPath volume', volume({ hostPath: { path: '/' } }), 'restricted volume types (volume "extra" uses restricted volume type "hostPath")'],
  ['an nfs volume', volume({ nfs: { server: 'nfs.example.com', path: '/' } }), 'restricted volume types (volume "extra" uses restricted volume type "nfs")'],
  ['a hostPort', (pod) => (main(pod).ports[0].hostPort = 8000), 'hostPort (container "main" uses hostPort 8000)'],
  ['an unsafe sysctl', (pod) => (pod.spec.securityContext.sysctls = [{ name: 'kernel.msgmax', value: '1' }]), 'forbidden sysctls (kernel.msgmax)'],
  ['the host of a probe', (pod) => (main(pod).readinessProbe.tcpSocket.host = '169.254.169.254'), 'probe or lifecycle host (container "main" uses'],
  [
    'the host of a hook', (pod) => (main(pod).lifecycle = { preStop: { httpGet: { host: '169.254.169.254', port: 80 } } }),
    'probe or lifecycle host (container "main" uses',
  ],
  ['an SELinux type', (pod) => (pod.spec.securityContext.seLinuxOptions = { type: 'spc_t' }), 'seLinuxOptions (pod set forbidden securityContext.seLinuxOptions: type "spc_t")'],
  ['an SELinux user', (pod) => (security(pod).seLinuxOptions = { user: 'system_u' }), 'seLinuxOptions (container "main" set forbidden'],
  ['appArmorProfile: Unconfined', (pod) => (pod.spec.securityContext.appArmorProfile = { type: 'Unconfined' }), 'forbidden AppArmor profile'],
  ['procMount: Unmasked', (pod) => Object.assign(pod.spec, { hostUsers: false }) && (security(pod).procMount = 'Unmasked'), 'procMount (container "main" must not set'],
  [
    'windowsOptions.hostProcess: true', (pod) => Object.assign(pod.spec, { hostNetwork: true }) && (pod.spec.securityContext.windowsOptions = { hostProcess: true }),
    'hostProcess (pod must not set securityContext.windowsOptions.hostProcess=true)',
  ],
];

/** The same of a container beside the main one. */
const WEAKENED_HELPERS: readonly Weakening[] = [
  ['allowPrivilegeEscalation left out', (pod) => helper(pod, ({ securityContext }) => delete securityContext.allowPrivilegeEscalation), 'container "proxy" must set'],
  ['capabilities left out', (pod) => helper(pod, ({ securityContext }) => delete securityContext.capabilities), 'container "proxy" must set'],
  ['runAsUser: 0', (pod) => helper(pod, ({ securityContext }) => (securityContext.runAsUser = 0)), 'container "proxy" must not set runAsUser=0'],
];

const rejectedFor = (says: string) => ({ status: 403, message: expect.stringMatching(new RegExp(`violates PodSecurity "restricted:latest": .*${escaped(says)}`)) });
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A Pod like one that is admitted, but under another name: that one runs already. */
const twin = (product: string): Manifest => weakened(podOf(product), (pod) => (pod.metadata.name = 'twin'));

describe('the same Pod, weakened,', () => {
  test('would be admitted without the weakening', async () => {
    for (const product of ['defaults', 'sidecar']) await expect(create(cluster.kubeConfig, twin(product), { dryRun: true })).resolves.toBeDefined();
  });

  test.each(WEAKENED)('is refused with %s', async (_, change, says) => {
    await expect(create(cluster.kubeConfig, weakened(twin('defaults'), change), { dryRun: true })).rejects.toMatchObject(rejectedFor(says));
  });

  test.each(WEAKENED_HELPERS)('is refused with %s in a sidecar', async (_, change, says) => {
    await expect(create(cluster.kubeConfig, weakened(twin('sidecar'), change), { dryRun: true })).rejects.toMatchObject(rejectedFor(says));
  });

  // The unit tests believe a copy of these checks. Whatever it calls weak has to be weak to the server.
  test.each(POD_SECURITY.flatMap(({ id, weaken }) => weaken.map((change, index) => ({ id, index, change }))))(
    'is refused as the unit tests have it: $id, $index', async ({ change }) => {
      await expect(create(cluster.kubeConfig, weakened(twin('defaults'), change), { dryRun: true })).rejects.toMatchObject({ name: 'ApiError' });
    },
  );
});
