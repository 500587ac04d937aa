import { JsonObject } from '../private/json';
import { CORE_GROUP, EXTENSIONS_GROUP } from '../release/names';

/** Where in an object of a kind the parts are that rules speak of: names joined by "/". */
export interface Roots {
  /** The PodSpec. */
  readonly pod?: string;
  /** The metadata of the Pod. */
  readonly podMetadata?: string;
  /** The rules of a NetworkPolicy. */
  readonly network?: string;
}

interface Kind extends Roots {
  /** The API group; '' is the core's. */
  readonly group: string;
  /** The resource in paths and policies. */
  readonly plural: string;
  /** Whether objects of the kind belong to no namespace. */
  readonly clusterScoped?: boolean;
}

const podTemplate = { pod: 'spec/podTemplate/spec', podMetadata: 'spec/podTemplate/metadata' };
const template = { pod: 'spec/template/spec', podMetadata: 'spec/template/metadata' };
const RBAC = 'rbac.authorization.k8s.io';

/** The kinds that rules know. */
export const KINDS = {
  SandboxTemplate: { group: EXTENSIONS_GROUP, plural: 'sandboxtemplates', ...podTemplate, network: 'spec/networkPolicy' },
  Sandbox: { group: CORE_GROUP, plural: 'sandboxes', ...podTemplate },
  SandboxClaim: { group: EXTENSIONS_GROUP, plural: 'sandboxclaims', podMetadata: 'spec/additionalPodMetadata' },
  SandboxWarmPool: { group: EXTENSIONS_GROUP, plural: 'sandboxwarmpools' },
  Pod: { group: '', plural: 'pods', pod: 'spec', podMetadata: 'metadata' },
  NetworkPolicy: { group: 'networking.k8s.io', plural: 'networkpolicies', network: 'spec' },
  Namespace: { group: '', plural: 'namespaces', clusterScoped: true },
  ServiceAccount: { group: '', plural: 'serviceaccounts' },
  Service: { group: '', plural: 'services' },
  ResourceQuota: { group: '', plural: 'resourcequotas' },
  LimitRange: { group: '', plural: 'limitranges' },
  Role: { group: RBAC, plural: 'roles' },
  ClusterRole: { group: RBAC, plural: 'clusterroles', clusterScoped: true },
  RoleBinding: { group: RBAC, plural: 'rolebindings' },
  ClusterRoleBinding: { group: RBAC, plural: 'clusterrolebindings', clusterScoped: true },
  RuntimeClass: { group: 'node.k8s.io', plural: 'runtimeclasses', clusterScoped: true },
  Deployment: { group: 'apps', plural: 'deployments', ...template },
  ReplicaSet: { group: 'apps', plural: 'replicasets', ...template },
  StatefulSet: { group: 'apps', plural: 'statefulsets', ...template },
  DaemonSet: { group: 'apps', plural: 'daemonsets', ...template },
  ReplicationController: { group: '', plural: 'replicationcontrollers', ...template },
  Job: { group: 'batch', plural: 'jobs', ...template },
  CronJob: { group: 'batch', plural: 'cronjobs', pod: 'spec/jobTemplate/spec/template/spec', podMetadata: 'spec/jobTemplate/spec/template/metadata' },
} as const satisfies { readonly [kind: string]: Kind };

/** The name of a kind that rules know. */
export type KindName = keyof typeof KINDS;

/** What is known of a kind. */
export function kindOf(name: KindName): Kind {
  return KINDS[name];
}

/** The kinds that are this library's subject. */
export const SANDBOX_KINDS = ['SandboxTemplate', 'Sandbox', 'SandboxClaim', 'SandboxWarmPool'] as const satisfies readonly KindName[];

/** The kinds with a PodSpec that sandboxes run by. */
export const POD_KINDS = ['SandboxTemplate', 'Sandbox', 'Pod'] as const satisfies readonly KindName[];

/** Other kinds that make Pods. */
export const WORKLOAD_KINDS = [
  'Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'ReplicationController', 'Job', 'CronJob',
] as const satisfies readonly KindName[];

/** The kind of an object, by kind and API group whatever the version, or undefined where rules know none such. */
export function kindNameOf(manifest: JsonObject): KindName | undefined {
  const { kind, apiVersion } = manifest;
  if (typeof kind !== 'string' || typeof apiVersion !== 'string' || !Object.hasOwn(KINDS, kind)) return undefined;
  const name = kind as KindName;
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  return KINDS[name].group === group ? name : undefined;
}
