import { expect, test } from 'vitest';
import { fnv1a32 } from '../../src/private/fnv';

test.each([
  ['', '811c9dc5'],
  ['a', 'e40c292c'],
  ['foobar', 'bf9cf968'],
  ['python-secure', 'fe791293'],
  // Pairs of names that collide, as an attacker would choose them.
  ['x-c3kl39r', 'fe791293'],
  ['py-15zx', '94f49f19'],
  ['py-cpcd', '94f49f19'],
])('of %j is %s', (text, hash) => {
  expect(fnv1a32(text)).toBe(hash);
});

test('counts bytes of UTF-8 and has eight digits', () => {
  expect(fnv1a32('é')).not.toBe(fnv1a32('\u00c3\u00a9'));
  for (let n = 0; n < 300; n++) expect(fnv1a32(`name-${n}`)).toMatch(/^[0-9a-f]{8}$/);
});
