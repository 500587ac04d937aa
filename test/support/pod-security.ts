import { containersOf, Demand, unsetOr } from './demand';

const every = (holds: (container: any) => boolean) => (pod: any) => containersOf(pod.spec).every(holds);
const security = (container: any) => container.securityContext ?? {};

/** The security contexts of the Pod and of its containers. */
const contexts = (pod: any): any[] => [pod.spec.securityContext ?? {}, ...containersOf(pod.spec).map(security)];
const everyContext = (holds: (context: any) => boolean) => (pod: any) => contexts(pod).every(holds);

/** What probes and hooks of a container connect to. */
const handlersOf = (container: any): any[] => [
  container.livenessProbe, container.readinessProbe, container.startupProbe, container.lifecycle?.postStart, container.lifecycle?.preStop,
].flatMap((handler) => [handler?.httpGet, handler?.tcpSocket]).filter((handler) => handler !== undefined);

const isWindows = (pod: any): boolean => pod.spec.os?.name === 'windows';
const inUserNamespace = (pod: any): boolean => pod.spec.hostUsers === false;

const BASELINE_CAPABILITIES = [
  'AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD', 'NET_BIND_SERVICE', 'SETFCAP', 'SETGID', 'SETPCAP', 'SETUID', 'SYS_CHROOT',
];
const SYSCTLS = [
  'kernel.shm_rmid_forced', 'net.ipv4.ip_local_port_range', 'net.ipv4.tcp_syncookies', 'net.ipv4.ping_group_range', 'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ip_local_reserved_ports', 'net.ipv4.tcp_keepalive_time', 'net.ipv4.tcp_keepalive_intvl', 'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_fin_timeout', 'net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem', 'net.ipv4.tcp_slow_start_after_idle', 'net.ipv4.tcp_notsent_lowat',
];
const VOLUMES = ['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'image', 'persistentVolumeClaim', 'projected', 'secret'];
const SELINUX_TYPES = ['', 'container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t'];
const PROFILES = ['RuntimeDefault', 'Localhost'];

/** The checks of the Pod Security Standards, level `restricted` (with those of `baseline`), version 1.37, over a Pod. */
export const POD_SECURITY: readonly Demand[] = [
  {
    id: 'windowsHostProcess',
    says: 'no process of the Windows host',
    holds: everyContext((context) => unsetOr(context.windowsOptions?.hostProcess, false)),
    weaken: [
      (pod) => (pod.spec.securityContext.windowsOptions = { hostProcess: true }),
      (pod) => (pod.spec.containers[0].securityContext.windowsOptions = { hostProcess: true }),
    ],
  },
  {
    id: 'hostNamespaces',
    says: 'no namespace of the host',
    holds: ({ spec }) => [spec.hostNetwork, spec.hostPID, spec.hostIPC].every((value) => unsetOr(value, false)),
    weaken: ['hostNetwork', 'hostPID', 'hostIPC'].map((field) => (pod) => (pod.spec[field] = true)),
  },
  {
    id: 'privileged',
    says: 'no privileged container',
    holds: every((container) => unsetOr(security(container).privileged, false)),
    weaken: [(pod) => (pod.spec.containers[0].securityContext.privileged = true)],
  },
  {
    id: 'capabilities_baseline',
    says: 'no capability beyond those that containers usually have',
    holds: every((container) => (security(container).capabilities?.add ?? []).every((name: string) => BASELINE_CAPABILITIES.includes(name))),
    weaken: [(pod) => (pod.spec.containers[0].securityContext.capabilities.add = ['SYS_ADMIN'])],
  },
  {
    id: 'hostPathVolumes',
    says: 'no folder of the node',
    holds: ({ spec }) => (spec.volumes ?? []).every((volume: any) => volume.hostPath === undefined),
    weaken: [(pod) => pod.spec.volumes.push({ name: 'extra', hostPath: { path: '/' } })],
  },
  {
    id: 'hostPorts',
    says: 'no port of the node',
    holds: every((container) => (container.ports ?? []).every((port: any) => unsetOr(port.hostPort, 0))),
    weaken: [(pod) => (pod.spec.containers[0].ports[0].hostPort = 8000)],
  },
  {
    id: 'appArmorProfile',
    says: 'AppArmor is not switched off',
    holds: (pod) => contexts(pod).every((context) => unsetOr(context.appArmorProfile?.type, ...PROFILES))
      && Object.entries<string>(pod.metadata.annotations ?? {})
        .filter(([key]) => key.startsWith('container.apparmor.security.beta.kubernetes.io/'))
        .every(([, value]) => value === '' || value === 'runtime/default' || value.startsWith('localhost/')),
    weaken: [
      (pod) => (pod.spec.securityContext.appArmorProfile = { type: 'Unconfined' }),
      (pod) => (pod.metadata.annotations = { 'container.apparmor.security.beta.kubernetes.io/main': 'unconfined' }),
    ],
  },
  {
    id: 'seLinuxOptions',
    says: 'SELinux types of containers, no user and role',
    holds: everyContext(({ seLinuxOptions = {} }) => unsetOr(seLinuxOptions.type, ...SELINUX_TYPES)
      && unsetOr(seLinuxOptions.user, '') && unsetOr(seLinuxOptions.role, '')),
    weaken: [
      (pod) => (pod.spec.securityContext.seLinuxOptions = { type: 'spc_t' }),
      (pod) => (pod.spec.containers[0].securityContext.seLinuxOptions = { user: 'system_u' }),
    ],
  },
  {
    id: 'procMount',
    says: 'the usual /proc, except in a user namespace',
    holds: (pod) => inUserNamespace(pod) || every((container) => unsetOr(security(container).procMount, 'Default'))(pod),
    weaken: [(pod) => (pod.spec.containers[0].securityContext.procMount = 'Unmasked')],
  },
  {
    id: 'seccompProfile_baseline',
    says: 'seccomp is not switched off',
    holds: everyContext((context) => unsetOr(context.seccompProfile?.type, ...PROFILES)),
    weaken: [
      (pod) => (pod.spec.securityContext.seccompProfile.type = 'Unconfined'),
      (pod) => (pod.spec.containers[0].securityContext.seccompProfile = { type: 'Unconfined' }),
    ],
  },
  {
    id: 'sysctls',
    says: 'sysctls of the Pod alone',
    holds: ({ spec }) => (spec.securityContext?.sysctls ?? []).every((sysctl: any) => SYSCTLS.includes(sysctl.name)),
    weaken: [(pod) => (pod.spec.securityContext.sysctls = [{ name: 'kernel.msgmax', value: '1' }])],
  },
  {
    id: 'hostProbesAndHostLifecycle',
    says: 'probes and hooks connect to the Pod itself',
    holds: every((container) => handlersOf(container).every((handler) => unsetOr(handler.host, ''))),
    weaken: [
      (pod) => (pod.spec.containers[0].readinessProbe.tcpSocket.host = '10.0.0.1'),
      (pod) => (pod.spec.containers[0].lifecycle = { preStop: { httpGet: { host: '10.0.0.1', port: 80 } } }),
    ],
  },
  {
    id: 'restrictedVolumes',
    says: 'volumes of known kinds',
    holds: ({ spec }) => (spec.volumes ?? []).every((volume: any) => Object.keys(volume).every((key) => key === 'name' || VOLUMES.includes(key))),
    weaken: [(pod) => pod.spec.volumes.push({ name: 'extra', nfs: { server: 'nfs.example.com', path: '/' } })],
  },
  {
    id: 'allowPrivilegeEscalation',
    says: 'no privilege escalation, explicitly',
    holds: (pod) => isWindows(pod) || every((container) => security(container).allowPrivilegeEscalation === false)(pod),
    weaken: [
      (pod) => delete pod.spec.containers[0].securityContext.allowPrivilegeEscalation,
      (pod) => (pod.spec.containers[0].securityContext.allowPrivilegeEscalation = true),
    ],
  },
  {
    id: 'runAsNonRoot',
    says: 'not as root, by the Pod or by each container, except in a user namespace',
    holds: (pod) => inUserNamespace(pod) || (pod.spec.securityContext?.runAsNonRoot !== false
      && every((container) => (security(container).runAsNonRoot ?? pod.spec.securityContext?.runAsNonRoot) === true)(pod)),
    weaken: [
      (pod) => delete pod.spec.securityContext.runAsNonRoot,
      (pod) => (pod.spec.containers[0].securityContext.runAsNonRoot = false),
      (pod) => Object.assign(pod.spec, {
        securityContext: { ...pod.spec.securityContext, runAsNonRoot: false },
        containers: [{ ...pod.spec.containers[0], securityContext: { ...pod.spec.containers[0].securityContext, runAsNonRoot: true } }],
      }),
    ],
  },
  {
    id: 'runAsUser',
    says: 'no user 0, except in a user namespace',
    holds: (pod) => inUserNamespace(pod) || everyContext((context) => context.runAsUser !== 0)(pod),
    weaken: [(pod) => (pod.spec.securityContext.runAsUser = 0), (pod) => (pod.spec.containers[0].securityContext.runAsUser = 0)],
  },
  {
    id: 'seccompProfile_restricted',
    says: 'a seccomp profile, by the Pod or by each container',
    holds: (pod) => isWindows(pod) || (everyContext((context) => unsetOr(context.seccompProfile?.type, ...PROFILES))(pod)
      && every((container) => (security(container).seccompProfile ?? pod.spec.securityContext?.seccompProfile) !== undefined)(pod)),
    weaken: [(pod) => delete pod.spec.securityContext.seccompProfile],
  },
  {
    id: 'capabilities_restricted',
    says: 'all capabilities are dropped, NET_BIND_SERVICE at most is added',
    holds: (pod) => isWindows(pod) || every(({ securityContext: { capabilities = {} } = {} }: any) => (capabilities.drop ?? []).includes('ALL')
      && (capabilities.add ?? []).every((name: string) => name === 'NET_BIND_SERVICE'))(pod),
    weaken: [
      (pod) => delete pod.spec.containers[0].securityContext.capabilities,
      (pod) => (pod.spec.containers[0].securityContext.capabilities.drop = ['NET_RAW']),
      (pod) => (pod.spec.containers[0].securityContext.capabilities.add = ['CHOWN']),
    ],
  },
  {
    id: 'procMount_restricted',
    says: 'the usual /proc, in a user namespace too',
    holds: every((container) => unsetOr(security(container).procMount, 'Default')),
    weaken: [(pod) => Object.assign(pod.spec, { hostUsers: false }) && (pod.spec.containers[0].securityContext.procMount = 'Unmasked')],
  },
];
