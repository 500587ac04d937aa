import { SchemaNode } from './schema-nodes';
import { isPlainObject } from '../private/json';
import { stepsOf, TargetName, TARGETS } from '../rules/targets';

/** A way into a value: names of fields, keys of maps and indexes of lists. */
export type Way = readonly (string | number)[];

/** Where a value is: by RFC 6901 pointer, and by a place that stays when a list is put in another order. */
export interface SchemaPlace {
  readonly pointer: string;
  readonly place: string;
}

/** The fields that tell a list's items apart, by the list's name, as in the places of the rules' findings. */
const KEYS = new Map<string, readonly string[]>();
for (const target of Object.keys(TARGETS) as TargetName[]) {
  const { lists, key } = stepsOf(target).at(-1)!;
  for (const list of lists) {
    const name = list.split('/').pop()!;
    // The Pod's come first, and those of a Service, which no schema here has, do not overrule them.
    if (!KEYS.has(name) && key.length > 0) KEYS.set(name, key);
  }
}

/** Where a way leads in a value that is itself somewhere. */
export function placeOf(at: SchemaPlace, value: unknown, node: SchemaNode, way: Way): SchemaPlace {
  return {
    pointer: at.pointer + way.map((step) => `/${String(step).replace(/~/g, '~0').replace(/\//g, '~1')}`).join(''),
    place: partsOf(value, node, way).reduce((place, part) => (place === '' || part.startsWith('[') ? place + part : `${place}.${part}`), at.place),
  };
}

/** What to call the object that a way leads to: `containers[name=main]`, and `podTemplate.spec` where the last name alone says little. */
export function nameOf(at: SchemaPlace, value: unknown, node: SchemaNode, way: Way): string {
  const parts = partsOf(value, node, way);
  const [above, last] = [parts.at(-2), parts.at(-1)];
  if (last === undefined) return at.place || 'the object';
  return above !== undefined && (last === 'spec' || last === 'metadata') ? `${above}.${last}` : last;
}

/** A way in words: each part a field with what is chosen of its list or map. */
function partsOf(value: unknown, node: SchemaNode, way: Way): string[] {
  const parts: string[] = [];
  let [at, schema, list] = [value, node, ''];
  for (const step of way) {
    const { items, values, fields } = schema;
    const keys = KEYS.get(list) ?? schema.keys;
    at = (at as { [step: string | number]: unknown })[step];
    // Only the last step may lead to a field that the schema does not know.
    schema = (items ?? values ?? fields!.get(step as string))!;
    list = String(step);
    if (fields) parts.push(list);
    else parts.push(`${parts.pop() ?? ''}${(typeof step === 'number' && keyOf(at, keys)) || `[${step}]`}`);
  }
  return parts;
}

/** `[name=main]`, where an item has one of the key fields with a plain value. */
function keyOf(item: unknown, keys: readonly string[] = []): string | undefined {
  for (const key of keys) {
    const names = key.split('/');
    const value = names.reduce<unknown>((at, name) => (isPlainObject(at) && Object.hasOwn(at, name) ? at[name] : undefined), item);
    if (typeof value === 'string' || typeof value === 'number') return `[${names.pop()}=${value}]`;
  }
  return undefined;
}
