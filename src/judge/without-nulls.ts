import { isPlainObject } from '../private/json';

/** A value without the nulls in its objects: the API server takes them for absent. The value itself where there are none. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) {
    const elements = value.map(withoutNulls);
    return elements.some((element, index) => element !== value[index]) ? elements : value;
  }
  if (!isPlainObject(value)) return value;
  let changed = false;
  const entries: [string, unknown][] = [];
  for (const key of Object.keys(value)) {
    const child = value[key];
    const kept = withoutNulls(child);
    if (child === null || kept !== child) changed = true;
    if (child !== null) entries.push([key, kept]);
  }
  return changed ? Object.fromEntries(entries) : value;
}
