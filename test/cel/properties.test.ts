import { BlockList } from 'node:net';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileExpression, Expression, toCel } from '../../src/cel';
import { compareTexts } from '../../src/cel/values';
import { compareQuantities } from '../../src/private/quantity';

const compiled = new Map<string, Expression>();

/** The value of an expression, as text, over values named `a`, `b` and `c`. */
function run(text: string, ...values: unknown[]): string {
  let expression = compiled.get(text);
  if (!expression) compiled.set(text, expression = compileExpression(text, ['a', 'b', 'c'], 'string'));
  return expression.evaluate(Object.fromEntries(values.map((value, at) => ['abc'[at], toCel(value)]))) as string;
}

const holds = (text: string, ...values: unknown[]): boolean => run(`string(${text})`, ...values) === 'true';
const anyText = fc.string({ unit: fc.oneof(fc.constantFrom('a', 'b', ',', 'é', '😀', '\uffee', '\u{10000}'), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 })), maxLength: 8 });

describe('texts', () => {
  test('have the order of their bytes', () => {
    fc.assert(fc.property(anyText, anyText, (a, b) => {
      const order = Buffer.compare(Buffer.from(a), Buffer.from(b));
      expect(Math.sign(compareTexts(a, b))).toBe(order);
      expect([holds('a < b', a, b), holds('a <= b', a, b), holds('a > b', a, b), holds('a >= b', a, b)]).toEqual([order < 0, order <= 0, order > 0, order >= 0]);
    }));
  });

  test('are counted by code points', () => {
    fc.assert(fc.property(anyText, fc.nat(8), fc.nat(8), (a, from, count) => {
      const points = Array.from(a);
      const [start, end] = [Math.min(from, points.length), Math.min(from + count, points.length)];
      expect(run('a.substring(b)', a, start)).toBe(points.slice(start).join(''));
      expect(run('a.substring(b, c)', a, start, end)).toBe(points.slice(start, end).join(''));
      expect(run('a.charAt(b)', a, start)).toBe(points[start] ?? '');
      expect(run('string(size(a))', a)).toBe(String(points.length));
    }));
  });

  test('are found where they stand, and not elsewhere', () => {
    fc.assert(fc.property(anyText, anyText, anyText, (before, sought, after) => {
      const whole = `${before}${sought}${after}`;
      const first = Number(run('string(a.indexOf(b))', whole, sought));
      const last = Number(run('string(a.lastIndexOf(b))', whole, sought));
      const points = Array.from(whole);
      const count = Array.from(sought).length;
      const stands = points.map((_, at) => at).concat(points.length).filter((at) => points.slice(at, at + count).join('') === sought && at + count <= points.length);
      expect([first, last]).toEqual([stands[0], stands.at(-1)]);
      expect(Number(run('string(a.indexOf(b, c))', whole, sought, first))).toBe(first);
    }));
  });

  test('that are split and joined, or replaced, are what they were', () => {
    fc.assert(fc.property(anyText, fc.constantFrom('', ',', 'a', '😀'), fc.integer({ min: 1, max: 4 }), (a, separator, limit) => {
      expect(run('a.split(b).join(b)', a, separator)).toBe(a);
      expect(run('a.split(b, c).join(b)', a, separator, limit)).toBe(a);
      expect(Number(run('string(size(a.split(b, c)))', a, separator, limit))).toBeLessThanOrEqual(limit);
      expect(run('a.replace(b, b)', a, separator)).toBe(a);
      expect(run('a.replace(b, b, c)', a, separator, limit)).toBe(a);
      if (separator !== '') expect(run("a.replace(b, '')", a, separator)).toBe(a.replaceAll(separator, ''));
    }));
  });
});

describe('quantities', () => {
  const amount = fc.tuple(
    fc.constantFrom('', '-', '+'), fc.nat(99_999), fc.constantFrom('', '.5', '.25', '.001'), fc.constantFrom('', 'm', 'k', 'M', 'G', 'Ki', 'Mi', 'Gi', 'e3', 'E-2'),
  ).map((parts) => parts.join(''));

  test('are compared as the rest of this library does', () => {
    fc.assert(fc.property(amount, amount, (a, b) => {
      const order = Math.sign(compareQuantities(a, b));
      expect(run('string(quantity(a).compareTo(quantity(b)))', a, b)).toBe(String(order));
      expect(holds('quantity(a) == quantity(b)', a, b)).toBe(order === 0);
      expect([holds('quantity(a).isLessThan(quantity(b))', a, b), holds('quantity(a).isGreaterThan(quantity(b))', a, b)]).toEqual([order < 0, order > 0]);
    }));
  });

  test('are added and subtracted without loss', () => {
    fc.assert(fc.property(amount, amount, (a, b) => {
      expect(run('string(quantity(a).add(quantity(b)).sub(quantity(b)).compareTo(quantity(a)))', a, b)).toBe('0');
      expect(run('string(quantity(a).sub(quantity(b)).compareTo(quantity(a)))', a, b)).toBe(run('string(-sign(quantity(b)))', '', b));
    }));
    fc.assert(fc.property(fc.integer(), fc.integer(), (a, b) => {
      expect(run('string(quantity(string(a)).add(b).asInteger())', a, b)).toBe(String(a + b));
      expect(run('string(quantity(string(a)).sub(b).asInteger())', a, b)).toBe(String(a - b));
    }));
  });
});

