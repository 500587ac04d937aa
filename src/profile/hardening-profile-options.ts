/**
 * What a custom profile changes. A list replaces the base's list. Quantities are Kubernetes' own notation, as `500m`, `2` or `512Mi`, and are
 * written in canonical form.
 */
export interface HardeningProfileOptions {
  /**
   * What the profile is called beside its base, in reports: letters, digits, "-", "_" and ".".
   *
   * @default 'custom'
   */
  readonly name?: string;

  /**
   * The RuntimeClass of a sandbox that names no isolation. One of `runtimeClasses`.
   *
   * @default - the base profile's; in RESTRICTED_V1 `gvisor`
   */
  readonly runtimeClass?: string;

  /**
   * The RuntimeClasses that count as isolation from the node's kernel. `runc` does not, and is refused here: `Isolation.sharedKernel(waiver)` is the
   * way to it.
   *
   * @default - the base profile's; in RESTRICTED_V1 the classes of gVisor, Kata Containers and AKS's Pod Sandboxing
   */
  readonly runtimeClasses?: string[];

  /**
   * The registries, or paths in them, that images may come from, as `registry.example.com/team`. Compared up to a `/`. An empty list allows any.
   *
   * @default - the base profile's; in RESTRICTED_V1 any registry, so that nothing is reported before a list is set
   */
  readonly registries?: string[];

  /**
   * Registries whose version tags never move, so that a tag without digest is a lesser finding.
   *
   * @default - the base profile's; in RESTRICTED_V1 `registry.k8s.io`, whose promoter never moves a tag
   */
  readonly immutableTagRegistries?: string[];

  /**
   * CPU request of a container that says nothing; a quantity. At most `cpuLimit`.
   *
   * @default - the base profile's; in RESTRICTED_V1 `250m`
   */
  readonly cpuRequest?: string;

  /**
   * CPU limit of a container that says nothing; a quantity. At most `cpuCeiling`.
   *
   * @default - the base profile's; in RESTRICTED_V1 `1`: bursts are fine
   */
  readonly cpuLimit?: string;

  /**
   * CPU request of a container that says nothing, in a guest (Kata, Firecracker), which is sized from requests; a quantity. At most
   * `guestCpuLimit`.
   *
   * @default - the base profile's; in RESTRICTED_V1 `1`
   */
  readonly guestCpuRequest?: string;

  /**
   * CPU limit of a container that says nothing, in a guest; a quantity. At most `cpuCeiling`.
   *
   * @default - the base profile's; in RESTRICTED_V1 `1`
   */
  readonly guestCpuLimit?: string;

  /**
   * The highest CPU limit that a container may have; a quantity.
   *
   * @default - the base profile's; in RESTRICTED_V1 `8`
   */
  readonly cpuCeiling?: string;

  /**
   * Memory request and limit, which are equal, of a container that says nothing; a quantity of bytes. From `memoryFloor` to `memoryCeiling`.
   *
   * @default - the base profile's; in RESTRICTED_V1 `512Mi`
   */
  readonly memory?: string;

  /**
   * The lowest memory limit that a container may have; a quantity of bytes.
   *
   * @default - the base profile's; in RESTRICTED_V1 `16Mi`
   */
  readonly memoryFloor?: string;

  /**
   * The highest memory limit that a container may have; a quantity of bytes.
   *
   * @default - the base profile's; in RESTRICTED_V1 `32Gi`
   */
  readonly memoryCeiling?: string;

  /**
   * Request and limit, which are equal, of local disk (logs, writable layers, emptyDirs) of a container that says nothing; a quantity of bytes. At
   * least `tmpSize` and `workspaceSize` together, at most `ephemeralStorageCeiling`.
   *
   * @default - the base profile's; in RESTRICTED_V1 `1Gi`
   */
  readonly ephemeralStorage?: string;

  /**
   * The highest limit of local disk that a container may have; a quantity of bytes.
   *
   * @default - the base profile's; in RESTRICTED_V1 `50Gi`
   */
  readonly ephemeralStorageCeiling?: string;

  /**
   * Size limit of the emptyDir at `/tmp`, which lies on disk; a quantity of bytes.
   *
   * @default - the base profile's; in RESTRICTED_V1 `256Mi`
   */
  readonly tmpSize?: string;

  /**
   * Size limit of an ephemeral workspace, an emptyDir on disk; a quantity of bytes.
   *
   * @default - the base profile's; in RESTRICTED_V1 `512Mi`
   */
  readonly workspaceSize?: string;

  /**
   * The user id that sandboxes run as: `minimumUser` to 2147483647.
   *
   * @default - the base profile's; in RESTRICTED_V1 65532: above the users of hosts and images, and inside the range of a user namespace
   */
  readonly user?: number;

  /**
   * The group id that sandboxes run as: 1 to 2147483647.
   *
   * @default - the base profile's; in RESTRICTED_V1 65532
   */
  readonly group?: number;

  /**
   * The group id that owns a sandbox's volumes (`fsGroup`): 1 to 2147483647.
   *
   * @default - the base profile's; in RESTRICTED_V1 65532
   */
  readonly fsGroup?: number;

