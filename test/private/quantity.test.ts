import { App, Chart, Size } from 'cdk8s';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Place } from '../../src/private/place';
import { canonicalQuantity, checkBytes, checkQuantity, compareQuantities, halfOfBytes, sumOfBytes } from '../../src/private/quantity';

const place = Place.of(new Chart(new App(), 'team-a')).at('prop');

/** An amount as a fraction, computed another way than the code under test: by powers, and without rounding. */
function exact(text: string): { numerator: bigint; denominator: bigint } {
  const [, sign, digits, suffix] = /^([+-]?)([\d.]+)(.*)$/.exec(text)!;
  const [whole, fraction = ''] = digits.split('.');
  const binary = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'].indexOf(suffix) + 1;
  const decimal = { n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 }[suffix] ?? (/^[eE][+-]?\d/.test(suffix) ? Number(suffix.slice(1)) : 0);
  const ten = decimal - fraction.length;
  const numerator = BigInt(`${whole}${fraction}` || '0') * 1024n ** BigInt(binary) * 10n ** BigInt(Math.max(ten, 0));
  return { numerator: sign === '-' ? -numerator : numerator, denominator: 10n ** BigInt(Math.max(-ten, 0)) };
}

const equal = (a: string, b: string) => {
  const [left, right] = [exact(a), exact(b)];
  return left.numerator * right.denominator === right.numerator * left.denominator;
};

const sign = fc.constantFrom('', '-', '+');
const digits = fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 12n }), fc.option(fc.integer({ min: 0, max: 999_999 }), { nil: undefined }))
  .map(([whole, fraction]) => (fraction === undefined ? `${whole}` : `${whole}.${fraction}`));
