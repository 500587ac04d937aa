import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { DIGEST, failure, place } from './value-support';
import { SandboxImage } from '../../src/sandbox/image';

const TAGGED = 'registry.example.com/team/python:3.12';

describe('without a lock file', () => {
  test.each([
    [SandboxImage.fromDigest(`${TAGGED}@${DIGEST}`), { image: `${TAGGED}@${DIGEST}`, pinned: true, replacedLater: false }],
    [SandboxImage.fromDigest(`localhost:5000/python@${DIGEST}`), { image: `localhost:5000/python@${DIGEST}`, pinned: true, replacedLater: false }],
    [SandboxImage.fromTag(TAGGED), { image: TAGGED, pinned: false, replacedLater: false }],
    [SandboxImage.pinnedLater('python'), { image: 'python', pinned: false, replacedLater: true }],
    [SandboxImage.pinnedLater('{{ .Values.image }}'), { image: '{{ .Values.image }}', pinned: false, replacedLater: true }],
    [SandboxImage.pinnedLater(`${TAGGED}@${DIGEST}0`), { image: `${TAGGED}@${DIGEST}0`, pinned: false, replacedLater: true }],
    [SandboxImage.pinnedLater(`${TAGGED}@${DIGEST}`), { image: `${TAGGED}@${DIGEST}`, pinned: true, replacedLater: false }],
  ])('renders %j', (image, expected) => {
    expect(image._render(place)).toEqual(expected);
  });

  test.each([
    ['a digest where a tag is asked for', SandboxImage.fromTag(`${TAGGED}@${DIGEST}`), 'SandboxImage.fromDigest'],
    ['a tag where a digest is asked for', SandboxImage.fromDigest(TAGGED), '@sha256'],
    ['neither', SandboxImage.fromTag('registry.example.com/team/python'), 'registry.example.com/team/python:1.0'],
    ['a number to replace', SandboxImage.pinnedLater(1 as unknown as string), 'got 1; allowed: a text'],
    ['nothing to replace', SandboxImage.pinnedLater(''), 'not empty'],
    ['blanks around what is replaced', SandboxImage.pinnedLater(' python'), 'blanks'],
  ])('fails for %s', (_, image, words) => {
    expect(failure(() => image._render(place))).toMatch(/^\[team-a\/python\] prop: got /);
    expect(failure(() => image._render(place))).toContain(words);
  });
});

describe('with a lock file', () => {
  let root: string;
  let count = 0;

  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'image-lock-'));
  });
  afterEach(() => vi.restoreAllMocks());
  afterAll(() => rmSync(root, { recursive: true }));

  /** A folder of an app that has this lock file. A new one each time, since what was read of a folder is kept. */
  function inApp(lock: string, files: string[] = ['cdk8s.yaml']): string {
    const folder = join(root, `app-${count++}`);
    mkdirSync(folder);
    for (const file of files) writeFileSync(join(folder, file), '');
    writeFileSync(join(folder, 'images.lock.json'), lock);
    vi.spyOn(process, 'cwd').mockReturnValue(folder);
    return folder;
  }

  test('pins what is listed, and only that', () => {
    inApp(JSON.stringify({ [TAGGED]: DIGEST, python: DIGEST }));
    expect(SandboxImage.fromTag(TAGGED)._render(place)).toEqual({ image: `${TAGGED}@${DIGEST}`, pinned: true, replacedLater: false });
    expect(SandboxImage.pinnedLater('python')._render(place)).toEqual({ image: `python@${DIGEST}`, pinned: true, replacedLater: false });
    expect(SandboxImage.fromTag(`${TAGGED}-slim`)._render(place).pinned).toBe(false);
    expect(SandboxImage.pinnedLater('constructor')._render(place).pinned).toBe(false);
  });

  test('leaves a given digest alone', () => {
    const other = DIGEST.replace('0', 'f');
    inApp(JSON.stringify({ [TAGGED]: other }));
    expect(SandboxImage.fromDigest(`${TAGGED}@${DIGEST}`)._render(place).image).toBe(`${TAGGED}@${DIGEST}`);
  });

  test('is read once for each folder', () => {
    const folder = inApp(JSON.stringify({ [TAGGED]: DIGEST }));
    expect(SandboxImage.fromTag(TAGGED)._render(place).pinned).toBe(true);
    writeFileSync(join(folder, 'images.lock.json'), '{}');
    expect(SandboxImage.fromTag(TAGGED)._render(place).pinned).toBe(true);
  });

  test('is not taken from a folder that is no app', () => {
    inApp(JSON.stringify({ [TAGGED]: DIGEST }), []);
    expect(SandboxImage.fromTag(TAGGED)._render(place).pinned).toBe(false);
  });

  test.each([
    ['no JSON', '{', 'got "images.lock.json, which is not JSON'],
    ['a list', '[]', 'a JSON object in images.lock.json'],
    ['null', 'null', 'a JSON object in images.lock.json'],
    ['a short digest', JSON.stringify({ [TAGGED]: 'sha256:abc' }), `correct the entry "${TAGGED}" of images.lock.json`],
    ['a long digest', JSON.stringify({ [TAGGED]: `${DIGEST}0` }), `correct the entry "${TAGGED}" of images.lock.json`],
    ['a digest behind something else', JSON.stringify({ [TAGGED]: `x${DIGEST}` }), `correct the entry "${TAGGED}" of images.lock.json`],
    ['a digest in a list', JSON.stringify({ [TAGGED]: [DIGEST] }), `correct the entry "${TAGGED}" of images.lock.json`],
    ['a digest that is no text', JSON.stringify({ [TAGGED]: { digest: DIGEST } }), `correct the entry "${TAGGED}" of images.lock.json`],
    ['a reference with a digest', JSON.stringify({ [`${TAGGED}@${DIGEST}`]: DIGEST }), 'references without a digest'],
    ['an empty reference', JSON.stringify({ '': DIGEST }), 'correct the entry "" of images.lock.json'],
  ])('fails each time it holds %s', (_, lock, words) => {
    inApp(lock);
    for (const reference of [TAGGED, 'registry.example.com/other:1']) {
      expect(failure(() => SandboxImage.fromTag(reference)._render(place))).toContain(words);
    }
  });
});
