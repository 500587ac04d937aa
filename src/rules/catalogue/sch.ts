import { family } from './family';
import { poolsAreSpread } from '../app/pool-spread';
import { POD_KINDS } from '../kinds';
import { Severity } from '../severity';

/** Kinds whose Pods the server has not completed yet. */
const TEMPLATE_KINDS = ['SandboxTemplate', 'Sandbox'] as const;

/** Scheduling. */
export const SCH = family([
  {
    id: 'SBX-SCH-001',
    title: 'Tolerations name their taints, and none of the cluster\'s own nodes',
    severity: Severity.HIGH,
    rationale: 'A toleration without a key lets a Pod onto every node, whatever keeps others away. On a node of the control plane an escape reaches the '
      + 'keys of the cluster.',
    remediation: 'Give each toleration the `key` of a taint that nodes for sandboxes have.',
    prop: 'tolerations: [Toleration.equal(key, value)]',
    references: {},
    checks: [{
      target: 'TOLERATION',
      kinds: POD_KINDS,
      field: 'key',
      expected: 'a key, and none of node-role.kubernetes.io/control-plane, node-role.kubernetes.io/master, CriticalAddonsOnly',
      expression: '!(toleration.?key.orValue(\'\') in '
        + '[\'\', \'node-role.kubernetes.io/control-plane\', \'node-role.kubernetes.io/master\', \'CriticalAddonsOnly\'])',
    }],
  },
  {
    id: 'SBX-SCH-002',
    title: 'The scheduler chooses the node',
    severity: Severity.HIGH,
    waivable: false,
    rationale: 'A Pod that names its node passes by the scheduler: by taints, by spreads and by what the RuntimeClass says about nodes.',
    remediation: 'Leave `nodeName` out; `nodeSelector` and affinities say which nodes will do.',
    prop: 'nodeSelector',
    references: {},
    checks: [
      {
        target: 'POD',
        kinds: TEMPLATE_KINDS,
        field: 'nodeName',
        expected: 'absent',
        expression: 'pod.?nodeName.orValue(\'\') == \'\'',
      },
      // Every running Pod has the field. Its condition tells that it was scheduled, and the server lets nobody create a Pod with a status.
      {
        target: 'POD',
        kinds: ['Pod'],
        field: 'nodeName',
        expected: 'absent until the Pod is scheduled',
        expression: 'pod.?nodeName.orValue(\'\') == \'\' || object.?status.?conditions.orValue([]).exists(condition, '
          + 'condition.type == \'PodScheduled\' && condition.status == \'True\')',
      },
    ],
  },
  {
    id: 'SBX-SCH-003',
    title: 'The default scheduler places the Pod',
    severity: Severity.MEDIUM,
    rationale: 'Another scheduler need not heed taints, spreads or the placement of RuntimeClasses, and where it is not installed the Pod waits for ever.',
    remediation: 'Leave `schedulerName` out, or record with a waiver why another scheduler is right.',
    references: {},
    checks: [{
      target: 'POD',
      kinds: POD_KINDS,
      field: 'schedulerName',
      expected: 'default-scheduler or absent',
      expression: 'pod.?schedulerName.orValue(\'\') in [\'\', \'default-scheduler\']',
    }],
  },
  {
    id: 'SBX-SCH-004',
    title: 'No sandbox outranks the platform',
    severity: Severity.HIGH,
    rationale: 'A Pod of high priority evicts others to get a place. With the priority of the system, whoever can claim sandboxes can push out what the '
      + 'cluster runs on.',
    remediation: 'Leave the priority out, or name a PriorityClass of your own that is low and has `preemptionPolicy: Never`.',
    prop: 'priorityClassName',
    references: {},
    checks: [
      {
        target: 'POD',
        kinds: POD_KINDS,
        field: 'priorityClassName',
        expected: 'absent, or a class that does not begin with system-',
        expression: '!pod.?priorityClassName.orValue(\'\').startsWith(\'system-\')',
      },
      // Into Pods the server writes both, as the class has them. 0 is what a Pod without any class has.
      {
        target: 'POD',
        kinds: TEMPLATE_KINDS,
        field: 'priority',
        expected: 'absent: the PriorityClass says it',
        expression: 'pod.?priority.orValue(0) == 0',
      },
      {
        target: 'POD',
        kinds: TEMPLATE_KINDS,
        field: 'preemptionPolicy',
        expected: 'Never or absent',
        expression: 'pod.?preemptionPolicy.orValue(\'Never\') == \'Never\'',
      },
    ],
  },
  {
    id: 'SBX-SCH-005',
    title: 'Pools are spread over nodes as far as possible',
    severity: Severity.LOW,
    rationale: 'Sandboxes of a pool that all wait on one node are lost with it. A spread that is kept at all costs is no better: the pool stops growing '
      + 'where it cannot be kept.',
    remediation: 'Give the template a spread over `kubernetes.io/hostname` with `whenUnsatisfiable: ScheduleAnyway`.',
    prop: 'topologySpread: [TopologySpread.hosts()]',
    references: { scanners: ['kube-score pod-topology-spread-constraints', 'Polaris topologySpreadConstraint'] },
    // Not for Pods: it is of pools, and would warn at each of their Pods.
    checks: [{
      target: 'TOPOLOGY_SPREAD',
      kinds: TEMPLATE_KINDS,
      field: 'whenUnsatisfiable',
      expected: 'ScheduleAnyway',
      expression: 'spread.whenUnsatisfiable == \'ScheduleAnyway\'',
    }],
    app: poolsAreSpread,
  },
  {
    id: 'SBX-SCH-006',
    title: 'Nothing holds a pool\'s Pods back from scheduling',
    severity: Severity.MEDIUM,
    rationale: 'The controller takes a member of a pool that is not scheduled for a broken one, removes it and makes another, again and again.',
    remediation: 'Leave scheduling gates, groups and queues out of templates; queue claims before they are made.',
    references: {},
    // Not for Sandboxes and Pods: whoever waits there is no member of a pool, or was held back by a webhook.
    checks: [
      {
        target: 'POD',
        kinds: ['SandboxTemplate'],
        field: 'schedulingGates',
        expected: 'absent',
        expression: 'size(pod.?schedulingGates.orValue([])) == 0',
      },
      {
        target: 'POD',
        kinds: ['SandboxTemplate'],
        field: 'schedulingGroup',
        expected: 'absent',
        expression: '!has(pod.schedulingGroup)',
      },
      {
        target: 'LABEL',
        kinds: ['SandboxTemplate'],
        field: '',
        expected: 'no such label',
        expression: 'label != \'kueue.x-k8s.io/queue-name\'',
      },
    ],
  },
]);
