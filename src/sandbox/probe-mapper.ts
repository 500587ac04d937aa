import { commandOf } from './command';
import { GrpcProbeOptions, HttpProbeOptions, HttpScheme, ProbeOptions, TcpProbeOptions } from './probe-options';
import type * as manifest from '../../imports/manifests';
import { compact, sortedEntries } from '../private/json';
import { Place } from '../private/place';
import { checkInteger, checkOneOf, checkPort } from '../private/syntax';
import { checkSeconds } from '../private/time';

/** What a probe has to know of its container. */
export interface ProbeContext {
  readonly kind: 'readiness' | 'liveness' | 'startup';
  /** The number of the container's first port. */
  readonly port?: number;
}

const MAX_INT32 = 2147483647;
const PERIOD = 10;
const TIMEOUT = 1;

/**
 * How long a container may fail before it counts. The controller deletes a pool member at its first loss of readiness once its grace
 * period, counted from creation, is over.
 */
const PATIENCE = 60;
const FEWEST_FAILURES = 3;

const HEADER_NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** The numbers of a probe, all written out but a delay that nobody asked for. */
export function timingOf(place: Place, options: ProbeOptions, { kind }: ProbeContext): manifest.Probe {
  const period = seconds(place, 'period', options, 1) ?? PERIOD;
  return compact<manifest.Probe>({
    initialDelaySeconds: seconds(place, 'initialDelay', options, 0),
    periodSeconds: period,
    timeoutSeconds: seconds(place, 'timeout', options, 1) ?? TIMEOUT,
    failureThreshold: options.failureThreshold === undefined
      ? Math.max(FEWEST_FAILURES, Math.ceil(PATIENCE / period))
      : checkInteger(place.at('failureThreshold'), options.failureThreshold, 1, MAX_INT32),
    successThreshold: options.successThreshold === undefined
      ? 1
      : checkInteger(place.at('successThreshold'), options.successThreshold, 1, kind === 'readiness' ? MAX_INT32 : 1,
        kind === 'readiness' ? undefined : `leave it out: Kubernetes takes only 1 for a ${kind} probe`),
  })!;
}

export function httpGetOf(place: Place, path: string, options: HttpProbeOptions, context: ProbeContext): manifest.HTTPGetAction {
  if (typeof path !== 'string' || !/^\/[^\s]*$/.test(path)) {
    place.at('path').fail({ given: path, allowed: 'a path that begins with "/" and has no blanks', fix: 'write the path alone, without scheme and host' });
  }
  return compact<manifest.HTTPGetAction>({
    path,
    port: portOf(place, options, context),
    scheme: checkOneOf(place.at('scheme'), options.scheme ?? HttpScheme.HTTP, Object.values(HttpScheme)),
    httpHeaders: options.headers && headersOf(place.at('headers'), options.headers),
  })!;
}

export function tcpSocketOf(place: Place, options: TcpProbeOptions, context: ProbeContext): manifest.TCPSocketAction {
  return { port: portOf(place, options, context) };
}

export function execOf(place: Place, command: string[]): manifest.ExecAction {
  return { command: commandOf(place.at('command'), command) };
}

/** An empty service is written out, since the definitions' schema fills it in and tools that compare would see a difference. */
export function grpcOf(place: Place, options: GrpcProbeOptions, context: ProbeContext): manifest.GRPCAction {
  return { port: portOf(place, options, context), service: options.service ?? '' };
}

function portOf(place: Place, options: TcpProbeOptions, context: ProbeContext): number {
  const port = options.port ?? context.port;
  if (port === undefined) {
    place.at('port').fail({ given: port, allowed: 'a port, since the container declares none', fix: 'give the probe a port, or the container its ports' });
  }
  return checkPort(place.at('port'), port);
}

function headersOf(place: Place, headers: { readonly [name: string]: string }): manifest.HTTPHeader[] {
  return sortedEntries(headers).map(([name, value]) => {
    if (!HEADER_NAME.test(name)) place.fail({ given: name, allowed: 'a header name without blanks and colons', fix: 'write it as HTTP does' });
    if (typeof value !== 'string' || /[\r\n\0]/.test(value)) {
      place.item(name).fail({ given: value, allowed: 'a text of one line', fix: 'write the value alone' });
    }
    return { name, value };
  });
}

function seconds(place: Place, property: 'period' | 'initialDelay' | 'timeout', options: ProbeOptions, min: number): number | undefined {
  const duration = options[property];
  return duration === undefined ? undefined : checkSeconds(place.at(property), duration, min, MAX_INT32, 'give whole seconds, as Duration.seconds(10)');
}
