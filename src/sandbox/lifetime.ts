import { Duration } from 'cdk8s';
import { Deviation, WaiverSink } from './waiver-sink';
import type * as manifest from '../../imports/manifests';
import { Place } from '../private/place';
import { checkMoment, checkSeconds } from '../private/time';
import { WaiverProps } from '../rules/waiver';

const MAX_INT32 = 2147483647;

/** The bounds that were given, each with its mapper, so that one that is undefined is an error and not "no bound". */
interface Bounds {
  readonly ttlSecondsAfterFinished?: (place: Place) => number;
  readonly shutdownTime?: (place: Place) => string;
}

const ttlOf = (ttl: Duration) => (place: Place): number => checkSeconds(place.at('ttl'), ttl, 0, MAX_INT32, 'give whole seconds, as Duration.minutes(10)');
const momentOf = (moment: string) => (place: Place): string => checkMoment(place.at('moment'), moment);

/**
 * How long a claim keeps its sandbox (`lifecycle`). A claim without end keeps the sandbox, its volumes and their cost for ever, so there
 * is no default.
 */
export class Lifetime {
  /**
   * Until some time after the program has ended (`ttlSecondsAfterFinished`). It never comes where the Pod does not end: a server, or
   * `RestartPolicy.ALWAYS`.
   *
   * @param ttl whole seconds of 0 or more
   */
  public static afterFinished(ttl: Duration): Lifetime {
    return new Lifetime({ ttlSecondsAfterFinished: ttlOf(ttl) });
  }

  /**
   * Until a moment (`shutdownTime`). It is a fixed one: a manifest that is kept in Git goes stale with it.
   *
   * @param moment in RFC 3339 with its zone, as `2027-06-30T00:00:00Z`
   */
  public static until(moment: string): Lifetime {
    return new Lifetime({ shutdownTime: momentOf(moment) });
  }

  /**
   * Until some time after the program has ended, and until a moment at the latest.
   *
   * @param ttl whole seconds of 0 or more
   * @param moment in RFC 3339 with its zone, as `2027-06-30T00:00:00Z`
   */
  public static afterFinishedOrUntil(ttl: Duration, moment: string): Lifetime {
    return new Lifetime({ ttlSecondsAfterFinished: ttlOf(ttl), shutdownTime: momentOf(moment) });
  }

  /**
   * Until somebody deletes the claim.
   *
   * @param waiver why that is accepted; it lifts SBX-CLM-001
   */
  public static unbounded(waiver: WaiverProps): Lifetime {
    return new Lifetime({}, new Deviation(waiver, 'SBX-CLM-001'));
  }

  private constructor(private readonly bounds: Bounds, private readonly deviation?: Deviation) {}

  /**
   * Whether the end of the program is all that ends it.
   *
   * @internal
   */
  public get _ttlAlone(): boolean {
    return this.bounds.ttlSecondsAfterFinished !== undefined && this.bounds.shutdownTime === undefined;
  }

  /** @internal */
  public _toJson(place: Place, sink: WaiverSink): Pick<manifest.ClaimLifecycle, keyof Bounds> {
    this.deviation?.report(place, sink);
    return Object.fromEntries(Object.entries(this.bounds).map(([field, bound]) => [field, bound(place)]));
  }
}
