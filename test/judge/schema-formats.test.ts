import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FORMATS, runes } from '../../src/judge/schema-formats';

describe('a date-time', () => {
  const { holds } = FORMATS['date-time'];

  // Each was tried on a server: test/cluster/schema.test.ts.
  test.each([
    '2027-06-30T00:00:00Z', '2027-06-30T23:59:59.123456789+02:00', '2028-02-29T00:00:00Z', '2000-02-29T00:00:00Z', '0000-01-01T00:00:00Z',
    '0000-02-29T00:00:00Z', '2027-06-30t00:00:00z', '2027-06-30T00:00:00,5Z', '2027-06-30T00:00:00😀5Z', '2027-06-30T00:00:00\r5Z',
    '2027-06-30T00:00:00-99:99', '2027-06-30T00:00:00Ztrue', '2027-01-31T09:09:09Z', '2027-12-31T19:00:00Z', '2027-04-30T20:00:00Z',
  ])('is %j', (text) => {
    expect(holds(text)).toBe(true);
  });

  test.each([
    '', 't', 'T', '2027-06-30', '2027-06-30T', 'T00:00:00Z', '2027-06-30T00:00:00', '2027-02-29T00:00:00Z', '2100-02-29T00:00:00Z', '2028-02-30T00:00:00Z',
    '2027-04-31T00:00:00Z', '2027-06-31T00:00:00Z', '2027-09-31T00:00:00Z', '2027-11-31T00:00:00Z', '2027-01-32T00:00:00Z', '2027-00-30T00:00:00Z',
    '2027-13-30T00:00:00Z', '2027-06-00T00:00:00Z', '2027-06-30T24:00:00Z', '2027-06-30T30:00:00Z', '2027-06-30T00:60:00Z', '2027-06-30T00:00:60Z',
    '2027-06-30T0:00:00Z', '2027-06-30T00:00:00\n5Z', '2027-06-30T00:00:00.Z', '2027-06-30T00:00:00Z ', ' 2027-06-30T00:00:00Z', '2027-06-30T 00:00:00Z',
    '2027-6-30T00:00:00Z', '12027-06-30T00:00:00Z', '2027-06-301T00:00:00Z', '2027-06-30T00:00:00Z\n', '2027-06-30T00:00:00+2:00', '2027-06-30T00:00:00*02:00',
    '2027-06-30 00:00:00Z', 0, null, undefined, {}, ['2027-06-30T00:00:00Z'],
  ])('is not %j', (value) => {
    expect(holds(value)).toBe(false);
  });

  test('is every day of the calendar, and no other', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 0, max: 13 }), fc.integer({ min: 0, max: 32 }), (year, month, day) => {
      const [y, m, d] = [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')];
      const time = Date.parse(`${y}-${m}-${d}T00:00:00Z`);
      const exists = !Number.isNaN(time) && new Date(time).getUTCDate() === day;
      expect(holds(`${y}-${m}-${d}T12:34:56Z`)).toBe(exists);
    }), { numRuns: 2000 });
  });
});

describe('an integer', () => {
  test.each([
    ['int32', [0, 2 ** 31 - 1, -(2 ** 31)], [2 ** 31, -(2 ** 31) - 1, 0.5, NaN, Infinity, '1', null]],
    ['int64', [0, 2 ** 31, 2 ** 63 - 1024, -(2 ** 63)], [2 ** 63, -(2 ** 63) - 2048, 0.5, NaN, -Infinity, 1n, true]],
  ])('of %s has bounds', (format, right, wrong) => {
    expect(right.filter((value) => !FORMATS[format].holds(value))).toEqual([]);
    expect(wrong.filter((value) => FORMATS[format].holds(value))).toEqual([]);
  });
});

test('a text is as long as it has code points', () => {
  expect(['', 'abc', 'ä', '😀😀', 'e\u0301', '\ud800x'].map(runes)).toEqual([0, 3, 1, 2, 2, 2]);
});
