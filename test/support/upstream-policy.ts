import { containersOf, Demand, unsetOr } from './demand';

const every = (holds: (container: any) => boolean) => (spec: any) => containersOf(spec).every(holds);
const security = (container: any) => container.securityContext ?? {};
const CREDENTIALS = ['serviceAccountToken', 'clusterTrustBundle', 'podCertificate'];

/** The 16 rules of the example policy that upstream has for Sandboxes, over a PodSpec. The last two are about GKE. */
export const UPSTREAM_POLICY: readonly Demand[] = [
  {
    id: '1',
    says: 'the RuntimeClass is gvisor',
    holds: (spec) => spec.runtimeClassName === 'gvisor',
    weaken: [(spec) => delete spec.runtimeClassName, (spec) => (spec.runtimeClassName = 'runc')],
  },
  { id: '2', says: 'no host network', holds: (spec) => unsetOr(spec.hostNetwork, false), weaken: [(spec) => (spec.hostNetwork = true)] },
  {
    id: '3',
    says: 'no token, explicitly',
    holds: (spec) => spec.automountServiceAccountToken === false,
    weaken: [(spec) => delete spec.automountServiceAccountToken, (spec) => (spec.automountServiceAccountToken = true)],
  },
  {
    id: '4',
    says: 'no privileged container',
    holds: every((container) => unsetOr(security(container).privileged, false)),
    weaken: [(spec) => (spec.containers[0].securityContext.privileged = true)],
  },
  {
    id: '5',
    says: 'all capabilities are dropped',
    holds: every((container) => security(container).capabilities?.drop?.includes('ALL') ?? false),
    weaken: [
      (spec) => (spec.containers[0].securityContext.capabilities.drop = ['all']),
      (spec) => delete spec.containers[0].securityContext,
      (spec) => (spec.initContainers = [{ name: 'extra' }]),
    ],
  },
  {
    id: '6',
    says: 'limits of CPU and memory',
    holds: every((container) => ['cpu', 'memory'].every((resource) => container.resources?.limits?.[resource] !== undefined)),
    weaken: [(spec) => delete spec.containers[0].resources.limits.cpu, (spec) => delete spec.containers[0].resources.limits.memory],
  },
  {
    id: '7',
    says: 'not as root',
    holds: (spec) => containersOf(spec).every((container) => (security(container).runAsNonRoot ?? spec.securityContext?.runAsNonRoot) === true),
    weaken: [(spec) => delete spec.securityContext.runAsNonRoot, (spec) => (spec.containers[0].securityContext.runAsNonRoot = false)],
  },
  {
    id: '8',
    says: 'no projected credentials',
    holds: (spec) => (spec.volumes ?? []).every((volume: any) => (
      (volume.projected?.sources ?? []).every((source: any) => CREDENTIALS.every((credential) => source[credential] === undefined))
    )),
    weaken: CREDENTIALS.map((credential) => (spec) => spec.volumes.push({ name: 'extra', projected: { sources: [{ [credential]: {} }] } })),
  },
  {
    id: '9',
    says: 'no folder of the node',
    holds: (spec) => (spec.volumes ?? []).every((volume: any) => volume.hostPath === undefined),
    weaken: [(spec) => spec.volumes.push({ name: 'extra', hostPath: { path: '/' } })],
  },
  {
    id: '10',
    says: 'no capability is added',
    holds: every((container) => (security(container).capabilities?.add ?? []).length === 0),
    weaken: [(spec) => (spec.containers[0].securityContext.capabilities.add = ['NET_BIND_SERVICE'])],
  },
  {
    id: '11',
    says: 'no host PID and IPC',
    holds: (spec) => unsetOr(spec.hostPID, false) && unsetOr(spec.hostIPC, false),
    weaken: [(spec) => (spec.hostPID = true), (spec) => (spec.hostIPC = true)],
  },
  {
    id: '12',
    says: 'no port of the node',
    holds: every((container) => (container.ports ?? []).every((port: any) => unsetOr(port.hostPort, 0))),
    weaken: [(spec) => (spec.containers[0].ports[0].hostPort = 8000)],
  },
  {
    id: '13',
    says: 'no sysctls',
    holds: (spec) => (spec.securityContext?.sysctls ?? []).length === 0,
    weaken: [(spec) => (spec.securityContext.sysctls = [{ name: 'net.ipv4.tcp_syncookies', value: '1' }])],
  },
  {
    id: '14',
    says: 'the usual /proc',
    holds: every((container) => unsetOr(security(container).procMount, 'Default')),
    weaken: [(spec) => (spec.containers[0].securityContext.procMount = 'Unmasked')],
  },
  {
    id: '15',
    says: 'the node selector of GKE\'s sandboxed nodes',
    holds: (spec) => spec.nodeSelector?.['sandbox.gke.io/runtime'] === 'gvisor',
    weaken: [(spec) => delete spec.nodeSelector],
  },
  {
    id: '16',
    says: 'the toleration of GKE\'s sandboxed nodes',
    holds: (spec) => (spec.tolerations ?? []).some((toleration: any) => (
      toleration.key === 'sandbox.gke.io/runtime' && toleration.value === 'gvisor' && toleration.effect === 'NoSchedule'
    )),
    weaken: [(spec) => delete spec.tolerations, (spec) => (spec.tolerations[0].effect = 'NoExecute')],
  },
];
