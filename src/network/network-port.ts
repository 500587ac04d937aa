import { Place } from '../private/place';
import { checkInteger, checkPort } from '../private/syntax';

/**
 * What a port becomes in a rule: an entry of `ports`.
 *
 * @internal
 */
export interface PortRule {
  readonly protocol: string;
  readonly port: number;
  readonly endPort?: number;
}

/**
 * A port, or a range of ports, that a rule opens: an entry of a NetworkPolicy's `ports`, always with its protocol. It is the port of the Pod
 * that is connected to, not of a Service in front of it.
 */
export class NetworkPort {
  /** A TCP port, 1 to 65535. */
  public static tcp(port: number): NetworkPort {
    return new NetworkPort('TCP', port);
  }

  /** A UDP port, 1 to 65535. */
  public static udp(port: number): NetworkPort {
    return new NetworkPort('UDP', port);
  }

  /** An SCTP port, 1 to 65535. Not every network plugin enforces rules for SCTP, and gVisor does not speak it. */
  public static sctp(port: number): NetworkPort {
    return new NetworkPort('SCTP', port);
  }

  /** The TCP ports from `first` to `last`, both included (`port` and `endPort`). */
  public static tcpRange(first: number, last: number): NetworkPort {
    return new NetworkPort('TCP', first, last);
  }

  /** The UDP ports from `first` to `last`, both included (`port` and `endPort`). */
  public static udpRange(first: number, last: number): NetworkPort {
    return new NetworkPort('UDP', first, last);
  }

  private constructor(private readonly protocol: string, private readonly first: number, private readonly last?: number) {}

  /** @internal */
  public _toJson(place: Place): PortRule {
    const port = checkPort(place, this.first);
    if (this.last === undefined) return { protocol: this.protocol, port };
    const endPort = checkInteger(place.at('last'), this.last, port, 65535, 'give the last port of the range, which is not before its first');
    return endPort === port ? { protocol: this.protocol, port } : { protocol: this.protocol, port, endPort };
  }
}
