import { App, Chart } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { Place } from '../../src/private/place';
import {
  checkDnsLabel, checkDnsSubdomain, checkEnvName, checkInteger, checkLabelValue, checkOneOf, checkPort, checkPortName, checkQualifiedName, checkText,
} from '../../src/private/syntax';

const place = Place.of(new Chart(new App(), 'team-a')).at('prop');

const kinds: { [kind: string]: { check: (at: Place, value: unknown) => unknown; good: unknown[]; bad: unknown[] } } = {
  'DNS label': {
    check: checkDnsLabel,
    good: ['a', '0', 'a-b', 'a--b', 'x'.repeat(63)],
    bad: ['', '-a', 'a-', 'A', 'a.b', 'a_b', 'é', 'x'.repeat(64), 'a\n', 1, undefined, null],
  },
  'DNS subdomain': {
    check: checkDnsSubdomain,
    good: ['a', 'a.b', 'a-b.c0', '0.0', 'x'.repeat(253)],
    bad: ['', '.', 'a.', '.a', 'a..b', 'a.-b', 'A.b', 'x'.repeat(254), undefined],
  },
  'port name': {
    check: checkPortName,
    good: ['http', 'a', '0a', 'a-b', 'x'.repeat(15)],
    bad: ['', '80', 'a--b', '-a', 'a-', 'HTTP', 'x'.repeat(16), 'a.b', 80],
  },
  'environment variable name': {
    check: checkEnvName,
    good: ['A', '_', 'a1', 'X'.repeat(1000)],
    bad: ['', '1A', 'A-B', 'A.B', 'A B', 'É', undefined],
  },
  'label value': {
    check: checkLabelValue,
    good: ['', 'a', 'A.b_c-d', '0', 'x'.repeat(63)],
    bad: ['-a', 'a-', '_', 'a b', 'x'.repeat(64), 'a/b', 1, true, null],
  },
  'key': {
    check: checkQualifiedName,
    good: ['a', 'A_b.c', 'example.com/a', `${'x'.repeat(253)}/${'y'.repeat(63)}`],
    bad: ['', '/', 'a/', '/a', 'a/b/c', 'Example.com/a', 'a b', `${'x'.repeat(254)}/a`, 'y'.repeat(64), '-a', undefined, 1],
  },
  'port': { check: checkPort, good: [1, 80, 65535], bad: [0, 65536, -1, 1.5, NaN, Infinity, '80', undefined, null] },
  'text': { check: (at, value) => checkText(at, value), good: ['a', ' a '], bad: ['', ' ', '\n', 1, undefined, null, {}] },
};

describe.each(Object.entries(kinds))('a %s', (_, { check, good, bad }) => {
  test.each(good.map((value) => [value]))('can be %j', (value) => {
    expect(check(place, value)).toBe(value);
  });

  test.each(bad.map((value) => [value]))('fails for %j', (value) => {
    expect(() => check(place, value)).toThrow(/^\[team-a\] prop: got .*; allowed: .+; fix: .+$/s);
  });
});

test('a shorter limit comes with its reason, and with the length of what is too long', () => {
  expect(checkDnsLabel(place, 'x'.repeat(57), 57)).toHaveLength(57);
  expect(() => checkDnsLabel(place, 'x'.repeat(58), 57, 'shorten it: the reason')).toThrow('of at most 57 characters; this one has 58; fix: shorten it: the reason');
  expect(() => checkDnsSubdomain(place, 'x'.repeat(239), 238)).toThrow('of at most 238 characters; this one has 239; fix: give a name of that form');
});

test('numbers have bounds, the widest of which is not told', () => {
  expect([checkInteger(place, 0, 0, 5), checkInteger(place, 5, 0, 5)]).toEqual([0, 5]);
  expect(() => checkInteger(place, 6, 0, 5)).toThrow('got 6; allowed: a whole number from 0 to 5; fix: give a whole number in that range');
  expect(() => checkInteger(place, -1, 0, Number.MAX_SAFE_INTEGER, 'more')).toThrow('allowed: a whole number from 0; fix: more');
});

test('words have their case', () => {
  expect(checkOneOf(place, 'A', ['A', 'b'])).toBe('A');
  expect(() => checkOneOf(place, 'a', ['A', 'b'])).toThrow('got "a"; allowed: A, b; fix: give one of these words, in this case');
  expect(() => checkOneOf(place, 1, ['1'])).toThrow('got 1');
});
