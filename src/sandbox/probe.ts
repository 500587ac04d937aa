import { execOf, grpcOf, httpGetOf, ProbeContext, tcpSocketOf, timingOf } from './probe-mapper';
import { GrpcProbeOptions, HttpProbeOptions, ProbeOptions, TcpProbeOptions } from './probe-options';
import type * as manifest from '../../imports/manifests';
import { Place } from '../private/place';

/** How the kubelet finds out how a container does (`readinessProbe`, `livenessProbe`, `startupProbe`). */
export class Probe {
  /**
   * A GET request that is answered with a status from 200 to 399.
   *
   * @param path the path, beginning with "/"
   * @param options port, scheme, headers, timing
   */
  public static httpGet(path: string, options: HttpProbeOptions = {}): Probe {
    return new Probe((place, context) => ({ httpGet: httpGetOf(place, path, options, context) }), options);
  }

  /**
   * A TCP connection that is taken.
   *
   * @param options port, timing
   */
  public static tcpSocket(options: TcpProbeOptions = {}): Probe {
    return new Probe((place, context) => ({ tcpSocket: tcpSocketOf(place, options, context) }), options);
  }

  /**
   * A program in the container that ends with 0. It costs a process for each try, and what it runs should not be writable by the
   * sandbox's code.
   *
   * @param command the program and its arguments; no shell is involved
   * @param options timing
   */
  public static exec(command: string[], options: ProbeOptions = {}): Probe {
    return new Probe((place) => ({ exec: execOf(place, command) }), options);
  }

  /**
   * The gRPC health protocol (`grpc.health.v1.Health`).
   *
   * @param options port, service, timing
   */
  public static grpc(options: GrpcProbeOptions = {}): Probe {
    return new Probe((place, context) => ({ grpc: grpcOf(place, options, context) }), options);
  }

  private constructor(
    private readonly handler: (place: Place, context: ProbeContext) => manifest.Probe,
    private readonly options: ProbeOptions,
  ) {}

  /** @internal */
  public _toJson(place: Place, context: ProbeContext): manifest.Probe {
    return { ...this.handler(place, context), ...timingOf(place, this.options, context) };
  }
}
