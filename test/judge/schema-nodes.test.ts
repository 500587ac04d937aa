import { describe, expect, test } from 'vitest';
import { changed } from './schema-values';
import { schemaFaults } from '../../src/judge/schema';
import { nodeOf } from '../../src/judge/schema-nodes';
import { podSpecSchema, schemaFor } from '../../src/judge/schema-of';
import { definitionsFor } from '../../src/release/definition-changes';
import { Release } from '../../src/release/release';

const RELEASES = Object.values(Release).filter((value) => value instanceof Release);
const TEMPLATE = ['extensions.agents.x-k8s.io/v1beta1', 'SandboxTemplate'] as const;

describe('every keyword is understood', () => {
  test.each(RELEASES.map((release) => [release.version, release] as const))('in the definitions of %s', (version, release) => {
    const schemas = definitionsFor(version).flatMap(({ spec }: any) => spec.versions.map(({ schema }: any) => schema.openAPIV3Schema));
    expect(schemas).toHaveLength(release.apiLine === '0.5' ? 8 : 4);
    for (const schema of schemas) expect(() => nodeOf(schema)).not.toThrow();
    expect(() => nodeOf(podSpecSchema(release))).not.toThrow();
  });

  test.each([
    ['minItems', 1], ['maxItems', 1], ['uniqueItems', true], ['minProperties', 1], ['maxProperties', 1], ['multipleOf', 2], ['exclusiveMinimum', true],
    ['oneOf', []], ['allOf', []], ['not', {}], ['nullable', true], ['x-kubernetes-embedded-resource', true], ['toString', 1], ['$ref', '#'],
  ])('and a new one, %s, is an error', (keyword, value) => {
    expect(() => nodeOf({ type: 'array', [keyword]: value })).toThrow(`the schema says ${keyword}: ${JSON.stringify(value)}, which is not known here`);
  });

  test.each([
    { type: 'number' }, { type: 'null' }, { type: ['string', 'integer'] }, { type: 'string', format: 'uri' }, { type: 'string', format: 'toString' },
    { type: 'object', additionalProperties: true }, { type: 'object', additionalProperties: false },
    { type: 'object', properties: {}, additionalProperties: { type: 'string' } },
    { 'type': 'object', 'properties': {}, 'x-kubernetes-preserve-unknown-fields': true }, { 'items': {}, 'x-kubernetes-preserve-unknown-fields': true },
    { 'x-kubernetes-preserve-unknown-fields': false }, { 'x-kubernetes-int-or-string': false }, { type: 'string', anyOf: [] },
    { 'type': 'array', 'items': { type: 'string' }, 'x-kubernetes-list-type': 'bag' }, { type: 'integer', enum: [1] }, { type: 'string', minimum: 1 }, { type: 'string', maximum: 1 },
    { type: 'object', properties: {}, required: ['a'] }, { type: 'object', properties: {}, required: ['toString'] },
    { 'type': 'object', 'x-kubernetes-validations': [{ rule: 'self.a == oldSelf.a' }, { rule: 'self.a' }] },
    { 'type': 'object', 'x-kubernetes-validations': [{ rule: 'self.soldSelfish' }] },
    { 'type': 'object', 'x-kubernetes-validations': [{ rule: 'oldSelf.hasValue()', optionalOldSelf: true }] },
  ])('and so is a new value of a known one: %j', (schema) => {
    expect(() => nodeOf(schema)).toThrow('which is not known here');
  });

  test.each([{}, { description: 'a' }, { properties: {} }])('and so is no type at all: %j', (schema) => {
    expect(() => nodeOf(schema)).toThrow('the schema says no type, which is not known here');
    expect(() => nodeOf({ type: 'array', items: schema })).toThrow('the schema says no type, which is not known here');
  });

  test.each([['not/a/regexp(', SyntaxError], ['(?<a', SyntaxError]])('and so is the pattern %s', (pattern, error) => {
    expect(() => nodeOf({ type: 'string', pattern })).toThrow(error);
  });

  test('however deep in a definition, and before any value is looked at', () => {
    const schema = schemaFor(Release.V1_0_12, ...TEMPLATE)!;
    const deep = ['properties', 'spec', 'properties', 'podTemplate', 'properties', 'spec', 'properties', 'volumes', 'items', 'properties', 'name', 'maxItems'];
    expect(() => schemaFaults({}, changed(schema, deep, 3))).toThrow('the schema says maxItems: 3, which is not known here');
    const map = ['properties', 'metadata', 'properties', 'labels', 'additionalProperties', 'not'];
    expect(() => schemaFaults({}, changed(schema, map, {}))).toThrow('the schema says not: {}, which is not known here');
  });

  test('where it says nothing of values', () => {
    const quiet = { 'description': 'a', 'type': 'object', 'x-kubernetes-map-type': 'granular', 'default': {}, 'x-kubernetes-validations': [{ rule: 'self == oldSelf' }] };
    expect(schemaFaults({}, quiet)).toEqual([]);
  });
});

