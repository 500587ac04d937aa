import { Deviation, WaiverSink } from './waiver-sink';
import { Place } from '../private/place';
import { WaiverProps } from '../rules/waiver';

/** Whether claims may bring volume claim templates (`volumeClaimTemplatesPolicy`), and with them choose sizes and classes of storage. */
export class VolumeClaimTemplatesPolicy {
  /** They may not. */
  public static disallowed(): VolumeClaimTemplatesPolicy {
    return new VolumeClaimTemplatesPolicy('Disallowed');
  }

  /**
   * They may add some of other names.
   *
   * @param waiver why that is accepted; it lifts SBX-SEC-005
   */
  public static allowed(waiver: WaiverProps): VolumeClaimTemplatesPolicy {
    return new VolumeClaimTemplatesPolicy('Allowed', new Deviation(waiver, 'SBX-SEC-005'));
  }

  /**
   * They may also replace the template's own, and take the place of volumes of the Pod.
   *
   * @param waiver why that is accepted; it lifts SBX-SEC-005
   */
  public static overrides(waiver: WaiverProps): VolumeClaimTemplatesPolicy {
    return new VolumeClaimTemplatesPolicy('Overrides', new Deviation(waiver, 'SBX-SEC-005'));
  }

  private constructor(private readonly policy: 'Disallowed' | 'Allowed' | 'Overrides', private readonly deviation?: Deviation) {}

  /** @internal */
  public _toJson(place: Place, sink: WaiverSink): 'Disallowed' | 'Allowed' | 'Overrides' {
    this.deviation?.report(place, sink);
    return this.policy;
  }
}
