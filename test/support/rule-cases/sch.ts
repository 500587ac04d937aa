import { bad, SERVED_POD, set, unset, variant } from './made';
import { CONFIG_MAP, GOOD, GOOD_GKE, GOOD_KATA, POD, RuleCase } from './support';

const good = [GOOD.template, GOOD.sandbox, SERVED_POD, variant(GOOD_KATA.template, 'kata')];
const notApplicable = [CONFIG_MAP, GOOD.claim];

const KEY = 'a key, and none of node-role.kubernetes.io/control-plane, node-role.kubernetes.io/master, CriticalAddonsOnly';
const QUEUE = 'kueue.x-k8s.io/queue-name';
const SPREAD = 'a spread over kubernetes.io/hostname';
const apart = { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [] } };

export const SCH_CASES: readonly RuleCase[] = [
  {
    rule: 'SBX-SCH-001',
    good: [
      variant(GOOD.template, 'tolerant', set(`${POD}/tolerations`, [
        { key: 'example.com/sandbox', operator: 'Exists' }, { key: 'example.com/pool', operator: 'Equal', value: 'a', effect: 'NoSchedule' },
      ])),
      GOOD_GKE.template,
      SERVED_POD,
    ],
    bad: [
      bad(set(`${POD}/tolerations`, [{ operator: 'Exists' }]), ['SBX-SCH-001'], 'tolerations[0].key', undefined, KEY),
      bad(set(`${POD}/tolerations/1/key`, ''), ['SBX-SCH-001'], 'tolerations[key=].key', '', KEY),
      ...['node-role.kubernetes.io/control-plane', 'node-role.kubernetes.io/master', 'CriticalAddonsOnly'].map((key) => bad(
        set(`${POD}/tolerations/-`, { key, operator: 'Exists' }), ['SBX-SCH-001'],
        `tolerations[key=${key}].key`, key, KEY,
      )),
      bad(set('/spec/tolerations/-', { operator: 'Exists', effect: 'NoExecute' }), ['SBX-SCH-001'], 'tolerations[2].key', undefined, KEY, 2),
    ],
    notApplicable: [...notApplicable, GOOD.template],
  },
  {
    rule: 'SBX-SCH-002',
    good: [...good, GOOD.pod, variant(GOOD.template, 'empty', set(`${POD}/nodeName`, ''))].map((object, index) => (
      index === 4 ? variant(object, 'waiting') : object
    )),
    bad: [
      bad(set(`${POD}/nodeName`, 'node-1'), ['SBX-SCH-002'], 'nodeName', 'node-1', 'absent'),
      bad(set(`${POD}/nodeName`, 'node-1'), ['SBX-SCH-002'], 'nodeName', 'node-1', 'absent', 1),
      bad(set('/spec/nodeName', 'node-1'), ['SBX-SCH-002'], 'nodeName', 'node-1', 'absent until the Pod is scheduled', 4),
      bad(
        set('/status/conditions', [{ type: 'PodScheduled', status: 'False' }, { type: 'Initialized', status: 'True' }]), ['SBX-SCH-002'],
        'nodeName', 'node-1', 'absent until the Pod is scheduled', 2,
      ),
    ],
    notApplicable,
  },
  {
    rule: 'SBX-SCH-003',
    good: [...good, variant(GOOD.template, 'default', set(`${POD}/schedulerName`, 'default-scheduler'))],
    bad: [
      bad(set(`${POD}/schedulerName`, 'volcano'), ['SBX-SCH-003'], 'schedulerName', 'volcano', 'default-scheduler or absent'),
      bad(set('/spec/schedulerName', 'volcano'), ['SBX-SCH-003'], 'schedulerName', 'volcano', 'default-scheduler or absent', 2),
    ],
    notApplicable,
  },
  {
    rule: 'SBX-SCH-004',
    good: [
      ...good,
      variant(GOOD.template, 'low', set(`${POD}/priorityClassName`, 'sandboxes'), set(`${POD}/preemptionPolicy`, 'Never')),
      variant(GOOD.template, 'zero', set(`${POD}/priority`, 0)),
      variant(SERVED_POD, 'low', set('/spec/priorityClassName', 'sandboxes'), set('/spec/priority', -10)),
    ],
    bad: [
      bad(
        set(`${POD}/priorityClassName`, 'system-node-critical'), ['SBX-SCH-004'],
        'priorityClassName', 'system-node-critical', 'absent, or a class that does not begin with system-',
      ),
      bad(
        set('/spec/priorityClassName', 'system-cluster-critical'), ['SBX-SCH-004'],
        'priorityClassName', 'system-cluster-critical', 'absent, or a class that does not begin with system-', 2,
      ),
      bad(set(`${POD}/priority`, 1), ['SBX-SCH-004'], 'priority', 1, 'absent: the PriorityClass says it', 1),
      bad(set(`${POD}/preemptionPolicy`, 'PreemptLowerPriority'), ['SBX-SCH-004'], 'preemptionPolicy', 'PreemptLowerPriority', 'Never or absent'),
    ],
    notApplicable,
  },
  {
    rule: 'SBX-SCH-005',
    good: [
      GOOD.template,
      GOOD.pool,
      // Of these no pool has more than one member.
      variant(GOOD.template, 'alone', unset(`${POD}/topologySpreadConstraints`)),
      variant(GOOD.pool, 'one', set('/spec/replicas', 1), set('/spec/sandboxTemplateRef/name', 'alone')),
      variant(GOOD.pool, 'elsewhere', set('/metadata/namespace', 'team-b'), set('/spec/sandboxTemplateRef/name', 'alone')),
      // This one keeps its Pods apart by other means.
      variant(GOOD.template, 'apart', unset(`${POD}/topologySpreadConstraints`), set(`${POD}/affinity`, apart)),
      variant(GOOD.pool, 'apart', set('/spec/sandboxTemplateRef/name', 'apart')),
    ],
    bad: [
      bad(
        set(`${POD}/topologySpreadConstraints/0/whenUnsatisfiable`, 'DoNotSchedule'), ['SBX-SCH-005'],
        'topologySpreadConstraints[topologyKey=kubernetes.io/hostname].whenUnsatisfiable', 'DoNotSchedule', 'ScheduleAnyway',
      ),
      bad(
        set(`${POD}/topologySpreadConstraints/-`, { maxSkew: 1, topologyKey: 'example.com/room', whenUnsatisfiable: 'DoNotSchedule' }), ['SBX-SCH-005'],
        'topologySpreadConstraints[topologyKey=example.com/room].whenUnsatisfiable', 'DoNotSchedule', 'ScheduleAnyway',
      ),
      bad(unset(`${POD}/topologySpreadConstraints`), ['SBX-SCH-005'], 'topologySpreadConstraints', undefined, SPREAD),
      bad(set(`${POD}/topologySpreadConstraints`, []), ['SBX-SCH-005'], 'topologySpreadConstraints', [], SPREAD),
      bad(set('/spec/replicas', 2), ['SBX-SCH-005'], 'topologySpreadConstraints', undefined, SPREAD, 3),
      bad(unset('/spec/replicas'), ['SBX-SCH-005'], 'topologySpreadConstraints', undefined, SPREAD, 3),
    ],
    notApplicable: [...notApplicable, GOOD.sandbox, SERVED_POD, variant(GOOD.template, 'alone', unset(`${POD}/topologySpreadConstraints`))],
  },
  {
    rule: 'SBX-SCH-006',
    good: [GOOD.template, variant(GOOD.template, 'empty', set(`${POD}/schedulingGates`, []))],
    bad: [
      bad(
        set(`${POD}/schedulingGates`, [{ name: 'example.com/wait' }]), ['SBX-SCH-006'],
        'schedulingGates', [{ name: 'example.com/wait' }], 'absent',
      ),
      bad(set(`${POD}/schedulingGroup`, { podGroupName: 'group' }), ['SBX-SCH-006'], 'schedulingGroup', { podGroupName: 'group' }, 'absent'),
      bad(
        set('/spec/podTemplate/metadata/labels/kueue.x-k8s.io~1queue-name', 'queue'), ['SBX-SCH-006'],
        `spec.podTemplate.metadata.labels[${QUEUE}]`, 'queue', 'no such label',
      ),
    ],
    // Sandboxes may wait: they are members of no pool.
    notApplicable: [...notApplicable, GOOD.sandbox, SERVED_POD],
  },
];
