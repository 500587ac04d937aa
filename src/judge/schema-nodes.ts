import { meant } from './did-you-mean';
import { FORMATS, runes } from './schema-formats';
import { isPlainObject, JsonObject } from '../private/json';

/** What can be wrong with a value where its type is right. */
export interface Limit {
  readonly fault: 'enum' | 'format' | 'minimum' | 'maximum' | 'length' | 'pattern';
  readonly holds: (value: unknown) => boolean;
  /** What would be right, in words. */
  readonly wanted: (value: unknown) => string;
}

/** A schema in the form that values are held against: what it says by its keywords, made once. */
export interface SchemaNode {
  /** What a value has to be, in words. */
  readonly type: string;
  readonly isOfType: (value: unknown) => boolean;
  /** The fields of an object; undefined for everything else, maps among it. */
  readonly fields?: ReadonlyMap<string, SchemaNode>;
  /** Fields that an object must have: those for which the server has no default. */
  readonly required: readonly string[];
  /** What the values of a map have to be. */
  readonly values?: SchemaNode;
  /** What the items of a list have to be. */
  readonly items?: SchemaNode;
  /** The fields that tell the items of a list apart. */
  readonly keys?: readonly string[];
  /** What an item may share with no other one of its list: undefined where there is nothing, or where the item lacks it, which is a fault of its own. */
  readonly keyOf?: (item: unknown) => unknown;
  readonly limits: readonly Limit[];
}

const TYPES: { readonly [type: string]: (value: unknown) => boolean } = {
  'object': isPlainObject,
  'array': Array.isArray,
  'string': (value) => typeof value === 'string',
  'boolean': (value) => typeof value === 'boolean',
  // How large it may be is a matter of its format.
  'integer': Number.isInteger,
  'integer or string': (value) => typeof value === 'string' || FORMATS.int64.holds(value),
  'anything': () => true,
};

const anything = () => true;
const only = (...values: unknown[]) => (value: unknown) => values.includes(value);
const isIntOrString = (schema: JsonObject) => schema['x-kubernetes-int-or-string'] === true;
const isOpen = (schema: JsonObject) => schema['x-kubernetes-preserve-unknown-fields'] === true;

// A keyword, or a value of it, that is not here is one that nobody has thought about: to pass over it would be to take what the server refuses.
const KNOWN: { readonly [keyword: string]: (value: unknown, schema: JsonObject) => boolean } = {
  'description': anything,
  'default': anything,
  'type': only('object', 'array', 'string', 'boolean', 'integer'),
  'properties': anything,
  'required': (names, { properties }) => (names as string[]).every((name) => Object.hasOwn(properties as object, name)),
  'additionalProperties': (value, { properties }) => isPlainObject(value) && !properties,
  'items': anything,
  'enum': (_, { type }) => type === 'string',
  'minimum': (_, { type }) => type === 'integer',
  'maximum': (_, { type }) => type === 'integer',
  'minLength': anything,
  'maxLength': anything,
  'pattern': anything,
  'format': (value) => Object.hasOwn(FORMATS, value as string),
  // Says once more what the keyword beside it says.
  'anyOf': (_, schema) => isIntOrString(schema),
  'x-kubernetes-int-or-string': only(true),
  'x-kubernetes-preserve-unknown-fields': (value, { properties, items, additionalProperties }) => (
    value === true && !properties && !items && !additionalProperties
  ),
  'x-kubernetes-list-type': only('atomic', 'map', 'set'),
  'x-kubernetes-list-map-keys': anything,
  // How managers share the fields, which is nothing that a value can have wrong.
  'x-kubernetes-map-type': anything,
  // Rules about a change: where there is no older object, they are not asked.
  'x-kubernetes-validations': (rules) => (rules as JsonObject[]).every(({ rule, optionalOldSelf }) => /\boldSelf\b/.test(rule as string) && !optionalOldSelf),
};

/** The pattern of all quantities, which is no help to a reader. */
const QUANTITY = '^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$';

