// Names, keys, ports and prefixes that several rooms share. Each is part of a contract: with the controller, with the users' client or with
// those who read and select our objects. None may change without a reason from outside.

/** One of the four kinds, as the API server calls it. */
export interface KindNames {
  readonly kind: string;
  readonly group: string;
  readonly version: string;
  /** `group/version`, as manifests have it. */
  readonly apiVersion: string;
  /** The resource's name in paths, roles, quotas and policies. */
  readonly plural: string;
}

/** The API group of Sandbox. */
export const CORE_GROUP = 'agents.x-k8s.io';
/** The API group of SandboxTemplate, SandboxClaim and SandboxWarmPool. */
export const EXTENSIONS_GROUP = 'extensions.agents.x-k8s.io';
/** The API version that is written: the one that all supported releases serve and store. */
export const API_VERSION = 'v1beta1';

const names = (group: string, kind: string, plural: string): KindNames => (
  { kind, group, version: API_VERSION, apiVersion: `${group}/${API_VERSION}`, plural }
);

/** The four kinds by their names. */
export const KINDS = {
  Sandbox: names(CORE_GROUP, 'Sandbox', 'sandboxes'),
  SandboxTemplate: names(EXTENSIONS_GROUP, 'SandboxTemplate', 'sandboxtemplates'),
  SandboxClaim: names(EXTENSIONS_GROUP, 'SandboxClaim', 'sandboxclaims'),
  SandboxWarmPool: names(EXTENSIONS_GROUP, 'SandboxWarmPool', 'sandboxwarmpools'),
} as const;

/** The name of one of the four kinds. */
export type KindName = keyof typeof KINDS;

/** A limit on the length of a name, with the reason for it as it completes a message. */
export interface NameLimit {
  readonly max: number;
  readonly why: string;
}

/** How long the names of the four kinds may be, which the CRDs do not say. */
export const NAME_LIMITS: { readonly [kind in KindName]: NameLimit } = {
  SandboxTemplate: { max: 238, why: 'shorten it: the controller adds "-network-policy", and the name of a NetworkPolicy has at most 253 characters' },
  SandboxWarmPool: { max: 57, why: 'shorten it: members are named after the pool with "-xxxxx" added, and a Sandbox\'s name has at most 63 characters' },
  Sandbox: { max: 63, why: 'shorten it: its Service and the router\'s X-Sandbox-ID have to be DNS labels' },
  SandboxClaim: { max: 63, why: 'shorten it: a Sandbox that is not taken from a pool gets the claim\'s name, which its Service and the router need as a DNS label' },
};

/** The controller's namespace. The managed NetworkPolicy names it, so the router has to be there too. */
export const CONTROLLER_NAMESPACE = 'agent-sandbox-system';
/** The name of the controller's Deployment, ServiceAccount, Service, ClusterRole and bindings. */
export const CONTROLLER_NAME = 'agent-sandbox-controller';
/** The name of the ClusterRole and binding for the three kinds of the extensions. */
export const CONTROLLER_EXTENSIONS_NAME = 'agent-sandbox-controller-extensions';
/** The optional ConfigMap that the controller mounts. */
export const CONTROLLER_CONFIG_MAP = 'agent-sandbox-config';
/** The controller's ports by their names. */
export const CONTROLLER_PORTS = { metrics: 8080, healthz: 8081 } as const;
/** The port of the conversion webhook, which releases of 0.5 have. */
export const CONTROLLER_WEBHOOK_PORT = 9443;

/** The name of the router's Deployment, ServiceAccount and roles. */
export const ROUTER_NAME = 'sandbox-router';
/** The label by which the managed NetworkPolicy knows the router's Pods. It is forbidden on sandboxes. */
export const ROUTER_LABEL = { app: 'sandbox-router' } as const;
/** What the router's Deployment selects its Pods by. */
export const ROUTER_SELECTOR = { 'app.kubernetes.io/name': 'sandbox-router', 'app.kubernetes.io/component': 'sandbox-router' } as const;
/** The router's Service: the users' client asks for this name. */
export const ROUTER_SERVICE = 'sandbox-router-svc';
/** The router's ports by their names; its Service has the first under the same number. */
export const ROUTER_PORTS = { proxy: 8080, metrics: 9090, healthz: 8081 } as const;

