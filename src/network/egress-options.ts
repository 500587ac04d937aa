/** Options of egress to name servers. */
export interface DnsEgressOptions {
  /**
   * One to three addresses of name servers, IPv4 or IPv6, which the Pod asks in place of the cluster's DNS (`dnsPolicy: None` and
   * `dnsConfig.nameservers`). They are opened on port 53, UDP and TCP. Names of Services then resolve only where these servers know them.
   * The address of a Service does not do: NetworkPolicies see the Pods behind it.
   *
   * @default - the cluster's DNS, as `ClusterFacts` describes it (`dnsPolicy: ClusterFirst`)
   */
  readonly nameservers?: string[];

  /**
   * Whether the cluster runs NodeLocal DNSCache: its address 169.254.20.10 is then opened beside the DNS Pods. Without it, on such a cluster,
   * nothing resolves.
   *
   * @default false
   */
  readonly nodeLocal?: boolean;
}

/** Options of egress to a block of addresses. */
export interface CidrEgressOptions {
  /**
   * Blocks in CIDR notation that are left out: each a part of the block, of its family (`ipBlock.except`). Protected ranges and metadata
   * addresses are always left out and need not be named.
   *
   * @default - nothing beyond the protected ranges and metadata addresses of `ClusterFacts`
   */
  readonly except?: string[];
}