/** The keywords that are looked into, as definitions have them. */
interface StructuralSchema {
  readonly type?: string;
  readonly properties?: { readonly [name: string]: JsonObject };
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonObject;
  readonly items?: JsonObject;
  readonly maxLength?: number;
  readonly minLength?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

const nodes = new WeakMap<JsonObject, SchemaNode>();

/** The node of a schema. Equal parts of a definition are one and the same object, and are prepared once. */
export function nodeOf(schema: JsonObject): SchemaNode {
  let node = nodes.get(schema);
  if (!node) nodes.set(schema, node = prepare(schema));
  return node;
}

function prepare(schema: JsonObject): SchemaNode {
  for (const [keyword, value] of Object.entries(schema)) {
    if (!Object.hasOwn(KNOWN, keyword) || !KNOWN[keyword](value, schema)) {
      throw new Error(`the schema says ${keyword}: ${JSON.stringify(value)}, which is not known here`);
    }
  }
  const { properties, required = [], additionalProperties, items } = schema as StructuralSchema;
  const type = typeOf(schema);
  const fields = properties && Object.entries(properties).map(([name, child]) => [name, nodeOf(child)] as const);
  return {
    type,
    isOfType: TYPES[type],
    fields: type === 'object' && !additionalProperties && !isOpen(schema) ? new Map(fields) : undefined,
    required: required.filter((name) => properties![name].default === undefined),
    values: additionalProperties && nodeOf(additionalProperties),
    items: items && nodeOf(items),
    keys: schema['x-kubernetes-list-map-keys'] as string[] | undefined,
    keyOf: keyOf(schema),
    limits: limitsOf(schema),
  };
}

function typeOf(schema: JsonObject): string {
  if (isIntOrString(schema)) return 'integer or string';
  if (schema.type === undefined && !isOpen(schema)) throw new Error('the schema says no type, which is not known here');
  return schema.type as string | undefined ?? 'anything';
}

function keyOf(schema: JsonObject): SchemaNode['keyOf'] {
  if (schema['x-kubernetes-list-type'] === 'set') return (item) => (isScalar(item) ? item : undefined);
  if (schema['x-kubernetes-list-type'] !== 'map') return undefined;
  const { properties } = schema.items as StructuralSchema;
  const defaults = (schema['x-kubernetes-list-map-keys'] as string[]).map((name) => [name, properties![name].default] as const);
  return (item) => {
    if (!isPlainObject(item)) return undefined;
    const entries = defaults.map(([name, value]) => [name, item[name] ?? value] as const);
    return entries.every(([, value]) => isScalar(value)) ? Object.fromEntries(entries) : undefined;
  };
}

function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** The limits in the order in which the server looks at them. */
function limitsOf(schema: JsonObject): Limit[] {
  const { type, maxLength, minLength, pattern, format = type === 'integer' ? 'int64' : undefined, minimum, maximum } = schema as StructuralSchema;
  const limits: Limit[] = [];
  const add = (fault: Limit['fault'], wanted: string, holds: Limit['holds']) => limits.push({ fault, holds, wanted: () => wanted });
  const ofTexts = (holds: (text: string) => boolean) => (value: unknown) => typeof value !== 'string' || holds(value);
  if (maxLength !== undefined) add('length', `at most ${characters(maxLength)}`, ofTexts((text) => runes(text) <= maxLength));
  if (minLength !== undefined) add('length', `at least ${characters(minLength)}`, ofTexts((text) => runes(text) >= minLength));
  if (pattern !== undefined) {
    const expression = new RegExp(pattern, 'u');
    add('pattern', pattern === QUANTITY ? 'quantity, as 500m or 2Gi' : `text that matches ${pattern}`, ofTexts((text) => expression.test(text)));
  }
  if (format !== undefined) add('format', FORMATS[format].says, FORMATS[format].holds);
  if (minimum !== undefined) add('minimum', `at least ${minimum}`, (value) => (value as number) >= minimum);
  if (maximum !== undefined) add('maximum', `at most ${maximum}`, (value) => (value as number) <= maximum);
  if (schema.enum !== undefined) limits.push(oneOf(schema.enum as string[]));
  return limits;
}

function oneOf(values: readonly string[]): Limit {
  return {
    fault: 'enum',
    holds: (value) => values.includes(value as string),
    wanted: (value) => {
      const suggestion = meant(value as string, values);
      return `one of ${values.join(', ')}${suggestion === undefined ? '' : `; did you mean ${suggestion}?`}`;
    },
  };
}

function characters(count: number): string {
  return count === 1 ? '1 character' : `${count} characters`;
}
