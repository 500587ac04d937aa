import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { meant } from '../../src/judge/did-you-mean';

const NAMES = ['runtimeClassName', 'image', 'ip', 'env', 'envFrom', 'labels', 'hostPID', 'hostIPC', 'Retain', 'Delete'];

describe('what was meant', () => {
  test.each([
    ['RUNTIMECLASSNAME', 'runtimeClassName'], ['retain', 'Retain'], ['IP', 'ip'], ['hostPid', 'hostPID'],
    ['runtimClassName', 'runtimeClassName'], ['runtimeeClassName', 'runtimeClassName'], ['runtimeClasName', 'runtimeClassName'],
    ['runtimeClassNaem', 'runtimeClassName'], ['untimeClassNam', 'runtimeClassName'], ['urntimeClassNaem', 'runtimeClassName'],
    ['label', 'labels'], ['lables', 'labels'], ['Labells', 'labels'], ['imgae', 'image'], ['imag', 'image'], ['enf', 'env'], ['envform', 'envFrom'], ['deleted', 'Delete'],
  ])('by %s is %s', (given, name) => {
    expect(meant(given, NAMES)).toBe(name);
  });

  test.each(['', 'p', 'id', 'pi', 'en', 'em', 'eev2', 'imge2', 'gimea', 'iaxge', 'ixmge', 'untimeClassNa', 'runtimeClass', 'labels123', 'completelyDifferent'])('by %j is anybody\'s guess', (given) => {
    expect(meant(given, NAMES)).toBeUndefined();
  });

  test('is the nearest of several, and of those that are as near the first', () => {
    expect(meant('hostPIC', ['hostPID', 'hostIPC'])).toBe('hostPID');
    expect(meant('hostPIC', ['hostIPC', 'hostPID'])).toBe('hostIPC');
    expect(meant('volumeMount', ['volumes', 'volumeMounts', 'volumeMountss'])).toBe('volumeMounts');
    expect(meant('hostpid', ['hostPIDs', 'hostPID'])).toBe('hostPID');
  });

  test('is nothing where the name is longer than any', () => {
    const name = 'a'.repeat(64);
    expect(meant(name, [name])).toBe(name);
    expect(meant(`${name}a`, [name])).toBeUndefined();
    expect(meant('a'.repeat(10_000_000), NAMES)).toBeUndefined();
  });

  test('is found through any one slip in a name of three characters or more', () => {
    const letter = fc.constantFrom(...'abcXYZ019');
    fc.assert(fc.property(fc.string({ minLength: 3, maxLength: 20, unit: letter }), fc.nat(), letter, (name, where, other) => {
      const at = where % name.length;
      const slips = [
        name.slice(0, at) + other + name.slice(at), name.slice(0, at) + other + name.slice(at + 1),
        name.slice(0, at) + name.slice(at, at + 2).split('').reverse().join('') + name.slice(at + 2),
      ];
      for (const slip of slips) expect(meant(slip, [name])).toBe(name);
    }));
  });

  test('is not more than two slips away', () => {
    fc.assert(fc.property(fc.string({ minLength: 6, maxLength: 20, unit: fc.constantFrom('a', 'b') }), (name) => {
      expect(meant(`${name}cc`, [name])).toBe(name);
      expect(meant(`c${name}cc`, [name])).toBeUndefined();
    }));
  });
});
