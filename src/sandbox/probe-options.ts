import { Duration } from 'cdk8s';

/** How a probe is timed and counted. */
export interface ProbeOptions {
  /**
   * How long after the container's start the first try comes: whole seconds (`initialDelaySeconds`).
   *
   * @default - none: at once
   */
  readonly initialDelay?: Duration;

  /**
   * How often it is tried: whole seconds of at least 1 (`periodSeconds`). Each try costs CPU in every waiting sandbox of a pool, so
   * the guardrails report less than 5.
   *
   * @default Duration.seconds(10)
   */
  readonly period?: Duration;

  /**
   * How long a try may take: whole seconds of at least 1 (`timeoutSeconds`), less than the period.
   *
   * @default Duration.seconds(1)
   */
  readonly timeout?: Duration;

  /**
   * How many failures in a row it takes (`failureThreshold`), at least 1.
   *
   * @default - as many as fill a minute, and at least 3: 6 with the default period. A pooled sandbox that is once not ready is replaced,
   * so one slow minute must not cost it
   */
  readonly failureThreshold?: number;

  /**
   * How many successes in a row it takes to recover (`successThreshold`), at least 1; always 1 for liveness and startup.
   *
   * @default 1
   */
  readonly successThreshold?: number;
}

/** Options of a probe that connects to a port. */
export interface TcpProbeOptions extends ProbeOptions {
  /**
   * The port's number. The kubelet connects to the Pod itself: another host is not offered, since anyone who can write a probe could then
   * have the node make requests for them.
   *
   * @default - the container's first port
   */
  readonly port?: number;
}

/** How an HTTP probe connects. */
export enum HttpScheme {
  /** Plain HTTP. */
  HTTP = 'HTTP',
  /** HTTPS; the certificate is not checked. */
  HTTPS = 'HTTPS',
}

/** Options of a probe by HTTP. */
export interface HttpProbeOptions extends TcpProbeOptions {
  /**
   * How it connects (`scheme`).
   *
   * @default HttpScheme.HTTP
   */
  readonly scheme?: HttpScheme;

  /**
   * Headers of the request by name (`httpHeaders`), written in the order of their names.
   *
   * @default - those of the kubelet
   */
  readonly headers?: { [name: string]: string };
}

/** Options of a probe by gRPC. */
export interface GrpcProbeOptions extends TcpProbeOptions {
  /**
   * The service whose health is asked for (`service`).
   *
   * @default - the server as a whole
   */
  readonly service?: string;
}
