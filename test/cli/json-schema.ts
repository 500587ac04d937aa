import { isPlainObject } from '../../src/private/json';

type Schema = { readonly [keyword: string]: any };

const TYPES: { readonly [type: string]: (value: unknown) => boolean } = {
  object: isPlainObject,
  array: Array.isArray,
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  integer: Number.isInteger,
};
const KEYWORDS = [
  '$schema', '$id', '$ref', '$defs', 'title', 'description', 'type', 'enum', 'pattern', 'minimum', 'properties', 'required', 'additionalProperties', 'items',
];

/** What a value has wrong by a JSON Schema, as far as report.schema.json makes use of it: an unknown keyword is an error. */
export function schemaErrors(value: any, schema: Schema, root = schema, at = ''): string[] {
  const unknown = Object.keys(schema).filter((keyword) => !KEYWORDS.includes(keyword));
  if (unknown.length > 0) throw new Error(`unknown keywords: ${unknown.join(', ')}`);
  if (schema.$ref) return schemaErrors(value, root.$defs[schema.$ref.replace('#/$defs/', '')], root, at);
  if (schema.type && !TYPES[schema.type](value)) return [`${at}: no ${schema.type}`];
  const errors: string[] = [];
  if (schema.enum && !schema.enum.includes(value)) errors.push(`${at}: not one of ${schema.enum}`);
  if (schema.pattern && !new RegExp(schema.pattern).test(value)) errors.push(`${at}: not of the form ${schema.pattern}`);
  if (schema.minimum !== undefined && value < schema.minimum) errors.push(`${at}: below ${schema.minimum}`);
  for (const name of schema.required ?? []) if (!Object.hasOwn(value, name)) errors.push(`${at}/${name}: missing`);
  for (const [name, child] of Object.entries(schema.properties ? value : {})) {
    if (Object.hasOwn(schema.properties, name)) errors.push(...schemaErrors(child, schema.properties[name], root, `${at}/${name}`));
    else if (schema.additionalProperties === false) errors.push(`${at}/${name}: unknown`);
  }
  if (schema.items) value.forEach((item: unknown, index: number) => errors.push(...schemaErrors(item, schema.items, root, `${at}/${index}`)));
  return errors;
}
