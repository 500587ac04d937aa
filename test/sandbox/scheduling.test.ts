import { Duration } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { failure, mapped, misfits, place, podSchema, WAIVER } from './value-support';
import { Placement } from '../../src/profile/platforms';
import { NodeAffinity, NodeRequirement } from '../../src/sandbox/node-affinity';
import { PodSeparation } from '../../src/sandbox/pod-separation';
import { countOwnPods, SchedulingProps, schedulingOf } from '../../src/sandbox/scheduling';
import { TaintEffect, Toleration } from '../../src/sandbox/toleration';
import { TopologySpread } from '../../src/sandbox/topology-spread';

const GVISOR: Placement = {
  nodeSelector: { 'sandbox.gke.io/runtime': 'gvisor' },
  tolerations: [{ key: 'sandbox.gke.io/runtime', operator: 'Equal', value: 'gvisor', effect: 'NoSchedule' }],
};

const map = (props: SchedulingProps, placement?: Placement) => mapped((sink) => schedulingOf(place, props, placement, sink));

/** Everything that is mapped is something that the definitions know. */
const fits = (json: { [key: string]: unknown }) => Object.entries(json).flatMap(([key, value]) => misfits(podSchema(key), value, key));

test('is nothing where nothing is said', () => {
  expect(map({})).toEqual({ json: {}, rules: [] });
  expect(map({ nodeSelector: {}, tolerations: [] }).json).toEqual({ nodeSelector: {}, tolerations: [] });
});

describe('node selector and tolerations', () => {
  test('what the isolation needs stays beside what the user adds', () => {
    expect(map({}, GVISOR).json).toEqual(GVISOR);
    const { json } = map({ nodeSelector: { pool: 'agents' }, tolerations: [Toleration.exists('agents')] }, GVISOR);
    expect(json).toEqual({
      nodeSelector: { ...GVISOR.nodeSelector, pool: 'agents' },
      tolerations: [...GVISOR.tolerations, { key: 'agents', operator: 'Exists' }],
    });
    expect(fits(json)).toEqual([]);
  });

  test.each([
    [Toleration.equal('a', ''), { key: 'a', operator: 'Equal', value: '' }],
    [Toleration.equal('example.com/a', 'b', { effect: TaintEffect.NO_SCHEDULE }), { key: 'example.com/a', operator: 'Equal', value: 'b', effect: 'NoSchedule' }],
    [Toleration.exists('a', { effect: TaintEffect.NO_EXECUTE, stayFor: Duration.seconds(0) }), {
      key: 'a', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 0,
    }],
  ])('maps %j', (toleration, expected) => {
    expect(map({ tolerations: [toleration] }).json).toEqual({ tolerations: [expected] });
  });

  test('fails where the user contradicts what the isolation needs', () => {
    const nodeSelector = { 'sandbox.gke.io/runtime': 'runc' };
    expect(failure(() => map({ nodeSelector }, GVISOR))).toContain('prop.nodeSelector[sandbox.gke.io/runtime]: got "runc"; allowed: gvisor, where');
    expect(map({ nodeSelector: GVISOR.nodeSelector }, GVISOR).json.nodeSelector).toEqual(GVISOR.nodeSelector);
  });

  test.each<[string, SchedulingProps, string]>([
    ['a label value with a blank', { nodeSelector: { a: 'b c' } }, 'prop.nodeSelector[a]: got "b c"'],
    ['a key with two slashes', { nodeSelector: { 'a/b/c': '' } }, 'prop.nodeSelector: got "a/b/c"'],
    ['a taint without key', { tolerations: [Toleration.exists('')] }, 'prop.tolerations[0].key: got ""'],
    ['control-plane nodes', { tolerations: [Toleration.exists('node-role.kubernetes.io/control-plane')] }, 'allowed: no taint of the nodes that run the cluster'],
    ['control-plane nodes of old', { tolerations: [Toleration.equal('node-role.kubernetes.io/master', '')] }, 'SBX-SCH-001'],
    ['nodes of critical addons', { tolerations: [Toleration.exists('CriticalAddonsOnly')] }, 'SBX-SCH-001'],
    ['a time without NoExecute', { tolerations: [Toleration.exists('a', { stayFor: Duration.minutes(5) })] }, 'prop.tolerations[0].stayFor'],
    ['an effect in lower case', { tolerations: [Toleration.exists('a', { effect: 'noSchedule' as TaintEffect })] }, 'prop.tolerations[0].effect: got "noSchedule"'],
    ['a taint value with a blank', { tolerations: [Toleration.equal('a', 'b c')] }, 'prop.tolerations[0].value: got "b c"'],
    ['a PriorityClass that is none', { priorityClassName: 'Low' }, 'prop.priorityClassName: got "Low"'],
  ])('fails for %s', (_, props, words) => {
    expect(failure(() => map(props))).toContain(words);
  });
});