describe('addresses', () => {
  const block = fc.oneof(
    fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 })),
    fc.tuple(fc.ipV6().filter((text) => !text.includes('.')), fc.integer({ min: 0, max: 128 })),
  );
  const near = block.chain(([address, prefix]) =>
    fc.tuple(fc.constant(address), fc.constant(prefix), fc.oneof(fc.ipV4(), fc.ipV6(), fc.constant(address))));

  test('are in the blocks that Node.js finds them in', () => {
    fc.assert(fc.property(near, ([address, prefix, other]) => {
      fc.pre(holds('isIP(a) && isIP(b)', address, other));
      const family = (text: string) => (text.includes(':') ? 'ipv6' : 'ipv4');
      const list = new BlockList();
      list.addSubnet(address, prefix, family(address));
      const expected = family(address) === family(other) && list.check(other, family(other));
      expect(holds("cidr(a + '/' + string(b)).containsIP(c)", address, prefix, other)).toBe(expected);
      expect(holds("cidr(a + '/' + string(b)).containsIP(ip(c))", address, prefix, other)).toBe(expected);
    }));
  });

  test('have one canonical text', () => {
    fc.assert(fc.property(block, ([address, prefix]) => {
      fc.pre(holds('isIP(a)', address));
      expect(holds('ip.isCanonical(string(ip(a))) && ip(string(ip(a))) == ip(a)', address)).toBe(true);
      expect(holds("cidr(a + '/' + string(b)).masked() == cidr(a + '/' + string(b)).masked().masked()", address, prefix)).toBe(true);
      expect(holds("cidr(a + '/' + string(b)).containsCIDR(string(cidr(a + '/' + string(b)).masked()))", address, prefix)).toBe(true);
      expect(holds("cidr(a + '/' + string(b)).prefixLength() == b && cidr(a + '/' + string(b)).ip() == ip(a)", address, prefix)).toBe(true);
    }));
  });
});

describe('collections', () => {
  const list = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 6 });

  test('are asked by two variables what they are asked by one', () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.integer({ min: 0, max: 4 }), fc.constant('x')), { maxLength: 6 }), fc.integer({ min: 0, max: 4 }), (a, b) => {
      const verdict = (text: string): string => {
        try {
          return run(`string(${text})`, a, b);
        } catch (error) {
          return (error as Error).message;
        }
      };
      for (const macro of ['all', 'exists', 'exists_one']) expect(verdict(`a.${macro}(i, v, v >= b)`)).toBe(verdict(`a.${macro}(v, v >= b)`));
      expect(verdict('a.transformList(i, v, v * 2) == a.map(v, v * 2)')).toBe(verdict('a.map(v, v * 2) == a.map(v, v * 2)'));
      expect(verdict('a.transformList(i, v, v > b, v) == a.filter(v, v > b)')).toBe(verdict('a.filter(v, v > b) == a.filter(v, v > b)'));
      expect(holds('a.all(i, v, a[i] == v) && a.transformMap(i, v, v).all(i, v, a[i] == v)', a)).toBe(true);
    }));
  });

  test('are sorted, reversed, thinned and added up', () => {
    fc.assert(fc.property(list, (a) => {
      expect(holds('a.sort() == b', a, [...a].sort((x, y) => x - y))).toBe(true);
      expect(holds('a.sortBy(x, -x) == b', a, [...a].sort((x, y) => y - x))).toBe(true);
      expect(holds('a.reverse() == b', a, [...a].reverse())).toBe(true);
      expect(holds('a.distinct() == b', a, [...new Set(a)])).toBe(true);
      expect(run('string(a.sum())', a)).toBe(String(a.reduce((sum, each) => sum + each, 0)));
      expect(holds('a.isSorted()', a)).toBe(a.every((each, at) => at === 0 || a[at - 1] <= each));
      if (a.length > 0) expect([run('string(a.min())', a), run('string(a.max())', a)]).toEqual([String(Math.min(...a)), String(Math.max(...a))]);
    }));
  });

  test('contain, meet and equal each other as sets', () => {
    fc.assert(fc.property(list, list, (a, b) => {
      const [left, right] = [new Set(a), new Set(b)];
      const isIn = (one: Set<number>, other: Set<number>) => [...one].every((each) => other.has(each));
      expect(holds('sets.contains(a, b)', a, b)).toBe(isIn(right, left));
      expect(holds('sets.equivalent(a, b)', a, b)).toBe(isIn(right, left) && isIn(left, right));
      expect(holds('sets.intersects(a, b)', a, b)).toBe([...left].some((each) => right.has(each)));
      expect(holds('a.all(x, x in b)', a, b)).toBe(isIn(left, right));
      expect(holds('a == b', a, b)).toBe(JSON.stringify(a) === JSON.stringify(b));
    }));
  });
});

describe('numbers and durations', () => {
  test('a double as text means the double again', () => {
    fc.assert(fc.property(fc.double({ noNaN: true }).filter((value) => !Number.isInteger(value)), (value) => {
      expect(holds('double(string(a)) == a', value)).toBe(true);
    }));
  });

  test('durations are added up to the nanosecond', () => {
    const nanos = fc.integer({ min: -3_000_000_000, max: 3_000_000_000 });
    fc.assert(fc.property(nanos, nanos, (a, b) => {
      const length = (value: number) => `${value}ns`;
      expect(holds('duration(a) + duration(b) == duration(c)', length(a), length(b), length(a + b))).toBe(true);
      expect(holds('duration(a) - duration(b) == duration(c)', length(a), length(b), length(a - b))).toBe(true);
      expect(holds('duration(a) < duration(b)', length(a), length(b))).toBe(a < b);
    }));
  });
});
