import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { failure, place } from './value-support';
import { compareQuantities } from '../../src/private/quantity';
import { Cpu } from '../../src/sandbox/cpu';

test.each([
  [Cpu.cores(1), '1'],
  [Cpu.cores(0.5), '500m'],
  [Cpu.cores(1.001), '1001m'],
  [Cpu.cores(0.1 + 0.2), '300m'],
  [Cpu.cores(0.001), '1m'],
  [Cpu.cores(1.5), '1500m'],
  [Cpu.cores(2000), '2k'],
  [Cpu.millis(1), '1m'],
  [Cpu.millis(250), '250m'],
  [Cpu.millis(1000), '1'],
])('%j is written as %s', (cpu, expected) => {
  expect(cpu._toJson(place)).toBe(expected);
});

test('cores and thousandths of them are the same amount', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 1_000_000 }), (millis) => {
    expect(Cpu.cores(millis / 1000)._toJson(place)).toBe(Cpu.millis(millis)._toJson(place));
    expect(compareQuantities(Cpu.millis(millis)._toJson(place), `${millis}m`)).toBe(0);
  }));
});

test.each([
  ['0 cores', Cpu.cores(0)],
  ['0 millis', Cpu.millis(0)],
  ['a negative amount', Cpu.cores(-1)],
  ['half a milli', Cpu.millis(0.5)],
  ['half a milli in cores', Cpu.cores(0.0005)],
  ['a fraction of a milli', Cpu.cores(0.1234)],
  ['NaN', Cpu.cores(NaN)],
  ['infinity', Cpu.cores(Infinity)],
  ['more than can be counted', Cpu.cores(1e15)],
  ['a text', Cpu.cores('1' as unknown as number)],
])('fails for %s', (_, cpu) => {
  expect(failure(() => cpu._toJson(place))).toMatch(/^\[team-a\/python\] prop: got .*; allowed: CPU of at least 1m/);
});
