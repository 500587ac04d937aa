import { IS_AKS_KATA, IS_GVISOR, IS_KATA } from './runtime-classes';
import { Placement, PLACEMENTS, PLATFORMS } from '../../profile/platforms';
import { POD_KINDS } from '../kinds';
import { Check } from '../rule';

const GKE_GVISOR = PLATFORMS.gke.placements.gvisor;
const AKS_KATA = PLACEMENTS['aks-kata'];

/** The label that the installer of Kata Containers gives nodes; its RuntimeClasses select by it, so that a Pod has to say nothing. */
const KATA_LABEL = { key: 'katacontainers.io/kata-runtime', value: 'true' } as const;

/** Required affinities that no node with the label could fulfil: the Pod would wait for ever. */
const affinityAgrees = (when: string, key: string, value: string): Check => ({
  target: 'POD',
  kinds: POD_KINDS,
  when,
  field: 'affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution',
  expected: `no term against ${key}: ${value}`,
  expression: 'pod.?affinity.?nodeAffinity.?requiredDuringSchedulingIgnoredDuringExecution.?nodeSelectorTerms.orValue([]).all(term, '
    + `term.?matchExpressions.orValue([]).all(each, each.key != '${key}' || each.operator == 'Exists' || `
    + `(each.operator == 'In' && '${value}' in each.?values.orValue([]))))`,
});

/** Node selector and tolerations, written out, and nothing that contradicts them. */
const writtenOut = (when: string, { nodeSelector, tolerations }: Placement): Check[] => [
  ...Object.entries(nodeSelector).flatMap(([key, value]): Check[] => [
    {
      target: 'POD',
      kinds: POD_KINDS,
      when,
      field: 'nodeSelector',
      expected: `with ${key}: ${value}`,
      expression: `pod.?nodeSelector.orValue({}).exists(key, key == '${key}' && pod.nodeSelector[key] == '${value}')`,
    },
    affinityAgrees(when, key, value),
  ]),
  ...tolerations.map(({ key, value, effect }): Check => ({
    target: 'POD',
    kinds: POD_KINDS,
    when,
    field: 'tolerations',
    expected: `with ${key}=${value}:${effect}`,
    expression: 'pod.?tolerations.orValue([]).exists(each, '
      + `each.?key.orValue('') == '${key}' && each.?value.orValue('') == '${value}' && each.?effect.orValue('') == '${effect}')`,
  })),
];

/** What a Pod has to say about its place, by runtime. */
export const RUNTIME_PLACEMENT: readonly Check[] = [
  // GKE's class would add both to the Pod, but its policy for Sandboxes reads them in the Sandbox.
  ...writtenOut(`params.platform == 'gke' && ${IS_GVISOR}`, GKE_GVISOR),
  ...writtenOut(IS_AKS_KATA, AKS_KATA),
  {
    target: 'POD',
    kinds: POD_KINDS,
    when: IS_KATA,
    field: 'nodeSelector',
    expected: `nothing but ${KATA_LABEL.key}: "${KATA_LABEL.value}" about that label`,
    expression: `pod.?nodeSelector.orValue({}).all(key, key != '${KATA_LABEL.key}' || pod.nodeSelector[key] == '${KATA_LABEL.value}')`,
  },
  affinityAgrees(IS_KATA, KATA_LABEL.key, KATA_LABEL.value),
];
