import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { expect, test } from 'vitest';
import { ConfigurationError, Place } from '../../src/private/place';

const app = new App();
const place = Place.of(new Construct(new Chart(app, 'team-a'), 'python'));

const message = (at: Place, given: unknown) => {
  try {
    at.fail({ given, allowed: 'what is allowed', fix: 'what to do' });
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('it did not fail');
};

test('a message names construct, property, value, what is allowed and the fix', () => {
  expect(message(place.at('memoryLimit'), '512m')).toBe('[team-a/python] memoryLimit: got "512m"; allowed: what is allowed; fix: what to do');
});

test.each([
  [place, 'props'],
  [place.at('a'), 'a'],
  [place.at('a').at('b'), 'a.b'],
  [place.at('a').item(0).at('b'), 'a[0].b'],
  [place.at('a').item('example.com/x'), 'a[example.com/x]'],
])('the property of a place is shown as %#', (at, property) => {
  expect(message(at, 1)).toContain(`] ${property}: got`);
});

test('the root has a name too', () => {
  expect(message(Place.of(app), 1)).toContain('[App] props: got 1');
});

const circular: { self?: unknown } = {};
circular.self = circular;

test.each<[unknown, string]>([
  ['x"y', '"x\\"y"'], [0, '0'], [-0, '0'], [NaN, 'NaN'], [Infinity, 'Infinity'], [12n, '12'], [undefined, 'undefined'], [null, 'null'], [true, 'true'],
  [[], '[]'], [{ a: 1 }, '{"a":1}'], [() => 1, 'a function'], [Symbol('s'), 'Symbol(s)'], [circular, '[object Object]'],
  ['x'.repeat(118), `"${'x'.repeat(118)}"`], ['x'.repeat(119), `"${'x'.repeat(116)}...`],
])('the value %s is shown in one line', (given, shown) => {
  expect(message(place, given)).toContain(`props: got ${shown}; allowed`);
});

test('the error says where apart from its text', () => {
  const error = new ConfigurationError('team-a/python', 'image', { given: 1, allowed: 'a', fix: 'b' });
  expect(error).toMatchObject({ name: 'ConfigurationError', path: 'team-a/python', property: 'image', complaint: { given: 1 } });
  expect(error).toBeInstanceOf(Error);
});
