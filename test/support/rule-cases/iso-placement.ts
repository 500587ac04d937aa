import { bad, set, unset, variant } from './made';
import { BadCase, CONFIG_MAP, GOOD, GOOD_GKE, GOOD_KATA, Operation, POD, RuleCase, standard } from './support';
import { ClusterFacts } from '../../../src';
import { JsonObject } from '../../../src/private/json';

const AFFINITY = 'affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution';
const ID = ['SBX-ISO-003'];

/** The label and the taint of nodes with a runtime. */
const GVISOR_LABEL = { key: 'sandbox.gke.io/runtime', value: 'gvisor' };
const AKS_LABEL = { key: 'kubernetes.azure.com/kata-vm-isolation', value: 'true' };
const KATA_LABEL = { key: 'katacontainers.io/kata-runtime', value: 'true' };
const GVISOR_TAINT = { key: 'sandbox.gke.io/runtime', operator: 'Equal', value: 'gvisor', effect: 'NoSchedule' };
const KATA_TAINT = { key: 'kata', operator: 'Equal', value: 'enabled', effect: 'NoSchedule' };

/** Required affinities to nodes: one of the terms, each with all its requirements. */
const termsOf = (...terms: JsonObject[][]): JsonObject => ({ nodeSelectorTerms: terms.map((matchExpressions) => ({ matchExpressions })) });
const required = (terms: JsonObject): Operation => (
  set(`${POD}/affinity`, { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: terms } })
);

/** A requirement that the nodes' runtime has nothing to do with. */
const OTHER = { key: 'example.com/pool', operator: 'NotIn', values: ['system'] };

/** Affinities that nodes with a label can fulfil. */
const agreeing = ({ key, value }: typeof GVISOR_LABEL): Operation => (
  required(termsOf([OTHER, { key, operator: 'In', values: ['other', value] }], [{ key, operator: 'Exists' }]))
);

/** A node selector without the label, in part or as a whole. */
const unselected = ({ key, value }: typeof GVISOR_LABEL, object = 0): BadCase[] => [
  bad(unset(`${POD}/nodeSelector`), ID, 'nodeSelector', undefined, `with ${key}: ${value}`, object),
  ...[{}, { [key]: 'other' }, { 'example.com/label': value }].map((selector) => (
    bad(set(`${POD}/nodeSelector`, selector), ID, 'nodeSelector', selector, `with ${key}: ${value}`, object)
  )),
];

/** Tolerations that are not the one, some of which tolerate the same taint. */
const untolerated = (taint: typeof GVISOR_TAINT): BadCase[] => {
  const { key, value } = taint;
  const wanted = `with ${key}=${value}:NoSchedule`;
  return [
    bad(unset(`${POD}/tolerations`), ID, 'tolerations', undefined, wanted),
    ...[
      { key, operator: 'Exists' }, { key, operator: 'Equal', value }, { ...taint, effect: 'NoExecute' }, { ...taint, value: 'other' },
      { ...taint, key: 'example.com/taint' },
    ].map((toleration) => bad(set(`${POD}/tolerations`, [toleration]), ID, 'tolerations', [toleration], wanted)),
  ];
};

/** Affinities that no node with the label can fulfil. */
const averse = ({ key, value }: typeof GVISOR_LABEL, object = 0): BadCase[] => (
  [
    termsOf([OTHER], [{ key, operator: 'NotIn', values: [value] }]), termsOf([OTHER, { key, operator: 'DoesNotExist' }]),
    termsOf([{ key, operator: 'In', values: ['other'] }]),
  ].map((terms) => bad(required(terms), ID, AFFINITY, terms, `no term against ${key}: ${value}`, object))
);

const AKS = variant(
  GOOD_KATA.template, 'aks', set(`${POD}/runtimeClassName`, 'kata-vm-isolation'),
  set(`${POD}/nodeSelector`, { [AKS_LABEL.key]: 'true', 'example.com/pool': 'a' }), set(`${POD}/tolerations`, [GVISOR_TAINT, KATA_TAINT]),
);
const notApplicable = [
  CONFIG_MAP, GOOD.pool, variant(GOOD.template, 'other', set(`${POD}/runtimeClassName`, 'microvm')), variant(GOOD.template, 'none', unset(`${POD}/runtimeClassName`)),
];

/** SBX-ISO-003, platform by platform. */
export const ISO_PLACEMENT_CASES: readonly RuleCase[] = [
  {
    rule: 'SBX-ISO-003',
    standard: standard(undefined, ClusterFacts.gke()),
    good: [
      GOOD_GKE.template,
      variant(GOOD_GKE.template, 'agreeing', agreeing(GVISOR_LABEL)),
      variant(GOOD_GKE.template, 'more', set(`${POD}/nodeSelector/example.com~1pool`, 'a'), set(`${POD}/tolerations`, [KATA_TAINT, GVISOR_TAINT])),
      GOOD_GKE.sandbox,
      GOOD_GKE.pod,
    ],
    bad: [
      ...unselected(GVISOR_LABEL),
      ...untolerated(GVISOR_TAINT),
      ...averse(GVISOR_LABEL, 3),
      bad(set('/spec/nodeSelector', {}), ID, 'nodeSelector', {}, 'with sandbox.gke.io/runtime: gvisor', 4),
    ],
    notApplicable,
  },
  {
    rule: 'SBX-ISO-003',
    good: [
      AKS,
      variant(AKS, 'agreeing', agreeing(AKS_LABEL)),
      GOOD_KATA.template,
      variant(GOOD_KATA.template, 'labelled', set(`${POD}/nodeSelector`, { [KATA_LABEL.key]: 'true' }), agreeing(KATA_LABEL)),
      variant(GOOD_KATA.template, 'elsewhere', set(`${POD}/nodeSelector`, { 'example.com/pool': 'a' }), required(termsOf([OTHER]))),
    ],
    bad: [
      ...unselected(AKS_LABEL),
      ...untolerated(KATA_TAINT),
      ...averse(AKS_LABEL),
      bad(
        set(`${POD}/nodeSelector`, { [KATA_LABEL.key]: 'false' }), ID,
        'nodeSelector', { [KATA_LABEL.key]: 'false' }, `nothing but ${KATA_LABEL.key}: "true" about that label`, 2,
      ),
      ...averse(KATA_LABEL, 2),
    ],
    // On nodes of one's own there is nothing to say about gVisor.
    notApplicable: [...notApplicable, GOOD.template],
  },
];
