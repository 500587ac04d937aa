import { JsonObject } from '../private/json';
import { AppObject, AppView } from '../rules/app-check';
import { kindNameOf, KindName, SANDBOX_KINDS } from '../rules/kinds';
import { Subject } from '../rules/subject';

const NONE: readonly AppObject[] = [];

/** What every rule asks of an object, told once. The manifest itself is asked for again: it may be large, and read anew each time. */
export function appObjectOf(subject: Subject, manifest: JsonObject): AppObject {
  const metadata = manifest.metadata as JsonObject | undefined;
  return {
    subject,
    get manifest() {
      return subject.manifest!;
    },
    kind: kindNameOf(manifest),
    namespace: textOf(metadata?.namespace),
    name: textOf(metadata?.name),
  };
}

/** All objects together, with the look-ups that rules need. */
export function appViewOf(objects: readonly AppObject[], closed: boolean, asOf: string): AppView {
  const byKind = new Map<KindName, AppObject[]>();
  const byName = new Map<string, AppObject>();
  for (const object of objects) {
    if (!object.kind) continue;
    const list = byKind.get(object.kind);
    if (list) list.push(object);
    else byKind.set(object.kind, [object]);
    const key = keyOf(object.kind, object.namespace, object.name);
    if (!byName.has(key)) byName.set(key, object);
  }
  const byNamespace = new Map<string, readonly AppObject[]>();
  return {
    objects,
    closed,
    asOf,
    sandboxNamespaces: namespacesOf(SANDBOX_KINDS.flatMap((kind) => byKind.get(kind) ?? [])),
    of(kind, namespace) {
      const all = byKind.get(kind) ?? NONE;
      if (namespace === undefined) return all;
      const key = `${kind} ${namespace}`;
      let list = byNamespace.get(key);
      if (!list) {
        list = all.filter((object) => object.namespace === namespace);
        byNamespace.set(key, list);
      }
      return list;
    },
    get: (kind, namespace, name) => byName.get(keyOf(kind, namespace, name)),
  };
}

function namespacesOf(objects: readonly AppObject[]): ReadonlySet<string> {
  return new Set(objects.map(({ namespace }) => namespace));
}

function keyOf(kind: KindName, namespace: string, name: string): string {
  return `${kind} ${namespace} ${name}`;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
