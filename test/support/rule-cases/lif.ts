import { variant } from './made';
import { CONFIG_MAP, GOOD, MAIN, patched, POD, RuleCase } from './support';
import { JsonObject } from '../../../src/private/json';

const withDeadline = (object: JsonObject, value = 1): JsonObject => patched(object, { op: 'add', path: `${POD}/activeDeadlineSeconds`, value });
const withGrace = (object: JsonObject, value: number): JsonObject => patched(
  object,
  { op: 'replace', path: `${POD}/terminationGracePeriodSeconds`, value },
);
const withRestart = (object: JsonObject, value: string): JsonObject => patched(object, { op: 'replace', path: `${POD}/restartPolicy`, value });

/** A template with a pool of no waiting sandboxes. */
const COLD = variant(GOOD.template, 'cold');
const COLD_POOL = patched(patched(variant(GOOD.pool, 'cold-pool'), { op: 'replace', path: '/spec/replicas', value: 0 }), {
  op: 'replace', path: '/spec/sandboxTemplateRef/name', value: 'cold',
});

/** A claim that goes with the end of its program. */
const BRIEF_CLAIM = patched(
  GOOD.claim,
  { op: 'replace', path: '/spec/lifecycle', value: { shutdownPolicy: 'Delete', ttlSecondsAfterFinished: 600 } },
);
const END = { shutdownPolicy: 'Delete', ttlSecondsAfterFinished: 600, shutdownTime: '2026-12-10T00:00:00Z' };

/** Claims on a server: with a moment, the end of the program does not matter. */
const SERVER = withRestart(variant(GOOD.template, 'server'), 'Always');
const SERVER_POOL = patched(variant(GOOD.pool, 'server-pool'), { op: 'replace', path: '/spec/sandboxTemplateRef/name', value: 'server' });
const SERVER_CLAIM = patched(patched(variant(GOOD.claim, 'server-claim'), { op: 'replace', path: '/spec/lifecycle', value: END }), {
  op: 'replace', path: '/spec/warmPoolRef/name', value: 'server-pool',
});

const ANNOTATIONS = '/spec/podTemplate/metadata/annotations';
const SAFE_TO_EVICT = 'cluster-autoscaler.kubernetes.io/safe-to-evict';

const budget = (selector: JsonObject): JsonObject => (
  { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'agents', namespace: 'team-a' }, spec: { minAvailable: 1, selector } }
);
const CLAIMED = {
  matchLabels: { 'app.kubernetes.io/component': 'sandbox' },
  matchExpressions: [{ key: 'agents.x-k8s.io/warm-pool-sandbox', operator: 'DoesNotExist' }],
};
const NO_WAITING = 'no Pods that wait in a pool of team-a-python (agents.x-k8s.io/warm-pool-sandbox: DoesNotExist)';

