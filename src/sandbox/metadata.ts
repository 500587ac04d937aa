import { sortedEntries } from '../private/json';
import { Place } from '../private/place';
import { checkLabelValue, checkQualifiedName } from '../private/syntax';

/** What Kubernetes takes at most as annotations of one object, keys and values together. */
const MOST_ANNOTATIONS = 256 * 1024;

type StringMap = { readonly [key: string]: string };

/** Labels, checked, in the order of their keys. */
export function labelsOf(place: Place, labels: StringMap): { [key: string]: string } {
  return Object.fromEntries(sortedEntries(labels).map(([key, value]) => {
    checkQualifiedName(place, key);
    return [key, checkLabelValue(place.item(key), value)];
  }));
}

/** Annotations, checked, in the order of their keys. */
export function annotationsOf(place: Place, annotations: StringMap): { [key: string]: string } {
  let bytes = 0;
  const entries = sortedEntries(annotations).map(([key, value]) => {
    checkQualifiedName(place, key);
    if (typeof value !== 'string') place.item(key).fail({ given: value, allowed: 'a text', fix: 'write numbers and booleans in quotes' });
    bytes += Buffer.byteLength(key) + Buffer.byteLength(value);
    return [key, value];
  });
  if (bytes > MOST_ANNOTATIONS) {
    place.fail({ given: `${bytes} bytes`, allowed: `at most ${MOST_ANNOTATIONS} bytes of keys and values together`, fix: 'keep large texts in a ConfigMap' });
  }
  return Object.fromEntries(entries);
}
