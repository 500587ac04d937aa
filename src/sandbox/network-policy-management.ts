import { Deviation, WaiverSink } from './waiver-sink';
import { Place } from '../private/place';
import { WaiverProps } from '../rules/waiver';

/** Whether the controller makes a NetworkPolicy from the template (`networkPolicyManagement`). */
export class NetworkPolicyManagement {
  /** It does, from `ingress` and `egress`. */
  public static managed(): NetworkPolicyManagement {
    return new NetworkPolicyManagement('Managed');
  }

  /**
   * It does not, and deletes the one that it made: sandboxes connect to anything unless something else stops them.
   *
   * @param waiver what stops them, and why that is accepted; it lifts SBX-NET-001
   */
  public static unmanaged(waiver: WaiverProps): NetworkPolicyManagement {
    return new NetworkPolicyManagement('Unmanaged', new Deviation(waiver, 'SBX-NET-001'));
  }

  private constructor(private readonly management: 'Managed' | 'Unmanaged', private readonly deviation?: Deviation) {}

  /** @internal */
  public _toJson(place: Place, sink: WaiverSink): 'Managed' | 'Unmanaged' {
    this.deviation?.report(place, sink);
    return this.management;
  }
}
