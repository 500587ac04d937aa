import { expect, test } from 'vitest';
import { compileExpression, ExpressionError, toCel } from '../../src/cel';

const failure = (text: string, object: unknown): string => {
  const expression = compileExpression(text, ['object'], 'bool');
  try {
    return String(expression.evaluate({ object: toCel(object) }));
  } catch (error) {
    return (error as Error).message;
  }
};

test.each([
  ['', 'it is empty'],
  ['\u0001', 'it has control characters'],
  ['a\u007f', 'it has control characters'],
  [':x', 'it has no scheme before ":"'],
  ['x', 'it has neither a scheme nor an absolute path'],
  ['1a:b', 'it has neither a scheme nor an absolute path'],
  ['/a%zz', 'its path has a wrong escape'],
  ['http:/a%', 'its path has a wrong escape'],
  ['http://a/%zz', 'its path has a wrong escape'],
  ['/a?b#%zz', 'its fragment has a wrong escape'],
  ['http://a:x/', 'its port is wrong'],
  ['http://a:1:2/', 'its port is wrong'],
  ['http://[::1]x/', 'its port is wrong'],
  ['http://a b/', 'its host is wrong'],
  ['http://%41/', 'its host is wrong'],
  ['http://u{@a/', 'its user is wrong'],
  ['http://u%@a/', 'its user is wrong'],
  ['http://[::1/', 'its brackets are wrong'],
  ['http://x[::1]/', 'its brackets are wrong'],
  ['http://[[::1]/', 'its brackets are wrong'],
  ['http://[x]/', 'what is in brackets is no IPv6 address'],
  ['http://[fe80::1%en0]/', 'what is in brackets is no IPv6 address'],
  ['http://[1.2.3.4]/', 'what is in brackets is no IPv6 address'],
  ['http://[fe80::1%25]/', 'its zone is wrong'],
  ['http://[fe80::1%25a b]/', 'its zone is wrong'],
  ['http://[fe80::1%25%5e]/', 'its zone is wrong'],
])('the URL %j is none, since %s', (text, reason) => {
  expect(failure("url(object).getHost() == ''", text)).toBe(`${JSON.stringify(text)} is no URL: ${reason}`);
});

test.each([
  ['http://:80/', "url(object).getPort() == '80' && url(object).getHostname() == ''"],
  ['http://[fe80::1%25en%20%25]:8080/', "url(object).getHostname() == 'fe80::1%en %' && url(object).getPort() == '8080'"],
  ['x://a:1,b:2/', "url(object).getPort() == '2' && url(object).getHostname() == 'a:1,b'"],
  ['http://h', "url(object).getHost() == 'h' && url(object).getEscapedPath() == '' && url(object).getPort() == ''"],
  ['HTTP+x://h?a', "url(object).getScheme() == 'http+x' && url(object).getQuery() == {'a': ['']}"],
])('the URL %s has its parts', (text, expression) => {
  expect(failure(expression, text)).toBe('true');
});

test.each([
  ["'a' < object || 'a' > object", 'a', 'false'],
  ["'a' <= object && 'a' >= object", 'a', 'true'],
  ["'a' < 'a' || 'a' > 'a'", 0, 'false'],
  ["'a' <= 'a' && 'a' >= 'a'", 0, 'true'],
  ["[dyn(duration('1s')), dyn(timestamp('2024-01-01T00:00:00Z'))].sort() == []", 0, 'what a list is sorted by must be of one type'],
  ["[dyn(timestamp('2024-01-02T00:00:00Z')), dyn(timestamp('2024-01-01T00:00:00Z'))].sort()[0] == timestamp('2024-01-01T00:00:00Z')", 0, 'true'],
  ["object.map(x, x).min() == 'a' && object.map(x, x).max().startsWith('b') && object.map(x, x).sort()[0] == 'a'", ['b', 'a'], 'true'],
  ['object.map(x, x).max() > 5', ['b', 'a'], 'no such overload: dyn<string> > int'],
  ['object.map(x, x).sum() == 4 && object.map(x, x).sum() + 1 == 5', [1, 3], 'true'],
  ['object.map(x, x).sum() == 4', ['b', 'a'], 'the items of the list cannot be added'],
  ['object.map(x, x).sort() == []', [[1]], 'values that have no order cannot be compared'],
  ['object.map(x, x).isSorted() && object.map(x, x).sum() == 0', [], 'true'],
  ['uint(object) == 1u', -1.5, '-1.5 cannot be converted to uint'],
  ['uint(object) == 1u', 'x', '"x" cannot be converted to uint'],
  ['int(object) == 1', 1e300, '1e+300 cannot be converted to int'],
  ['double(object) == 1.0', 'x', '"x" cannot be converted to double'],
  ['bool(object)', 'x', '"x" cannot be converted to bool'],
  ['object.all(x, dyn(1))', [1], 'what is asked of each entry must be true or false'],
  ['object.filter(x, dyn(1)) == []', [1], 'what is asked of each entry must be true or false'],
  ['object.all(x, true)', 'a', 'only lists and maps have entries'],
  ['dyn(3u).map(x, x) == []', 0, 'only lists and maps have entries'],
  ["dyn(quantity('1')).all(x, true)", 0, 'only lists and maps have entries'],
  ["object.exists(k, k == 'a') && object.filter(k, k != 'a') == ['b']", { a: 1, b: 2 }, 'true'],
  ["{1: 'a'}.map(k, k + 1) == [2] && [].all(x, x.foo) && ![].exists(x, x)", 0, 'true'],
])('%s for %j: %s', (text, object, expected) => {
  expect(failure(text, object)).toBe(expected);
});

test.each([
  ['nope\n== 1', 0, 'nope\n^'],
  ['n\n== 1', 0, 'n\n^'],
  ['true &&\n\n x', 10, ' x\n ^'],
  ['true && x\n', 8, 'true && x\n        ^'],
])('an error in %j is shown at %d', (text, offset, excerpt) => {
  let error: unknown;
  try {
    compileExpression(text, ['object'], 'bool');
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(ExpressionError);
  expect(error).toMatchObject({ offset, excerpt });
});
