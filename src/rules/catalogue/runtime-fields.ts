import { IS_FIRECRACKER, IS_GVISOR, IS_KATA } from './runtime-classes';
import { POD_KINDS } from '../kinds';
import { Check } from '../rule';

/** Kinds whose Pods the server has not completed yet. */
const TEMPLATE_KINDS = ['SandboxTemplate', 'Sandbox'] as const;

/** What gVisor refuses, or takes and does nothing about. */
const GVISOR: readonly Check[] = [
  {
    target: 'POD',
    kinds: POD_KINDS,
    when: IS_GVISOR,
    field: 'hostUsers',
    expected: 'absent: the kubelet starts no gVisor Pod in a user namespace',
    expression: 'pod.?hostUsers.orValue(true) == true',
  },
  {
    target: 'POD',
    kinds: POD_KINDS,
    when: IS_GVISOR,
    field: 'os/name',
    expected: 'linux or absent: gVisor runs Linux programs alone',
    expression: 'pod.?os.?name.orValue(\'linux\') == \'linux\'',
  },
  {
    target: 'POD',
    kinds: POD_KINDS,
    when: IS_GVISOR,
    field: 'securityContext/seLinuxOptions',
    expected: 'absent: gVisor does not create containers with SELinux labels',
    expression: 'size(pod.?securityContext.?seLinuxOptions.orValue({})) == 0',
  },
  {
    target: 'CONTAINER',
    kinds: POD_KINDS,
    when: IS_GVISOR,
    field: 'securityContext/seLinuxOptions',
    expected: 'absent: gVisor does not create containers with SELinux labels',
    expression: 'size(container.?securityContext.?seLinuxOptions.orValue({})) == 0',
  },
  {
    target: 'POD',
    kinds: POD_KINDS,
    when: IS_GVISOR,
    field: 'securityContext/sysctls',
    expected: 'absent: gVisor has a kernel of its own, which these do not reach',
    expression: 'size(pod.?securityContext.?sysctls.orValue([])) == 0',
  },
  {
    target: 'CONTAINER',
    kinds: POD_KINDS,
    when: IS_GVISOR,
    field: 'securityContext/procMount',
    expected: 'Default or absent: gVisor has a /proc of its own',
    expression: 'container.?securityContext.?procMount.orValue(\'Default\') == \'Default\'',
  },
  {
    target: 'CONTAINER',
    kinds: POD_KINDS,
    when: IS_GVISOR,
    field: 'volumeDevices',
    expected: 'absent: gVisor has no raw block devices',
    expression: 'size(container.?volumeDevices.orValue([])) == 0',
  },
  {
    target: 'MOUNT',
    kinds: POD_KINDS,
    when: IS_GVISOR,
    field: 'mountPropagation',
    expected: 'None or absent: mounts made inside gVisor do not reach the node',
    expression: 'mount.?mountPropagation.orValue(\'None\') != \'Bidirectional\'',
  },
  {
    target: 'VOLUME',
    kinds: POD_KINDS,
    when: `params.platform == 'gke' && ${IS_GVISOR}`,
    field: 'hostPath',
    expected: 'absent: GKE Sandbox has no volumes of this kind',
    expression: '!has(volume.hostPath)',
  },
];

/** What does not go together with a virtual machine. */
const KATA: readonly Check[] = [{
  target: 'CONTAINER',
  kinds: POD_KINDS,
  when: IS_KATA,
  field: 'securityContext/privileged',
  expected: 'false or absent: Kata Containers may hand devices of the node into the guest',
  expression: 'container.?securityContext.?privileged.orValue(false) == false',
}];

const REQUEST = 'container.resources.requests[resource]';
const LIMIT = 'container.resources.limits[resource]';

/** Firecracker shares no files with its node: what a volume holds is copied into the guest when it starts. */
const FIRECRACKER: readonly Check[] = [
  // A request that is left out is the limit. A limit that is left out, or what is no quantity, is another rule's to tell.
  {
    target: 'REQUEST',
    kinds: POD_KINDS,
    when: `${IS_FIRECRACKER} && resource in ['cpu', 'memory'] && resource in container.?resources.?limits.orValue({})`
      + ` && [${REQUEST}, ${LIMIT}].all(each, isQuantity(string(each)))`,
    field: '',
    expected: 'the limit: guests of Firecracker are as large as the requests, and stay so',
    expression: `quantity(string(${REQUEST})).compareTo(quantity(string(${LIMIT}))) == 0`,
  },
  {
    target: 'VOLUME',
    kinds: POD_KINDS,
    when: IS_FIRECRACKER,
    field: 'hostPath',
    expected: 'absent: Firecracker shares no files with the node',
    expression: '!has(volume.hostPath)',
  },
  {
    target: 'VOLUME',
    kinds: POD_KINDS,
    when: IS_FIRECRACKER,
    field: 'ephemeral/volumeClaimTemplate/spec/accessModes',
    expected: 'no ReadWriteMany: Firecracker has block devices alone, for one guest each',
    expression: '!(\'ReadWriteMany\' in volume.?ephemeral.?volumeClaimTemplate.?spec.?accessModes.orValue([]))',
  },
  {
    target: 'VOLUME_CLAIM',
    kinds: TEMPLATE_KINDS,
    when: IS_FIRECRACKER,
    field: 'spec/accessModes',
    expected: 'no ReadWriteMany: Firecracker has block devices alone, for one guest each',
    expression: '!(\'ReadWriteMany\' in volumeClaim.?spec.?accessModes.orValue([]))',
  },
  // Not in Pods: there the server itself adds a token, where SBX-TOK-001 let it.
  {
    target: 'PROJECTED_SOURCE',
    kinds: TEMPLATE_KINDS,
    when: IS_FIRECRACKER,
    field: '',
    expected: 'no token and no certificate: they expire, and Firecracker never refreshes what it copied',
    expression: '!has(source.serviceAccountToken) && !has(source.podCertificate)',
  },
];

/** What the fields of a Pod must not say with a runtime: it would refuse the Pod, or take the field for nothing. */
export const RUNTIME_FIELDS: readonly Check[] = [
  {
    target: 'POD',
    kinds: POD_KINDS,
    when: `${IS_GVISOR} || ${IS_KATA}`,
    field: 'hostNetwork',
    expected: 'false or absent: the sandbox has a network stack of its own, and a virtual machine may break the node\'s',
    expression: 'pod.?hostNetwork.orValue(false) == false',
  },
  ...GVISOR,
  ...KATA,
  ...FIRECRACKER,
];
