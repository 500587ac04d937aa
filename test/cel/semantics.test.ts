import { describe, expect, test } from 'vitest';
import { FUNCTIONS, judge, SEMANTICS } from './verdicts';

/** What Kubernetes takes and this library refuses, and the beginning of its reason. Everything else has Kubernetes' own verdict. */
const REFUSED: { readonly [expression: string]: string } = {
  "'%s'.format([['a',1,true,null]]) == '[a, 1, true, null]'": 'list elements must have the same type',
  "'%s'.format([{'b':1,'a':'x'}]) == '{a: x, b: 1}'": 'map value uses wrong type',
  "'%e'.format([1052.032911275]) == '1.052033e+03'": '"%e" is no place for a value here (%e is not supported)',
  'object.m.`x-y` == 1': 'names in backticks are not evaluated here',
  'has(object.m.`x-y`)': 'names in backticks are not evaluated here',
  '[?object.?missing, ?object.?num] == [3]': 'optional items of lists and maps, as [?x] and {?k: v}, are not evaluated here',
  "{?'a': object.?missing} == {}": 'optional items of lists and maps, as [?x] and {?k: v}, are not evaluated here',
  "{?'a': object.?num} == {'a': 3}": 'optional items of lists and maps, as [?x] and {?k: v}, are not evaluated here',
  "string(timestamp('2024-01-01T00:00:00Z')) == '2024-01-01T00:00:00Z'": "found no matching overload for 'string(google.protobuf.Timestamp)'",
  "semver('1.2.3').isLessThan(semver('1.10.0'))": 'semver() is refused: it is not evaluated here, though newer Kubernetes has it',
  "isSemver('1.2.3')": 'isSemver() is refused: it is not evaluated here, though newer Kubernetes has it',
};

/** The verdicts were made without asking for a type: an expression that may have any is asked for one by comparing it. */
function judged(text: string): { readonly verdict: string; readonly reason?: string } {
  const plain = judge(text);
  if (!plain.reason?.startsWith('the expression must be')) return plain;
  const compared = judge(`(${text}) == true`);
  return compared.verdict === 'false' ? judge(`string(${text})`) : compared;
}

test('every expression has the verdict of Kubernetes, or is refused for a reason that is known', () => {
  const results = SEMANTICS.cases.map(({ expression, verdict }) => ({ expression, verdict, ...rename(judged(expression)) }));
  const others = results.filter(({ verdict, ours }) => ours !== verdict);
  expect(others.filter(({ expression, ours, reason }) => ours !== 'does-not-compile' || !reason?.startsWith(REFUSED[expression] ?? '?'))).toEqual([]);
  expect(others.map(({ expression }) => expression)).toEqual(Object.keys(REFUSED));
  expect({ same: results.length - others.length, refused: others.length }).toEqual({ same: 490, refused: 11 });
});

function rename({ verdict, reason }: { readonly verdict: string; readonly reason?: string }): { readonly ours: string; readonly reason?: string } {
  return { ours: verdict, reason };
}

describe('functions have the values that they have in Kubernetes', () => {
  test.each(Object.entries(FUNCTIONS.cases))('%s', (_, cases) => {
    expect(cases.map(([expression]) => [expression, judge(expression).verdict])).toEqual(cases);
  });
});
