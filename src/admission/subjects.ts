import { celLiteral } from '../cel';
import { API_VERSION, CORE_GROUP, EXTENSIONS_GROUP, SANDBOX_NAME_HASH_LABEL } from '../release/names';
import { KindName, kindOf, KINDS, SANDBOX_KINDS } from '../rules/kinds';
import { RequestCheck, RequestMatch, Rule } from '../rules/rule';

/** What a policy is about, and where. */
export interface PolicySubject {
  readonly name: string;
  readonly match: RequestMatch;
  readonly sandboxPods: boolean;
  readonly where: RequestCheck['where'];
  /** Whether its objects belong to no namespace, so that no selector of namespaces keeps a binding from them. */
  readonly clusterScoped: boolean;
  readonly conditions: readonly { readonly name: string; readonly expression: string }[];
}

const POLICY_NAMES: { readonly [kind in KindName]?: string } = {
  SandboxTemplate: 'template', Sandbox: 'sandbox', SandboxClaim: 'claim', SandboxWarmPool: 'pool',
};

/** The fields that rules judge, where that is not `spec`. */
const JUDGED_FIELDS: { readonly [kind in KindName]?: readonly string[] } = {
  Namespace: ['metadata.?labels', 'metadata.?annotations'],
  Service: ['spec', 'metadata.?labels', 'metadata.?annotations'],
  ServiceAccount: ['automountServiceAccountToken', 'secrets', 'imagePullSecrets', 'metadata.?labels', 'metadata.?annotations'],
  Role: ['rules', 'metadata.?labels'],
  ClusterRole: ['rules', 'aggregationRule', 'metadata.?labels'],
  RoleBinding: ['subjects', 'roleRef'],
  ClusterRoleBinding: ['subjects', 'roleRef'],
  RuntimeClass: ['handler', 'overhead', 'scheduling'],
};

/** What the catalogue judges of a Sandbox. Suspending and resuming it changes nothing of that, and one that is older than the policies has to be. */
const JUDGED_OF_SANDBOX = ['spec.?podTemplate', 'spec.?volumeClaimTemplates'];

/** The objects of a kind, where rules judge them. */
export function subjectOf(kind: KindName, controller: string, rules: readonly Rule[]): PolicySubject {
  const { group, plural, clusterScoped } = kindOf(kind);
  const isSandboxKind = (SANDBOX_KINDS as readonly string[]).includes(kind);
  return {
    name: POLICY_NAMES[kind] ?? kind.replace(/(?<!^)[A-Z]/g, '-$&').toLowerCase(),
    match: { groups: [group], resources: [plural], operations: ['CREATE', 'UPDATE'] },
    sandboxPods: kind === 'Pod',
    where: isSandboxKind || kind === 'Pod' ? 'everywhere' : 'sandboxNamespaces',
    clusterScoped: clusterScoped === true && kind !== 'Namespace',
    conditions: [changed(kind, rules), ...kind === 'NetworkPolicy' ? [notBy(controller)] : [], ...kind === 'Role' || kind === 'ClusterRole' ? [HAS_RULES] : []],
  };
}

/** The requests that a check is about. */
export function requestSubject({ policy, match, sandboxPods = false, where }: RequestCheck): PolicySubject {
  const isClusterScoped = (resource: string): boolean => Object.values(KINDS).some(
    (kind) => 'clusterScoped' in kind && kind.plural === resource && kind !== KINDS.Namespace && match.groups.includes(kind.group),
  );
  return { name: policy, match, sandboxPods, where, clusterScoped: match.resources.every(isClusterScoped), conditions: [] };
}

/** The rules of a subject about resources. Other versions than the one that rules are written for are converted by the server. */
export function resourceRuleOf({ match: { groups, resources, operations } }: PolicySubject) {
  const apiVersions = groups.every((group) => group === CORE_GROUP || group === EXTENSIONS_GROUP) ? [API_VERSION] : groups.every(isBuiltIn) ? ['v1'] : ['*'];
  return { apiGroups: groups, apiVersions, operations, resources };
}

const isBuiltIn = (group: string): boolean => Object.values(KINDS).some((kind) => kind.group === group);

/**
 * An update that leaves alone what is judged passes: the controller, and whoever removes finalizers, must get on with objects that are older than
 * the policies. Pods are judged when they become those of a sandbox: when they are made, or adopted.
 */
function changed(kind: KindName, rules: readonly Rule[]): PolicySubject['conditions'][number] {
  if (kind === 'Pod') {
    const label = `'${SANDBOX_NAME_HASH_LABEL}' in oldObject.metadata.?labels.orValue({})`;
    return { name: 'created-or-adopted', expression: `request.operation != 'UPDATE' || !(${label})` };
  }
  const isCatalogues = rules.every(({ id, checks }) => id.startsWith('SBX-') || !checks.some(({ kinds }) => kinds.includes(kind)));
  const fields = kind === 'Sandbox' && isCatalogues ? JUDGED_OF_SANDBOX : JUDGED_FIELDS[kind] ?? ['spec'];
  const differs = fields.map((field) => (field.includes('.') ? `object.${field} != oldObject.${field}` : `object.?${field} != oldObject.?${field}`));
  return { name: 'created-or-changed', expression: `request.operation != 'UPDATE' || ${differs.join(' || ')}` };
}

/** The server writes a null where a role has no rules, which is no list: such as are aggregated begin like that. */
const HAS_RULES = { name: 'has-rules', expression: 'object.?rules.orValue(null) != null' };

/** The controller writes NetworkPolicies as templates say, where they were judged. Without its policy the Pods would run with none. */
function notBy(controller: string): PolicySubject['conditions'][number] {
  return { name: 'not-the-controller', expression: `request.userInfo.username != ${celLiteral(controller)}` };
}