/** The port of a sandbox that the router and the users' client take where none is said. */
export const DEFAULT_SANDBOX_PORT = 8888;

/** Label of a sandbox's Pod and Service: FNV-1a-32 of the Sandbox's name. Every sandbox Pod has it. */
export const SANDBOX_NAME_HASH_LABEL = 'agents.x-k8s.io/sandbox-name-hash';
/** Label of a Pod made from a template: FNV-1a-32 of the template's name. The managed NetworkPolicy selects by it. */
export const TEMPLATE_REF_HASH_LABEL = 'agents.x-k8s.io/sandbox-template-ref-hash';
/** Label of a pool's member, until a claim adopts it. */
export const WARM_POOL_LABEL = 'agents.x-k8s.io/warm-pool-sandbox';
/** Label that names who made an object: the controller, or a client. */
export const CREATED_BY_LABEL = 'agents.x-k8s.io/created-by';
/** Label with the uid of the claim that a sandbox belongs to. */
export const CLAIM_UID_LABEL = 'agents.x-k8s.io/claim-uid';
/** Label of a Sandbox: `cold` or `warm`. */
export const LAUNCH_TYPE_LABEL = 'agents.x-k8s.io/launch-type';
/** Label, with the value `true`, of an object that a Sandbox may adopt though it did not make it. */
export const ADOPTABLE_LABEL = 'agents.x-k8s.io/adoptable';
/** Annotation of a Sandbox with the name of its template. */
export const TEMPLATE_REF_ANNOTATION = 'agents.x-k8s.io/sandbox-template-ref';
/** Annotation of a claim with the name of its Sandbox. */
export const ASSIGNED_SANDBOX_ANNOTATION = 'agents.x-k8s.io/sandbox-name';

/** How keys begin that the controller drops, without a word, from podTemplate metadata. */
export const RESERVED_METADATA_PREFIXES = ['agents.x-k8s.io/', 'extensions.agents.x-k8s.io/', 'opentelemetry.io/trace-context'] as const;

/**
 * How annotations begin that steer the container runtime, its profiles or the Pod's networks: with them, whoever writes a Pod's metadata decides
 * about its isolation.
 */
export const RUNTIME_ANNOTATION_PREFIXES = [
  'dev.gvisor.', 'io.katacontainers.', 'io.kubernetes.cri.', 'container.apparmor.security.beta.kubernetes.io/', 'seccomp.security.alpha.kubernetes.io/',
  'k8s.v1.cni.cncf.io/', 'v1.multus-cni.io/', 'networking.gke.io/interfaces', 'cni.projectcalico.org/',
] as const;

/** The domain that keys of a claim's labels must have, unless the controller's ConfigMap names others. Its subdomains pass as well. */
export const DEFAULT_LABEL_DOMAIN = 'sandbox.users.io';
/** The annotation by which the cluster autoscaler is told whether it may remove a Pod; the controller stamps it on pools' members. */
export const SAFE_TO_EVICT_ANNOTATION = 'cluster-autoscaler.kubernetes.io/safe-to-evict';
/** The label that the server gives every namespace: its name. */
export const NAMESPACE_NAME_LABEL = 'kubernetes.io/metadata.name';

/** What this library's own annotations begin with. */
export const ANNOTATION_PREFIX = 'cdk8s-agent-sandbox/';
/** The annotation that shows readers an object's waivers. It permits nothing. */
export const WAIVERS_ANNOTATION = `${ANNOTATION_PREFIX}waivers`;
/** The value of `app.kubernetes.io/managed-by` on everything that this library emits. */
export const MANAGED_BY = 'cdk8s-agent-sandbox';

/** What a kind's objects are to the whole, for the label `app.kubernetes.io/component`. */
export const COMPONENTS = {
  Sandbox: 'sandbox',
  SandboxTemplate: 'sandbox-template',
  SandboxClaim: 'sandbox-claim',
  SandboxWarmPool: 'sandbox-warm-pool',
} as const satisfies { readonly [kind in KindName]: string };

/** The labels of everything that this library emits. `component` says what the object belongs to: one of COMPONENTS, `controller`, `tenant`, … */
export function commonLabels(component: string): { [key: string]: string } {
  return {
    'app.kubernetes.io/managed-by': MANAGED_BY,
    'app.kubernetes.io/part-of': 'agent-sandbox',
    'app.kubernetes.io/component': component,
  };
}
