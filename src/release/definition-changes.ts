import { definitionsOf, ReleaseLine, storageSchema } from './definitions';
import { compareVersions, lineOf } from './versions';
import { JsonObject } from '../private/json';

/** How the two versions of release line 0.5 are converted: by the controller's webhook, or not at all when that is switched off. */
export type Conversion = 'webhook' | 'none';

/** Something that came with a later release of a line. What no change mentions has been there since the line's first supported release. */
export interface DefinitionChange {
  readonly line: ReleaseLine;
  readonly since: string;
  readonly kind: string;
  /** Place in the schema of the storage version, as a JSON pointer. */
  readonly path: string;
  /** What older releases have there: what this line's definition has at that place. Without it: nothing. */
  readonly before?: ReleaseLine;
}

const POD_SPEC = '/properties/spec/properties/podTemplate/properties/spec';

/**
 * What the definitions of a line's newest release have and its older releases lack.
 *
 * The Pod's fields come from the k8s.io/api that a release is built with: 0.36 up to 1.0.1, 0.37.0 from 1.0.2, 0.37.1 from 1.0.6. All patch releases
 * from 0.36.0 to 0.36.3 give one schema, and those from 0.37.0 to 0.37.2 another, so that the patch release does not matter.
 * That 0.5.2 to 0.5.5 use 0.36 like 0.5.6 is not verified.
 */
export const DEFINITION_CHANGES: readonly DefinitionChange[] = [
  { line: '0.5', since: '0.5.3', kind: 'Sandbox', path: '/properties/spec/x-kubernetes-validations' },
  { line: '0.5', since: '0.5.6', kind: 'SandboxWarmPool', path: '/properties/status/properties/observedGeneration' },
  { line: '1.0', since: '1.0.2', kind: 'Sandbox', path: POD_SPEC, before: '0.5' },
  { line: '1.0', since: '1.0.2', kind: 'SandboxTemplate', path: POD_SPEC, before: '0.5' },
  { line: '1.0', since: '1.0.12', kind: 'SandboxWarmPool', path: '/properties/spec/properties/readinessGracePeriodSeconds' },
];

/** The four CustomResourceDefinitions as a release has them; of a release newer than all known ones, those of the newest. Frozen, as is all in them. */
export function definitionsFor(release: string, conversion: Conversion = 'webhook'): readonly JsonObject[] {
  const line = lineOf(release) as ReleaseLine;
  const later = DEFINITION_CHANGES.filter((change) => change.line === line && compareVersions(release, change.since) < 0);
  return definitionsOf(line).map((definition) => {
    const older = later.filter(({ kind }) => kind === kindOf(definition)).reduce(without, definition);
    return conversion === 'none' && 'conversion' in (older.spec as JsonObject) ? set(older, ['spec', 'conversion'], Object.freeze({ strategy: 'None' })) : older;
  });
}

function kindOf(definition: JsonObject): string {
  return (definition.spec as { names: { kind: string } }).names.kind;
}

/** The definition as it was before a change came. */
function without(definition: JsonObject, { kind, path, before }: DefinitionChange): JsonObject {
  const keys = path.slice(1).split('/');
  const other = before && definitionsOf(before).find((candidate) => kindOf(candidate) === kind);
  const value = other && keys.reduce<unknown>((at, key) => (at as JsonObject)[key], storageSchema(other));
  return set(definition, ['spec', 'versions', '0', 'schema', 'openAPIV3Schema', ...keys], value);
}

/** A copy with another value at a place, undefined removing what is there; what lies beside the way to it is shared with the original. */
function set<T extends object>(target: T, [key, ...rest]: string[], value: unknown): T {
  const copy = (Array.isArray(target) ? [...target] : { ...target }) as T & JsonObject;
  const child = rest.length === 0 ? value : set(copy[key] as JsonObject, rest, value);
  if (child === undefined) {
    delete copy[key];
  } else {
    (copy as JsonObject)[key] = child;
  }
  return Object.freeze(copy);
}
