import { every, inMain, inPod, inPodSecurity, inSecurity, metaOf, pod, Row, security, specOf } from './support';
import { containersOf, unsetOr } from '../demand';

const annotated = (key: string, value: string) => (template: any) => (metaOf(template).annotations = { [key]: value });
const RUNTIME_CLASSES = [
  'gvisor', 'kata', 'kata-qemu', 'kata-clh', 'kata-fc', 'kata-dragonball', 'kata-vm-isolation', 'kata-qemu-snp', 'kata-qemu-tdx',
];
const CLUSTER_TAINTS = ['node-role.kubernetes.io/control-plane', 'node-role.kubernetes.io/master', 'CriticalAddonsOnly'];
const RUNTIME_ANNOTATION = /^(dev\.gvisor\.|io\.katacontainers\.|io\.kubernetes\.cri\.|container\.(apparmor|seccomp)\.security\.|seccomp\.security\.alpha)/;

/** Rows about isolation, placement, identity and privilege. */
export const ISOLATION_ROWS: readonly Row[] = [
  // Runtime isolation and placement.
  {
    id: 'SBX-ISO-001',
    says: 'an approved RuntimeClass',
    holds: pod((spec) => RUNTIME_CLASSES.includes(spec.runtimeClassName)),
    weaken: [inPod((spec) => delete spec.runtimeClassName), inPod((spec) => (spec.runtimeClassName = 'runc'))],
  },
  {
    id: 'SBX-ISO-002',
    says: 'nothing that gVisor refuses or ignores',
    holds: pod((spec) => !spec.hostNetwork && spec.hostUsers !== false && !spec.securityContext?.seLinuxOptions && !spec.securityContext?.sysctls
      && containersOf(spec).every((container) => !container.volumeDevices && !security(container).seLinuxOptions && !security(container).procMount)),
    weaken: [
      inPod((spec) => (spec.hostUsers = false)), inPodSecurity({ seLinuxOptions: {} }), inSecurity({ procMount: 'Unmasked' }),
      inMain((container) => (container.volumeDevices = [])),
    ],
  },
  {
    id: 'SBX-ISO-003',
    says: 'node selector and toleration of the sandboxed nodes',
    platform: 'gke',
    holds: pod((spec) => spec.nodeSelector?.['sandbox.gke.io/runtime'] === 'gvisor'
      && (spec.tolerations ?? []).some((each: any) => each.key === 'sandbox.gke.io/runtime' && each.value === 'gvisor' && each.effect === 'NoSchedule')),
    weaken: [inPod((spec) => delete spec.nodeSelector), inPod((spec) => (spec.tolerations = []))],
  },
  { id: 'SBX-ISO-004', says: 'Linux', holds: pod((spec) => unsetOr(spec.os?.name, 'linux')), weaken: [inPod((spec) => (spec.os = { name: 'windows' }))] },
  { id: 'SBX-ISO-005', says: 'no overhead by hand', holds: pod((spec) => unsetOr(spec.overhead)), weaken: [inPod((spec) => (spec.overhead = {}))] },
  {
    id: 'SBX-ISO-006',
    says: 'no annotations that steer a runtime',
    holds: (template) => Object.keys(metaOf(template).annotations ?? {}).every((key) => !RUNTIME_ANNOTATION.test(key)),
    weaken: [annotated('dev.gvisor.flag.host-uds', 'open'), annotated('io.katacontainers.config.hypervisor.kernel_params', 'x')],
  },
  {
    id: 'SBX-SCH-001',
    says: 'tolerations with keys, none of the cluster\'s own nodes',
    holds: pod((spec) => (spec.tolerations ?? []).every(({ key }: any) => Boolean(key) && !CLUSTER_TAINTS.includes(key))),
    weaken: [inPod((spec) => (spec.tolerations = [{ operator: 'Exists' }])), inPod((spec) => (spec.tolerations = [{ key: CLUSTER_TAINTS[0] }]))],
  },
  { id: 'SBX-SCH-002', says: 'no node by name', holds: pod((spec) => unsetOr(spec.nodeName)), weaken: [inPod((spec) => (spec.nodeName = 'node-1'))] },
  {
    id: 'SBX-SCH-003',
    says: 'the usual scheduler',
    holds: pod((spec) => unsetOr(spec.schedulerName, 'default-scheduler')),
    weaken: [inPod((spec) => (spec.schedulerName = 'other'))],
  },
  {
    id: 'SBX-SCH-004',
    says: 'no priority of the system',
    holds: pod((spec) => spec.priority === undefined && !/^system-/.test(spec.priorityClassName ?? '')),
    weaken: [inPod((spec) => (spec.priorityClassName = 'system-node-critical')), inPod((spec) => (spec.priority = 1))],
  },
  {
    id: 'SBX-SCH-005',
    says: 'spread over hosts, as far as possible',
    holds: pod((spec) => (spec.topologySpreadConstraints ?? []).some((each: any) => each.topologyKey === 'kubernetes.io/hostname')
      && spec.topologySpreadConstraints.every((each: any) => each.whenUnsatisfiable === 'ScheduleAnyway')),
    weaken: [
      inPod((spec) => delete spec.topologySpreadConstraints),
      inPod((spec) => (spec.topologySpreadConstraints[0].whenUnsatisfiable = 'DoNotSchedule')),
    ],
  },
  {
    id: 'SBX-SCH-006',
    says: 'no scheduling gates and groups',
    holds: (template) => specOf(template).schedulingGates === undefined && specOf(template).schedulingGroup === undefined
      && metaOf(template).labels?.['kueue.x-k8s.io/queue-name'] === undefined,
    weaken: [
      inPod((spec) => (spec.schedulingGates = [{ name: 'wait' }])),
      (template) => (metaOf(template).labels['kueue.x-k8s.io/queue-name'] = 'queue'),
    ],
  },

  // Identity and privilege inside the container.
  {
    id: 'SBX-IDN-001',
    says: 'not as root, said by the Pod and denied by no container',
    holds: pod((spec) => spec.securityContext?.runAsNonRoot === true && containersOf(spec).every((each) => security(each).runAsNonRoot !== false)),
    weaken: [inPod((spec) => delete spec.securityContext.runAsNonRoot), inSecurity({ runAsNonRoot: false })],
  },
  {
    id: 'SBX-IDN-002',
    says: 'a user of at least 1000',
    holds: every((container, spec) => (security(container).runAsUser ?? spec.securityContext?.runAsUser) >= 1000),
    weaken: [inPodSecurity({ runAsUser: undefined }), inPodSecurity({ runAsUser: 999 }), inSecurity({ runAsUser: 0 })],
  },
  {
    id: 'SBX-IDN-003',
    says: 'groups other than 0',
    holds: every((container, { securityContext = {} }) => [
      security(container).runAsGroup ?? securityContext.runAsGroup, securityContext.fsGroup, ...securityContext.supplementalGroups ?? [],
    ].every((group) => group > 0)),
    weaken: [inPodSecurity({ runAsGroup: 0 }), inPodSecurity({ fsGroup: undefined }), inPodSecurity({ supplementalGroups: [0] })],
  },
  {
    id: 'SBX-IDN-004',
    says: 'volumes are given to the group once',
    holds: pod(({ securityContext = {} }) => securityContext.fsGroup !== undefined && securityContext.fsGroupChangePolicy === 'OnRootMismatch'),
    weaken: [inPodSecurity({ fsGroup: undefined }), inPodSecurity({ fsGroupChangePolicy: 'Always' })],
  },
  {
    id: 'SBX-IDN-005',
    says: 'a user namespace on the shared kernel alone',
    holds: pod((spec) => (RUNTIME_CLASSES.includes(spec.runtimeClassName) ? spec.hostUsers === undefined : spec.hostUsers === false)),
    weaken: [inPod((spec) => (spec.hostUsers = false)), inPod((spec) => delete spec.runtimeClassName)],
  },
  {
    id: 'SBX-IDN-006',
    says: 'a user of at least 10000',
    holds: every((container, spec) => (security(container).runAsUser ?? spec.securityContext?.runAsUser) >= 10000),
    weaken: [inPodSecurity({ runAsUser: 1000 })],
  },
  { id: 'SBX-PRV-001', says: 'not privileged', holds: every((each) => unsetOr(security(each).privileged, false)), weaken: [inSecurity({ privileged: true })] },
  {
    id: 'SBX-PRV-002',
    says: 'no privilege escalation, explicitly',
    holds: every((each) => security(each).allowPrivilegeEscalation === false),
    weaken: [inSecurity({ allowPrivilegeEscalation: undefined }), inSecurity({ allowPrivilegeEscalation: true })],
  },
  {
    id: 'SBX-PRV-003',
    says: 'all capabilities are dropped',
    holds: every((each) => (security(each).capabilities?.drop ?? []).includes('ALL')),
    weaken: [inSecurity({ capabilities: {} }), inSecurity({ capabilities: { drop: ['all'] } })],
  },
  {
    id: 'SBX-PRV-004',
    says: 'no capability is added',
    holds: every((each) => (security(each).capabilities?.add ?? []).length === 0),
    weaken: [inSecurity({ capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] } })],
  },
  {
    id: 'SBX-PRV-005',
    says: 'no low ports',
    holds: every((each) => (each.ports ?? []).every(({ containerPort }: any) => containerPort >= 1024)),
    weaken: [inMain((container) => (container.ports[0].containerPort = 22))],
  },
  {
    id: 'SBX-PRV-006',
    says: 'nobody types into it',
    holds: every((each) => !each.stdin && !each.tty),
    weaken: [inMain((container) => (container.stdin = true)), inMain((container) => (container.tty = true))],
  },
];
