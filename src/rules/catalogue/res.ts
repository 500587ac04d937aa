import { family } from './family';
import { isAmount } from './quantity-texts';
import { IS_FIRECRACKER, IS_KATA } from './runtime-classes';
import { POD_KINDS } from '../kinds';
import { Check, DocumentedRow } from '../rule';
import { Severity } from '../severity';

/** Containers that can have resources: those that are added to a running Pod cannot. */
const BOUNDED = ['MAIN_CONTAINER', 'INIT_CONTAINER'] as const;

/** That a container has a limit of a resource. */
const limited = (resource: string): readonly Check[] => BOUNDED.map((target) => ({
  target, kinds: POD_KINDS, field: `resources/limits/${resource}`, expected: 'a limit', expression: `'${resource}' in container.?resources.?limits.orValue({})`,
}));

const LIMIT = 'container.resources.limits[resource]';
const REQUEST = 'container.resources.requests[resource]';

/** Bytes with a unit: without one they are as easily misread as written, and "m" means thousandths of a byte. */
const isBytes = (value: string): string => (
  `string(${value}).matches('^[0-9]+([.][0-9]+)?(k|M|G|T|Ki|Mi|Gi|Ti)$') && quantity(string(${value})).isGreaterThan(quantity('0'))`
);

const sane = (target: 'LIMIT' | 'REQUEST', value: string): readonly Check[] => [
  {
    target,
    kinds: POD_KINDS,
    field: '',
    when: "resource == 'cpu'",
    expected: 'at least 1m',
    expression: `${isAmount(value)} && quantity(string(${value})).compareTo(quantity('1m')) >= 0`,
  },
  {
    target,
    kinds: POD_KINDS,
    field: '',
    when: "resource in ['memory', 'ephemeral-storage']",
    expected: 'bytes with a unit, as 512Mi',
    expression: isBytes(value),
  },
];

const ceiling = (resource: string, parameter: string): Check => ({
  target: 'LIMIT',
  kinds: POD_KINDS,
  field: '',
  when: `resource == '${resource}' && ${isAmount(LIMIT)}`,
  expected: `at most {${parameter}}`,
  expression: `quantity(string(${LIMIT})).compareTo(quantity(params.${parameter})) <= 0`,
});

/** Whether there are both a request and a limit; a request that is left out is the limit. */
const IS_COMPARABLE = `resource in container.?resources.?limits.orValue({}) && ${isAmount(REQUEST)} && ${isAmount(LIMIT)}`;
const RATIO = `quantity(string(${REQUEST})).compareTo(quantity(string(${LIMIT})))`;

