import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { celLiteral, compileExpression, ExpressionError, replaceParams, toCel } from '../../src/cel';
import { tokensOf } from '../../src/cel/tokens';

const isEqual = (literal: string, value: unknown) => compileExpression(`value == ${literal}`, ['value'], 'bool').evaluate({ value: toCel(value) });
/** Whole texts only: half of a surrogate pair is none, in JSON neither. */
const text = fc.string({ unit: fc.oneof(fc.constantFrom("'", '"', '\\', '\n', '\r', '\t', '\0', '\x7f', 'é', '😀', '\u2028', '`', '/', 'n'), fc.string({ unit: 'binary', maxLength: 1 })) })
  .filter((each) => !/[\ud800-\udfff]/u.test(each));

describe('a JSON value as CEL text', () => {
  test.each<[unknown, string]>([
    ['a', "'a'"],
    ["it's", "'it\\'s'"],
    ['a\\b', "'a\\\\b'"],
    ['"', "'\"'"],
    ['\n\r\t', "'\\n\\r\\t'"],
    ['\0\x1b\x7f', "'\\u0000\\u001b\\u007f'"],
    ['é😀', "'é😀'"],
    ['', "''"],
    [1, '1'],
    [-1, '-1'],
    [-0, '0'],
    [1.5, '1.5'],
    [1e21, '1.0e+21'],
    [1.5e300, '1.5e+300'],
    [-(2 ** 63), '-9.223372036854776e+18'],
    [2 ** 53, '9007199254740992'],
    [1e-7, '1e-7'],
    [true, 'true'],
    [null, 'null'],
    [[], '[]'],
    [[1, 2], '[1, 2]'],
    [[1, 'a'], "[dyn(1), dyn('a')]"],
    [[1, 1.5], '[dyn(1), dyn(1.5)]'],
    [[1, 2 ** 63], '[dyn(1), dyn(9.223372036854776e+18)]'],
    [[null, 1], '[dyn(null), dyn(1)]'],
    [[[1], [2]], '[[1], [2]]'],
    [[[1], ['a']], "[dyn([1]), dyn(['a'])]"],
    [[[1, 'a'], ['b', 2]], "[[dyn(1), dyn('a')], [dyn('b'), dyn(2)]]"],
    [[[1], { a: 1 }], "[dyn([1]), dyn({'a': 1})]"],
    [{}, '{}'],
    [{ 'a': 1, 'b c': 2 }, "{'a': 1, 'b c': 2}"],
    [{ a: 1, b: 'x' }, "{'a': dyn(1), 'b': dyn('x')}"],
    [{ a: 1, b: undefined }, "{'a': 1}"],
    [{ a: { b: 1 }, c: { d: 2 } }, "{'a': {'b': 1}, 'c': {'d': 2}}"],
  ])('%j', (value, literal) => {
    expect(celLiteral(value)).toBe(literal);
    expect(isEqual(literal, value)).toBe(true);
  });

  test('means the value again', () => {
    const number = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.maxSafeInteger());
    fc.assert(fc.property(fc.oneof(text, fc.jsonValue({ noUnicodeString: true }), fc.dictionary(text, text), number), (value) => {
      expect(isEqual(celLiteral(value), value)).toBe(true);
    }), { numRuns: 500 });
  });

  test.each([
    [NaN, 'NaN has no literal in CEL'],
    [-Infinity, '-Infinity has no literal in CEL'],
    [undefined, 'a undefined has no literal in CEL'],
    [() => 1, 'a function has no literal in CEL'],
    ['\ud800', 'half of a surrogate pair has no literal in CEL'],
    [{ '\udc00x': 1 }, 'half of a surrogate pair has no literal in CEL'],
  ])('%s has none', (value, message) => {
    expect(() => celLiteral(value)).toThrow(new ExpressionError(message, ''));
  });
});