export const LIF_CASES: readonly RuleCase[] = [
  {
    rule: 'SBX-LIF-001',
    good: [GOOD.template, GOOD.pool, withDeadline(GOOD.sandbox), withDeadline(COLD), COLD_POOL],
    bad: [
      {
        patch: { op: 'add', path: `${POD}/activeDeadlineSeconds`, value: 3600 },
        fails: ['SBX-LIF-001', 'SBX-POL-003'],
        place: 'activeDeadlineSeconds',
        found: 3600,
        wanted: 'absent: the clock would run while the Pod waits in its pool',
      },
      {
        object: 2,
        patch: { op: 'replace', path: `${POD}/activeDeadlineSeconds`, value: 0 },
        fails: ['SBX-LIF-001'],
        place: 'activeDeadlineSeconds',
        found: 0,
        wanted: 'absent, or 1 or more',
      },
      {
        object: 4,
        patch: { op: 'remove', path: '/spec/replicas' },
        fails: ['SBX-LIF-001', 'SBX-POL-003'],
        place: 'activeDeadlineSeconds',
        found: 1,
        wanted: 'absent: the clock would run while the Pod waits in its pool',
      },
    ],
    notApplicable: [CONFIG_MAP, GOOD.template],
  },
  {
    rule: 'SBX-LIF-002',
    good: [
      GOOD.template, GOOD.pod, withGrace(variant(GOOD.template, 'longest'), 60), withGrace(variant(GOOD.template, 'shortest'), 0),
      patched(GOOD.sandbox, { op: 'remove', path: `${POD}/terminationGracePeriodSeconds` }),
    ],
    bad: [
      {
        patch: { op: 'replace', path: `${POD}/terminationGracePeriodSeconds`, value: 61 },
        fails: ['SBX-LIF-002'],
        place: 'terminationGracePeriodSeconds',
        found: 61,
        wanted: '0 to 60, or absent',
      },
      {
        patch: { op: 'replace', path: `${POD}/terminationGracePeriodSeconds`, value: -1 },
        fails: ['SBX-LIF-002'],
        place: 'terminationGracePeriodSeconds',
        found: -1,
        wanted: '0 to 60, or absent',
      },
    ],
    notApplicable: [CONFIG_MAP],
  },
  {
    rule: 'SBX-LIF-003',
    good: [
      GOOD.template, GOOD.pool, BRIEF_CLAIM, SERVER, SERVER_POOL, SERVER_CLAIM, withRestart(variant(GOOD.template, 'again'), 'OnFailure'),
      patched(GOOD.sandbox, { op: 'remove', path: `${POD}/restartPolicy` }),
    ],
    bad: [
      {
        patch: { op: 'replace', path: `${POD}/restartPolicy`, value: 'Always' },
        fails: ['SBX-LIF-003', 'SBX-CLM-001'],
        place: 'restartPolicy',
        found: 'Always',
        wanted: 'Never or OnFailure: the claim team-a-claim goes with the end of its program',
      },
      {
        patch: { op: 'remove', path: `${POD}/restartPolicy` },
        fails: ['SBX-LIF-003', 'SBX-CLM-001'],
        place: 'restartPolicy',
        found: undefined,
        wanted: 'Never or OnFailure: the claim team-a-claim goes with the end of its program',
      },
      {
        patch: { op: 'replace', path: `${POD}/restartPolicy`, value: 'never' },
        fails: ['SBX-LIF-003', 'SBX-STR-005'],
        place: 'restartPolicy',
        found: 'never',
        wanted: 'Always, OnFailure or Never',
      },
      {
        object: 5,
        patch: { op: 'remove', path: '/spec/lifecycle/shutdownTime' },
        fails: ['SBX-LIF-003', 'SBX-CLM-001'],
        place: 'restartPolicy',
        found: 'Always',
        wanted: 'Never or OnFailure: the claim server-claim goes with the end of its program',
      },
    ],
    notApplicable: [CONFIG_MAP],
  },
  {
    rule: 'SBX-LIF-004',
    good: [patched(GOOD.template, {
      op: 'add', path: `${MAIN}/lifecycle`, value: { postStart: { exec: { command: ['/bin/warm-up'] } }, preStop: { sleep: { seconds: 5 } } },
    })],
    bad: [
      {
        patch: { op: 'replace', path: `${MAIN}/lifecycle`, value: { preStop: { httpGet: { port: 80, path: '/', host: '169.254.169.254' } } } },
        fails: ['SBX-LIF-004'],
        place: 'containers[name=main].lifecycle.preStop.httpGet',
        found: { port: 80, path: '/', host: '169.254.169.254' },
        wanted: 'absent: exec or sleep instead',
      },
      {
        patch: { op: 'add', path: `${POD}/initContainers/0/lifecycle`, value: { postStart: { tcpSocket: { port: 80 } } } },
        fails: ['SBX-LIF-004'],
        place: 'initContainers[name=broker].lifecycle.postStart.tcpSocket',
        found: { port: 80 },
        wanted: 'absent: exec or sleep instead',
      },
    ],
    notApplicable: [CONFIG_MAP, GOOD.template],
  },
  {
    rule: 'SBX-LIF-006',
    good: [
      patched(GOOD.template, { op: 'add', path: ANNOTATIONS, value: { [SAFE_TO_EVICT]: 'true' } }), GOOD.pool, budget(CLAIMED),
      patched(COLD, { op: 'add', path: ANNOTATIONS, value: { [SAFE_TO_EVICT]: 'false' } }), COLD_POOL,
    ],
    bad: [
      {
        patch: { op: 'replace', path: ANNOTATIONS, value: { [SAFE_TO_EVICT]: 'false' } },
        fails: ['SBX-LIF-006'],
        place: `spec.podTemplate.metadata.annotations[${SAFE_TO_EVICT}]`,
        found: 'false',
        wanted: 'true or absent in the template of a pool',
      },
      {
        object: 2,
        patch: { op: 'remove', path: '/spec/selector/matchExpressions' },
        fails: ['SBX-LIF-006'],
        place: 'spec.selector',
        found: { matchLabels: { 'app.kubernetes.io/component': 'sandbox' } },
        wanted: NO_WAITING,
      },
      {
        object: 2,
        patch: { op: 'replace', path: '/spec/selector/matchExpressions/0/operator', value: 'Exists' },
        fails: ['SBX-LIF-006'],
        place: 'spec.selector',
        wanted: NO_WAITING,
        found: {
          matchLabels: { 'app.kubernetes.io/component': 'sandbox' },
          matchExpressions: [{ key: 'agents.x-k8s.io/warm-pool-sandbox', operator: 'Exists' }],
        },
      },
    ],
    notApplicable: [CONFIG_MAP, GOOD.template],
  },
];
