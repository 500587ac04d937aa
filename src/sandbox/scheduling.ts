import { labelsOf } from './metadata';
import { NodeAffinity } from './node-affinity';
import { PodSeparation } from './pod-separation';
import { Toleration } from './toleration';
import { TopologySpread } from './topology-spread';
import { WaiverSink } from './waiver-sink';
import type * as manifest from '../../imports/manifests';
import { compact } from '../private/json';
import { Place } from '../private/place';
import { checkDnsSubdomain } from '../private/syntax';
import { Placement } from '../profile/platforms';

/** The properties that say where a Pod runs. */
export interface SchedulingProps {
  readonly nodeSelector?: { readonly [key: string]: string };
  readonly tolerations?: readonly Toleration[];
  readonly topologySpread?: readonly TopologySpread[];
  readonly nodeAffinity?: readonly NodeAffinity[];
  readonly podSeparation?: readonly PodSeparation[];
  readonly priorityClassName?: string;
}

/** The fields of a PodSpec that say where it runs. */
export type Scheduling = Pick<
  manifest.PodSpec, 'nodeSelector' | 'tolerations' | 'affinity' | 'topologySpreadConstraints' | 'priorityClassName'
>;

/**
 * The parts of a PodSpec that say where it runs. What the isolation needs on the platform (`placement`) comes first and stays beside what the
 * user adds. Spreads that count the construct's own Pods are still without a selector: see `countOwnPods`.
 */
export function schedulingOf(place: Place, props: SchedulingProps, placement: Placement | undefined, sink: WaiverSink): Scheduling {
  const { nodeSelector, tolerations, topologySpread, priorityClassName } = props;
  return compact<Scheduling>({
    nodeSelector: (nodeSelector ?? placement) && nodeSelectorOf(place.at('nodeSelector'), nodeSelector ?? {}, placement),
    tolerations: (tolerations ?? placement) && tolerationsOf(place.at('tolerations'), tolerations ?? [], placement),
    affinity: affinityOf(place, props),
    topologySpreadConstraints: topologySpread && topologySpreadOf(place.at('topologySpread'), topologySpread, sink),
    priorityClassName: priorityClassName === undefined ? undefined : checkPriorityClass(place.at('priorityClassName'), priorityClassName),
  }) ?? {};
}

/** Has the spreads that say nothing else count the Pods with these labels: without a selector they would count none. */
export function countOwnPods(
  constraints: readonly manifest.TopologySpreadConstraint[], labels: { readonly [key: string]: string },
): manifest.TopologySpreadConstraint[] {
  return constraints.map((constraint) => ({ ...constraint, labelSelector: constraint.labelSelector ?? { matchLabels: { ...labels } } }));
}

function nodeSelectorOf(place: Place, given: { readonly [key: string]: string }, placement: Placement | undefined): Scheduling['nodeSelector'] {
  const own = labelsOf(place, given);
  for (const [key, value] of Object.entries(placement?.nodeSelector ?? {})) {
    if (own[key] !== undefined && own[key] !== value) {
      place.item(key).fail({ given: own[key], allowed: `${value}, where the nodes with this isolation are`, fix: 'leave the key out, or choose another isolation' });
    }
  }
  return { ...placement?.nodeSelector, ...own };
}

function tolerationsOf(place: Place, tolerations: readonly Toleration[], placement: Placement | undefined): manifest.Toleration[] {
  const demanded = placement?.tolerations ?? [];
  return [...demanded.map((toleration) => ({ ...toleration })), ...tolerations.map((each, index) => each._toJson(place.item(index)))];
}

/** Kubernetes takes each label of nodes once with each strictness. */
function topologySpreadOf(place: Place, spreads: readonly TopologySpread[], sink: WaiverSink): manifest.TopologySpreadConstraint[] {
  const seen = new Set<string>();
  return spreads.map((spread, index) => {
    const json = spread._toJson(place.item(index), sink);
    const key = `${json.topologyKey} ${json.whenUnsatisfiable}`;
    if (seen.has(key)) place.item(index).fail({ given: json.topologyKey, allowed: 'each topology key once', fix: 'leave one of them out' });
    seen.add(key);
    return json;
  });
}

/** Requirements of several node affinities stand in one term, since Kubernetes takes a node that fulfils any of the terms. */
function affinityOf(place: Place, { nodeAffinity = [], podSeparation = [] }: SchedulingProps): manifest.Affinity | undefined {
  if (nodeAffinity.length === 0 && podSeparation.length === 0) return undefined;
  const nodeTerms = nodeAffinity.map((affinity, index) => affinity._toJson(place.at('nodeAffinity').item(index)));
  const podTerms = podSeparation.map((separation, index) => separation._toJson(place.at('podSeparation').item(index)));
  const demanded = nodeTerms.flatMap(({ matchExpressions, weight }) => (weight === undefined ? matchExpressions : []));
  const preferred = nodeTerms.flatMap(({ matchExpressions, weight }) => (weight === undefined ? [] : { weight, preference: { matchExpressions } }));
  return compact({
    nodeAffinity: compact({
      requiredDuringSchedulingIgnoredDuringExecution: demanded.length > 0 ? { nodeSelectorTerms: [{ matchExpressions: demanded }] } : undefined,
      preferredDuringSchedulingIgnoredDuringExecution: unlessEmpty(preferred),
    }),
    podAntiAffinity: compact({
      requiredDuringSchedulingIgnoredDuringExecution: unlessEmpty(podTerms.flatMap(({ term, weight }) => (weight === undefined ? term : []))),
      preferredDuringSchedulingIgnoredDuringExecution: unlessEmpty(podTerms.flatMap(({ term, weight }) => (
        weight === undefined ? [] : { weight, podAffinityTerm: term }
      ))),
    }),
  });
}

function unlessEmpty<T>(list: T[]): T[] | undefined {
  return list.length > 0 ? list : undefined;
}

/** The classes that Kubernetes brings are for what the cluster cannot do without: they preempt everything else. */
function checkPriorityClass(place: Place, name: unknown): string {
  const checked = checkDnsSubdomain(place, name);
  if (checked.startsWith('system-')) {
    place.fail({ given: checked, allowed: 'a PriorityClass that does not begin with "system-"', fix: 'leave it out, or make a low class of your own' });
  }
  return checked;
}