describe('parameters', () => {
  const params = { max: 5, name: "it's", list: ['a', 'b'], x_1: true };

  test.each([
    ['pod.a < params.max', 'pod.a < 5'],
    ['params.max == params.max', '5 == 5'],
    ['params.name', "'it\\'s'"],
    ['x in params.list && params.x_1', "x in ['a', 'b'] && true"],
    ['params.list.all(x, true)', "['a', 'b'].all(x, true)"],
    ['params . max', '5  '],
    ['params.\n  max // params.max\n + 1', '5\n   // params.max\n + 1'],
    ["'params.max' + \"params.max\"", "'params.max' + \"params.max\""],
    ["'\\'params.max' == params.max", "'\\'params.max' == 5"],
    ["r'\\' == params.max", "r'\\' == 5"],
    ["'''a'params.max''' == params.max", "'''a'params.max''' == 5"],
    ['"""a"params.max""" == params.max', '"""a"params.max""" == 5'],
    ["r'''params.max\\''' == params.max", "r'''params.max\\''' == 5"],
    ['R"""params.max""" == params.max', 'R"""params.max""" == 5'],
    ['R"params.max\\" == params.max', 'R"params.max\\" == 5'],
    ["b'params.max' == params.max", "b'params.max' == 5"],
    ["'''\\'''params.max''' == params.max", "'''\\'''params.max''' == 5"],
    ['"""\\"""params.max""" == params.max', '"""\\"""params.max""" == 5'],
    ['"\\"params.max" == params.max', '"\\"params.max" == 5'],
    ['// params.max', '// params.max'],
    ['x.params.max', 'x.params.max'],
    ['x. params.max', 'x. params.max'],
    ['myparams.max', 'myparams.max'],
    ['params', 'params'],
    ["params['max']", "params['max']"],
    ['params.?max', 'params.?max'],
    ['paramsX.max + 1params.max', 'paramsX.max + 1params.max'],
    ['', ''],
  ])('%j becomes %j', (expression, expected) => {
    expect(replaceParams(expression, params)).toBe(expected);
  });

  test.each(['other', 'toString', 'constructor'])('fails for params.%s, which there is none of', (name) => {
    let error: unknown;
    try {
      replaceParams(`pod.a ==\n params.${name}`, params);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(ExpressionError);
    expect(error).toMatchObject({ message: `unknown parameter: ${name}`, offset: 10, excerpt: ` params.${name}\n ^` });
  });

  test('are their values, wherever strings and comments stand around them', () => {
    fc.assert(fc.property(text, fc.jsonValue({ noUnicodeString: true }), (words, value) => {
      const expression = replaceParams(`${celLiteral(words)} == words && // ${words.replace(/[\n\r\u2028]/g, ' ')} params.value\n value == params.value`, { value });
      expect(compileExpression(expression, ['words', 'value'], 'bool').evaluate({ words, value: toCel(value) })).toBe(true);
    }));
  });
});

describe('tokens', () => {
  test('all together are the text', () => {
    const piece = fc.constantFrom("'", '"', "'''", '"""', '\\', 'r', 'b', 'R', '//', '\n', ' ', 'a', '1', '1.5', '.', '(', 'é', '😀');
    fc.assert(fc.property(fc.array(piece).map((pieces) => pieces.join('')), (source) => {
      const tokens = tokensOf(source);
      expect(tokens.map((token) => token.text).join('')).toBe(source);
      tokens.forEach((token) => expect(source.startsWith(token.text, token.start)).toBe(true));
    }));
  });

  test('are of their kinds', () => {
    expect(tokensOf("a_1 + 1.5e3.b // 'c'\nr'\\' b'x'").map(({ kind, text: token, start }) => [kind, token, start])).toEqual([
      ['name', 'a_1', 0], ['blank', ' ', 3], ['other', '+', 4], ['blank', ' ', 5], ['other', '1.5e3.b', 6], ['blank', ' ', 13], ['comment', "// 'c'", 14],
      ['blank', '\n', 20], ['raw', "r'\\'", 21], ['blank', ' ', 25], ['string', "b'x'", 26],
    ]);
  });
});
