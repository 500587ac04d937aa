import { expect, test } from 'vitest';
import { failure, place } from './value-support';
import { argumentsOf, commandOf } from '../../src/sandbox/command';

test('gives copies', () => {
  const given = ['/bin/a', '', 'b c'];
  expect(commandOf(place, given)).toEqual(given);
  expect(commandOf(place, given)).not.toBe(given);
  expect(argumentsOf(place, [])).toEqual([]);
});

test.each([
  ['a program without a name', () => commandOf(place, [' ']), 'prop: got [" "]'],
  ['no program', () => commandOf(place, []), 'prop: got []; allowed: a list with the program first'],
  ['a program that is a number', () => commandOf(place, [1]), 'prop: got [1]; allowed: a list with the program first'],
  ['an object as command', () => commandOf(place, { 0: 'a' }), 'the program first'],
  ['arguments in one text', () => argumentsOf(place, '-a'), 'prop: got "-a"'],
  ['a boolean', () => argumentsOf(place, ['-a', true]), 'prop[1]: got true'],
])('fails for %s', (_, act, words) => {
  expect(failure(act)).toContain(words);
});
