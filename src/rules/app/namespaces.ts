import { accountsOf } from './accounts';
import { at, mapAt, objectsAt, textAt, textsAt } from './manifests';
import { isPlainObject, JsonObject } from '../../private/json';
import { KINDS } from '../../release/names';
import { AppFinding, AppObject, AppView } from '../app-check';
import { KindName, SANDBOX_KINDS } from '../kinds';

/** A namespace with sandboxes of which the app is to know all, and the object that stands for it. */
interface SandboxNamespace {
  readonly name: string;
  readonly object: AppObject;
}

/** What a ResourceQuota has to limit, by the names that its resources have; the first is the one to write. */
const COUNTED: readonly (readonly string[])[] = [
  ['pods', 'count/pods'],
  ['requests.cpu', 'cpu'], ['limits.cpu'],
  ['requests.memory', 'memory'], ['limits.memory'],
  ['requests.ephemeral-storage', 'ephemeral-storage'], ['limits.ephemeral-storage'],
  ['persistentvolumeclaims', 'count/persistentvolumeclaims'], ['requests.storage'],
  ...[KINDS.SandboxClaim, KINDS.Sandbox, KINDS.SandboxWarmPool].map(({ plural, group }) => [`count/${plural}.${group}`]),
];

/** What a ResourceQuota has to forbid. */
const NONE_OF = ['services.nodeports', 'services.loadbalancers'] as const;

/** What a LimitRange has to say: of which things, by which of its tables, for which resources. */
const LIMITED = [
  { type: 'Container', tables: ['default', 'defaultRequest', 'max'], resources: ['cpu', 'memory', 'ephemeral-storage'] },
  { type: 'Container', tables: ['min'], resources: ['cpu', 'memory'] },
  { type: 'Pod', tables: ['max'], resources: ['cpu', 'memory'] },
  { type: 'PersistentVolumeClaim', tables: ['max'], resources: ['storage'] },
] as const;

/** Namespaces of sandboxes have ResourceQuotas for all that sandboxes use up. */
export function* namespacesHaveQuota(app: AppView): Iterable<AppFinding> {
  for (const { name, object } of namespacesOf(app)) {
    const hard = quotasOf(app, name).map(({ manifest }) => mapAt(manifest, 'spec', 'hard'));
    const missing = [
      ...COUNTED.filter((names) => !hard.some((limits) => names.some((each) => Object.hasOwn(limits, each)))).map(([first]) => first),
      ...NONE_OF.filter((each) => !hard.some((limits) => String(limits[each]) === '0')).map((each) => `${each}: 0`),
    ];
    yield about(object, missing.length === 0, `a ResourceQuota with ${missing.join(', ')}`);
  }
}

/** Namespaces of sandboxes have a LimitRange for containers, Pods and volume claims. */
export function* namespacesHaveLimitRange(app: AppView): Iterable<AppFinding> {
  for (const { name, object } of namespacesOf(app)) {
    const limits = app.of('LimitRange', name).flatMap(({ manifest }) => objectsAt(manifest, 'spec', 'limits'));
    const missing = LIMITED.flatMap(({ type, tables, resources }) => tables.flatMap((table) => resources
      .filter((resource) => !limits.some((limit) => limit.type === type && at(limit, table, resource) !== undefined))
      .map((resource) => `${type} ${table}.${resource}`)));
    yield about(object, missing.length === 0, `a LimitRange with ${missing.join(', ')}`);
  }
}

/** Namespaces of sandboxes deny what no NetworkPolicy allows, in both directions. */
export function* namespacesDenyByDefault(app: AppView): Iterable<AppFinding> {
  for (const { name, object } of namespacesOf(app)) {
    const policies = app.of('NetworkPolicy', name).map(({ manifest }) => mapAt(manifest, 'spec'));
    const missing = (['Ingress', 'Egress'] as const).filter((direction) => !policies.some((policy) => denies(policy, direction)));
    yield about(object, missing.length === 0, `a NetworkPolicy for all Pods without ${missing.join(' and ')} rules`);
  }
}

/** The accounts of sandboxes, and the one that Pods have where they name none, mount no token. */
export function* accountsMountNoToken(app: AppView): Iterable<AppFinding> {
  for (const namespace of app.sandboxNamespaces) {
    for (const name of accountsOf(app, namespace)) {
      const account = app.get('ServiceAccount', namespace, name);
      if (!account) continue;
      const actual = at(account.manifest, 'automountServiceAccountToken');
      yield { object: account, holds: actual === false, field: 'automountServiceAccountToken', expected: 'false', actual };
    }
  }
  for (const { name, object } of namespacesOf(app)) {
    const isThere = app.get('ServiceAccount', name, 'default') !== undefined;
    yield about(object, isThere, 'a ServiceAccount default with automountServiceAccountToken: false');
  }
}

/** ResourceQuotas of a namespace that count all of its objects. */
export function quotasOf(app: AppView, namespace: string): readonly AppObject[] {
  return app.of('ResourceQuota', namespace).filter(({ manifest }) => (
    textsAt(manifest, 'spec', 'scopes').length === 0 && at(manifest, 'spec', 'scopeSelector') === undefined
  ));
}

/**
 * The namespaces of which it can be said that something is missing: those whose Namespace is in the app, which then is to bring what belongs to it;
 * and all of them where nothing is beside the app. There the first object of the four kinds stands for a Namespace that the app has not.
 */
function namespacesOf(app: AppView): SandboxNamespace[] {
  return [...app.sandboxNamespaces].filter((name) => name !== '').flatMap((name) => {
    const object = app.get('Namespace', '', name) ?? (app.closed ? firstOf(app, name) : undefined);
    return object ? [{ name, object }] : [];
  });
}

function firstOf(app: AppView, namespace: string): AppObject {
  return SANDBOX_KINDS.flatMap((kind: KindName) => app.of(kind, namespace))[0];
}

function about(object: AppObject, holds: boolean, expected: string): AppFinding {
  const field = object.kind === 'Namespace' ? 'metadata/name' : 'metadata/namespace';
  return { object, holds, field, expected, actual: textAt(object.manifest, ...field.split('/')) };
}

/** Whether a policy is for all Pods and allows nothing in a direction. Without types it is one for ingress, and for egress where it has such rules. */
function denies(policy: JsonObject, direction: 'Ingress' | 'Egress'): boolean {
  const types = Array.isArray(policy.policyTypes) ? textsAt(policy, 'policyTypes') : ['Ingress'];
  const rules = policy[direction.toLowerCase()];
  return types.includes(direction)
    && (rules === undefined || rules === null || (Array.isArray(rules) && rules.length === 0))
    && isForAll(policy.podSelector);
}

function isForAll(selector: unknown): boolean {
  return isPlainObject(selector) && Object.keys(mapAt(selector, 'matchLabels')).length === 0 && objectsAt(selector, 'matchExpressions').length === 0;
}
