import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { byCodeUnit, compact, isPlainObject, sortedEntries } from '../../src/private/json';

test.each([{}, { a: 1 }, Object.create(null) as object])('%j is plain', (value) => {
  expect(isPlainObject(value)).toBe(true);
});

test.each([[], null, undefined, 1, 'x', new Date(0), new (class Late {})(), () => 1])('%s is not plain', (value) => {
  expect(isPlainObject(value)).toBe(false);
});

test('compact drops what is undefined, and nothing else', () => {
  expect(compact({ a: 0, b: false, c: '', d: [], e: {}, f: null, g: undefined })).toEqual({ a: 0, b: false, c: '', d: [], e: {}, f: null });
  expect(Object.keys(compact({ a: 0, g: undefined })!)).toEqual(['a']);
  expect(compact({})).toBeUndefined();
  expect(compact({ a: undefined })).toBeUndefined();
});

test('entries come in the order of code units, whatever that of the map', () => {
  expect(sortedEntries({ b: 1, a: 2, B: 3, é: 4, _: 5, 1: 6 }).map(([key]) => key)).toEqual(['1', 'B', '_', 'a', 'b', 'é']);
  fc.assert(fc.property(fc.uniqueArray(fc.string(), { maxLength: 8 }), (keys) => {
    const map = (list: string[]) => Object.fromEntries(list.map((key) => [key, key]));
    expect(sortedEntries(map([...keys].reverse()))).toEqual(sortedEntries(map(keys)));
  }));
});

test('the order is a total one', () => {
  fc.assert(fc.property(fc.string(), fc.string(), (a, b) => {
    expect(byCodeUnit(a, b) + byCodeUnit(b, a)).toBe(0);
    expect(byCodeUnit(a, b) === 0).toBe(a === b);
  }));
  expect(byCodeUnit('a', 'b')).toBeLessThan(0);
});