const suffix = fc.oneof(
  fc.constantFrom('', 'm', 'k', 'M', 'G', 'T', 'P', 'E', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei', 'n', 'u'),
  fc.integer({ min: -3, max: 15 }).map((power) => `e${power}`),
  fc.integer({ min: 0, max: 15 }).map((power) => `E+${power}`),
);
const quantity = fc.tuple(sign, digits, suffix).map((parts) => parts.join(''));
/** Quantities that need no rounding: nothing is finer than a thousand-millionth. */
const coarse = fc.tuple(sign, digits, fc.constantFrom('', 'm', 'k', 'M', 'G', 'Ki', 'Mi', 'Gi', 'e3', 'E+6')).map((parts) => parts.join(''));

describe('the canonical form', () => {
  // As the API server writes them back.
  test.each([
    ['1024Mi', '1Gi'], ['1Gi', '1Gi'], ['1536Mi', '1536Mi'], ['1.5Gi', '1536Mi'], ['512Mi', '512Mi'], ['1000Mi', '1000Mi'], ['0.5Mi', '512Ki'],
    ['1000m', '1'], ['0.5', '500m'], ['.5', '500m'], ['5.', '5'], ['1500m', '1500m'], ['100u', '100u'], ['1000n', '1u'], ['0.1n', '1n'],
    ['1000', '1k'], ['1000k', '1M'], ['1e3', '1e3'], ['1000e0', '1e3'], ['1E3', '1e3'], ['1E', '1E'], ['100e-2', '1'], ['1e1', '10'],
    ['1Ki', '1Ki'], ['1024', '1024'], ['0.5Ki', '512'], ['2048', '2048'], ['0', '0'], ['0Mi', '0'], ['-0', '0'], ['-1024Mi', '-1Gi'], ['+1', '1'],
    ['0.0000000001', '1n'], ['-0.0000000001', '-1n'], ['1.0Gi', '1Gi'], ['001', '1'],
  ])('of %s is %s', (given, canonical) => {
    expect(canonicalQuantity(given)).toBe(canonical);
  });

  test('of numbers is that of their text', () => {
    expect([0, 0.5, 1, 1.5, 2000, -1, 1e-7].map(canonicalQuantity)).toEqual(['0', '500m', '1', '1500m', '2k', '-1', '100e-9']);
  });

  test('stays as it is', () => {
    fc.assert(fc.property(quantity, (given) => {
      const canonical = canonicalQuantity(given)!;
      expect(canonicalQuantity(canonical)).toBe(canonical);
    }));
  });

  test('keeps the value', () => {
    fc.assert(fc.property(coarse, (given) => {
      expect(equal(canonicalQuantity(given)!, given)).toBe(true);
    }));
  });

  test('rounds away from zero, by less than a thousand-millionth', () => {
    fc.assert(fc.property(quantity, (given) => {
      const [before, after] = [exact(given), exact(canonicalQuantity(given)!)];
      const size = (n: bigint) => (n < 0n ? -n : n);
      const grown = size(after.numerator) * before.denominator - size(before.numerator) * after.denominator;
      expect(grown >= 0n && grown * 1_000_000_000n < before.denominator * after.denominator).toBe(true);
    }));
  });

  test.each(['', ' ', '1 Gi', '1gi', '1KI', '1K', '1Gb', '1g', 'Gi', '.', '-', '1e', '1e1.5', '1ee3', '1e1000', '0x10', 'NaN', 'Infinity', '1,5', '1Gi\n', '--1', '1mi'])(
    'is none of %j', (given) => {
      expect(canonicalQuantity(given)).toBeUndefined();
    },
  );
});

describe('comparison', () => {
  test.each([
    ['1Gi', '1024Mi', 0], ['1G', '1Gi', -1], ['1', '999m', 1], ['9', '10', -1], ['-1', '1n', -1], ['0', '-0', 0], ['1e3', '1k', 0], ['1Ei', '1E', 1],
  ])('of %s and %s is %d', (a, b, expected) => {
    expect(Math.sign(compareQuantities(a, b))).toBe(expected);
    expect(Math.sign(compareQuantities(b, a))).toBe(-expected + 0);
  });

  test('is that of the values', () => {
    fc.assert(fc.property(coarse, coarse, (a, b) => {
      const [left, right] = [exact(a), exact(b)];
      const difference = left.numerator * right.denominator - right.numerator * left.denominator;
      expect(Math.sign(compareQuantities(a, b))).toBe(difference < 0n ? -1 : difference > 0n ? 1 : 0);
    }));
  });

  test('fails for what is no quantity', () => {
    expect(() => compareQuantities('1', 'x')).toThrow('not a quantity: x');
  });
});

describe('bytes', () => {
  test('are added and halved', () => {
    expect(sumOfBytes([])).toBe('0');
    expect(sumOfBytes(['256Mi', '768Mi'])).toBe('1Gi');
    expect(sumOfBytes(['1k', '24'])).toBe('1Ki');
    expect(halfOfBytes('1Gi')).toBe('512Mi');
    expect(halfOfBytes('3')).toBe('1');
  });

  test('the sum is that of the values, whatever the order', () => {
    const bytes = fc.array(fc.tuple(fc.integer({ min: 0, max: 1_000_000 }), fc.constantFrom('', 'Ki', 'Mi', 'k', 'M')).map((parts) => parts.join('')));
    fc.assert(fc.property(bytes, (list) => {
      const total = list.reduce((sum, each) => sum + exact(each).numerator, 0n);
      expect(exact(sumOfBytes(list)).numerator).toBe(total);
      expect(sumOfBytes([...list].reverse())).toBe(sumOfBytes(list));
    }));
  });

  test.each([
    [Size.kibibytes(1), '1Ki'], [Size.mebibytes(512), '512Mi'], [Size.mebibytes(1024), '1Gi'], [Size.mebibytes(1536), '1536Mi'], [Size.gibibytes(0.5), '512Mi'],
    [Size.kibibytes(0.5), '512'], [Size.tebibytes(1), '1Ti'], [Size.pebibyte(1), '1Pi'],
  ])('of the Size %j are %s', (size, expected) => {
    expect(checkBytes(place, size)).toBe(expected);
  });

  test.each([
    ['nothing', undefined, 'got undefined'],
    ['a Size of 0', Size.gibibytes(0), 'got "0Ki"'],
    ['a fraction of a byte', Size.kibibytes(0.0001), 'got "0.0001Ki"'],
    ['a text', '512Mi', 'got "512Mi"'],
    ['a number', 512, 'got 512'],
  ])('fails for %s', (_, size, words) => {
    expect(() => checkBytes(place, size)).toThrow(`[team-a] prop: ${words}; allowed: a cdk8s Size of more than 0`);
  });
});

test.each([['512Mi', '512Mi'], ['0.5', '500m'], [0.5, '500m'], [0, '0']])('takes the quantity %j', (given, expected) => {
  expect(checkQuantity(place, given)).toBe(expected);
});

test.each(['512mb', '', true, null, undefined, {}, NaN])('fails for %j as a quantity', (given) => {
  expect(() => checkQuantity(place, given)).toThrow('allowed: a Kubernetes quantity');
});
