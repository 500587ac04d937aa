import { family } from './family';
import { autoscaledPoolsHaveNoSize, poolsCanWait } from '../app/pools';
import { KindName } from '../kinds';
import { Severity } from '../severity';

const POOL: readonly KindName[] = ['SandboxWarmPool'];

/** Pools. */
export const POL = family([
  {
    id: 'SBX-POL-001',
    title: 'The size of a pool is bounded',
    severity: Severity.HIGH,
    rationale: 'The definition takes a size of billions. A digit too many fills the cluster with sandboxes, and a size beside an autoscaler undoes '
      + 'its work each time the manifest is applied.',
    remediation: 'Set `replicas` within the ceiling of the profile, or leave it out where an autoscaler owns it.',
    prop: 'size',
    references: {},
    checks: [{
      target: 'SPEC',
      kinds: POOL,
      field: 'replicas',
      expected: '0 to {poolSizeCeiling}',
      // Absent means 1.
      when: 'has(spec.replicas)',
      expression: 'spec.replicas >= 0 && spec.replicas <= params.poolSizeCeiling',
    }],
    app: autoscaledPoolsHaveNoSize,
  },
  {
    id: 'SBX-POL-002',
    title: 'A changed template replaces what waits',
    severity: Severity.MEDIUM,
    rationale: 'By default (`OnReplenish`) sandboxes that wait stay as they are when their template changes. After it was hardened, claims still '
      + 'get the old form.',
    remediation: 'Set `updateStrategy.type: Recreate`.',
    prop: 'updateStrategy: PoolUpdateStrategy.RECREATE',
    references: {},
    checks: [{
      target: 'SPEC',
      kinds: POOL,
      field: 'updateStrategy/type',
      expected: '{updateStrategies}',
      expression: 'spec.?updateStrategy.?type.orValue(\'\') in params.updateStrategies',
    }],
  },
  {
    id: 'SBX-POL-003',
    title: 'Templates of pools make Pods that can wait',
    severity: Severity.HIGH,
    judgedAt: 'synth',
    because: 'only all objects together show which templates are in a pool',
    rationale: 'A member of a pool waits for a claim, however long that takes. With a deadline it fails meanwhile, and one that is held back from '
      + 'scheduling is removed and made again without end.',
    remediation: 'Leave deadline and scheduling gates out of the template, or claim from a pool of size 0. Volumes and Secrets that all members '
      + 'would share are SBX-FS-008, SBX-FS-001 and SBX-SEC-001.',
    references: {},
    app: poolsCanWait,
  },
]);
