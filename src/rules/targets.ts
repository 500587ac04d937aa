// What an expression can be about. From each row come both the items that synth walks through and the CEL that wraps the expression at admission,
// so that the two cannot differ in what they look at.

/** Where a target's items are in the item that they are part of. */
interface Part {
  /** The target that the items are part of. */
  readonly parent: string;
  /** Paths of lists whose elements are the items. */
  readonly lists?: readonly string[];
  /** Paths of objects that are the items. */
  readonly objects?: readonly string[];
  /** The path of a map whose keys are the items. */
  readonly keys?: string;
  /** The fields that tell a list's elements apart, the first that an element has: its place is then keyed and not by index. */
  readonly key?: readonly string[];
}

interface Root {
  /** The root that an object's kind may have; `object` and `spec` are every object's own. */
  readonly root: 'object' | 'spec' | 'pod' | 'podMetadata' | 'network';
}

type Row = { readonly variable: string } & (Part | Root);

const named = { key: ['name'] } as const;

/** The targets, by name, each with the variable that stands for the item in its expressions. Those of its parents are there as well. */
export const TARGETS = {
  OBJECT: { variable: 'object', root: 'object' },
  SPEC: { variable: 'spec', root: 'spec' },

  POD: { variable: 'pod', root: 'pod' },
  /** Every container, whatever the list. */
  CONTAINER: { variable: 'container', parent: 'POD', lists: ['containers', 'initContainers', 'ephemeralContainers'], ...named },
  /** Containers of `containers` alone. */
  MAIN_CONTAINER: { variable: 'container', parent: 'POD', lists: ['containers'], ...named },
  /** Containers of `initContainers` alone: with `restartPolicy: Always` they are sidecars, which the guardrails trust. */
  INIT_CONTAINER: { variable: 'container', parent: 'POD', lists: ['initContainers'], ...named },
  EPHEMERAL_CONTAINER: { variable: 'container', parent: 'POD', lists: ['ephemeralContainers'], ...named },
  MOUNT: { variable: 'mount', parent: 'CONTAINER', lists: ['volumeMounts'], key: ['mountPath'] },
  DEVICE: { variable: 'device', parent: 'CONTAINER', lists: ['volumeDevices'], key: ['devicePath'] },
  ENV: { variable: 'env', parent: 'CONTAINER', lists: ['env'], ...named },
  MAIN_ENV: { variable: 'env', parent: 'MAIN_CONTAINER', lists: ['env'], ...named },
  INIT_ENV: { variable: 'env', parent: 'INIT_CONTAINER', lists: ['env'], ...named },
  EPHEMERAL_ENV: { variable: 'env', parent: 'EPHEMERAL_CONTAINER', lists: ['env'], ...named },
  ENV_FROM: { variable: 'source', parent: 'CONTAINER', lists: ['envFrom'] },
  MAIN_ENV_FROM: { variable: 'source', parent: 'MAIN_CONTAINER', lists: ['envFrom'] },
  INIT_ENV_FROM: { variable: 'source', parent: 'INIT_CONTAINER', lists: ['envFrom'] },
  EPHEMERAL_ENV_FROM: { variable: 'source', parent: 'EPHEMERAL_CONTAINER', lists: ['envFrom'] },
  /** The image of a container, and that of a volume: texts. */
  IMAGE: { variable: 'image', parent: 'CONTAINER', objects: ['image'] },
  IMAGE_VOLUME: { variable: 'image', parent: 'VOLUME', objects: ['image/reference'] },
  /** Words of `command` and `args`. */
  WORD: { variable: 'word', parent: 'CONTAINER', lists: ['command', 'args'] },
  PORT: { variable: 'port', parent: 'CONTAINER', lists: ['ports'], key: ['name', 'containerPort'] },
  PROBE: { variable: 'probe', parent: 'CONTAINER', objects: ['livenessProbe', 'readinessProbe', 'startupProbe'] },
  /** What a probe does, where it has a port. */
  PROBE_HANDLER: { variable: 'handler', parent: 'PROBE', objects: ['httpGet', 'tcpSocket', 'grpc'] },
  HOOK: { variable: 'hook', parent: 'CONTAINER', objects: ['lifecycle/postStart', 'lifecycle/preStop'] },
  /** Names of resources that a container has limits for. */
  LIMIT: { variable: 'resource', parent: 'CONTAINER', keys: 'resources/limits' },
  REQUEST: { variable: 'resource', parent: 'CONTAINER', keys: 'resources/requests' },
  VOLUME: { variable: 'volume', parent: 'POD', lists: ['volumes'], ...named },
  PROJECTED_SOURCE: { variable: 'source', parent: 'VOLUME', lists: ['projected/sources'] },
  TOLERATION: { variable: 'toleration', parent: 'POD', lists: ['tolerations'], key: ['key'] },
  TOPOLOGY_SPREAD: { variable: 'spread', parent: 'POD', lists: ['topologySpreadConstraints'], key: ['topologyKey'] },
  PULL_SECRET: { variable: 'secret', parent: 'POD', lists: ['imagePullSecrets'], ...named },
  NAMESERVER: { variable: 'nameserver', parent: 'POD', lists: ['dnsConfig/nameservers'] },
  SUPPLEMENTAL_GROUP: { variable: 'group', parent: 'POD', lists: ['securityContext/supplementalGroups'] },

  POD_METADATA: { variable: 'podMetadata', root: 'podMetadata' },
  /** Keys of the Pod's labels. */
  LABEL: { variable: 'label', parent: 'POD_METADATA', keys: 'labels' },
  /** Keys of the Pod's annotations. */
  ANNOTATION: { variable: 'annotation', parent: 'POD_METADATA', keys: 'annotations' },
  /** Keys of the object's own labels. */
  OBJECT_LABEL: { variable: 'label', parent: 'OBJECT', keys: 'metadata/labels' },
  /** Keys of the object's own annotations. */
  OBJECT_ANNOTATION: { variable: 'annotation', parent: 'OBJECT', keys: 'metadata/annotations' },

  NETWORK: { variable: 'network', root: 'network' },
  EGRESS_RULE: { variable: 'rule', parent: 'NETWORK', lists: ['egress'] },
  INGRESS_RULE: { variable: 'rule', parent: 'NETWORK', lists: ['ingress'] },
  EGRESS_PEER: { variable: 'peer', parent: 'EGRESS_RULE', lists: ['to'] },
  INGRESS_PEER: { variable: 'peer', parent: 'INGRESS_RULE', lists: ['from'] },
  EGRESS_PORT: { variable: 'port', parent: 'EGRESS_RULE', lists: ['ports'] },
  INGRESS_PORT: { variable: 'port', parent: 'INGRESS_RULE', lists: ['ports'] },
  /** Rules of both directions. */
  NETWORK_RULE: { variable: 'rule', parent: 'NETWORK', lists: ['egress', 'ingress'] },
  NETWORK_PEER: { variable: 'peer', parent: 'NETWORK_RULE', lists: ['to', 'from'] },
  NETWORK_PORT: { variable: 'port', parent: 'NETWORK_RULE', lists: ['ports'] },
  /** Blocks of addresses, and what is left out of them. */
  IP_BLOCK: { variable: 'block', parent: 'NETWORK_PEER', objects: ['ipBlock'] },
  EXCEPTION: { variable: 'exception', parent: 'IP_BLOCK', lists: ['except'] },
  EGRESS_BLOCK: { variable: 'block', parent: 'EGRESS_PEER', objects: ['ipBlock'] },
  /** Label selectors of peers, the keys of their labels, and their requirements. */
  SELECTOR: { variable: 'selector', parent: 'NETWORK_PEER', objects: ['podSelector', 'namespaceSelector'] },
  SELECTOR_LABEL: { variable: 'label', parent: 'SELECTOR', keys: 'matchLabels' },
  REQUIREMENT: { variable: 'requirement', parent: 'SELECTOR', lists: ['matchExpressions'], key: ['key'] },

  VOLUME_CLAIM: { variable: 'volumeClaim', parent: 'SPEC', lists: ['volumeClaimTemplates'], key: ['metadata/name'] },
  /** Variables that a claim gives its sandbox. */
  CLAIM_ENV: { variable: 'env', parent: 'SPEC', lists: ['env'], ...named },

  POLICY_RULE: { variable: 'rule', parent: 'OBJECT', lists: ['rules'] },
  SUBJECT: { variable: 'subject', parent: 'OBJECT', lists: ['subjects'], ...named },
  SERVICE_PORT: { variable: 'port', parent: 'SPEC', lists: ['ports'], key: ['name', 'port'] },
} as const satisfies { readonly [name: string]: Row };

