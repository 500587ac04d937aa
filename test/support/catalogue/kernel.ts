import { every, everyVolume, inMain, inPod, inPodSecurity, inSecurity, metaOf, pod, Row, security, withVolume } from './support';
import { containersOf, unsetOr } from '../demand';

const PROFILES = ['RuntimeDefault', 'Localhost'];
const CREDENTIALS = ['serviceAccountToken', 'clusterTrustBundle', 'podCertificate'];
const CLOUD_IDENTITY = 'azure.workload.identity/use';
const everyContext = (holds: (context: any) => boolean) => (
  pod((spec) => [spec.securityContext ?? {}, ...containersOf(spec).map(security)].every(holds))
);

/** Rows about the kernel, host namespaces and tokens. */
export const KERNEL_ROWS: readonly Row[] = [
  // Kernel-facing profiles.
  {
    id: 'SBX-KRN-001',
    says: 'seccomp by the Pod, unconfined nowhere',
    holds: pod((spec) => PROFILES.includes(spec.securityContext?.seccompProfile?.type)
      && containersOf(spec).every((each) => unsetOr(security(each).seccompProfile?.type, ...PROFILES))),
    weaken: [inPodSecurity({ seccompProfile: undefined }), inSecurity({ seccompProfile: { type: 'Unconfined' } })],
  },
  {
    id: 'SBX-KRN-002',
    says: 'AppArmor is not switched off',
    holds: everyContext((each) => unsetOr(each.appArmorProfile?.type, ...PROFILES)),
    weaken: [inPodSecurity({ appArmorProfile: { type: 'Unconfined' } })],
  },
  {
    id: 'SBX-KRN-003',
    says: 'no SELinux labels',
    holds: everyContext((each) => unsetOr(each.seLinuxOptions)),
    weaken: [inSecurity({ seLinuxOptions: { type: 'container_t' } })],
  },
  {
    id: 'SBX-KRN-004',
    says: 'the usual /proc',
    holds: every((each) => unsetOr(security(each).procMount, 'Default')),
    weaken: [inSecurity({ procMount: 'Unmasked' })],
  },
  {
    id: 'SBX-KRN-005',
    says: 'no sysctls',
    holds: pod((spec) => (spec.securityContext?.sysctls ?? []).length === 0),
    weaken: [inPodSecurity({ sysctls: [{ name: 'net.ipv4.tcp_syncookies', value: '1' }] })],
  },

  // Host namespaces.
  {
    id: 'SBX-NSP-001',
    says: 'no namespace of the host',
    holds: pod((spec) => !spec.hostNetwork && !spec.hostPID && !spec.hostIPC),
    weaken: ['hostNetwork', 'hostPID', 'hostIPC'].map((field) => inPod((spec) => (spec[field] = true))),
  },
  {
    id: 'SBX-NSP-002',
    says: 'no port of the node',
    holds: every((each) => (each.ports ?? []).every((port: any) => !port.hostPort && !port.hostIP)),
    weaken: [inMain((container) => (container.ports[0].hostPort = 8000))],
  },
  {
    id: 'SBX-NSP-003',
    says: 'containers do not see each other\'s processes',
    holds: pod((spec) => !spec.shareProcessNamespace),
    weaken: [inPod((spec) => (spec.shareProcessNamespace = true))],
  },
  {
    id: 'SBX-NSP-004',
    says: 'no host name by hand',
    holds: pod((spec) => ['hostname', 'subdomain', 'setHostnameAsFQDN', 'hostnameOverride'].every((field) => spec[field] === undefined)),
    weaken: [inPod((spec) => (spec.hostname = 'kubernetes')), inPod((spec) => (spec.subdomain = 'default'))],
  },

  // API identity and cloud identity.
  {
    id: 'SBX-TOK-001',
    says: 'no token, explicitly',
    holds: pod((spec) => spec.automountServiceAccountToken === false),
    weaken: [inPod((spec) => delete spec.automountServiceAccountToken)],
  },
  {
    id: 'SBX-TOK-002',
    says: 'no projected credentials',
    holds: everyVolume((volume) => (volume.projected?.sources ?? []).every((source: any) => !CREDENTIALS.some((each) => each in source))),
    weaken: CREDENTIALS.map((each) => withVolume({ projected: { sources: [{ [each]: {} }] } })),
  },
  {
    id: 'SBX-TOK-003',
    says: 'a ServiceAccount of its own',
    holds: pod((spec) => !['default', '', undefined].includes(spec.serviceAccountName) && spec.serviceAccount === undefined),
    weaken: [inPod((spec) => delete spec.serviceAccountName), inPod((spec) => (spec.serviceAccountName = 'default'))],
  },
  {
    id: 'SBX-TOK-004',
    says: 'no identity in a cloud',
    holds: (template) => metaOf(template).labels?.[CLOUD_IDENTITY] === undefined,
    weaken: [(template) => (metaOf(template).labels[CLOUD_IDENTITY] = 'true')],
  },
  {
    id: 'SBX-TOK-006',
    says: 'no variables about Services',
    holds: pod((spec) => spec.enableServiceLinks === false),
    weaken: [inPod((spec) => delete spec.enableServiceLinks)],
  },
];
