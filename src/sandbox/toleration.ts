import { Duration } from 'cdk8s';
import type * as manifest from '../../imports/manifests';
import { compact } from '../private/json';
import { Place } from '../private/place';
import { checkLabelValue, checkOneOf, checkQualifiedName } from '../private/syntax';
import { checkSeconds } from '../private/time';

const MAX_INT32 = 2147483647;

/** Taints of nodes that run the cluster itself, where code that is not trusted has no place. */
const CLUSTER_TAINTS = ['node-role.kubernetes.io/control-plane', 'node-role.kubernetes.io/master', 'CriticalAddonsOnly'];

/** What a taint does. */
export enum TaintEffect {
  /** New Pods are not placed on the node. */
  NO_SCHEDULE = 'NoSchedule',
  /** New Pods are placed on the node only where nothing else is left. */
  PREFER_NO_SCHEDULE = 'PreferNoSchedule',
  /** Pods that run on the node are evicted too. */
  NO_EXECUTE = 'NoExecute',
}

/** Options of a toleration. */
export interface TolerationOptions {
  /**
   * The effect that is tolerated (`effect`).
   *
   * @default - each effect of such a taint
   */
  readonly effect?: TaintEffect;

  /**
   * How long a Pod stays on a node that gets the taint: whole seconds (`tolerationSeconds`). With `TaintEffect.NO_EXECUTE` alone.
   *
   * @default - for good
   */
  readonly stayFor?: Duration;
}

/**
 * A taint that the Pod tolerates (`tolerations[]`). It always has a key: one without would let sandboxes onto every node. Taints of
 * control-plane nodes are an error.
 */
export class Toleration {
  /**
   * Tolerates a taint with this key and value.
   *
   * @param key the taint's key, `[prefix/]name`
   * @param value the taint's value
   * @param options effect, and for how long
   */
  public static equal(key: string, value: string, options: TolerationOptions = {}): Toleration {
    return new Toleration(key, options, (place) => ({ operator: 'Equal', value: checkLabelValue(place.at('value'), value) }));
  }

  /**
   * Tolerates a taint with this key, whatever its value.
   *
   * @param key the taint's key, `[prefix/]name`
   * @param options effect, and for how long
   */
  public static exists(key: string, options: TolerationOptions = {}): Toleration {
    return new Toleration(key, options, () => ({ operator: 'Exists' }));
  }

  private constructor(
    private readonly key: string,
    private readonly options: TolerationOptions,
    private readonly match: (place: Place) => manifest.Toleration,
  ) {}

  /** @internal */
  public _toJson(place: Place): manifest.Toleration {
    const { effect, stayFor } = this.options;
    checkQualifiedName(place.at('key'), this.key);
    if (CLUSTER_TAINTS.includes(this.key)) {
      place.at('key').fail({
        given: this.key,
        allowed: 'no taint of the nodes that run the cluster itself (SBX-SCH-001)',
        fix: 'leave it out, and give sandboxes nodes of their own',
      });
    }
    if (stayFor !== undefined && effect !== TaintEffect.NO_EXECUTE) {
      place.at('stayFor').fail({ given: stayFor, allowed: 'a time with TaintEffect.NO_EXECUTE alone', fix: 'set effect to TaintEffect.NO_EXECUTE, or leave it out' });
    }
    return compact<manifest.Toleration>({
      key: this.key,
      ...this.match(place),
      effect: effect === undefined ? undefined : checkOneOf(place.at('effect'), effect, Object.values(TaintEffect)),
      tolerationSeconds: stayFor === undefined ? undefined : checkSeconds(place.at('stayFor'), stayFor, 0, MAX_INT32),
    })!;
  }
}
