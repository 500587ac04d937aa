import { posix } from 'path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { failure, place } from './value-support';
import { checkDnsLabel } from '../../src/private/syntax';
import { checkAbsolutePath, checkRelativePath, volumeNameOf } from '../../src/sandbox/paths';

const segments = fc.array(fc.constantFrom('a', 'b', '..', '.', '', '...', 'a b', 'é'), { maxLength: 5 });

test.each(['/', '/tmp', '/var/cache/x', '/a..b', '/...', '/a b', '/dev/shm'])('takes %s', (path) => {
  expect(checkAbsolutePath(place, path)).toBe(path);
});

test.each([
  ['nothing', '', 'an absolute path'],
  ['a relative path', 'tmp', 'an absolute path'],
  ['a number', 1, 'an absolute path'],
  ['a colon', '/a:b', 'without ":"'],
  ['a NUL character', '/a\0', 'an absolute path'],
  ['a way up', '/usr/../etc', 'write /etc'],
  ['a way to where one is', '/usr/./lib', 'write /usr/lib'],
  ['two slashes', '//usr', 'write /usr'],
  ['a slash at the end', '/usr/', 'write /usr'],
  ['slashes alone', '//', 'write /'],
])('fails for an absolute path with %s', (_, path, words) => {
  expect(failure(() => checkAbsolutePath(place, path))).toContain(words);
});

test('takes an absolute path exactly when it is the plain form of itself', () => {
  fc.assert(fc.property(segments, (parts) => {
    const path = `/${parts.join('/')}`;
    const plain = posix.resolve(path) === path;
    if (plain) expect(checkAbsolutePath(place, path)).toBe(path);
    else expect(() => checkAbsolutePath(place, path)).toThrow('allowed: a path without');
  }));
});

test('takes a relative path exactly when it is a plain one below', () => {
  fc.assert(fc.property(segments, (parts) => {
    const path = parts.join('/');
    const below = path !== '' && !path.startsWith('..') && posix.resolve('/m', path) === `/m/${path}`;
    if (below) expect(checkRelativePath(place, path)).toBe(path);
    else expect(() => checkRelativePath(place, path)).toThrow('allowed: a relative path');
  }));
});

test.each(['/a', 'a/', 'a//b', '..', '../a', 'a/..', '..a', 'a:b', '', undefined])('fails for the relative path %j', (path) => {
  expect(() => checkRelativePath(place, path)).toThrow('allowed: a relative path');
});

test.each([
  ['/tmp', 'tmp'],
  ['/var/cache/x', 'var-cache-x'],
  ['/home/User/.cache', 'home-user-cache'],
  ['/a__b', 'a-b'],
  [`/${'a'.repeat(33)}`, 'a'.repeat(33)],
])('names the volume of %s', (path, name) => {
  expect(volumeNameOf(path)).toBe(name);
});

test('names volumes of any path by labels that gVisor can note, and long ones differently', () => {
  fc.assert(fc.property(fc.string(), (text) => {
    const name = volumeNameOf(`/${text}`);
    expect(checkDnsLabel(place, name, 33)).toBe(name);
  }));
  expect(volumeNameOf(`/${'a'.repeat(40)}/x`)).not.toBe(volumeNameOf(`/${'a'.repeat(40)}/y`));
  expect(volumeNameOf(`/${'a'.repeat(23)}/${'b'.repeat(20)}`)).toMatch(/^a{23}-[0-9a-f]{8}$/);
  expect(volumeNameOf(`/a/${'b'.repeat(40)}`)).toMatch(/^a-b{22}-[0-9a-f]{8}$/);
});
