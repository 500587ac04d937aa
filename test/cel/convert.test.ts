import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileExpression, toCel } from '../../src/cel';

const run = (text: string, object: unknown) => compileExpression(text, ['object'], 'bool').evaluate({ object: toCel(object) });

describe('JSON as CEL values', () => {
  test.each<[unknown, unknown]>([
    [1, 1n],
    [0, 0n],
    [-0, 0n],
    [-5, -5n],
    [1.5, 1.5],
    [2 ** 53, 2n ** 53n],
    [2 ** 63, 2 ** 63],
    [-(2 ** 63), -(2 ** 63)],
    [2 ** 62, 2n ** 62n],
    [1e300, 1e300],
    [NaN, NaN],
    ['1', '1'],
    [true, true],
    [null, null],
    [[1, [2]], [1n, [2n]]],
    [{ a: 1, b: undefined, c: null, d: { e: [0.5] } }, { a: 1n, c: null, d: { e: [0.5] } }],
    [{}, {}],
    [5n, 5n],
  ])('%s', (json, expected) => {
    expect(toCel(json)).toStrictEqual(expected);
  });

  test('shares nothing that can be changed', () => {
    const json = { list: [{ a: 1 }] };
    const value = toCel(json) as { list: object[] };
    expect(value.list).not.toBe(json.list);
    expect(value.list[0]).not.toBe(json.list[0]);
  });

  test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'prototype'])('a field named %s is a field like any other', (name) => {
    const object = JSON.parse(`{"a": {"${name}": {"b": 1}, "c": 2}}`) as object;
    expect(run(`has(object.a['${name}'].b) && object.a['${name}'].b == 1 && object.a.c == 2 && size(object.a) == 2`, object)).toBe(true);
    expect(run(`'${name}' in object.a && !('${name}' in object) && !has(object.a.zz)`, object)).toBe(true);
    expect(run(`object.a.all(k, k in ['${name}', 'c']) && object.a[?'${name}'].?b.orValue(0) == 1`, object)).toBe(true);
    expect(run(`object.a == {'${name}': dyn({'b': 1}), 'c': dyn(2)} && {'${name}': dyn({'b': 1}), 'c': dyn(2)} == object.a`, object)).toBe(true);
    expect(() => run(`object['${name}'] == 1`, object)).toThrow(`no such key: ${name}`);
  });

  test('fields that are undefined are none, in maps of such names too', () => {
    expect(run("!('b' in object) && !('constructor' in object) && size(object) == 1", { a: 1, b: undefined, constructor: undefined })).toBe(true);
  });

  test('numbers are what they are in Kubernetes: whole ones ints', () => {
    fc.assert(fc.property(fc.oneof(fc.integer(), fc.double({ noNaN: true })), (number) => {
      const isInt = Number.isInteger(number) && Math.abs(number) < 2 ** 63;
      expect(run(`type(object.a) == ${isInt ? 'int' : 'double'}`, { a: number })).toBe(true);
    }));
  });

  test('all of JSON is equal to itself and has its size', () => {
    fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
      expect(run('object == object && object.all(k, object[k] == object[k])', object)).toBe(true);
      expect(compileExpression('string(size(object))', ['object'], 'string').evaluate({ object: toCel(object) })).toBe(String(Object.keys(object).length));
    }));
  });
});
