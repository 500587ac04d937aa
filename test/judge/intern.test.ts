import { describe, expect, test } from 'vitest';
import { Interner } from '../../src/judge/intern';

describe('numbers of values', () => {
  test('are the same for equal ones', () => {
    const interner = new Interner();
    expect(interner.numberOf({ a: [1] })).toBe(interner.numberOf({ a: [1] }));
    expect(new Set([1, '1', true, 'true', null, undefined, { a: 1 }, [1]].map((value) => interner.numberOf(value))).size).toBe(8);
    const [one, two] = [interner.numberOf('one'), interner.numberOf('two')];
    expect(interner.pair(one, two)).toBe(interner.pair(one, two));
    expect(interner.pair(one, two)).not.toBe(interner.pair(two, one));
  });

  test('are forgotten when there are too many, or too long ones, and stay true of objects that have theirs', () => {
    const few = new Interner(3);
    const object = { a: 1 };
    const number = few.numberOf(object);
    expect(few.isFull).toBe(false);
    ['x', 'y', 'z'].forEach((value) => few.numberOf(value));
    expect(few.isFull).toBe(true);
    few.clear();
    expect([few.isFull, few.generation, few.numberOf(object)]).toEqual([false, 1, number]);
    expect(few.numberOf('w')).toBeGreaterThan(number);

    const long = new Interner();
    for (let index = 0; index < 9; index += 1) long.numberOf([`${index}`.padEnd(2 ** 20)]);
    expect(long.isFull).toBe(true);
    long.clear();
    expect(long.isFull).toBe(false);
  });
});
