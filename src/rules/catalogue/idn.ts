import { family } from './family';
import { IS_APPROVED, IS_GVISOR, IS_KATA, IS_SHARED_KERNEL } from './runtime-classes';
import { POD_KINDS } from '../kinds';
import { Check } from '../rule';
import { Severity } from '../severity';

type Condition = Pick<Check, 'when' | 'expected'> & {
  /** What holds of a number in the field, as `>= 1000`. */
  readonly holds: string;
};

// Pod Security looks at the Pod and at each container, even where all containers say something better than the Pod: so do these.

/** A number of the Pod's security context; absent is another check's matter. */
const ofPod = (field: string, { when, expected, holds }: Condition): Check => ({
  target: 'POD',
  kinds: POD_KINDS,
  when,
  field: `securityContext/${field}`,
  expected,
  expression: `!pod.?securityContext.?${field}.hasValue() || pod.securityContext.${field} ${holds}`,
});

/** A number of a container's own security context. */
const ofContainers = (field: string, { when, expected, holds }: Condition): Check => ({
  target: 'CONTAINER',
  kinds: POD_KINDS,
  when,
  field: `securityContext/${field}`,
  expected,
  expression: `!container.?securityContext.?${field}.hasValue() || container.securityContext.${field} ${holds}`,
});

/** The same for what both have. */
const ofBoth = (field: string, condition: Condition): Check[] => [ofPod(field, condition), ofContainers(field, condition)];

/** Each container has a number, its own or the Pod's, unless the namespace gives one. */
const given = (field: string, expected: string): Check => ({
  target: 'CONTAINER',
  kinds: POD_KINDS,
  when: '!params.namespaceDecidesUsers',
  field: `securityContext/${field}`,
  expected,
  expression: `container.?securityContext.?${field}.hasValue() || pod.?securityContext.?${field}.hasValue()`,
});

const HAS_CLAIMS = 'size(spec.?volumeClaimTemplates.orValue([])) > 0'
  + ' || pod.?volumes.orValue([]).exists(volume, has(volume.persistentVolumeClaim) || has(volume.ephemeral))';

const NOT_GROUP_0: Condition = { expected: 'a group other than 0', holds: '> 0' };
const IN_USER_NAMESPACE: Condition = {
  when: 'pod.?hostUsers.orValue(true) == false', expected: 'at most {userNamespaceIdCeiling}', holds: '<= params.userNamespaceIdCeiling',
};

