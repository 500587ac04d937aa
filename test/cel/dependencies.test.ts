import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileExpression, EvaluationFailure, Expression, toCel } from '../../src/cel';

const FIELDS = ['a', 'b', 'c'];
const VARIABLES = ['pod', 'container'];
type Values = { readonly [variable: string]: { readonly [field: string]: unknown } };

/** Small values, so that different expressions meet the same. */
const leaf = fc.oneof(fc.integer({ min: 0, max: 2 }), fc.constantFrom('a', 'b', ''), fc.boolean(), fc.constant(null));
const value = fc.oneof(leaf, fc.array(leaf, { maxLength: 2 }), fc.dictionary(fc.constantFrom(...FIELDS), leaf, { maxKeys: 2 }));
const object = fc.dictionary(fc.constantFrom(...FIELDS), value, { maxKeys: 3 });
const values: fc.Arbitrary<Values> = fc.record({ pod: object, container: object });

/** Expressions of any type, in which `names` are variables: some bound by macros, some of the same name as one outside. */
function expressions(names: readonly string[], depth: number): fc.Arbitrary<string> {
  const field = fc.constantFrom(...FIELDS);
  const name = fc.constantFrom(...names);
  const simple = fc.oneof(
    name,
    fc.tuple(name, field).map(([variable, key]) => `${variable}.${key}`),
    fc.tuple(name, field).map(([variable, key]) => `${variable}['${key}']`),
    fc.tuple(name, field).map(([variable, key]) => `${variable}.?${key}.orValue(0)`),
    fc.tuple(name, field).map(([variable, key]) => `${variable}[?'${key}'].hasValue()`),
    fc.tuple(name, field).map(([variable, key]) => `has(${variable}.${key})`),
    fc.constantFrom('1', "'a'", 'true'),
  );
  if (depth === 0) return simple;
  const inner = expressions(names, depth - 1);
  const bound = fc.constantFrom('x', 'pod', 'container');
  const over = bound.chain((own) => fc.tuple(inner, expressions([...new Set([...names, own])], depth - 1))
    .map(([list, body]) => ({ own, list, body })));
  return fc.oneof(
    simple,
    fc.tuple(inner, fc.constantFrom('==', '!='), inner).map(([left, operator, right]) => `(dyn(${left}) ${operator} dyn(${right}))`),
    fc.tuple(inner, inner).map(([left, right]) => `(dyn(${left}) == true && dyn(${right}) == true)`),
    fc.tuple(inner, inner).map(([left, right]) => `(dyn(${left}) == 1 || dyn(${right}) == 1)`),
    fc.tuple(inner, inner, inner).map(([test_, left, right]) => `(dyn(${test_}) == true ? dyn(${left}) : dyn(${right}))`),
    fc.tuple(inner, inner).map(([key, map]) => `(dyn(${key}) in dyn(${map}))`),
    fc.tuple(inner, inner).map(([map, key]) => `dyn(${map})[dyn(${key})]`),
    fc.tuple(inner, field).map(([map, key]) => `dyn(${map}).${key}`),
    fc.tuple(inner, field).map(([map, key]) => `has(dyn(${map}).${key})`),
    inner.map((each) => `size(dyn(${each}))`),
    over.map(({ own, list, body }) => `dyn(${list}).all(${own}, dyn(${body}) == true)`),
    over.map(({ own, list, body }) => `dyn(${list}).exists(${own}, dyn(${body}) == 1)`),
    over.map(({ own, list, body }) => `dyn(${list}).map(${own}, dyn(${body}))`),
    over.map(({ own, list, body }) => `dyn(${list}).filter(${own}, dyn(${body}) == true)`),
    over.map(({ own, list, body }) => `dyn(${list}).all(${own}, y, dyn(${body}) == true)`),
    over.map(({ own, list, body }) => `dyn(${list}).transformList(y, ${own}, dyn(${body}))`),
    over.map(({ own, list, body }) => `optional.of(dyn(${list})).optMap(${own}, dyn(${body})).value()`),
  );
}

const expression = expressions(VARIABLES, 3).map((text) => compileExpression(`dyn(${text}) == true || string(size(dyn(${text}))) == '1'`, VARIABLES, 'bool'));

function resultOf({ evaluate }: Expression, given: Values): unknown {
  try {
    return evaluate(Object.fromEntries(Object.entries(given).map(([name, each]) => [name, toCel(each)])));
  } catch (error) {
    if (error instanceof EvaluationFailure) return `${error.code}: ${error.message}`;
    throw error;
  }
}

/** The values `seen` where the expression can see them, those of `unseen` everywhere else. */
function mixed({ dependencies }: Expression, seen: Values, unseen: Values): Values {
  return Object.fromEntries(VARIABLES.map((variable) => {
    if (dependencies.some((each) => each.variable === variable && each.field === undefined)) return [variable, seen[variable]];
    const fields = new Set(dependencies.filter((each) => each.variable === variable).map((each) => each.field));
    const of = (source: Values, isSeen: boolean) => Object.entries(source[variable]).filter(([field]) => fields.has(field) === isSeen);
    return [variable, Object.fromEntries([...of(seen, true), ...of(unseen, false)])];
  }));
}

describe('the dependencies of an expression', () => {
  test('are all that its value depends on', () => {
    fc.assert(fc.property(expression, values, values, (each, seen, unseen) => {
      expect(resultOf(each, mixed(each, seen, unseen))).toEqual(resultOf(each, seen));
    }), { numRuns: 1000 });
  });

  test('are narrow enough to be of use', () => {
    const narrow = fc.sample(expression, { numRuns: 300, seed: 1 })
      .filter(({ dependencies }) => dependencies.every(({ field }) => field !== undefined));
    expect(narrow.length).toBeGreaterThan(50);
  });
});

describe('an item\'s expression', () => {
  const item = expressions(['item'], 3).map((text) => `dyn(${text}) == true`);
  const comment = fc.constantFrom('', ' // not the end', ' // )');

  test('within all() over a list says what it says item by item', () => {
    fc.assert(fc.property(item, comment, fc.array(object, { maxLength: 4 }), (text, end, list) => {
      const alone = compileExpression(text + end, ['item'], 'bool');
      const wrapped = compileExpression(`items.all(item, ${text}${end}\n)`, ['items'], 'bool');
      const each = list.map((one) => resultOf(alone, { item: one }));
      const whole = resultOf(wrapped, { items: list as never });
      const failure = each.find((result) => typeof result === 'string');
      // One item that is false decides; else one that fails does.
      expect(whole).toEqual(each.includes(false) ? false : failure ?? true);
    }), { numRuns: 500 });
  });
});
