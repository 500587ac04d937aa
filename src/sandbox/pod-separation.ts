import { labelsOf } from './metadata';
import type * as manifest from '../../imports/manifests';
import { Place } from '../private/place';
import { checkInteger, checkQualifiedName } from '../private/syntax';

/** Options of a separation. */
export interface PodSeparationOptions {
  /**
   * The label of nodes that says what "the same place" is (`topologyKey`).
   *
   * @default 'kubernetes.io/hostname' - the same node
   */
  readonly topologyKey?: string;
}

/** Options of a separation that is preferred. */
export interface PreferredPodSeparationOptions extends PodSeparationOptions {
  /**
   * 1 to 100, against other preferences.
   *
   * @default 1
   */
  readonly weight?: number;
}

/** Pods of the same namespace that are kept apart from the sandbox's (`affinity.podAntiAffinity`). */
export class PodSeparation {
  /**
   * Never in the same place as Pods with these labels. Where no other place is left, the Pod waits.
   *
   * @param labels all of them; at least one
   * @param options what the same place is
   */
  public static required(labels: { [key: string]: string }, options: PodSeparationOptions = {}): PodSeparation {
    return new PodSeparation(labels, options.topologyKey);
  }

  /**
   * In another place than Pods with these labels, as far as possible.
   *
   * @param labels all of them; at least one
   * @param options what the same place is, and how much it counts
   */
  public static preferred(labels: { [key: string]: string }, options: PreferredPodSeparationOptions = {}): PodSeparation {
    return new PodSeparation(labels, options.topologyKey, options.weight ?? 1);
  }

  private constructor(
    private readonly labels: { [key: string]: string },
    private readonly topologyKey: string = 'kubernetes.io/hostname',
    private readonly weight?: number,
  ) {}

  /**
   * The term, with a weight where it is a preference.
   *
   * @internal
   */
  public _toJson(place: Place): { term: manifest.PodAffinityTerm; weight?: number } {
    const matchLabels = labelsOf(place.at('labels'), this.labels ?? {});
    if (Object.keys(matchLabels).length === 0) {
      place.at('labels').fail({ given: this.labels, allowed: 'at least one label: none would mean every Pod', fix: 'name the Pods by their labels' });
    }
    const term = { labelSelector: { matchLabels }, topologyKey: checkQualifiedName(place.at('topologyKey'), this.topologyKey) };
    return this.weight === undefined ? { term } : { term, weight: checkInteger(place.at('weight'), this.weight, 1, 100) };
  }
}
