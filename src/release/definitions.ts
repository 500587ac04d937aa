import { JsonObject } from '../private/json';

/** A release line: the releases that differ in their patch number alone. */
export type ReleaseLine = '0.5' | '1.0';

/** What `data/crds.json` holds: numbers stand for nodes, and a node refers to earlier ones only. */
interface PackedDefinitions {
  readonly nodes: unknown[];
  readonly lines: { readonly [line in ReleaseLine]: unknown };
}

let unpacked: { readonly [line in ReleaseLine]: readonly JsonObject[] } | undefined;

/**
 * The four CustomResourceDefinitions of a line's newest release, storage version first. Equal parts are one and the same object, so everything is
 * frozen: whoever changes something makes a new object.
 */
export function definitionsOf(line: ReleaseLine): readonly JsonObject[] {
  unpacked ??= unpack(require('#crds'));
  return unpacked[line];
}

/** The schema of a definition's storage version. */
export function storageSchema(definition: JsonObject): JsonObject {
  const { versions } = definition.spec as { versions: { schema: { openAPIV3Schema: JsonObject } }[] };
  return versions[0].schema.openAPIV3Schema;
}

function unpack(packed: PackedDefinitions): { [line in ReleaseLine]: readonly JsonObject[] } {
  const nodes: unknown[] = [];
  const value = (from: unknown): unknown => {
    if (typeof from === 'number') return nodes[from];
    return children(from, value);
  };
  for (const node of packed.nodes) nodes.push(typeof node === 'number' ? node : children(node, value));
  return value(packed.lines) as { [line in ReleaseLine]: JsonObject[] };
}

function children(from: unknown, value: (child: unknown) => unknown): unknown {
  if (Array.isArray(from)) return Object.freeze(from.map(value));
  if (typeof from !== 'object' || from === null) return from;
  const result: JsonObject = {};
  for (const [key, child] of Object.entries(from)) result[key] = value(child);
  return Object.freeze(result);
}
