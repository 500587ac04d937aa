import { family } from './family';
import { programsEnd } from '../app/claims';
import { poolsCanBeEvicted, poolsHaveNoDeadline } from '../app/pools';
import { POD_KINDS } from '../kinds';
import { DocumentedRow } from '../rule';
import { Severity } from '../severity';

const SEES_NO_REST = 'only all objects together show which templates are in a pool';

/** Life and end of Pods. */
export const LIF = family([
  {
    id: 'SBX-LIF-001',
    title: 'No deadline runs while a sandbox waits',
    severity: Severity.MEDIUM,
    rationale: 'The clock of `activeDeadlineSeconds` starts with the Pod and not with the claim. Members of a pool fail one after the other while '
      + 'nobody uses them, and those that are handed out may end in the middle of the work.',
    remediation: 'Leave the deadline out of templates of pools, and bound the claims by their lifetime. Where a program has to be stopped after a '
      + 'time, use a pool of size 0: its sandboxes are made when they are claimed.',
    prop: 'activeDeadline',
    references: {},
    checks: [{
      target: 'POD',
      kinds: POD_KINDS,
      field: 'activeDeadlineSeconds',
      expected: 'absent, or 1 or more',
      when: 'has(pod.activeDeadlineSeconds)',
      expression: 'pod.activeDeadlineSeconds >= 1',
    }],
    app: poolsHaveNoDeadline,
  },
  {
    id: 'SBX-LIF-002',
    title: 'The grace period is short',
    severity: Severity.MEDIUM,
    rationale: 'A program that ignores the signal to stop is left alone for the whole grace period. With a long one, whoever runs code in a sandbox '
      + 'decides when its node can be emptied.',
    remediation: 'Set `terminationGracePeriodSeconds` to what the program needs to stop, within the ceiling of the profile.',
    prop: 'terminationGracePeriod',
    references: {},
    // Absent means 30 seconds.
    checks: [{
      target: 'POD',
      kinds: POD_KINDS,
      field: 'terminationGracePeriodSeconds',
      expected: '0 to {gracePeriodCeiling}, or absent',
      when: 'has(pod.terminationGracePeriodSeconds)',
      expression: 'pod.terminationGracePeriodSeconds >= 0 && pod.terminationGracePeriodSeconds <= params.gracePeriodCeiling',
    }],
  },
  {
    id: 'SBX-LIF-003',
    title: 'The restart policy fits how claims end',
    severity: Severity.MEDIUM,
    rationale: 'A time to live begins when the program has ended. Where the Pod is always started again, it never does, and the sandbox stays for '
      + 'ever.',
    remediation: 'Set `restartPolicy: Never` or `OnFailure`, in this case, for programs that end; give claims on servers a `shutdownTime`.',
    prop: 'restartPolicy: RestartPolicy.NEVER',
    references: {},
    checks: [{
      target: 'POD',
      kinds: POD_KINDS,
      field: 'restartPolicy',
      expected: 'Always, OnFailure or Never',
      expression: 'pod.?restartPolicy.orValue(\'Always\') in [\'Always\', \'OnFailure\', \'Never\']',
    }],
    app: programsEnd,
  },
  {
    id: 'SBX-LIF-004',
    title: 'Hooks make no requests from the node',
    severity: Severity.MEDIUM,
    rationale: 'A hook by HTTP or TCP is carried out by the kubelet, from the network of the node and to a host that the hook may name: it reaches '
      + 'what the sandbox itself cannot.',
    remediation: 'Run a program in the container (`exec`) or wait (`sleep`), or leave the hook out.',
    prop: 'lifecycle: { preStop: LifecycleHandler.sleep(…) }',
    references: { podSecurity: ['hostProbesAndHostLifecycle'], owasp: ['K01-2025'] },
    checks: (['httpGet', 'tcpSocket'] as const).map((field) => ({
      target: 'HOOK', kinds: POD_KINDS, field, expected: 'absent: exec or sleep instead', expression: `!has(hook.${field})`,
    })),
  },
  {
    id: 'SBX-LIF-006',
    title: 'Sandboxes that wait can be evicted',
    severity: Severity.LOW,
    judgedAt: 'synth',
    because: SEES_NO_REST,
    rationale: 'A Pod that nobody uses and nothing may remove keeps its node alive: it cannot be emptied for an upgrade or given back.',
    remediation: 'Leave `cluster-autoscaler.kubernetes.io/safe-to-evict` out of templates of pools, since the controller sets it on members and '
      + 'removes it when they are claimed. Let PodDisruptionBudgets leave out Pods with the label `agents.x-k8s.io/warm-pool-sandbox`.',
    references: {},
    app: poolsCanBeEvicted,
  },
]);

/** Rows of the family that another rule judges. */
export const LIF_DOCUMENTED: readonly DocumentedRow[] = [{
  id: 'SBX-LIF-005',
  title: 'Claims have an end',
  severity: Severity.MEDIUM,
  because: 'SBX-CLM-001',
  rationale: 'A sandbox whose claim never ends is kept, with its volumes and its cost, until somebody finds it.',
  remediation: 'Give each claim a `shutdownTime` or `ttlSecondsAfterFinished`.',
  references: {},
}];
