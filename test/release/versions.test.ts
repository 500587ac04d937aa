import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareVersions, lineOf, parseVersion } from '../../src/release/versions';

describe('versions', () => {
  test('are three numbers', () => {
    expect(parseVersion('1.0.12')).toEqual([1, 0, 12]);
    expect(parseVersion('0.5.2')).toEqual([0, 5, 2]);
  });

  test.each(['', '1', '1.0', '1.0.0.0', 'v1.0.12', '1.0.12-rc.1', '1.0.x', '01.0.0', '1.0.00', ' 1.0.0', '1.0.0\n', '1.0.12345', '1.-0.0', undefined, null, 1, ['1.0.0']])('%j is none', (text) => {
    expect(parseVersion(text)).toBeUndefined();
  });

  test('are compared number by number and not as text', () => {
    expect(['1.0.12', '0.5.6', '1.0.9', '1.0.10', '0.10.0', '2.0.0', '1.0.2'].sort(compareVersions))
      .toEqual(['0.5.6', '0.10.0', '1.0.2', '1.0.9', '1.0.10', '1.0.12', '2.0.0']);
    expect(compareVersions('1.0.12', '1.0.12')).toBe(0);
  });

  test('are ordered as their numbers are', () => {
    const version = fc.tuple(...[0, 1, 2].map(() => fc.nat(9999)));
    fc.assert(fc.property(version, version, (a, b) => {
      const at = a.findIndex((number, index) => number !== b[index]);
      expect(Math.sign(compareVersions(a.join('.'), b.join('.')))).toBe(at < 0 ? 0 : Math.sign(a[at] - b[at]));
    }));
  });

  test('belong to a line', () => {
    expect(lineOf('1.0.12')).toBe('1.0');
    expect(lineOf('0.5.6')).toBe('0.5');
  });

  test('fails where a version of our own is malformed', () => {
    expect(() => compareVersions('1.0', '1.0.0')).toThrow('not a version: 1.0');
    expect(() => lineOf('v1.0.0')).toThrow('not a version: v1.0.0');
  });
});