describe('spread', () => {
  test('is as even as possible, and counts the own Pods where nothing else is said', () => {
    const { json, rules } = map({ topologySpread: [TopologySpread.hosts(), TopologySpread.zones({ maxSkew: 2, labels: { app: 'x' } }), TopologySpread.of('rack')] });
    const constraints = countOwnPods(json.topologySpreadConstraints as [], { own: 'yes' });
    expect(constraints).toEqual([
      { maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway', labelSelector: { matchLabels: { own: 'yes' } } },
      { maxSkew: 2, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'ScheduleAnyway', labelSelector: { matchLabels: { app: 'x' } } },
      { maxSkew: 1, topologyKey: 'rack', whenUnsatisfiable: 'ScheduleAnyway', labelSelector: { matchLabels: { own: 'yes' } } },
    ]);
    expect(fits({ topologySpreadConstraints: constraints })).toEqual([]);
    expect(rules).toEqual([]);
  });

  test('is strict with a waiver', () => {
    const { json, rules } = map({ topologySpread: [TopologySpread.strict('rack', WAIVER), TopologySpread.of('rack')] });
    expect(json.topologySpreadConstraints).toMatchObject([{ whenUnsatisfiable: 'DoNotSchedule' }, { whenUnsatisfiable: 'ScheduleAnyway' }]);
    expect(rules).toEqual(['SBX-SCH-005 topologySpreadConstraints[topologyKey=rack]']);
  });

  test.each([
    ['strictness without a waiver', [TopologySpread.strict('rack', undefined as never)], 'prop.topologySpread[0]: got undefined; allowed: a waiver'],
    ['no skew', [TopologySpread.hosts({ maxSkew: 0 })], 'prop.topologySpread[0].maxSkew: got 0'],
    ['a key twice', [TopologySpread.hosts(), TopologySpread.of('kubernetes.io/hostname')], 'prop.topologySpread[1]: got "kubernetes.io/hostname"'],
    ['a key with a blank', [TopologySpread.of('a rack')], 'prop.topologySpread[0].topologyKey: got "a rack"'],
  ])('fails for %s', (_, topologySpread, words) => {
    expect(failure(() => map({ topologySpread }))).toContain(words);
  });
});

describe('affinity', () => {
  test('demands all that is required of nodes, together', () => {
    const { json } = map({
      nodeAffinity: [
        NodeAffinity.required([NodeRequirement.oneOf('a', ['1', '2']), NodeRequirement.noneOf('b', ['3'])]),
        NodeAffinity.preferred([NodeRequirement.exists('c')]),
        NodeAffinity.required([NodeRequirement.absent('d')]),
        NodeAffinity.preferred([NodeRequirement.exists('e')], 100),
      ],
    });
    expect(json).toEqual({
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{
              matchExpressions: [
                { key: 'a', operator: 'In', values: ['1', '2'] }, { key: 'b', operator: 'NotIn', values: ['3'] }, { key: 'd', operator: 'DoesNotExist' },
              ],
            }],
          },
          preferredDuringSchedulingIgnoredDuringExecution: [
            { weight: 1, preference: { matchExpressions: [{ key: 'c', operator: 'Exists' }] } },
            { weight: 100, preference: { matchExpressions: [{ key: 'e', operator: 'Exists' }] } },
          ],
        },
      },
    });
    expect(fits(json)).toEqual([]);
  });

  test('keeps Pods apart', () => {
    const { json } = map({
      podSeparation: [PodSeparation.required({ app: 'db' }), PodSeparation.preferred({ app: 'web' }, { topologyKey: 'topology.kubernetes.io/zone', weight: 7 })],
    });
    expect(json).toEqual({
      affinity: {
        podAntiAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: { matchLabels: { app: 'db' } }, topologyKey: 'kubernetes.io/hostname' }],
          preferredDuringSchedulingIgnoredDuringExecution: [
            { weight: 7, podAffinityTerm: { labelSelector: { matchLabels: { app: 'web' } }, topologyKey: 'topology.kubernetes.io/zone' } },
          ],
        },
      },
    });
    expect(fits(json)).toEqual([]);
  });

  test.each<[string, SchedulingProps, string]>([
    ['no requirement', { nodeAffinity: [NodeAffinity.required([])] }, 'prop.nodeAffinity[0].requirements: got []'],
    ['no value', { nodeAffinity: [NodeAffinity.required([NodeRequirement.oneOf('a', [])])] }, 'prop.nodeAffinity[0].requirements[0].values: got []'],
    ['a value with a blank', { nodeAffinity: [NodeAffinity.required([NodeRequirement.noneOf('a', ['b c'])])] }, 'requirements[0].values[0]: got "b c"'],
    ['weight 0', { nodeAffinity: [NodeAffinity.preferred([NodeRequirement.exists('a')], 0)] }, 'prop.nodeAffinity[0].weight: got 0'],
    ['weight 101', { podSeparation: [PodSeparation.preferred({ a: '' }, { weight: 101 })] }, 'prop.podSeparation[0].weight: got 101'],
    ['no label', { podSeparation: [PodSeparation.required({})] }, 'prop.podSeparation[0].labels: got {}'],
    ['an empty key', { podSeparation: [PodSeparation.required({ a: '' }, { topologyKey: '' })] }, 'prop.podSeparation[0].topologyKey: got ""'],
  ])('fails for %s', (_, props, words) => {
    expect(failure(() => map(props))).toContain(words);
  });
});
