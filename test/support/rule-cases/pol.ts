import { variant } from './made';
import { CONFIG_MAP, GOOD, patched, POD, RuleCase } from './support';
import { JsonObject } from '../../../src/private/json';

const sized = (name: string, value?: number): JsonObject => patched(
  variant(GOOD.pool, name), value === undefined ? { op: 'remove', path: '/spec/replicas' } : { op: 'replace', path: '/spec/replicas', value },
);

const scaler = (apiVersion: string, kind: string, name: string, target: JsonObject): JsonObject => (
  {
    apiVersion,
    kind,
    metadata: { name, namespace: 'team-a' },
    spec: { scaleTargetRef: { apiVersion: 'extensions.agents.x-k8s.io/v1beta1', ...target } },
  }
);

export const POL_CASES: readonly RuleCase[] = [
  {
    rule: 'SBX-POL-001',
    good: [
      GOOD.pool, sized('none', 0), sized('most', 1000), sized('scaled'), sized('measured'),
      scaler('autoscaling/v2', 'HorizontalPodAutoscaler', 'scaled', { kind: 'SandboxWarmPool', name: 'scaled' }),
      scaler('keda.sh/v1alpha1', 'ScaledObject', 'measured', { kind: 'SandboxWarmPool', name: 'measured' }),
      // These scale something else.
      scaler('autoscaling/v2', 'HorizontalPodAutoscaler', 'other', { kind: 'Deployment', name: 'most' }),
      scaler('example.com/v1', 'ScaledObject', 'foreign', { kind: 'SandboxWarmPool', name: 'most' }),
    ],
    bad: [
      {
        patch: { op: 'replace', path: '/spec/replicas', value: 1001 },
        fails: ['SBX-POL-001'],
        place: 'spec.replicas',
        found: 1001,
        wanted: '0 to 1000',
      },
      {
        patch: { op: 'replace', path: '/spec/replicas', value: 3_000_000_000 },
        fails: ['SBX-POL-001', 'SBX-STR-013'],
        place: 'spec.replicas',
        found: 3_000_000_000,
        wanted: '0 to 1000',
      },
      {
        patch: { op: 'replace', path: '/spec/replicas', value: -1 },
        fails: ['SBX-POL-001', 'SBX-STR-013'],
        place: 'spec.replicas',
        found: -1,
        wanted: '0 to 1000',
        refused: 'schema',
      },
      {
        object: 3,
        patch: { op: 'add', path: '/spec/replicas', value: 1 },
        fails: ['SBX-POL-001'],
        place: 'spec.replicas',
        found: 1,
        wanted: 'absent: HorizontalPodAutoscaler scaled decides',
      },
      {
        object: 6,
        patch: { op: 'replace', path: '/spec/scaleTargetRef/name', value: 'none' },
        fails: ['SBX-POL-001'],
        place: 'spec.replicas',
        found: 0,
        wanted: 'absent: ScaledObject measured decides',
      },
    ],
    notApplicable: [CONFIG_MAP, sized('scaled')],
  },
  {
    rule: 'SBX-POL-002',
    good: [GOOD.pool],
    bad: [
      {
        patch: { op: 'replace', path: '/spec/updateStrategy/type', value: 'OnReplenish' },
        fails: ['SBX-POL-002'],
        place: 'spec.updateStrategy.type',
        found: 'OnReplenish',
        wanted: 'Recreate',
      },
      {
        patch: { op: 'remove', path: '/spec/updateStrategy' },
        fails: ['SBX-POL-002'],
        place: 'spec.updateStrategy.type',
        found: undefined,
        wanted: 'Recreate',
      },
    ],
    notApplicable: [CONFIG_MAP, GOOD.template],
  },
  {
    rule: 'SBX-POL-003',
    good: [patched(GOOD.template, { op: 'add', path: `${POD}/schedulingGates`, value: [] }), GOOD.pool],
    bad: [
      {
        patch: { op: 'add', path: `${POD}/activeDeadlineSeconds`, value: 3600 },
        fails: ['SBX-LIF-001', 'SBX-POL-003'],
        place: 'activeDeadlineSeconds',
        found: 3600,
        wanted: 'absent in the template of a pool',
      },
      {
        patch: { op: 'replace', path: `${POD}/schedulingGates`, value: [{ name: 'example.com/wait' }] },
        fails: ['SBX-POL-003', 'SBX-SCH-006'],
        place: 'schedulingGates',
        found: [{ name: 'example.com/wait' }],
        wanted: 'absent in the template of a pool',
      },
    ],
    notApplicable: [CONFIG_MAP, GOOD.template],
  },
];
