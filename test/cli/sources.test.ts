import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readPaths, sourcesOf } from '../../src/cli/sources';
import { UnreadableError } from '../../src/cli/unreadable-error';
import { failure } from '../support/app';

let root: string;
const at = (path: string): string => join(root, path);
const nothing = (): Buffer => expect.fail('the standard input is not read');
const namesOf = (...paths: string[]): string[] => [...sourcesOf(paths.map(at), nothing)].map(({ file }) => file.slice(root.length + 1));

function write(files: { readonly [path: string]: string }): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), text);
  }
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sources-'));
});

afterEach(() => rmSync(root, { recursive: true }));

describe('sourcesOf', () => {
  test('names the manifests in a folder and its folders, sorted by code unit', () => {
    write({
      'm/b.yaml': '',
      'm/a.yml': '',
      'm/Z.json': '',
      'm/é.yaml': '',
      'm/～.yaml': '',
      'm/😀.yaml': '',
      'm/a/c.yaml': '',
      'm/a/b/d.json': '',
      'm/a-b.yaml': '',
      'm/c.yaml/e.yaml': '',
      'm/README.md': '',
      'm/x.yaml.tpl': '',
      'm/yaml': '',
      'm/xyaml': '',
      'm/x.YAML': '',
      'm/x.jsonl': '',
      'm/.hidden.yaml': '',
      'm/.git/x.yaml': '',
      'm/node_modules/x.yaml': '',
      'm/a/node_modules/y/x.yaml': '',
      'm/node_modules.yaml': '',
    });
    expect(namesOf('m')).toEqual([
      'm/Z.json', 'm/a/b/d.json', 'm/a/c.yaml', 'm/a-b.yaml', 'm/a.yml', 'm/b.yaml', 'm/c.yaml/e.yaml', 'm/node_modules.yaml', 'm/é.yaml', 'm/😀.yaml', 'm/～.yaml',
    ]);
  });

  test('names files as they are given, in their order, whatever their names', () => {
    write({ 'b.txt': '', '.a': '', 'node_modules/c.yaml': '' });
    expect(namesOf('b.txt', '.a', 'node_modules', 'b.txt')).toEqual(['b.txt', '.a', 'node_modules/c.yaml', 'b.txt']);
  });

  test('follows links to files, and to a folder that is named itself', () => {
    write({ 'm/a.yaml': '', 'other/b.yaml': '' });
    symlinkSync(at('other/b.yaml'), at('m/link.yaml'));
    symlinkSync(at('other'), at('m/folder'));
    symlinkSync(at('other'), at('m/folder.yaml'));
    symlinkSync(at('m'), at('m/circle.yaml'));
    expect(namesOf('m', 'm/folder')).toEqual(['m/a.yaml', 'm/link.yaml', 'm/folder/b.yaml']);
  });

  test('reads nothing but what is asked for', () => {
    write({ 'a.yaml': 'a: 1' });
    const sources = sourcesOf([at('a.yaml'), at('gone.yaml'), '-'], nothing);
    expect(sources.next().value?.read().toString()).toBe('a: 1');
    expect(() => sources.next()).toThrow(`${at('gone.yaml')}: no such file or folder`);
  });

  test('names none for a folder without manifests', () => {
    write({ 'm/README.md': '' });
    expect(namesOf('m')).toEqual([]);
  });
});

describe('readPaths', () => {
  const valuesOf = (paths: readonly string[], stdin = nothing): unknown[] => (
    [...readPaths(paths, stdin)].map(({ value, file, line }) => [value, file, line])
  );

  test('reads files, folders and the standard input in their order', () => {
    write({ 'm/a.yaml': 'a: 1\n---\nb: 2', 'm/b.json': '{"c": 3}', 'x.txt': 'd: 4' });
    expect(valuesOf([at('x.txt'), '-', at('m')], () => Buffer.from('\ne: 5'))).toEqual([
      [{ d: 4 }, at('x.txt'), 1], [{ e: 5 }, 'stdin', 2], [{ a: 1 }, at('m/a.yaml'), 1], [{ b: 2 }, at('m/a.yaml'), 3], [{ c: 3 }, at('m/b.json'), 1],
    ]);
  });

  test('names the file of an error, after what stands before it', () => {
    write({ 'm/a.yaml': 'a: 1', 'm/b.yaml': 'b: 1\nb: 2', 'm/c.yaml': 'c: 1' });
    const documents = readPaths([at('m')], nothing);
    expect(documents.next().value?.value).toEqual({ a: 1 });
    expect(failure(() => documents.next())).toBe(`${at('m/b.yaml')}:2: the key "b" stands here twice`);
    expect(failure(() => valuesOf(['-'], () => Buffer.from('- a')))).toBe('stdin:1: no manifest: a mapping is expected, and here is a list');
  });

  const fails = (path: string, reason: string): void => {
    let error: unknown;
    try {
      valuesOf([at(path)]);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(UnreadableError);
    expect(error).toMatchObject({ line: undefined, reason });
    const { file, message } = error as UnreadableError;
    expect(message).toBe(`${file}: ${reason}`);
  };

  test('refuses what is not there', () => {
    write({ 'a.yaml': '' });
    symlinkSync(at('gone'), at('link.yaml'));
    symlinkSync(at('loop'), at('loop'));
    fails('gone', 'no such file or folder');
    fails('a.yaml/b', 'a part of the path is no folder');
    fails('loop', 'a symbolic link that leads nowhere');
    fails('a\0b', 'cannot be read: ERR_INVALID_ARG_VALUE');
  });

  test('refuses a link in a folder that leads nowhere', () => {
    mkdirSync(at('m'));
    symlinkSync(at('gone'), at('m/link.yaml'));
    fails('m', 'no such file or folder');
  });

  test('refuses a pipe in a folder, on which it would wait', () => {
    write({ 'm/a.yaml': '' });
    execFileSync('mkfifo', [at('m/b.yaml')]);
    fails('m', 'neither a file nor a folder');
  });

  test.each([
    ['EIO', 'cannot be read: EIO'], ['EACCES', 'no permission to read it'], ['ERR_FS_FILE_TOO_LARGE', 'larger than 2 GiB: split it'], [undefined, 'cannot be read: broken'],
  ])('says what %s means', (code, reason) => {
    const broken = (): Buffer => {
      throw Object.assign(new Error('broken'), code && { code });
    };
    expect(failure(() => valuesOf(['-'], broken))).toBe(`stdin: ${reason}`);
  });
});
