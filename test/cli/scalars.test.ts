import { describe, expect, test } from 'vitest';
import { faultOf, valuesOf } from './support';

// The expected values are what k8s.io/apimachinery 0.37.2 (sigs.k8s.io/yaml 1.6.0), which kubectl reads with, made of `k: …`.
const VALUES: readonly [string, readonly string[]][] = [
  ['null', ['', '~', 'null', 'Null', 'NULL']],
  ['true', ['true', 'True', 'TRUE', 'yes', 'Yes', 'YES', 'on', 'On', 'ON', 'y', 'Y']],
  ['false', ['false', 'False', 'FALSE', 'no', 'No', 'NO', 'off', 'Off', 'OFF', 'n', 'N']],
  ['0', ['0', '-0', '+0', '00', '-0.0', '1e-400', '-.0', '0x0', '-0x0', '-1e-400', '-00', '.0', '0b-0']],
  ['1', ['1', '+1', '1_', '0b+1', '1.', '01', '1.0']],
  ['-1', ['-1', '-_1', '0b-1', '-01']],
  ['2', ['0b1_0']],
  ['3', ['+0b11']],
  ['5', ['0b101', '0B101', '.5e1']],
  ['-5', ['-0b101']],
  ['7', ['0_7', '0o7', '007']],
  ['8', ['08', '+010', '010', '0x8']],
  ['-8', ['-010']],
  ['10', ['1__0']],
  ['15', ['0o17', '0O17']],
  ['-15', ['-0o17']],
  ['31', ['0x1F', '0X1f', '+0x1f', '0x_1F']],
  ['-31', ['-0x1F']],
  ['420', ['0644']],
  ['1000', ['1_000', '1e3', '1E3', '1e+3', '1.e3']],
  ['4096', ['010000']],
  ['12000', ['12e03']],
  ['10000000000', ['1e1_0']],
  ['5000000000', ['.5_0e1_0']],
  ['123456789012345', ['123456789012345']],
  ['1234567890123456', ['1234567890123456']],
  ['9007199254740991', ['9007199254740991', '0x1fffffffffffff']],
  ['-9007199254740991', ['-9007199254740991']],
  ['10000000000000000000', ['1e19', '10000000000000000000.0']],
  ['0.5', ['.5', '+.5', '.5_0', '5e-1', '50_e-2']],
  ['-0.5', ['-.5']],
  ['0.001', ['0.1e-2']],
  ['0.25', ['.25', '+.25', '.2_5', '.2_50']],
  ['0.05', ['.5e-1']],
  ['50000000000', ['.5e11', '.5e+1_1', '.5e1_1']],
  ['5e+99', ['.5e1_00']],
  ['1.5', ['1.5', '+1.5']],
  ['-1.5', ['-1.5']],
  ['9.5', ['09.5']],
  ['10.5', ['1_0.5']],
];

const TEXTS: readonly string[] = [
  'nULL', 'tRUE', 'yEs', 'oN', 'nope', 'None', 'nan', 'NaN', 'inf', 'Infinity', '0o8', '0o', '0x', '0xg', '0b', '0b2', '-0b-1', '0B-1', '0b-12', '0b+1x', '1.nan', '.nanx', '1.inf', '-1.inf', '.infx', '+.5.5', '.5.5', '.5x', '1.5x', '_1', '+', '--', '=',
  '<<', '.', '..', '._5', '.5_', '.5__0', '.5_e1', '.5e', '1e', '1e3.5', '1.2.3', '1e400', '-1e400', '.5e400', '10.0.0.1', '1,000', '1 000', '1k', '1m', '5s', '100Mi', '1d',
  '2001-01-01', '2001-01-01T10:00:00Z', '2001-1-1 1:2:3', '12:30', '22:22:22', '190:20:30.15', '1:2', '٣', 'é', '---a', '..1', '-x', '+x',
];

