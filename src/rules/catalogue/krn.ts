import { family } from './family';
import { IS_KATA } from './runtime-classes';
import { POD_KINDS } from '../kinds';
import { Check } from '../rule';
import { Severity } from '../severity';

/** Where security contexts are. */
const CONTEXTS = [{ target: 'POD', context: 'pod' }, { target: 'CONTAINER', context: 'container' }] as const;

/** A check of the Pod's security context and the same of each container's. */
const ofBoth = (check: (context: string) => Omit<Check, 'target' | 'kinds'>): Check[] => (
  CONTEXTS.map(({ target, context }) => ({ target, kinds: POD_KINDS, ...check(`${context}.?securityContext`) }))
);

const LEGACY_APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/';

/** What the kernel is told about containers. */
export const KRN = family([
  {
    id: 'SBX-KRN-001',
    title: 'Seccomp limits the system calls',
    severity: Severity.HIGH,
    rationale: 'Without a profile every system call of the node\'s kernel can be tried, old and seldom tested ones too. gVisor has a filter of its own and '
      + 'drops this one, but namespaces with Pod Security ask for it.',
    remediation: 'Set `securityContext.seccompProfile.type: RuntimeDefault` for the Pod; containers take it from there.',
    prop: 'seccomp: Seccomp.runtimeDefault()',
    references: {
      podSecurity: ['seccompProfile_baseline', 'seccompProfile_restricted'],
      cis: ['5.6.2'],
      nsa: ['1.10'],
      owasp: ['K01-2025'],
      kubescape: ['C-0210'],
      scanners: ['CKV_K8S_31', 'KSV-0030', 'KSV-0104'],
    },
    checks: [
      {
        target: 'POD',
        kinds: POD_KINDS,
        field: 'securityContext/seccompProfile/type',
        expected: 'RuntimeDefault or Localhost',
        expression: 'pod.?securityContext.?seccompProfile.?type.orValue(\'\') in [\'RuntimeDefault\', \'Localhost\']',
      },
      {
        target: 'CONTAINER',
        kinds: POD_KINDS,
        field: 'securityContext/seccompProfile/type',
        expected: 'RuntimeDefault, Localhost or absent',
        expression: 'container.?securityContext.?seccompProfile.?type.orValue(\'RuntimeDefault\') in [\'RuntimeDefault\', \'Localhost\']',
      },
      ...ofBoth((context) => {
        const path = `${context}.?seccompProfile.?localhostProfile.orValue('')`;
        return {
          when: `${context}.?seccompProfile.?type.orValue('') == 'Localhost'`,
          field: 'securityContext/seccompProfile/localhostProfile',
          expected: 'a path below the kubelet\'s folder of profiles, without ".."',
          expression: `!${path}.matches('^$|^/|(^|/)[.][.](/|$)')`,
        };
      }),
    ],
  },
  {
    id: 'SBX-KRN-002',
    title: 'AppArmor is not switched off',
    severity: Severity.MEDIUM,
    rationale: 'On nodes with AppArmor each container gets a profile that keeps it from mounts and from kernel settings. "Unconfined" takes that away. '
      + 'gVisor and Kata Containers do without it.',
    remediation: 'Leave AppArmor out, or name the runtime\'s profile or one that lies on the nodes.',
    references: { podSecurity: ['appArmorProfile'], nsa: ['1.9'], scanners: ['KSV-0002'] },
    checks: [
      ...ofBoth((context) => ({
        field: 'securityContext/appArmorProfile/type',
        expected: 'RuntimeDefault, Localhost or absent',
        expression: `${context}.?appArmorProfile.?type.orValue('RuntimeDefault') in ['RuntimeDefault', 'Localhost']`,
      })),
      {
        target: 'ANNOTATION',
        kinds: POD_KINDS,
        when: `annotation.startsWith('${LEGACY_APP_ARMOR}')`,
        field: '',
        expected: 'runtime/default, a profile after localhost/, or absent',
        expression: 'podMetadata.annotations[annotation] in [\'\', \'runtime/default\'] || podMetadata.annotations[annotation].startsWith(\'localhost/\')',
      },
    ],
  },
  {
    id: 'SBX-KRN-003',
    title: 'SELinux labels are left to the runtime',
    severity: Severity.MEDIUM,
    rationale: 'Where nodes have SELinux, the runtime gives each container a label that keeps it from files of the node and of other containers. A label by '
      + 'hand replaces it, and gVisor creates no container that has one.',
    remediation: 'Leave `seLinuxOptions` out. Kata Containers may need `type: container_kvm_t`, and on OpenShift the level is the namespace\'s.',
    references: { podSecurity: ['seLinuxOptions'], nsa: ['1.8'], scanners: ['KSV-0025'] },
    checks: ofBoth((context) => ({
      field: 'securityContext/seLinuxOptions',
      expected: 'absent',
      expression: `${context}.?seLinuxOptions.orValue({}).all(key, (key == 'level' && params.namespaceDecidesUsers) || `
        + `(key == 'type' && ${context}.?seLinuxOptions.?type.orValue('') == 'container_kvm_t' && ${IS_KATA}))`,
    })),
  },
  {
    id: 'SBX-KRN-004',
    title: 'The usual /proc',
    severity: Severity.HIGH,
    waivable: false,
    rationale: 'The runtime hides parts of /proc that tell about the node or change its kernel. "Unmasked" shows them.',
    remediation: 'Leave `securityContext.procMount` out.',
    references: { podSecurity: ['procMount', 'procMount_restricted'], upstreamPolicy: [14], scanners: ['KSV-0027', 'kube-linter unsafe-proc-mount', 'Polaris procMount'] },
    checks: [{
      target: 'CONTAINER',
      kinds: POD_KINDS,
      field: 'securityContext/procMount',
      expected: 'Default or absent',
      expression: 'container.?securityContext.?procMount.orValue(\'Default\') == \'Default\'',
    }],
  },
  {
    id: 'SBX-KRN-005',
    title: 'No kernel settings',
    severity: Severity.MEDIUM,
    rationale: 'Settings of the kernel reach beyond the container, as far as the Pod\'s network or the node. Sandboxed runtimes have kernels of their own, '
      + 'and the policy that upstream shows for Sandboxes refuses even those that Kubernetes calls safe.',
    remediation: 'Leave `securityContext.sysctls` out.',
    references: { podSecurity: ['sysctls'], upstreamPolicy: [13], scanners: ['KSV-0026', 'kube-linter unsafe-sysctls'] },
    checks: [{
      target: 'POD',
      kinds: POD_KINDS,
      field: 'securityContext/sysctls',
      expected: 'absent',
      expression: 'size(pod.?securityContext.?sysctls.orValue([])) == 0',
    }],
  },
]);
