import { expect, test } from 'vitest';
import { compileExpression, TimeLimitError, toCel, withinTime } from '../../src/cel';

const values = { object: toCel({ numbers: Array.from({ length: 3000 }, (_, at) => at) }) };
const runaway = compileExpression('object.numbers.all(a, object.numbers.all(b, object.numbers.all(c, a + b + c >= 0)))', ['object'], 'bool');
const quick = compileExpression('object.numbers.exists(a, a == 7)', ['object'], 'bool');

test('a value comes through', () => {
  const object = {};
  expect(withinTime(1000, () => object)).toBe(object);
  expect(withinTime(1000, () => quick.evaluate(values))).toBe(true);
});

test('what is thrown comes through', () => {
  const error = new Error('mine');
  expect(() => withinTime(1000, () => { throw error; })).toThrow(error);
  expect(() => withinTime(1000, () => { throw undefined; })).toThrow(); // eslint-disable-line @typescript-eslint/only-throw-error -- code of others may
});

test('an evaluation that takes too long is stopped, and all can be used again', () => {
  for (const attempt of [1, 2]) {
    const start = Date.now();
    let error: unknown;
    try {
      withinTime(100, () => runaway.evaluate(values));
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(TimeLimitError);
    expect(error).toMatchObject({ name: 'TimeLimitError', milliseconds: 100, message: 'evaluation took more than 100 ms and was stopped' });
    expect([attempt, Date.now() - start < 3000]).toEqual([attempt, true]);
    expect(quick.evaluate(values)).toBe(true);
    expect(withinTime(1000, () => quick.evaluate(values))).toBe(true);
    expect(runaway.evaluate({ object: toCel({ numbers: [1, 2] }) })).toBe(true);
    expect(runaway.evaluate({ object: toCel({ numbers: [1, -5] }) })).toBe(false);
  }
});

test('one may stand within another', () => {
  expect(withinTime(1000, () => [withinTime(1000, () => 1), withinTime(1000, () => 2)])).toEqual([1, 2]);
  expect(() => withinTime(2000, () => withinTime(50, () => runaway.evaluate(values)))).toThrow(new TimeLimitError(50));
});