  /**
   * The lowest user id that a sandbox may run as: 1 to 2147483647. 0 is root.
   *
   * @default - the base profile's; in RESTRICTED_V1 1000
   */
  readonly minimumUser?: number;

  /**
   * The highest user and group id of a Pod in a user namespace (`hostUsers: false`): 1 to 65535.
   *
   * @default - the base profile's; in RESTRICTED_V1 65535: a user namespace has no others
   */
  readonly userNamespaceIdCeiling?: number;

  /**
   * How long a sandbox has from SIGTERM to SIGKILL, in seconds: 0 to `gracePeriodCeilingSeconds`.
   *
   * @default - the base profile's; in RESTRICTED_V1 30
   */
  readonly gracePeriodSeconds?: number;

  /**
   * The longest grace period, in seconds.
   *
   * @default - the base profile's; in RESTRICTED_V1 60: an untrusted program that ignores SIGTERM holds its node
   */
  readonly gracePeriodCeilingSeconds?: number;

  /**
   * Restart policy of a sandbox that says nothing: `Always`, `OnFailure` or `Never`.
   *
   * @default - the base profile's; in RESTRICTED_V1 `Never`: a claim's TTL counts from the end of the Pod
   */
  readonly restartPolicy?: string;

  /**
   * Restart policy of a sandbox whose runtime is a server, and that says nothing: `Always`, `OnFailure` or `Never`.
   *
   * @default - the base profile's; in RESTRICTED_V1 `Always`
   */
  readonly serverRestartPolicy?: string;

  /**
   * How far from the day of judgement a claim's `shutdownTime` may be, in days: 1 to 3650.
   *
   * @default - the base profile's; in RESTRICTED_V1 30
   */
  readonly claimLifetimeCeilingDays?: number;

  /**
   * The highest `ttlSecondsAfterFinished` of a claim, in seconds: 0 to 2147483647.
   *
   * @default - the base profile's; in RESTRICTED_V1 86400, a day
   */
  readonly ttlCeilingSeconds?: number;

  /**
   * Update strategy of a pool that says nothing: `Recreate` or `OnReplenish`.
   *
   * @default - the base profile's; in RESTRICTED_V1 `Recreate`: with `OnReplenish`, members of before a hardening are still handed out
   */
  readonly updateStrategy?: string;

  /**
   * Size of a pool that says nothing: 0 to `poolSizeCeiling`.
   *
   * @default - the base profile's; in RESTRICTED_V1 1
   */
  readonly poolSize?: number;

  /**
   * The largest pool: 0 to 2147483647.
   *
   * @default - the base profile's; in RESTRICTED_V1 1000
   */
  readonly poolSizeCeiling?: number;

  /**
   * How far from the day of judgement a waiver may expire, in days: 1 to 3650.
   *
   * @default - the base profile's; in RESTRICTED_V1 180
   */
  readonly waiverCeilingDays?: number;

  /**
   * How many days before it expires a waiver is reported: 0 to `waiverCeilingDays`.
   *
   * @default - the base profile's; in RESTRICTED_V1 14
   */
  readonly waiverWarningDays?: number;

  /**
   * Audiences of tokens that the API server accepts: a token for one of them does not belong in a sandbox. `ClusterFacts` adds the cluster's own.
   *
   * @default - the base profile's; in RESTRICTED_V1 `https://kubernetes.default.svc` and its form with `.cluster.local`
   */
  readonly apiAudiences?: string[];

  /**
   * How the keys of annotations begin that a claim may put on its Pod, as `sandbox.users.io/`: a DNS name, `/` and as much of the name as
   * is wanted. Others could steer the runtime.
   *
   * @default - the base profile's; in RESTRICTED_V1 `sandbox.users.io/`
   */
  readonly claimAnnotationPrefixes?: string[];

  /**
   * Keys of annotations that a sandbox's Pod may have although their prefixes are those of runtimes, networks or injectors.
   *
   * @default - the base profile's; in RESTRICTED_V1 `cluster-autoscaler.kubernetes.io/safe-to-evict` and `kubernetes.io/egress-bandwidth`
   */
  readonly allowedPodAnnotations?: string[];

  /**
   * CSI drivers of inline volumes (`volumes[].csi`) that a sandbox may mount.
   *
   * @default - the base profile's; in RESTRICTED_V1 none
   */
  readonly csiDrivers?: string[];

  /**
   * Ports that a sandbox may reach in the internet, once its egress opens it: 1 to 65535.
   *
   * @default - the base profile's; in RESTRICTED_V1 443, 80 and 53
   */
  readonly internetPorts?: number[];

  /**
   * The version of the Pod Security Standards that namespaces of sandboxes are pinned to, at most the cluster's own: `v1.25` or later. `latest` is
   * refused, since its meaning changes with the cluster.
   *
   * @default - the base profile's; in RESTRICTED_V1 `v1.34`: from v1.35 on, Pods in a user namespace may run as root
   */
  readonly podSecurityVersion?: string;
}
