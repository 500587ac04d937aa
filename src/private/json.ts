/** A plain JSON object, as it reaches the YAML. */
export type JsonObject = { [key: string]: unknown };

/** Whether a value is an object literal: not an array, not a class instance (a `Lazy`, say), which are passed on as they are. */
export function isPlainObject(value: unknown): value is JsonObject {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** The object without its undefined entries, or undefined when none is left. `0`, `false`, `''`, `[]` and `{}` are values and stay. */
export function compact<T extends object>(object: T): T | undefined {
  let result: { [key: string]: unknown } | undefined;
  // By keys: this runs for every part of every object, and entries would be two lists for each of them.
  for (const key of Object.keys(object) as (keyof T & string)[]) {
    if (object[key] !== undefined) (result ??= {})[key] = object[key];
  }
  return result as T | undefined;
}

/** The entries of a map in the order of their keys' code units, since some languages hand maps over in any order. */
export function sortedEntries<T>(map: { readonly [key: string]: T }): [string, T][] {
  return Object.keys(map).sort(byCodeUnit).map((key) => [key, map[key]]);
}

/** Compares by UTF-16 code unit: the same on every machine, unlike `localeCompare`. */
export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
