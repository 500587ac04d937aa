import { Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { ContainerOptions, SandboxContainerProps } from './container-options';
import { SandboxImage } from './image';
import { Isolation } from './isolation';
import { NodeAffinity } from './node-affinity';
import { PodDnsConfig } from './pod-dns-config';
import { PodSeparation } from './pod-separation';
import { RestartPolicy } from './restart-policy';
import { RunAs } from './run-as';
import { SandboxRuntime } from './runtime';
import { Seccomp } from './seccomp';
import { ServiceAccountToken } from './service-account-token';
import { Toleration } from './toleration';
import { TopologySpread } from './topology-spread';
import { VolumeClaimTemplate } from './volume-claim-template';
import { Workspace } from './workspace';
import { Egress } from '../network/egress';
import { Ingress } from '../network/ingress';

/**
 * What a SandboxTemplate and a Sandbox have in common: the Pod. The main container's properties stand here directly; sidecars and init
 * containers are lists.
 */
export interface SandboxPodProps extends ContainerOptions {
  /**
   * The name of the object, a DNS name.
   *
   * @default - the ids on the construct's path joined by "-", without a hash; or what the chart's own `generateObjectName` says
   */
  readonly name?: string;

  /**
   * The program that runs in the sandbox, with all that it needs to work hardened: image, port, probe, writable paths, environment.
   * Properties given beside it win.
   *
   * @default - none: give `image`
   */
  readonly runtime?: SandboxRuntime;

  /**
   * The main container's image.
   *
   * @default - the runtime's
   */
  readonly image?: SandboxImage;

  /**
   * The port that the main program listens on; short for `ports` with one TCP port.
   *
   * @default - the runtime's, or none
   */
  readonly port?: number;

  /**
   * The main container's name.
   *
   * @default 'main'
   */
  readonly containerName?: string;

  /**
   * Trusted helpers that run beside the main container from before its start until after its end: native sidecars
   * (`initContainers` with `restartPolicy: Always`, Kubernetes 1.29).
   *
   * @default - none
   */
  readonly sidecars?: SandboxContainerProps[];

  /**
   * Containers that run to their end, one after the other, before the main one starts.
   *
   * @default - none besides the runtime's
   */
  readonly initContainers?: SandboxContainerProps[];

  /**
   * What stands between the sandbox's code and the node's kernel.
   *
   * @default Isolation.gvisor()
   */
  readonly isolation?: Isolation;

  /**
   * User and groups.
   *
   * @default - the profile's 65532 for all three, or the namespace's range on OpenShift
   */
  readonly runAs?: RunAs;

  /**
   * The seccomp profile of the Pod.
   *
   * @default Seccomp.runtimeDefault()
   */
  readonly seccomp?: Seccomp;

  /**
   * The folder that the main container works in.
   *
   * @default Workspace.ephemeral()
   */
  readonly workspace?: Workspace;

  /**
   * Volumes that each sandbox gets for itself and that outlive its Pod; `workspace` makes one of its own. Mount them by
   * `Volume.claimTemplate(name)`.
   *
   * @default - none
   */
  readonly volumeClaimTemplates?: VolumeClaimTemplate[];

  /**
   * Where the sandbox may connect to. The rules and the Pod's DNS are made together.
   *
   * @default - nowhere: `Egress.none()`
   */
  readonly egress?: Egress[];

  /**
   * Who may connect to the sandbox.
   *
   * @default - the router alone, on the declared ports: `Ingress.router()`; nobody where no port is declared
   */
  readonly ingress?: Ingress[];

  /**
   * Search domains and resolver options, beside what `egress` decides.
   *
   * @default - none
   */
  readonly dnsConfig?: PodDnsConfig;

  /**
   * Whether the controller makes a headless Service for each sandbox. Without one the router's DNS path answers 502, unless the router's
   * Pod cache is on. It costs one Service a sandbox: at some thousands of sandboxes a namespace, prefer the cache and `false`.
   *
   * @default true
   */
  readonly service?: boolean;

  /**
   * Labels that a node must have.
   *
   * @default - those that go with the isolation on the cluster's platform
   */
  readonly nodeSelector?: { [key: string]: string };

  /**
   * Taints that are tolerated.
   *
   * @default - those that go with the isolation on the cluster's platform
   */
  readonly tolerations?: Toleration[];

  /**
   * How Pods are spread over hosts or zones.
   *
   * @default - for a template: over hosts, as far as possible; for a Sandbox: not at all
   */
  readonly topologySpread?: TopologySpread[];

  /**
   * Nodes that are required or preferred, beyond `nodeSelector`.
   *
   * @default - none
   */
  readonly nodeAffinity?: NodeAffinity[];

  /**
   * Pods that are kept apart.
   *
   * @default - none
   */
  readonly podSeparation?: PodSeparation[];

  /**
   * The PriorityClass, a low one: a sandbox should not preempt what the platform runs on.
   *
   * @default - the cluster's default priority
   */
  readonly priorityClassName?: string;

  /**
   * Whether containers are started again after they end. A time to live after the end (`Lifetime.afterFinished`) needs a Pod that ends.
   *
   * @default - RestartPolicy.ALWAYS for runtimes that are servers, else RestartPolicy.NEVER
   */
  readonly restartPolicy?: RestartPolicy;

  /**
   * How long the program has between SIGTERM and SIGKILL.
   *
   * @default - the profile's 30 s
   */
  readonly terminationGracePeriod?: Duration;

  /**
   * How long the Pod may run at all. The clock of a pooled sandbox runs while it waits, so a pool's template cannot have one.
   *
   * @default - no limit
   */
  readonly activeDeadline?: Duration;

  /**
   * The Pod's host name, a DNS label.
   *
   * @default - the Pod's name
   */
  readonly hostname?: string;

  /**
   * The ServiceAccount. It needs no right at all.
   *
   * @default - one is made, without token, for this object alone
   */
  readonly serviceAccount?: kplus.IServiceAccount;

  /**
   * Whether the Pod gets a token for the API server.
   *
   * @default ServiceAccountToken.none()
   */
  readonly serviceAccountToken?: ServiceAccountToken;

  /**
   * Secrets to pull images with.
   *
   * @default - none
   */
  readonly imagePullSecrets?: kplus.ISecret[];

  /**
   * Labels of the object.
   *
   * @default - the common labels (`app.kubernetes.io/…`) and the chart's
   */
  readonly labels?: { [key: string]: string };

  /**
   * Annotations of the object.
   *
   * @default - none besides recorded waivers
   */
  readonly annotations?: { [key: string]: string };

  /**
   * Labels of the Pod.
   *
   * @default - the common labels (`app.kubernetes.io/…`)
   */
  readonly podLabels?: { [key: string]: string };

  /**
   * Annotations of the Pod.
   *
   * @default - none
   */
  readonly podAnnotations?: { [key: string]: string };

  /**
   * Plain JSON that is merged into the PodSpec last: objects by key; containers, initContainers, volumes, env and ports by name; other
   * lists replaced. It removes nothing: use `JsonPatch.remove` on the object for that. What comes out is judged like everything else.
   *
   * @default - nothing
   */
  readonly podSpecPatch?: { [key: string]: any };
}
