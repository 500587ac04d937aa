import { Deviation, WaiverSink } from './waiver-sink';
import { Place } from '../private/place';
import { WaiverProps } from '../rules/waiver';

/** Whether claims may set environment variables (`envVarsInjectionPolicy`), in any container and init container of the template. */
export class EnvVarsInjectionPolicy {
  /** They may not. */
  public static disallowed(): EnvVarsInjectionPolicy {
    return new EnvVarsInjectionPolicy('Disallowed');
  }

  /**
   * They may add variables that the container does not have; not in containers with `envFrom`.
   *
   * @param waiver why that is accepted; it lifts SBX-SEC-004
   */
  public static allowed(waiver: WaiverProps): EnvVarsInjectionPolicy {
    return new EnvVarsInjectionPolicy('Allowed', new Deviation(waiver, 'SBX-SEC-004'));
  }

  /**
   * They may also replace what the template sets, a proxy's address for example.
   *
   * @param waiver why that is accepted; it lifts SBX-SEC-004
   */
  public static overrides(waiver: WaiverProps): EnvVarsInjectionPolicy {
    return new EnvVarsInjectionPolicy('Overrides', new Deviation(waiver, 'SBX-SEC-004'));
  }

  private constructor(private readonly policy: 'Disallowed' | 'Allowed' | 'Overrides', private readonly deviation?: Deviation) {}

  /** @internal */
  public _toJson(place: Place, sink: WaiverSink): 'Disallowed' | 'Allowed' | 'Overrides' {
    this.deviation?.report(place, sink);
    return this.policy;
  }
}