/** Requests and limits. */
export const RES = family([
  {
    id: 'SBX-RES-001',
    title: 'Limits of CPU and memory on every container',
    severity: Severity.CRITICAL,
    rationale: 'A container without limits takes what the node has. GKE Sandbox applies limits only where all containers of a Pod have them.',
    remediation: 'Set `resources.limits.cpu` and `resources.limits.memory` on every container, init containers and sidecars too.',
    prop: 'resources: { cpuLimit, memoryLimit }',
    references: {
      owasp: ['K01-2025'],
      kubescape: ['C-0270', 'C-0271', 'C-0303'],
      upstreamPolicy: [6],
      scanners: [
        'CKV_K8S_11', 'CKV_K8S_13', 'KSV-0011', 'KSV-0018', 'kube-linter unset-cpu-requirements', 'kube-linter unset-memory-requirements',
        'kube-score container-resources',
      ],
    },
    checks: [...limited('cpu'), ...limited('memory')],
  },
  {
    id: 'SBX-RES-002',
    title: 'No resources but CPU, memory and local disk',
    severity: Severity.HIGH,
    rationale: 'Device plugins hand hardware to a container for a line in its limits: a GPU, /dev/kvm, a network card, each with its driver\'s attack surface.',
    remediation: 'Remove the resource from limits and requests.',
    prop: 'resources: { cpuLimit, memoryLimit, ephemeralStorageLimit }',
    references: {},
    checks: (['LIMIT', 'REQUEST'] as const).map((target): Check => ({
      target, kinds: POD_KINDS, field: '', expected: 'cpu, memory and ephemeral-storage alone', expression: "resource in ['cpu', 'memory', 'ephemeral-storage']",
    })),
  },
  {
    id: 'SBX-RES-003',
    title: 'Amounts that can be meant',
    severity: Severity.HIGH,
    waivable: false,
    rationale: 'The definition takes "0", "-1Gi", 512 (bytes) and "512m" (half a byte) for memory. The Pod is then refused, starved or not bounded at all.',
    remediation: 'Write memory and local disk as bytes with a unit, `512Mi`, and CPU as `1m` or more.',
    prop: 'resources: { cpuLimit: Cpu.millis(500), memoryLimit: Size.mebibytes(512) }',
    references: {},
    checks: [...sane('LIMIT', LIMIT), ...sane('REQUEST', REQUEST)],
  },
  {
    id: 'SBX-RES-004',
    title: 'No request above its limit',
    severity: Severity.HIGH,
    waivable: false,
    rationale: 'The API server takes such a template and refuses every Pod of it: sandboxes never start, and nothing is said on the template.',
    remediation: 'Lower the request or raise the limit.',
    prop: 'resources: { cpuRequest, cpuLimit }',
    references: {},
    checks: [{
      target: 'REQUEST', kinds: POD_KINDS, field: '', expected: 'at most the limit', when: IS_COMPARABLE, expression: `${RATIO} <= 0`,
    }],
  },
  {
    id: 'SBX-RES-005',
    title: 'No limit above the profile\'s ceiling',
    severity: Severity.HIGH,
    rationale: 'One sandbox with a limit out of all proportion eats the quota of its namespace, or a node.',
    remediation: 'Lower the limit, or raise the ceiling in a profile of your own.',
    prop: 'HardeningProfile.custom(base, { cpuCeiling, memoryCeiling, ephemeralStorageCeiling })',
    references: {},
    checks: [ceiling('cpu', 'cpuCeiling'), ceiling('memory', 'memoryCeiling'), ceiling('ephemeral-storage', 'ephemeralStorageCeiling')],
  },
  {
    id: 'SBX-RES-006',
    title: 'Enough memory to start',
    severity: Severity.HIGH,
    rationale: 'Below a few mebibytes the runtime itself cannot start the container, and the sandbox fails again and again.',
    remediation: 'Raise the memory limit.',
    prop: 'resources: { memoryLimit }',
    references: {},
    checks: [{
      // What is no sane amount is SBX-RES-003's.
      target: 'LIMIT',
      kinds: POD_KINDS,
      field: '',
      when: `resource == 'memory' && ${isBytes(LIMIT)}`,
      expected: 'at least {memoryFloor}',
      expression: `quantity(string(${LIMIT})).compareTo(quantity(params.memoryFloor)) >= 0`,
    }],
  },
  {
    id: 'SBX-RES-007',
    title: 'Memory is guaranteed, and CPU where a guest is sized from it',
    severity: Severity.MEDIUM,
    rationale: 'Memory that is promised to several sandboxes at once gets one of them, or a neighbour, killed. The guest of Kata Containers is as large as its '
      + 'requests and limits say.',
    remediation: 'Set `resources.requests.memory` to the limit, or leave it out, which is the same. Under Kata Containers do so with `cpu` too.',
    prop: 'resources: { memoryLimit }',
    references: {},
    // Of Firecracker, SBX-ISO-002 asks it. A request above the limit is SBX-RES-004's.
    checks: [
      {
        target: 'REQUEST',
        kinds: POD_KINDS,
        field: '',
        expected: 'the limit',
        when: `resource == 'memory' && !(${IS_FIRECRACKER}) && ${IS_COMPARABLE}`,
        expression: `${RATIO} >= 0`,
      },
      {
        target: 'REQUEST',
        kinds: POD_KINDS,
        field: '',
        expected: 'the limit: Kata Containers size the guest by it',
        when: `resource == 'cpu' && ${IS_KATA} && !(${IS_FIRECRACKER}) && ${IS_COMPARABLE}`,
        expression: `${RATIO} >= 0`,
      },
    ],
  },
  {
    id: 'SBX-RES-008',
    title: 'Resources of the whole Pod do not replace those of its containers',
    severity: Severity.MEDIUM,
    rationale: 'Policies, quotas of runtimes and scanners read the limits of containers alone: with limits of the Pod only, all of them see none.',
    remediation: 'Give every container limits of CPU and memory, whatever `resources` of the Pod say.',
    prop: 'resources: { cpuLimit, memoryLimit }',
    references: {},
    checks: [{
      target: 'POD',
      kinds: POD_KINDS,
      field: 'resources',
      expected: 'absent, or limits of cpu and memory on every container as well',
      expression: '!has(pod.resources) || (pod.?containers.orValue([]) + pod.?initContainers.orValue([])).all(c, '
        + "['cpu', 'memory'].all(resource, resource in c.?resources.?limits.orValue({})))",
    }],
  },
  {
    id: 'SBX-RES-009',
    title: 'No claims on devices',
    severity: Severity.HIGH,
    rationale: 'Dynamic resource allocation hands hardware to a Pod, and its driver\'s attack surface to untrusted code.',
    remediation: 'Leave `resourceClaims` out, and `resources.claims` of the containers.',
    prop: 'resources: { cpuLimit, memoryLimit, ephemeralStorageLimit }',
    references: {},
    checks: [
      { target: 'POD', kinds: POD_KINDS, field: 'resourceClaims', expected: 'absent', expression: 'size(pod.?resourceClaims.orValue([])) == 0' },
      {
        target: 'CONTAINER',
        kinds: POD_KINDS,
        field: 'resources/claims',
        expected: 'absent',
        expression: 'size(container.?resources.?claims.orValue([])) == 0',
      },
    ],
  },
  {
    id: 'SBX-RES-011',
    title: 'Local disk of every container is bounded',
    severity: Severity.MEDIUM,
    rationale: 'Logs and writable layers lie on the node\'s disk, which the size limits of emptyDirs do not bound: one sandbox fills it for all.',
    remediation: 'Set `resources.limits.ephemeral-storage` on every container.',
    prop: 'resources: { ephemeralStorageLimit }',
    references: { kubescape: ['C-0303'], scanners: ['kube-score container-ephemeral-storage-request-and-limit'] },
    checks: limited('ephemeral-storage'),
  },
]);

/** Rows that no manifest shows. */
export const RES_DOCUMENTED: readonly DocumentedRow[] = [{
  id: 'SBX-RES-010',
  title: 'The number of processes of a sandbox is bounded',
  severity: Severity.MEDIUM,
  rationale: 'A fork bomb takes all process ids of the node, and no other Pod there can start a process any more.',
  remediation: 'Set `podPidsLimit` in the configuration of the kubelets, or the setting of the node pool that stands for it.',
  references: {},
  because: 'A PodSpec has no field for it: it is a setting of the nodes.',
}];