/** The name of a target. */
export type TargetName = keyof typeof TARGETS;

/** A target with its ancestors, from the root down to itself. */
export interface Step {
  readonly name: TargetName;
  readonly variable: string;
  readonly root?: Root['root'];
  readonly lists: readonly string[];
  readonly objects: readonly string[];
  readonly keys?: string;
  readonly key: readonly string[];
}

const STEPS = new Map<TargetName, readonly Step[]>();

/** The way from an object's root to a target's items. */
export function stepsOf(name: TargetName): readonly Step[] {
  let steps = STEPS.get(name);
  if (!steps) {
    const row = TARGETS[name] as Row;
    const own: Step = 'root' in row
      ? { name, variable: row.variable, root: row.root, lists: [], objects: [], key: [] }
      : { name, variable: row.variable, lists: row.lists ?? [], objects: row.objects ?? [], keys: row.keys, key: row.key ?? [] };
    steps = 'parent' in row ? [...stepsOf(row.parent as TargetName), own] : [own];
    STEPS.set(name, steps);
  }
  return steps;
}

/** The variables that expressions about a target know: its own and those of what it is part of, and always the object. */
export function variablesOf(name: TargetName): readonly string[] {
  return [...new Set(['object', 'spec', 'pod', 'podMetadata', 'network', ...stepsOf(name).map(({ variable }) => variable)])];
}
