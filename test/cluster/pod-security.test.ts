import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apply, createNamespace, Manifest } from './support/client';
import { ControlPlane, startControlPlane } from './support/control-plane';
import { podProjectionOf } from '../../src/sandbox/pod-projection';
import { weakened } from '../support/demand';
import { GOOD } from '../support/wrong-inputs';

/** Ways to weaken one hardening field, with what Pod Security says of it. */
const WEAKENED: readonly [field: string, change: (pod: any) => void, says: RegExp][] = [
  ['runAsNonRoot', (pod) => delete pod.spec.securityContext.runAsNonRoot, /runAsNonRoot != true/],
  ['runAsUser', (pod) => (pod.spec.securityContext.runAsUser = 0), /runAsUser=0/],
  ['seccompProfile', (pod) => delete pod.spec.securityContext.seccompProfile, /seccompProfile/],
  ['seccompProfile.type', (pod) => (pod.spec.securityContext.seccompProfile.type = 'Unconfined'), /seccompProfile/],
  ['allowPrivilegeEscalation', (pod) => delete main(pod).allowPrivilegeEscalation, /allowPrivilegeEscalation != false/],
  ['capabilities.drop', (pod) => delete main(pod).capabilities.drop, /unrestricted capabilities/],
  ['capabilities.add', (pod) => (main(pod).capabilities.add = ['NET_RAW']), /unrestricted capabilities|non-default capabilities/],
  ['privileged', (pod) => Object.assign(main(pod), { privileged: true, allowPrivilegeEscalation: true }), /privileged/],
  ['hostNetwork', (pod) => (pod.spec.hostNetwork = true), /host namespaces/],
  ['hostPID', (pod) => (pod.spec.hostPID = true), /host namespaces/],
  ['hostIPC', (pod) => (pod.spec.hostIPC = true), /host namespaces/],
  ['volumes[].hostPath', (pod) => pod.spec.volumes.push({ name: 'host', hostPath: { path: '/' } }), /hostPath|restricted volume types/],
  ['ports[].hostPort', (pod) => (pod.spec.containers[0].ports[0].hostPort = 8000), /hostPort/],
  ['sysctls', (pod) => (pod.spec.securityContext.sysctls = [{ name: 'kernel.msgmax', value: '1' }]), /forbidden sysctls/],
  ['readinessProbe host', (pod) => (pod.spec.containers[0].readinessProbe.tcpSocket.host = '169.254.169.254'), /probe or lifecycle host/],
  ['seLinuxOptions', (pod) => (pod.spec.securityContext.seLinuxOptions = { type: 'spc_t' }), /seLinuxOptions/],
  ['appArmorProfile', (pod) => (pod.spec.securityContext.appArmorProfile = { type: 'Unconfined' }), /AppArmor/],
];

const main = (pod: any): any => pod.spec.containers[0].securityContext;

let cluster: ControlPlane;
let pod: Manifest;

beforeAll(async () => {
  cluster = await startControlPlane({ nodes: 0 });
  await createNamespace(cluster.kubeConfig, 'restricted', { 'pod-security.kubernetes.io/enforce': 'restricted' });
  await apply(cluster.kubeConfig, { apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', metadata: { name: 'gvisor' }, handler: 'runsc' });
  pod = podProjectionOf(GOOD.template) as never;
  pod.metadata.namespace = 'restricted';
  await apply(cluster.kubeConfig, { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: pod.spec.serviceAccountName, namespace: 'restricted' } });
});
afterAll(() => cluster?.stop());

describe('in a namespace that enforces Pod Security restricted', () => {
  test('the Pod of a template with nothing but image and port is admitted', async () => {
    await expect(apply(cluster.kubeConfig, pod, { dryRun: true })).resolves.toBeDefined();
  });

  test.each(WEAKENED)('it is refused with a weaker %s', async (_, change, says) => {
    await expect(apply(cluster.kubeConfig, weakened(pod, change), { dryRun: true })).rejects.toMatchObject({ status: 403, message: says });
  });
});
