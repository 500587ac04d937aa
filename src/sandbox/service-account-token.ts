import { Deviation, WaiverSink } from './waiver-sink';
import { Place } from '../private/place';
import { WaiverProps } from '../rules/waiver';

/** Whether the Pod gets a token for the API server (`automountServiceAccountToken`). */
export class ServiceAccountToken {
  /** It gets none. */
  public static none(): ServiceAccountToken {
    return new ServiceAccountToken(false);
  }

  /**
   * It gets one, in each container: the sandbox's code can then do what the ServiceAccount may.
   *
   * @param waiver why that is accepted; it lifts SBX-TOK-001
   */
  public static mounted(waiver: WaiverProps): ServiceAccountToken {
    return new ServiceAccountToken(true, new Deviation(waiver, 'SBX-TOK-001'));
  }

  private constructor(private readonly automount: boolean, private readonly deviation?: Deviation) {}

  /** @internal */
  public _toJson(place: Place, sink: WaiverSink): boolean {
    this.deviation?.report(place, sink);
    return this.automount;
  }
}
