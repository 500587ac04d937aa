import { isPlainObject, JsonObject } from './json';

/** Lists that Kubernetes merges by an item's key; a patch of any other list replaces it, as for `args`, `tolerations` or `capabilities.add`. */
const NAMED_LISTS = new Set(['containers', 'initContainers', 'volumes', 'env']);
const PORTS = 'ports';

/**
 * Merges a patch into a value: objects key by key; containers, initContainers, volumes, env and ports item by item by their name
 * (a port without name by its number and protocol); everything else replaces what was there. Neither argument is changed, and nothing is
 * ever removed: undefined and null mean "not said".
 */
export function mergePatch<T extends object>(base: T, patch: JsonObject): T {
  const before = base as JsonObject;
  const result: JsonObject = { ...before };
  for (const [key, value] of Object.entries(patch)) {
    if (value === undefined || value === null) continue;
    result[key] = mergeValue(key, before[key], value);
  }
  return result as T;
}

function mergeValue(key: string, base: unknown, patch: unknown): unknown {
  if (isPlainObject(base) && isPlainObject(patch)) return mergePatch(base, patch);
  if (Array.isArray(base) && Array.isArray(patch) && (NAMED_LISTS.has(key) || key === PORTS)) {
    return mergeItems(base, patch, key === PORTS ? portKey : nameKey);
  }
  return patch;
}

function mergeItems(base: unknown[], patch: unknown[], keyOf: (item: unknown) => string | undefined): unknown[] {
  const result = [...base];
  const at = new Map(base.map((item, index) => [keyOf(item), index]));
  for (const item of patch) {
    const index = at.get(keyOf(item));
    if (index === undefined || keyOf(item) === undefined) {
      result.push(item);
    } else {
      result[index] = mergeValue('', result[index], item);
    }
  }
  return result;
}

function nameKey(item: unknown): string | undefined {
  return isPlainObject(item) && typeof item.name === 'string' ? item.name : undefined;
}

function portKey(item: unknown): string | undefined {
  if (!isPlainObject(item)) return undefined;
  return nameKey(item) ?? `${item.containerPort}/${item.protocol ?? 'TCP'}`;
}
