/** What only those who run a cluster know of it. */
export interface ClusterFactsProps {
  /**
   * The ranges that Pods get their addresses from, in CIDR notation, as `10.4.0.0/14`; canonical, without bits set after the prefix.
   *
   * @default - unknown: those inside the private and special-use ranges are protected all the same
   */
  readonly podCidrs?: string[];

  /**
   * The ranges that Services get their addresses from, in CIDR notation.
   *
   * @default - unknown, but for GKE's default range 34.118.224.0/20
   */
  readonly serviceCidrs?: string[];

  /**
   * The ranges that nodes get their addresses from, in CIDR notation; public ones too.
   *
   * @default - unknown
   */
  readonly nodeCidrs?: string[];

  /**
   * The addresses of the API server in CIDR notation, `203.0.113.10/32` say; a public endpoint above all, which no general list can have.
   *
   * @default - unknown
   */
  readonly apiServerCidrs?: string[];

  /**
   * Audiences of tokens that the API server accepts, beyond `https://kubernetes.default.svc` and its form with `.cluster.local`: the
   * server's flag `--api-audiences`, or the cluster's issuer on managed platforms. A token for one of them does not belong in a sandbox.
   *
   * @default - none
   */
  readonly apiAudiences?: string[];

  /**
   * RuntimeClasses that the cluster has and that this app does not make, beyond those that the platform brings: `gvisor` on GKE (with the
   * add-on `microvm` too), `kata-vm-isolation` on AKS.
   *
   * @default - none
   */
  readonly runtimeClasses?: string[];
}

/** What only those who run a cluster of Google Kubernetes Engine know of it. */
export interface GkeFactsProps extends ClusterFactsProps {
  /**
   * Whether the cluster has GKE's managed Agent Sandbox add-on. It brings the controller, the RuntimeClasses `gvisor` and `microvm`, and
   * admission policies of its own for Sandbox and SandboxTemplate, of which `sandbox-core-policy` cannot be edited.
   *
   * @default false
   */
  readonly addon?: boolean;
}