describe('what no definition says yet, but may', () => {
  const object = (name: string, schema: object, required: string[] = []) => ({ type: 'object', properties: { [name]: schema }, required });

  test('a required field with a default need not be there', () => {
    const schema = object('a', { type: 'string', default: '' }, ['a']);
    expect(schemaFaults({}, schema)).toEqual([]);
    expect(schemaFaults({ a: null }, schema)).toEqual([]);
  });

  test('an integer without format has 64 bits', () => {
    expect(schemaFaults({ a: 2 ** 62 }, object('a', { type: 'integer' }))).toEqual([]);
    expect(schemaFaults({ a: 2 ** 64 }, object('a', { type: 'integer' }))).toMatchObject([{ fault: 'format' }]);
  });

  test('limits of texts do not hold for integers', () => {
    const schema = { 'x-kubernetes-int-or-string': true, 'minLength': 2, 'maxLength': 3, 'pattern': '^a' };
    expect([1, 'aa', 'aaa'].flatMap((value) => schemaFaults(value, schema))).toEqual([]);
    expect(['a', 'aaaa', 'bb'].flatMap((value) => schemaFaults(value, schema)).map(({ fault, wanted }) => `${fault}: ${wanted}`)).toEqual([
      'length: at least 2 characters', 'length: at most 3 characters', 'pattern: text that matches ^a',
    ]);
  });

  test('both bounds are inclusive', () => {
    const schema = { type: 'integer', minimum: 2, maximum: 3 };
    expect([1, 2, 3, 4].map((value) => schemaFaults(value, schema).map(({ fault, wanted }) => `${fault}: ${wanted}`))).toEqual([
      ['minimum: at least 2'], [], [], ['maximum: at most 3'],
    ]);
  });

  test('unknown fields are kept, of an object or of whatever it is', () => {
    const open = { 'x-kubernetes-preserve-unknown-fields': true };
    expect([1, 'a', {}, [null]].flatMap((value) => schemaFaults(value, open))).toEqual([]);
    expect(schemaFaults({ a: { b: null } }, { type: 'object', ...open })).toEqual([]);
    expect(schemaFaults([], { type: 'object', ...open })).toMatchObject([{ fault: 'type', wanted: 'object' }]);
  });

  test('what a list without items holds may be anything', () => {
    expect(schemaFaults([1, null], { type: 'array' })).toEqual([]);
  });

  test('eight fields are named, nine are too many', () => {
    const fields = (count: number) => ({ type: 'object', properties: Object.fromEntries(Array.from({ length: count }, (_, at) => [`f${at}`, { type: 'string' }])) });
    expect(schemaFaults({ more: 1 }, fields(8))[0].wanted).toBe('a field of the object: f0, f1, f2, f3, f4, f5, f6, f7');
    expect(schemaFaults({ more: 1 }, fields(9))[0].wanted).toBe('a field of the object');
  });

  test('a set may be of booleans, and numbers are not texts', () => {
    const set = { 'type': 'array', 'items': { type: 'boolean' }, 'x-kubernetes-list-type': 'set' };
    expect(schemaFaults([true, false], set)).toEqual([]);
    expect(schemaFaults([true, false, true], set)).toMatchObject([{ pointer: '/2', fault: 'duplicate', found: true, wanted: 'another value than item 0' }]);
    const mixed = { ...set, items: { 'x-kubernetes-int-or-string': true } };
    expect(schemaFaults([1, '1'], mixed)).toEqual([]);
  });

  test('an atomic list may hold an item twice', () => {
    expect(schemaFaults(['a', 'a'], { 'type': 'array', 'items': { type: 'string' }, 'x-kubernetes-list-type': 'atomic' })).toEqual([]);
    expect(schemaFaults(['a', 'a'], { type: 'array', items: { type: 'string' } })).toEqual([]);
  });
});

test('a schema is prepared once', () => {
  const schema = schemaFor(Release.V1_0_12, ...TEMPLATE)!;
  expect(nodeOf(schema)).toBe(nodeOf(schema));
});
