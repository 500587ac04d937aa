/** Resolver settings of the Pod beside name servers and policy, which follow from `egress` (`dnsConfig`). */
export interface PodDnsConfig {
  /**
   * Domains in which short names are looked up, at most 32 (`searches`).
   *
   * @default - the cluster's, where the cluster's DNS is used; else none
   */
  readonly searches?: string[];

  /**
   * Options of the resolver by name, as `{ ndots: '2' }`; an empty text for options without value (`options`).
   *
   * @default - none
   */
  readonly options?: { [name: string]: string };
}
