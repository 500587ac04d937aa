/** The transport of a port. */
export enum Protocol {
  /** TCP. */
  TCP = 'TCP',
  /** UDP. */
  UDP = 'UDP',
  /** SCTP, which many networks do not carry. */
  SCTP = 'SCTP',
}

/**
 * A port that a container listens on (`ports[]`). A port of the node (`hostPort`) is not offered: it would lie outside every NetworkPolicy.
 */
export interface ContainerPort {
  /** The number, 1 to 65535 (`containerPort`). Below 1024 a program without privileges cannot listen on every runtime. */
  readonly port: number;

  /**
   * The name: at most 15 characters of a-z, 0-9 and single hyphens, at least one letter. No two ports of a Pod share one.
   *
   * @default - none, as in Kubernetes; the sandbox's Service then calls it `p-<port>-<protocol>`
   */
  readonly name?: string;

  /**
   * The transport. A number may be used once with each.
   *
   * @default Protocol.TCP
   */
  readonly protocol?: Protocol;
}
