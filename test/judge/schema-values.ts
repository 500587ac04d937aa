import * as fc from 'fast-check';
import { JsonObject } from '../../src/private/json';

/** A value and what a schema says of it. */
export interface Leaf {
  readonly way: readonly (string | number)[];
  readonly value: unknown;
  readonly schema: any;
}

const arbitraries = new WeakMap<JsonObject, fc.Arbitrary<any>>();

/** Values that a schema allows, read from it anew and not by way of the code under test. */
export function valuesOf(schema: any): fc.Arbitrary<any> {
  let arbitrary = arbitraries.get(schema);
  if (!arbitrary) arbitraries.set(schema, arbitrary = make(schema));
  return arbitrary;
}

function make(schema: any): fc.Arbitrary<any> {
  const { type, enum: values, format, items, additionalProperties } = schema;
  if (schema['x-kubernetes-preserve-unknown-fields']) return fc.jsonValue();
  if (schema['x-kubernetes-int-or-string']) return fc.oneof(fc.maxSafeInteger(), texts(schema));
  if (values) return fc.constantFrom(...values);
  if (format === 'date-time') return fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('9999-12-31') }).map((date) => date.toISOString());
  if (type === 'string') return texts(schema);
  if (type === 'boolean') return fc.boolean();
  if (type === 'integer') return integers(schema);
  if (type === 'array') return lists(schema, items);
  if (additionalProperties) return fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), valuesOf(additionalProperties), { maxKeys: 3 });
  return objects(schema);
}

function texts({ pattern, minLength = 0, maxLength = 12 }: any): fc.Arbitrary<string> {
  if (pattern === undefined) return fc.string({ minLength, maxLength: Math.min(maxLength, 12), unit: 'grapheme' });
  return fc.stringMatching(new RegExp(pattern), { size: 'xsmall' }).filter((text) => text.length >= minLength && text.length <= maxLength);
}

function integers({ format, minimum, maximum }: any): fc.Arbitrary<number> {
  const [low, high] = format === 'int32' ? [-(2 ** 31), 2 ** 31 - 1] : [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];
  return fc.integer({ min: minimum ?? low, max: maximum ?? high });
}

function lists(schema: any, items: any): fc.Arbitrary<unknown[]> {
  const keys: string[] | undefined = schema['x-kubernetes-list-map-keys'];
  if (keys) {
    const selector = (item: any) => JSON.stringify(keys.map((key) => item[key] ?? items.properties[key].default));
    return fc.uniqueArray(valuesOf(items), { maxLength: 2, selector });
  }
  if (schema['x-kubernetes-list-type'] === 'set') return fc.uniqueArray(valuesOf(items), { maxLength: 3 });
  return fc.array(valuesOf(items), { maxLength: 2 });
}

/** Objects with all that is required and a few other fields, some of them null: the server takes that for absent. */
function objects({ properties = {}, required = [] }: any): fc.Arbitrary<object> {
  const optional = Object.keys(properties).filter((name) => !required.includes(name));
  return fc.subarray(optional, { maxLength: Math.min(4, optional.length) }).chain((chosen) => {
    const fields = [...required, ...chosen].map((name): [string, fc.Arbitrary<unknown>] => {
      const values = valuesOf(properties[name]);
      return [name, required.includes(name) ? values : fc.option(values, { freq: 20 })];
    });
    return fc.record(Object.fromEntries(fields));
  });
}

/** The scalars in a value that has no faults. */
export function leavesOf(value: any, schema: any, way: Leaf['way'] = []): Leaf[] {
  if (value === null || schema['x-kubernetes-preserve-unknown-fields']) return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => leavesOf(item, schema.items, [...way, index]));
  if (typeof value !== 'object') return [{ way, value, schema }];
  return Object.entries(value).flatMap(([name, child]) => leavesOf(child, schema.properties?.[name] ?? schema.additionalProperties, [...way, name]));
}

/** A copy of a value with another one at a place. */
export function changed(value: any, [step, ...rest]: Leaf['way'], by: unknown): any {
  if (step === undefined) return by;
  const copy = Array.isArray(value) ? [...value] : { ...value };
  // Not by assignment, which would take `__proto__` for the prototype.
  const below = Object.hasOwn(copy, step) ? copy[step] : undefined;
  return Object.defineProperty(copy, step, { value: changed(below, rest, by), enumerable: true, configurable: true, writable: true });
}

/** The RFC 6901 pointer of a way. */
export function pointerOf(way: Leaf['way']): string {
  return way.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The ways to all values in a value, itself among them. */
export function waysInto(value: any, way: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [way];
  return [way, ...Object.keys(value).flatMap((step) => waysInto(value[step], [...way, Array.isArray(value) ? Number(step) : step]))];
}
