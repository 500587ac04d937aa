import { Deviation, WaiverSink } from './waiver-sink';
import { Place } from '../private/place';
import { WaiverProps } from '../rules/waiver';

/** Whether a program may get more privileges than its parent has (`securityContext.allowPrivilegeEscalation`), as by setuid files. */
export class PrivilegeEscalation {
  /** It may not (`no_new_privs`). */
  public static denied(): PrivilegeEscalation {
    return new PrivilegeEscalation(false);
  }

  /**
   * It may: a setuid file in the image is then a way to root.
   *
   * @param waiver why that is accepted; it lifts SBX-PRV-002
   */
  public static allowed(waiver: WaiverProps): PrivilegeEscalation {
    return new PrivilegeEscalation(true, new Deviation(waiver, 'SBX-PRV-002'));
  }

  private constructor(private readonly escalation: boolean, private readonly deviation?: Deviation) {}

  /** @internal */
  public _toJson(place: Place, sink: WaiverSink, at?: string): boolean {
    this.deviation?.report(place, sink, at);
    return this.escalation;
  }
}