/** The users and groups that containers run as. */
export const IDN = family([
  {
    id: 'SBX-IDN-001',
    title: 'Nothing runs as root',
    severity: Severity.CRITICAL,
    rationale: 'Much of what a kernel or a runtime has to refuse is asked by root alone. A program that runs as root makes the most of each of their bugs.',
    remediation: 'Set `securityContext.runAsNonRoot: true` for the Pod, and no container back to `false`.',
    prop: 'runAs: RunAs.user(65532)',
    references: {
      podSecurity: ['runAsNonRoot'],
      cis: ['5.2.7'],
      nsa: ['1.0'],
      owasp: ['K01-2025'],
      kubescape: ['C-0013'],
      upstreamPolicy: [7],
      scanners: ['CKV_K8S_23', 'KSV-0012', 'kube-linter run-as-non-root', 'Polaris runAsRootAllowed'],
    },
    checks: [
      {
        target: 'POD',
        kinds: POD_KINDS,
        field: 'securityContext/runAsNonRoot',
        expected: 'true',
        expression: 'pod.?securityContext.?runAsNonRoot.orValue(false) == true',
      },
      {
        target: 'CONTAINER',
        kinds: POD_KINDS,
        field: 'securityContext/runAsNonRoot',
        expected: 'true or absent',
        expression: 'container.?securityContext.?runAsNonRoot.orValue(true) == true',
      },
    ],
  },
  {
    id: 'SBX-IDN-002',
    title: 'Users are given by number, and are none of the system\'s',
    severity: Severity.HIGH,
    rationale: 'Where the image names its user, the kubelet cannot tell whether that is root and does not start the container. Low numbers are users of the '
      + 'system, on nodes as well.',
    remediation: 'Set `securityContext.runAsUser` to the number of a usual user; on OpenShift leave it to the namespace\'s range.',
    prop: 'runAs: RunAs.user(65532)',
    references: { podSecurity: ['runAsUser'], owasp: ['K01-2025'], scanners: ['KSV-0105', 'kube-score container-security-context-user-group-id'] },
    checks: [
      ...ofBoth('runAsUser', { expected: 'at least {minimumUser}', holds: '>= params.minimumUser' }),
      given('runAsUser', 'a number, here or for the Pod, of at least {minimumUser}'),
    ],
  },
  {
    id: 'SBX-IDN-003',
    title: 'No group is root\'s',
    severity: Severity.MEDIUM,
    rationale: 'Many images let group 0 write to their files, so that any user of that group may change programs. A container without a group of its own '
      + 'often ends up in it.',
    remediation: 'Set `securityContext.runAsGroup` to a number other than 0, and leave 0 out of `fsGroup` and `supplementalGroups`.',
    prop: 'runAs: RunAs.user(65532, { group: 65532 })',
    references: { nsa: ['1.6'], scanners: ['KSV-0021', 'KSV-0116', 'kube-score container-security-context-user-group-id'] },
    checks: [
      ...ofBoth('runAsGroup', NOT_GROUP_0),
      given('runAsGroup', 'a number, here or for the Pod, other than 0'),
      ofPod('fsGroup', NOT_GROUP_0),
      { target: 'SUPPLEMENTAL_GROUP', kinds: POD_KINDS, field: '', expected: NOT_GROUP_0.expected, expression: 'group > 0' },
    ],
  },
  {
    id: 'SBX-IDN-004',
    title: 'Claimed volumes belong to the Pod\'s group, and are given to it once',
    severity: Severity.LOW,
    rationale: 'A new disk belongs to root: without a group for its files the program cannot write there. Unless told otherwise, the kubelet changes every '
      + 'file of the disk at each start, which takes minutes on a full one.',
    remediation: 'Set `securityContext.fsGroup` and `fsGroupChangePolicy: OnRootMismatch` where the Pod has claims.',
    prop: 'runAs: RunAs.user(65532, { fsGroup: 65532 })',
    references: {},
    // `supplementalGroupsPolicy: Strict` is right or wrong by node, which no manifest shows.
    checks: [
      {
        target: 'POD',
        kinds: POD_KINDS,
        when: `!params.namespaceDecidesUsers && (${HAS_CLAIMS})`,
        field: 'securityContext/fsGroup',
        expected: 'a group',
        expression: 'pod.?securityContext.?fsGroup.hasValue()',
      },
      {
        target: 'POD',
        kinds: POD_KINDS,
        when: HAS_CLAIMS,
        field: 'securityContext/fsGroupChangePolicy',
        expected: 'OnRootMismatch',
        expression: 'pod.?securityContext.?fsGroupChangePolicy.orValue(\'Always\') == \'OnRootMismatch\'',
      },
    ],
  },
  {
    id: 'SBX-IDN-005',
    title: 'A user namespace where the kernel is shared, and only there',
    severity: Severity.MEDIUM,
    waivable: false,
    rationale: 'On the node\'s own kernel a user namespace makes an escaped program a user without rights. gVisor has no support for one, so that the '
      + 'kubelet refuses the Pod, and with Kata Containers nobody has shown that it works.',
    remediation: 'Set `hostUsers: false` where there is no RuntimeClass, with ids that such a namespace has; else leave it out.',
    prop: 'isolation: Isolation.sharedKernel(waiver)',
    references: { owasp: ['K01-2025'], scanners: ['kubesec HostUsers'] },
    checks: [
      {
        target: 'POD',
        kinds: POD_KINDS,
        when: IS_SHARED_KERNEL,
        field: 'hostUsers',
        expected: 'false',
        expression: 'pod.?hostUsers.orValue(true) == false',
      },
      {
        target: 'POD',
        kinds: POD_KINDS,
        when: `${IS_GVISOR} || ${IS_KATA} || (${IS_APPROVED} && !(${IS_SHARED_KERNEL}))`,
        field: 'hostUsers',
        expected: 'absent',
        expression: 'pod.?hostUsers.orValue(true) == true',
      },
      ...ofBoth('runAsUser', IN_USER_NAMESPACE),
      ...ofBoth('runAsGroup', IN_USER_NAMESPACE),
      ofPod('fsGroup', IN_USER_NAMESPACE),
      {
        target: 'SUPPLEMENTAL_GROUP',
        kinds: POD_KINDS,
        when: IN_USER_NAMESPACE.when,
        field: '',
        expected: IN_USER_NAMESPACE.expected,
        expression: `group ${IN_USER_NAMESPACE.holds}`,
      },
    ],
  },
  {
    id: 'SBX-IDN-006',
    title: 'Users are none of nodes and images',
    severity: Severity.LOW,
    rationale: 'Nodes and images number their own users from 1000 on. What a sandbox writes or leaks under such a number belongs to one of them.',
    remediation: 'Set `securityContext.runAsUser` to 10000 or more.',
    prop: 'runAs: RunAs.user(65532)',
    references: { scanners: ['CKV_K8S_40', 'KSV-0020', 'kubesec RunAsUser'] },
    checks: ofBoth('runAsUser', { expected: 'at least 10000', holds: '>= 10000' }),
  },
]);
