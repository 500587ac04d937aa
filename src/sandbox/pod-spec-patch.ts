import type * as manifest from '../../imports/manifests';
import { isPlainObject, JsonObject } from '../private/json';
import { Place } from '../private/place';
import { canonicalQuantity } from '../private/quantity';

/**
 * The patch as it is merged: a copy, with quantities as the server writes them and never as numbers that it would refuse. What can be said of
 * it before it is merged is checked; what comes out of it is judged like everything else.
 */
export function podSpecPatchOf(place: Place, patch: unknown): JsonObject | undefined {
  if (patch === undefined) return undefined;
  if (!isPlainObject(patch)) place.fail({ given: patch, allowed: 'a JSON object with fields of a PodSpec', fix: 'write it as { fieldName: value }' });
  const os = patch.os;
  if (isPlainObject(os) && os.name !== undefined && os.name !== 'linux') {
    place.at('os.name').fail({
      given: os.name,
      allowed: 'linux',
      fix: 'leave it out: Pod Security skips three checks for Windows, and no isolation here runs it',
    });
  }
  return copyOf(place, patch, []) as JsonObject;
}

/**
 * Checks that each container of a patch is one that there is, or a whole new one: a misspelled name would add a container without image, beside
 * the one that it was meant for.
 */
export function checkPatchedContainers(place: Place, patch: JsonObject, spec: manifest.PodSpec): void {
  for (const list of ['containers', 'initContainers'] as const) {
    const names = namedOf(spec[list]).map(({ name }) => name);
    for (const { name, image } of namedOf(patch[list])) {
      if (names.includes(name) || image !== undefined) continue;
      place.at(list).item(String(name)).fail({
        given: name,
        allowed: `${names.join(', ') || 'none'}; or a new container with an image`,
        fix: 'name the container that is to be patched, or give the new one an image',
      });
    }
  }
}

function namedOf(list: unknown): JsonObject[] {
  return Array.isArray(list) ? list.filter(isPlainObject) : [];
}

/**
 * A copy with the quantities in canonical form. What is no quantity stays as it is: the judge speaks of it. What JSON does not have is refused,
 * since it would vanish from the manifest, or fail late and without a place.
 */
function copyOf(place: Place, value: unknown, path: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((item, index) => copyOf(place.item(index), item, [...path, '']));
  if (isPlainObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, copyOf(place.at(key), child, [...path, key])]));
  }
  if (isUnion(value)) return copyOf(place, value.value, path);
  if (!mayBeJson(value)) {
    place.fail({ given: value, allowed: 'what JSON has: texts, numbers, true, false, null, lists, objects', fix: 'write the plain value, as "512Mi"' });
  }
  return isQuantity(path) && (typeof value === 'string' || typeof value === 'number') ? canonicalQuantity(value) ?? value : value;
}

/** Whether a value is what generated classes have for quantities and ports (`k8s.Quantity`): a plain object would keep its wrapping. */
function isUnion(value: unknown): value is { readonly value: string | number } {
  if (typeof value !== 'object' || value === null || Object.keys(value).join() !== 'value') return false;
  return ['string', 'number'].includes(typeof (value as { value: unknown }).value);
}

/** Objects of classes are for resolvers of the app, as `Lazy` is; these have none. */
const NEVER_RESOLVED: readonly string[] = ['Size', 'Duration', 'Date', 'Map', 'Set'];

function mayBeJson(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value === 'object' && value !== null) return !NEVER_RESOLVED.includes(value.constructor?.name);
  return ['string', 'boolean', 'undefined'].includes(typeof value) || value === null;
}

/** Whether a field of a PodSpec is a quantity: requests and limits, sizes of emptyDirs, divisors. */
function isQuantity(path: readonly string[]): boolean {
  const [parent, key] = path.slice(-2);
  const grandparent = path.at(-3);
  return key === 'sizeLimit' || key === 'divisor' || ((parent === 'requests' || parent === 'limits') && grandparent === 'resources');
}
