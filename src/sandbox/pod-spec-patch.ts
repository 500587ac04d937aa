import { isPlainObject, JsonObject } from '../private/json';
import { mergePatch } from '../private/patch';
import { Place } from '../private/place';
import { canonicalQuantity } from '../private/quantity';

/** Checks what can be said of a patch before it is merged. What comes out of it is judged like everything else. */
export function checkPodSpecPatch(place: Place, patch: unknown): void {
  if (patch === undefined) return;
  if (!isPlainObject(patch)) place.fail({ given: patch, allowed: 'a JSON object with fields of a PodSpec', fix: 'write it as { fieldName: value }' });
  const os = patch.os;
  if (isPlainObject(os) && os.name !== undefined && os.name !== 'linux') {
    place.at('os.name').fail({
      given: os.name,
      allowed: 'linux',
      fix: 'leave it out: Pod Security skips three checks for Windows, and no isolation here runs it',
    });
  }
}

/** Merges a patch into a PodSpec, with quantities as the server writes them and never as numbers that it would refuse. */
export function applyPodSpecPatch(spec: JsonObject, patch: JsonObject): JsonObject {
  return mergePatch(spec, withQuantities(patch, []) as JsonObject);
}

/** The same value with the quantities below it in canonical form. What is no quantity stays as it is: the judge speaks of it. */
function withQuantities(value: unknown, path: readonly string[]): unknown {
  if (isQuantity(path) && (typeof value === 'string' || typeof value === 'number')) return canonicalQuantity(value) ?? value;
  if (Array.isArray(value)) return value.map((item) => withQuantities(item, [...path, '']));
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, withQuantities(child, [...path, key])]));
}

/** Whether a field of a PodSpec is a quantity: requests and limits, sizes of emptyDirs, divisors. */
function isQuantity(path: readonly string[]): boolean {
  const [parent, key] = path.slice(-2);
  const grandparent = path.at(-3);
  return key === 'sizeLimit' || key === 'divisor' || ((parent === 'requests' || parent === 'limits') && grandparent === 'resources');
}