describe('a plain scalar', () => {
  test.each(VALUES.flatMap(([value, texts]) => texts.map((text) => [text, value])))('%j is %s', (text, value) => {
    expect(valuesOf(`k: ${text}\n`)).toEqual([{ k: JSON.parse(value) }]);
    expect(valuesOf(`k: [${text}]\n`)).toEqual([{ k: text === '' ? [] : [JSON.parse(value)] }]);
  });

  test.each(TEXTS)('%j is a text', (text) => {
    expect(valuesOf(`k: ${text}\n`)).toEqual([{ k: text }]);
  });

  test.each(['.nan', '.NaN', '.NAN', '.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF', '-.inf', '-.Inf', '-.INF'])('%s is refused', (text) => {
    expect(faultOf(`a: 1\nk: ${text}\n`)).toBe(`f.yaml:2: ${text} is no number that JSON has`);
  });

  test.each([
    '9007199254740992', '-9007199254740992', '9223372036854775807', '9223372036854775808', '18446744073709551616', '0x20000000000000',
    '0b100000000000000000000000000000000000000000000000000000', '0400000000000000000', '9_007_199_254_740_992', '0b+100000000000000000000000000000000000000000000000000000',
  ])('the integer %s is refused, as it is not exact', (text) => {
    expect(faultOf(`a: 1\nk: ${text}\n`)).toBe(`f.yaml:2: the integer ${text} is beyond ±(2^53 - 1), where numbers are not exact: write it in quotes if it is a text`);
    expect(valuesOf(`k: "${text}"\n`)).toEqual([{ k: text }]);
  });

  test.each([...VALUES.flatMap(([, texts]) => texts), ...TEXTS])('%j in quotes or in a block is a text', (text) => {
    expect(valuesOf(`k: "${text}"\n`)).toEqual([{ k: text }]);
    expect(valuesOf(`k: '${text}'\n`)).toEqual([{ k: text }]);
    if (text !== '') expect(valuesOf(`k: |-\n  ${text}\nl: >-\n  ${text}\n`)).toEqual([{ k: text, l: text }]);
  });
});

describe('a key', () => {
  test.each([
    ['a', 'a'], ['yes', 'true'], ['n', 'false'], ['1', '1'], ['-0', '0'], ['0644', '420'], ['1_000', '1000'], ['0x1F', '31'], ['"yes"', 'yes'], ["'1.5'", '1.5'], ['1.2.3', '1.2.3'],
    ['2001-01-01', '2001-01-01'], ['? a\n', 'a'], ['1e400', '1e400'], ['"<<"', '<<'], ["'<<'", '<<'], ['"a\\nb"', 'a\nb'], ['""', ''], ['-', '-'],
  ])('%j is %j', (key, name) => {
    expect(valuesOf(`${key}: v\n`)).toEqual([{ [name]: 'v' }]);
  });

  test.each([
    ['~', 'the key ~ is no text: write it in quotes'],
    ['?\n', 'the key (nothing) is no text: write it in quotes'],
    ['1.5', 'the key 1.5 is no text: write it in quotes'],
    ['1.0', 'the key 1.0 is no text: write it in quotes'],
    ['1e3', 'the key 1e3 is no text: write it in quotes'],
    ['.5', 'the key .5 is no text: write it in quotes'],
    ['.inf', '.inf is no number that JSON has'],
    ['9007199254740992', 'the integer 9007199254740992 is beyond ±(2^53 - 1), where numbers are not exact: write it in quotes if it is a text'],
    ['[a]', 'a mapping or list is no key (where this is a template, render it first)'],
    ['{a: b}', 'a mapping or list is no key (where this is a template, render it first)'],
  ])('%s is refused', (key, reason) => {
    expect(faultOf(`a: 1\n${key}: v\n`)).toBe(`f.yaml:2: ${reason}`);
  });

  test.each(['a: 1\na: 2', '{"a": 1,\n"a": 1}', '1: a\n"1": b', 'yes: a\ntrue: b', 'x: 1\n"x": 2', '__proto__: 1\n"__proto__": 2', 'a: &x b\n? a\n: 1'])(
    'that stands twice is refused: %j', (text) => {
      expect(faultOf(text)).toMatch(/^f\.yaml:2: the key "(a|1|true|x|__proto__)" stands here twice$/);
    });

  test('__proto__ is a key like others, and leaves all prototypes as they are', () => {
    const [value] = valuesOf('__proto__:\n  privileged: true\nconstructor: 1\nlist: [{__proto__: 2}]\n') as any[];
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(Object.getOwnPropertyDescriptor(value, '__proto__')).toEqual({ value: { privileged: true }, writable: true, enumerable: true, configurable: true });
    expect(value.privileged).toBeUndefined();
    expect(JSON.stringify(value)).toBe('{"__proto__":{"privileged":true},"constructor":1,"list":[{"__proto__":2}]}');
    expect(({} as any).privileged).toBeUndefined();
  });
});
