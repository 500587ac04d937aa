import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DIGEST, failure, place } from './value-support';
import { formatImageReference, parseImageReference } from '../../src/sandbox/image-reference';

const HEX = DIGEST.slice(7);

const from = (characters: string, options: { minLength: number; maxLength: number }) => (
  fc.array(fc.constantFrom(...characters), options).map((list) => list.join(''))
);
const word = from('abcxyz0189', { minLength: 1, maxLength: 6 });
const pathPart = fc.tuple(word, fc.array(fc.tuple(fc.constantFrom('.', '_', '__', '-', '---'), word), { maxLength: 2 }))
  .map(([first, more]) => first + more.flat().join(''));
const host = fc.oneof(
  fc.array(word, { minLength: 2, maxLength: 3 }).map((labels) => labels.join('.')),
  fc.constantFrom('localhost', '10.0.0.1', '[::1]', '[fd00:ec2::254]', 'my-registry.example.com'),
);
const reference = fc.record({
  host,
  port: fc.option(fc.integer({ min: 1, max: 65535 }).map(String), { nil: undefined }),
  path: fc.array(pathPart, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/')),
  tag: fc.option(fc.tuple(from('abzABZ09_', { minLength: 1, maxLength: 1 }), from('azAZ09_.-', { minLength: 0, maxLength: 127 }))
    .map((parts) => parts.join('')), { nil: undefined }),
  digest: fc.option(from('0123456789abcdef', { minLength: 64, maxLength: 64 }).map((hex) => `sha256:${hex}`), { nil: undefined }),
});

describe('what the grammar makes', () => {
  test('is taken apart and put together again', () => {
    fc.assert(fc.property(reference, (parts) => {
      const known = Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
      const text = formatImageReference(known as typeof parts);
      expect(parseImageReference(place, text)).toStrictEqual(known);
    }));
  });

  test('is told from everything else: what is taken comes out as it went in', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), reference.map((parts) => `${formatImageReference(parts)}!`)), (text) => {
      let parsed;
      try {
        parsed = parseImageReference(place, text);
      } catch (error) {
        expect((error as Error).message).toMatch(/^\[team-a\/python\] prop: got .*; allowed: .*; fix: ./s);
        return;
      }
      expect(formatImageReference(parsed)).toBe(text);
    }));
  });
});

test.each([
  ['docker.io/library/python:3.12', { host: 'docker.io', path: 'library/python', tag: '3.12' }],
  ['localhost/python', { host: 'localhost', path: 'python' }],
  ['registry:1/python', { host: 'registry', port: '1', path: 'python' }],
  ['registry:65535/python', { host: 'registry', port: '65535', path: 'python' }],
  ['registry:5000/python', { host: 'registry', port: '5000', path: 'python' }],
  ['Registry.Example.com/python', { host: 'Registry.Example.com', path: 'python' }],
  ['ghcr.io/a/b:sha256-abc.sig', { host: 'ghcr.io', path: 'a/b', tag: 'sha256-abc.sig' }],
])('takes %s apart', (text, parts) => {
  expect(parseImageReference(place, text)).toStrictEqual(parts);
});

test.each([
  ['nothing', '', 'not empty'],
  ['something else', 7, 'an image reference'],
  ['undefined', undefined, 'an image reference'],
  ['blanks', 'docker.io/library/python: 3.12', 'without blanks'],
  ['a newline at the end', 'docker.io/library/python:3.12\n', 'without blanks'],
  ['a scheme', 'https://docker.io/library/python', 'without a scheme'],
  ['no host, with one part', 'python:3.12', 'docker.io/library/python:3.12'],
  ['no host, with two parts', 'bitnami/python:3.12', 'docker.io/bitnami/python:3.12'],
  ['no path', 'registry.example.com', 'begins with the registry\'s host'],
  ['an empty path', 'registry.example.com/', 'as path'],
  ['an empty host', '/python', 'begins with the registry\'s host'],
  ['a host with a blank label', 'registry..example.com/python', 'as host'],
  ['a host that begins with a hyphen', '-a.example.com/python', 'as host'],
  ['a host that only begins like localhost', 'localhost2/python', 'docker.io/localhost2/python'],
  ['a host that only ends like localhost', 'mylocalhost/python', 'docker.io/mylocalhost/python'],
  ['a port with letters before it', 'registry.example.com:x80/python', 'as port'],
  ['a port with letters behind it', 'registry.example.com:80x/python', 'as port'],
  ['letters behind an IPv6 address', '[::1]x:80/python', 'as host'],
  ['a port that is no number', 'registry.example.com:http/python', 'as port'],
  ['port 0', 'registry.example.com:0/python', 'as port'],
  ['port 65536', 'registry.example.com:65536/python', 'as port'],
  ['an empty port', 'registry.example.com:/python', 'as port'],
  ['upper case in the path', 'docker.io/library/Python:3.12', 'docker.io/library/python'],
  ['a path with an empty part', 'docker.io//python', 'as path'],
  ['a path with two dots in a row', 'docker.io/a..b', 'as path'],
  ['a path of 256 characters', `docker.io/${'a'.repeat(256)}`, 'as path'],
  ['an empty tag', 'docker.io/library/python:', 'as tag'],
  ['a tag that begins with a dot', 'docker.io/library/python:.1', 'as tag'],
  ['a tag of 129 characters', `docker.io/library/python:${'1'.repeat(129)}`, 'as tag'],
  ['two tags', 'docker.io/library/python:3:12', 'as tag'],
  ['a digest as a tag', `docker.io/library/python:sha256:${HEX}`, '"@sha256:" in the place of ":sha256:"'],
  ['a tag as a digest', 'docker.io/library/python@3.12', 'a tag behind ":"'],
  ['another algorithm', `docker.io/library/python@sha512:${HEX}${HEX}`, 'sha256:<64 hex digits>'],
  ['a short digest', `docker.io/library/python@sha256:${HEX.slice(1)}`, 'too short'],
  ['a long digest', `docker.io/library/python@sha256:${HEX}0`, 'exactly 64'],
  ['a tag behind the digest', `docker.io/library/python@sha256:${HEX}:3.12`, 'nothing behind it'],
  ['upper-case hex digits', `docker.io/library/python@sha256:${HEX.toUpperCase()}`, 'lower case'],
  ['two digests', `docker.io/library/python@${DIGEST}@${DIGEST}`, 'one digest'],
])('fails for %s', (_, text, words) => {
  expect(failure(() => parseImageReference(place, text))).toContain(words);
});

test('takes the longest path and tag', () => {
  expect(parseImageReference(place, `docker.io/${'a'.repeat(255)}:${'1'.repeat(128)}`)).toMatchObject({ path: 'a'.repeat(255), tag: '1'.repeat(128) });
});
