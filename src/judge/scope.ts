import { isPlainObject, JsonObject } from '../private/json';
import { SANDBOX_NAME_HASH_LABEL } from '../release/names';
import { AppObject, AppView } from '../rules/app-check';
import { KindName, kindOf, SANDBOX_KINDS, WORKLOAD_KINDS } from '../rules/kinds';

/**
 * As what an object is judged, or undefined where it is none of ours: the four kinds; Pods of sandboxes; Namespaces with one of the four kinds and
 * what else is in them; what belongs to no namespace, where rules choose by themselves. Other workloads are judged as Pods where asked for.
 */
export function judgedAs(object: AppObject, app: AppView, workloads: boolean): KindName | undefined {
  const { kind, namespace, name } = object;
  if (!kind) return undefined;
  if (isOneOf(SANDBOX_KINDS, kind)) return kind;
  if (kind === 'Pod') return workloads || isSandboxPod(object.manifest) ? 'Pod' : undefined;
  if (isOneOf(WORKLOAD_KINDS, kind)) return workloads ? 'Pod' : undefined;
  if (kind === 'Namespace') return app.sandboxNamespaces.has(name) ? kind : undefined;
  return kindOf(kind).clusterScoped || app.sandboxNamespaces.has(namespace) ? kind : undefined;
}

/** Whether a Pod bears the label that the controller puts on every sandbox. */
function isSandboxPod({ metadata }: JsonObject): boolean {
  return isPlainObject(metadata) && isPlainObject(metadata.labels) && Object.hasOwn(metadata.labels, SANDBOX_NAME_HASH_LABEL);
}

function isOneOf(kinds: readonly KindName[], kind: KindName): boolean {
  return kinds.includes(kind);
}
