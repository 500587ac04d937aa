import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Lexer, stringify } from 'yaml';
import { faultOf, onlyDocument, valuesOf } from './support';
import { chunksOf } from '../../src/cli/chunks';
import { notManifest, readDocuments } from '../../src/cli/documents';
import { UnreadableError } from '../../src/cli/unreadable-error';
import { MAX_TOKENS, parseChunk } from '../../src/cli/yaml-syntax';
import { failure } from '../support/app';

const linesOf = (text: string): [unknown, number][] => [...readDocuments(text, 'f.yaml')].map(({ value, line }) => [value, line]);

describe('documents', () => {
  test.each<[string, string, [unknown, number][]]>([
    ['one', 'a: 1', [[{ a: 1 }, 1]]],
    ['two', 'a: 1\n---\nb: 2\n', [[{ a: 1 }, 1], [{ b: 2 }, 3]]],
    ['with separators around', '---\na: 1\n---\nb: 2\n---\n', [[{ a: 1 }, 2], [{ b: 2 }, 4]]],
    ['with a comment or blanks after a separator', '--- # one\na: 1\n---\t# two\nb: 2\n---  \nc: 3\n', [[{ a: 1 }, 2], [{ b: 2 }, 4], [{ c: 3 }, 6]]],
    ['with comments and empty lines before', '# a\n\n# b\na: 1\n---\n\n\n# c\nb: 2', [[{ a: 1 }, 4], [{ b: 2 }, 9]]],
    ['that are empty', '\n---\n---\n# c\n---\nnull\n---\n~\n---\n...\n', []],
    ['of nothing', '', []],
    ['after an empty line', '\n---\na: 1', [[{ a: 1 }, 3]]],
    ['in JSON', '{\n\t"a": 1,\n\t"b": [true, null]\n}\n', [[{ a: 1, b: [true, null] }, 1]]],
    ['in JSON between separators', ' {"a": 1}\n---\n{"b": "\\u00e9\\/\\n\\ud83d\\ude00"}\n', [[{ a: 1 }, 1], [{ b: 'é/\n😀' }, 3]]],
    ['with a byte order mark', '\ufeffa: 1\n---\nb: 2\n', [[{ a: 1 }, 1], [{ b: 2 }, 3]]],
    ['with a byte order mark before a separator', '\ufeff---\na: 1\n', [[{ a: 1 }, 2]]],
    ['with CRLF', '# c\r\na: 1\r\nb: |\r\n  x\r\n  y\r\n---\r\nc: "d\r\n  e"\r\n', [[{ a: 1, b: 'x\ny\n' }, 2], [{ c: 'd e' }, 7]]],
    ['that end with "..."', 'a: 1\n...\n---\nb: 2\n...\n# c\n', [[{ a: 1 }, 1], [{ b: 2 }, 4]]],
  ])('%s', (_, text, expected) => {
    expect(linesOf(text)).toEqual(expected);
  });

  test('that hold "---" within a line are one', () => {
    expect(valuesOf('a: |\n  x\n  ---\n  y\nb: "---"\nc: d ---\nd: >-\n  e\n\n  --- f\n')).toEqual([{ a: 'x\n---\ny\n', b: '---', c: 'd ---', d: 'e\n--- f' }]);
  });

  test.each([
    ['--- a', 1], ['--- |\n a', 1], ['---a: 1', 1], ['---#', 1], ['----', 1], ['---\u00a0', 1], ['--- {a: 1}', 1], ['a: 1\n--- b\n', 2], ['\ufeff---x', 1],
  ])('are not separated by %j', (text, line) => {
    const separator = text.split('\n').find((each) => each.includes('---'))!.replace('\ufeff', '');
    expect(faultOf(text)).toBe(`f.yaml:${line}: ${JSON.stringify(separator)} is no separator of documents: write "---" on a line of its own`);
  });

  test('are read one by one, as they are asked for', () => {
    const documents = readDocuments('a: 1\n---\nb: 2\n---\n[\n', 'f.yaml');
    expect(documents.next().value?.value).toEqual({ a: 1 });
    expect(documents.next().value?.value).toEqual({ b: 2 });
    expect(() => documents.next()).toThrow(UnreadableError);
  });

  test('say where they were read', () => {
    expect(onlyDocument('\na: 1')).toMatchObject({ file: 'f.yaml', line: 2 });
  });
});

describe('a mapping', () => {
  test.each<[string, unknown]>([
    ['a: &x {b: 1}\nc: *x\nd: [*x, *x]', { a: { b: 1 }, c: { b: 1 }, d: [{ b: 1 }, { b: 1 }] }],
    ['a: &x 1\nb: *x\nc: &x 2\nd: *x', { a: 1, b: 1, c: 2, d: 2 }],
    ['&x a: 1\nb: *x', { a: 1, b: 'a' }],
    ['a: &x b\n*x : 1', { a: 'b', b: 1 }],
    ['a: &x [&y 1, *y]\nb: *x', { a: [1, 1], b: [1, 1] }],
    // A merge has its effect where it stands, and the last wins: to kubectl, not to all readers.
    ['<<: {a: 1, b: 1}\na: 2', { a: 2, b: 1 }],
    ['a: 2\n<<: {a: 1, b: 1}', { a: 1, b: 1 }],
    ['<<: [{a: 1}, {a: 2, b: 2}]', { a: 1, b: 2 }],
    ['x: &x {a: 1}\nw: &y {<<: *x, b: 2}\nz: {<<: [*x, *y], c: 3}', { x: { a: 1 }, w: { a: 1, b: 2 }, z: { a: 1, b: 2, c: 3 } }],
    ['<<: {a: 1}\n<<: {b: 2}', { a: 1, b: 2 }],
    ['<<: {<<: {a: 1}, b: 2}\nc: 3', { a: 1, b: 2, c: 3 }],
    ['"<<": {a: 1}', { '<<': { a: 1 } }],
    ['a: <<', { a: '<<' }],
    ['a: {b, c: }\nd:\ne: [f: 1, g]\n? h', { a: { b: null, c: null }, d: null, e: [{ f: 1 }, 'g'], h: null }],
    ['a:\n- b\n-\n  - c\n- d:\n    e\n', { a: ['b', ['c'], { d: 'e' }] }],
    ['a: b\n  c\n\n  d\ne: "f\n  g \\\n  h\\x41\\e"\ni: \'j\'\'k\'', { a: 'b c\nd', e: 'f g hA\u001b', i: "j'k" }],
    ['a: |2\n   b\n\n  c\nd: >+\n  e\n  f\n\ng: |-\n  h\n', { a: ' b\n\nc\n', d: 'e f\n\n', g: 'h' }],
    ['a: |+\n  b\n\nc: |+\n  d\n', { a: 'b\n\n', c: 'd\n' }],
    ['a: |+\n  b', { a: 'b\n' }],
    ['a: >+', { a: '' }],
    ['a: |2\n   b\n\n\nc:\n  - |1\n    d\n  - e', { a: ' b\n', c: [' d\n', 'e'] }],
    ['a: |+\n   \n\n    \n\n    ', { a: '\n\n\n\n\n' }],
    ['a: | # 2\n  b\n   \nc: |2\n   d  \n', { a: 'b\n \n', c: ' d  \n' }],
    ['a: &base-1_a 1\nb: {c, d: *base-1_a}', { a: 1, b: { c: null, d: 1 } }],
    ['a: what?\nb?: c\n? d?\n: [e, "f?"]', { 'a': 'what?', 'b?': 'c', 'd?': ['e', 'f?'] }],
    ['a: {"b":1,"c":[2],"d":{"e":"f"}, g: h:i}', { a: { b: 1, c: [2], d: { e: 'f' }, g: 'h:i' } }],
    ['a: http://x/y#z\nb: c #d\ne: "f" # g', { a: 'http://x/y#z', b: 'c', e: 'f' }],
  ])('is read from %j', (text, expected) => {
    expect(valuesOf(text)).toEqual([expected]);
  });

  test('shares nothing with what it has by an alias', () => {
    const [{ a, b, c }] = valuesOf('a: &x {k: {m: 1}}\nb: *x\nc: {<<: *x}') as any[];
    expect(a).not.toBe(b);
    expect(a.k).not.toBe(b.k);
    expect(a.k).not.toBe(c.k);
  });
});

describe('refused, with its line, is', () => {
  const HARMFUL = 'which not every reader takes as the same: write it as an escape in a text in double quotes';
  test.each<[string, string, string]>([
    ['a scalar', '\nfoo', '2: no manifest: a mapping is expected, and here is "foo"'],
    ['a number', '12', '1: no manifest: a mapping is expected, and here is "12"'],
    ['a list', 'a: 1\n---\n\n- a: 1', '4: no manifest: a mapping is expected, and here is a list'],
    ['a key without value', 'a: 1\nb', '2: no valid YAML: Implicit map keys need to be followed by map values'],
    ['an open list', 'a:\n  b: [1,', '2: no valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ]'],
    ['an open mapping', '{"a": 1', '1: no valid YAML: Flow map must end with a }'],
    ['an open text', 'a: 1\nb: "c\n  d: e\n\n', '3: no valid YAML: Missing closing "quote'],
    ['a tab as indentation', 'a:\n  b: 1\n\tc: 2', '3: no valid YAML: Tabs are not allowed as indentation'],
    ['a wrong indentation', 'a:\n  b: 1\n c: 2', '3: no valid YAML: All mapping items must start at the same column'],
    ['two objects of JSON in sequence', '{"a": 1}\n{"b": 2}', '2: no valid YAML: Unexpected flow-map-start at node end'],
    ['a text too many', 'a: "b" c', '1: no valid YAML: Unexpected scalar at node end'],
    ['a template', 'a: 1\nb: {{ .Values.b }}', '2: a mapping or list is no key (where this is a template, render it first)'],
    ['a directive', '%YAML 1.2\n---\na: 1', '1: a directive, which kubectl does not read: leave it out'],
    ['a directive for tags', 'a: 1\n---\n# c\n%TAG ! tag:x,2000:\n---\nb: 2', '4: a directive, which kubectl does not read: leave it out'],
    ['what follows the end', 'a: 1\n...\n\nb: 2', '4: something follows the end of the document, which kubectl ignores: begin another document with "---"'],
    ['what follows an end before', '...\na: 1', '2: something follows the end of the document, which kubectl ignores: begin another document with "---"'],
    ['a tag', 'a: 1\nb: !!int "3"', '2: the tag "!!int" is not read: write the value without it, a text in quotes'],
    ['a tag of its own', '!a\nb: 1', '1: the tag "!a" is not read: write the value without it, a text in quotes'],
    ['a tag of a key', 'a: 1\n! b: 1', '2: the tag "!" is not read: write the value without it, a text in quotes'],
    ['an alias without anchor', 'a: &x 1\nb: *y', '2: no anchor of the name "y" stands before its alias'],
    ['an alias before its anchor', 'a:\n- *x\nb: &x 1', '2: no anchor of the name "x" stands before its alias'],
    ['an alias of another document', 'a: &x 1\n---\nb: *x', '3: no anchor of the name "x" stands before its alias'],
    ['an alias in itself', 'a: &x\n  b: *x', '2: the alias stands in what it is an alias of'],
    ['an alias in itself through a merge', 'a: &x\n  <<: *x', '2: the alias stands in what it is an alias of'],
    ['a name that kubectl cuts', 'a: 1\nk: &a:b', '2: the name in "&a:b" may have letters, digits, "-" and "_" only'],
    ['a name of another script', 'k: &é b', '1: the name in "&é" may have letters, digits, "-" and "_" only'],
    ['an anchor without name', 'k: & b', '1: the name in "&" may have letters, digits, "-" and "_" only'],
    ['an alias that kubectl cuts', 'k: &a 1\nl: *a:b', '2: the name in "*a:b" may have letters, digits, "-" and "_" only'],
    ['a merge of a scalar', 'a: 1\n<<: b', '2: a merge ("<<") takes a mapping or a list of mappings'],
    ['a merge of nothing', 'a: {<<}', '1: a merge ("<<") takes a mapping or a list of mappings'],
    ['a merge of a list of others', '<<:\n- {a: 1}\n- [b]', '3: a merge ("<<") takes a mapping or a list of mappings'],
    ['a merge of an alias of a list', 'a: &x [{b: 1}]\n<<: *x', '2: a merge ("<<") takes a mapping or a list of mappings'],
    ['a "?" that begins a key to kubectl', 'securityContext: {?privileged: true}', '1: "?privileged" has a "?" within brackets: write it in quotes'],
    ['a "?" within brackets', 'a: [\n  b?]', '2: "b?" has a "?" within brackets: write it in quotes'],
    ['a "?" within brackets in brackets', 'a: [{b: [c, d?]}]', '1: "d?" has a "?" within brackets: write it in quotes'],
    ['a ":" that belongs to the key to kubectl', 'a: 1\nb: {c:, d: 1}', '2: ":" is followed by ",": write a blank between them'],
    ['a ":" at the end of a mapping', 'b: {c:}', '1: ":" is followed by "}": write a blank between them'],
    ['a ":" at the end of a list', 'b: [c :]', '1: ":" is followed by "]": write a blank between them'],
    ['an empty line after an escaped one', 'a: 1\nb: "c\\\n\n  d"', '2: a text in double quotes has an empty line after a "\\" at the end of a line: write "\\n" for it'],
    ['a line of blanks after an escaped one', 'b: "c\\\n \t \n  d"', '1: a text in double quotes has an empty line after a "\\" at the end of a line: write "\\n" for it'],
    ['a line of blanks in a block with its indentation', 'a: 1\nb: |2\n   c\n    \n', '2: a block with "|2" has a line of blanks alone: empty the line, or write a text in quotes'],
    ['a line of blanks after such a block', 'a: >1-\n    b\n   \n  ', '1: a block with ">1-" has a line of blanks alone: empty the line, or write a text in quotes'],
    ['blanks alone in such a block', 'b: >-1\n    ', '1: a block with ">-1" has a line of blanks alone: empty the line, or write a text in quotes'],
    ['half a character', 'a: 1\nb: "\\ud83d"', '2: holds half a character: an escape of a surrogate without its other'],
    ['NUL', 'a: 1\nb: \0', `2: holds U+0000, ${HARMFUL}`],
    ['a control character', 'a: 1\nb: \u001b[0m', `2: holds U+001B, ${HARMFUL}`],
    ['a control character at the very beginning', '\u0001', `1: holds U+0001, ${HARMFUL}`],
    ['DEL', 'b: \u007f', `1: holds U+007F, ${HARMFUL}`],
    ['NEL', 'a: 1 # \u0085privileged: true', `1: holds U+0085, ${HARMFUL}`],
    ['a line separator', '# c\u2028a: 1', `1: holds U+2028, ${HARMFUL}`],
    ['a paragraph separator', '{"a": "\u2029"}', `1: holds U+2029, ${HARMFUL}`],
    ['a carriage return alone', 'a: 1\n# c\rb: 2', `2: holds U+000D, ${HARMFUL}`],
    ['a byte order mark within', 'a: 1\n\ufeffb: 2', `2: holds U+FEFF, ${HARMFUL}`],
    ['a blank of another kind at the beginning', '\n \u00a0{a: 1}', `2: holds U+00A0, ${HARMFUL}`],
    ['no character', 'a: \uffff', `1: holds U+FFFF, ${HARMFUL}`],
  ])('%s', (_, text, expected) => {
    expect(faultOf(text)).toBe(`f.yaml:${expected}`);
    // The lines of a document that is not the first.
    const line = Number(expected.split(':', 1)[0]);
    expect(faultOf(`x: 1\n---\n\n---\n${text}`)).toBe(`f.yaml:${line + 4}${expected.slice(String(line).length)}`);
  });

  test.each<[string, Buffer, number]>([
    ['what is not UTF-8', Buffer.from([0x61, 0x3a, 0x20, 0xff]), 1],
    ['what begins with an empty line', Buffer.from([0x0a, 0xff]), 2],
    ['UTF-16', Buffer.from('\ufeffa: 1', 'utf16le'), 1],
    ['a part of a character', Buffer.concat([Buffer.from('a: é\nb: é\nc: '), Buffer.from('é').subarray(0, 1), Buffer.from('\nd: 1\n')]), 3],
    ['a surrogate in UTF-8', Buffer.from([0x61, 0x0a, 0xed, 0xa0, 0x80]), 2],
  ])('%s', (_, bytes, line) => {
    expect(faultOf(bytes)).toBe(`f.yaml:${line}: not a text in UTF-8: is it a binary file?`);
  });

  test('a text that is quoted shortly, on one line', () => {
    expect(faultOf(`"${'a\\n'.repeat(100)}": 1\n"${'a\\n'.repeat(100)}": 1`)).toBe(`f.yaml:2: the key "${'a\\n'.repeat(29)}a…" stands here twice`);
    expect(faultOf('a'.repeat(60))).toBe(`f.yaml:1: no manifest: a mapping is expected, and here is "${'a'.repeat(60)}"`);
    expect(faultOf('--- \u2028\u007f\u009b\u202e\t\u{e0001}é😀')).toBe(
      'f.yaml:1: "--- \\u2028\\u007f\\u009b\\u202e\\t\\ue0001é😀" is no separator of documents: write "---" on a line of its own');
    expect(faultOf('a # c\n\nb\u202e\n')).toBe('f.yaml:3: no valid YAML: Unexpected scalar token in YAML stream: "b\\u202e"');
    const tail = (length: number): string => faultOf(`a # c\n\n${'b'.repeat(length)}\n`);
    expect(tail(118)).toBe(`f.yaml:3: no valid YAML: Unexpected scalar token in YAML stream: "${'b'.repeat(118)}"`);
    expect(tail(119)).toBe(`f.yaml:3: no valid YAML: Unexpected scalar token in YAML stream: "${'b'.repeat(118)}…`);
  });
});

describe('limits', () => {
  const DEEP = /^f\.yaml:1: nested more than 200 levels deep$/;

  test('count levels', () => {
    expect(valuesOf(`a: ${'['.repeat(199)}${']'.repeat(199)}`)).toHaveLength(1);
    expect(faultOf(`a: ${'['.repeat(200)}${']'.repeat(200)}`)).toMatch(DEEP);
    const indented = (n: number): string => Array.from({ length: n }, (__, level) => `${' '.repeat(level)}a:\n`).join('');
    expect(valuesOf(indented(199))).toHaveLength(1);
    expect(faultOf(indented(201))).toBe('f.yaml:201: nested more than 200 levels deep');
    const aliased = (n: number): string => `a: &a ${'['.repeat(99)}${']'.repeat(99)}\nb: ${'['.repeat(n)}*a${']'.repeat(n)}`;
    expect(valuesOf(aliased(100))).toHaveLength(1);
    expect(faultOf(aliased(101))).toBe('f.yaml:1: nested more than 200 levels deep');
    expect(faultOf(`a: ${'[{b: '.repeat(100)}${'}]'.repeat(100)}`)).toMatch(DEEP);
  });

  test.each([
    ['[', '['.repeat(100_000)], ['{a: ', '{a: '.repeat(100_000)], ['- ', '- '.repeat(100_000)], ['? ', '? '.repeat(100_000)], [': ', ': '.repeat(100_000)],
    ['indentation', Array.from({ length: 3_000 }, (_, level) => `${' '.repeat(level)}a:\n`).join('')],
  ])('hold for the deepest nesting by %j', (_, text) => {
    expect(faultOf(text)).toMatch(/^f\.yaml:\d+: nested more than 200 levels deep$/);
  });

  test('refuse bombs of aliases and of merges', () => {
    const bomb = (item: (aliases: string) => string): string => `a: &a {x: 1}\n${[...'bcdefghij'].map((name, index) => (
      `${name}: &${name} ${item(Array(10).fill(`*${'abcdefghi'[index]}`).join(', '))}\n`)).join('')}`;
    expect(faultOf(bomb((aliases) => `[${aliases}]`))).toMatch(/^f\.yaml:\d+: aliases add more than 10000 values to this document$/);
    expect(faultOf(bomb((aliases) => `{<<: [${aliases}]}`))).toMatch(/^f\.yaml:\d+: aliases add more than 10000 values to this document$/);
  });

  test('count copies of values, also in copies', () => {
    const copies = (n: number): string => `a: &a [1, 2, 3]\nb: [${'*a, '.repeat(n)}]`;
    expect(valuesOf(copies(2500))).toHaveLength(1);
    expect(faultOf(copies(2501))).toBe('f.yaml:2: aliases add more than 10000 values to this document');
    // Those of another document are not counted, nor is what is written.
    expect(valuesOf(`${copies(2500)}\n---\n${copies(2500)}\n---\na: [${'1, '.repeat(10_001)}]`)).toHaveLength(3);
  });

  test('hold for values of every form', () => {
    const indentation = (n: number): string => Array.from({ length: n }, (_, level) => `${' '.repeat(level)}a:\n`).join('');
    const forms: ((n: number) => string)[] = [
      (n) => `a: ${'['.repeat(n - 2)}x${']'.repeat(n - 2)}`, (n) => `${'{a: '.repeat(n - 1)}x${'}'.repeat(n - 1)}`, (n) => `a:\n${'- '.repeat(n - 2)}x`,
      (n) => `a:\n${'- '.repeat(n - 3)}"b": 'x'`, (n) => `${indentation(n - 2)}${' '.repeat(n - 2)}a: |\n${' '.repeat(n)}x\n`,
      (n) => `? a\n: ${'['.repeat(n - 2)}x${']'.repeat(n - 2)}`,
    ];
    for (const form of forms) {
      expect(valuesOf(form(200))).toHaveLength(1);
      expect(faultOf(form(201))).toMatch(/^f\.yaml:\d+: nested more than 200 levels deep$/);
    }
  });

  test('refuse documents of too many bytes', () => {
    const read = (text: string): number[] => [...chunksOf(Buffer.from(text), 'f.yaml', 8)].map(({ line }) => line);
    expect(read('a: bcde\n---\na: bcd\n---\n\na: bcd')).toEqual([1, 2, 4]);
    expect(failure(() => read('a: 1\n---\na: bcde\n'))).toBe('f.yaml:2: a document of more than 8 bytes: split it');
    expect(failure(() => read('a: bcdef\n'))).toBe('f.yaml:1: a document of more than 8 bytes: split it');
    expect(faultOf(`a: ${'x'.repeat(2 ** 24)}`)).toBe('f.yaml:1: a document of more than 16777216 bytes: split it');
  });

  test('refuse documents of too many tokens', () => {
    const chunk = { text: '\na: [b, c]\n', file: 'f.yaml', line: 2, start: 3, end: 14 };
    const { length } = [...new Lexer().lex(chunk.text)];
    expect(parseChunk(chunk, length)).toMatchObject({ range: [1, 11, 11] });
    expect(failure(() => parseChunk(chunk, length - 1))).toBe(`f.yaml:2: a document of more than ${length - 1} tokens: split it`);
    expect(MAX_TOKENS).toBe(3_000_000);
  });
});

describe('a list', () => {
  const POD = { apiVersion: 'v1', kind: 'Pod' };
  test.each<[string, string, [unknown, number][]]>([
    ['of kind List', 'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Pod\n-\n  kind: Pod\n  apiVersion: v1\n', [[POD, 4], [POD, 7]]],
    ['of a kind of its own', '{"kind": "PodList", "apiVersion": "v1",\n"items": [\n{"kind": "Pod", "apiVersion": "v1"}]}', [[POD, 3]]],
    ['whose items do not say what they are', 'kind: PodList\napiVersion: v1\nitems:\n- a: 1\n- kind: X\n- apiVersion: v2\n- {kind: "", apiVersion: 1}\n', [
      [{ ...POD, a: 1 }, 4], [{ kind: 'X' }, 5], [{ apiVersion: 'v2' }, 6], [POD, 7],
    ]],
    ['of kind List whose items do not say what they are', 'kind: List\napiVersion: v1\nitems:\n- a: 1\n', [[{ a: 1, kind: '', apiVersion: 'v1' }, 4]]],
    ['in a list', 'kind: List\nitems:\n- kind: List\n  items:\n  - kind: A\n- kind: B\n', [[{ kind: 'A' }, 5], [{ kind: 'B' }, 6]]],
    ['that is empty', 'kind: List\nitems: []\n---\nkind: PodList\nitems:\n', []],
    ['by name, without items', 'kind: AllowList\nspec: {items: [1]}\n', [[{ kind: 'AllowList', spec: { items: [1] } }, 1]]],
  ])('%s is read as its items', (_, text, expected) => {
    expect(linesOf(text)).toEqual(expected);
  });

  test.each([
    ['kind: Pod\nitems: []', '1: kubectl takes what has items for a list, and the kind is "Pod"'],
    ['# c\nitems: []', '2: kubectl takes what has items for a list, and the kind is ""'],
    ['kind: 1\nitems: []', '1: kubectl takes what has items for a list, and the kind is ""'],
    ['kind: ListX\nitems: []', '1: kubectl takes what has items for a list, and the kind is "ListX"'],
    ['kind: List\nitems: {a: 1}', '1: the items of a list are no list'],
    ['kind: List\nitems: ""', '1: the items of a list are no list'],
    ['kind: List\nitems:\n- kind: A\n- 1\n', '4: no manifest: a mapping is expected, and here is "1"'],
    ['kind: List\nitems:\n- kind: A\n-\n', '4: no manifest: a mapping is expected, and here is "null"'],
    ['kind: List\nitems:\n- kind: List\n  items:\n  - []\n', '5: no manifest: a mapping is expected, and here is a list'],
  ])('that is none is refused: %j', (text, expected) => {
    expect(faultOf(text)).toBe(`f.yaml:${expected}`);
  });

  test('has own fields alone', () => {
    expect(valuesOf('{"__proto__": {"items": [], "kind": "List"}, "kind": "A"}')).toHaveLength(1);
    const [item] = valuesOf('kind: PodList\nitems: [{__proto__: {kind: A}}]') as object[];
    expect(Object.keys(item)).toEqual(['__proto__', 'apiVersion', 'kind']);
    expect(Object.getPrototypeOf(item)).toBe(Object.prototype);
  });

  test('of many items is read in a time that grows with their number', () => {
    const documents = [...readDocuments(`kind: List\nitems:\n${'- {kind: A}\n'.repeat(30_000)}`, 'f.yaml')];
    expect(documents.map(({ line }) => line)).toEqual(Array.from({ length: 30_000 }, (_, index) => index + 3));
  }, 30_000);
});

describe('lineOf', () => {
  const text = [
    '# a comment', 'kind: A', 'spec:', '  "a/b":', '    - x', '    -', '      c~d: 1', '      e: {f: 1,', '        g: 2}', '  yes: &y', '    z: 1', 'other:', '  <<: *y', '  w: *y',
    'both:', '  z: 2', '  <<:', '  - {z: 3,', '     v: 4}', '  - z: 5', '    u: 6', 'empty:', '7: 8', '? none', '"~0/": 1', 'text: |', '  t',
  ].join('\n');
  test.each([
    ['', 2], ['/kind', 2], ['/spec', 3], ['/spec/a~1b', 4], ['/spec/a~1b/0', 5], ['/spec/a~1b/1', 7], ['/spec/a~1b/1/c~0d', 7], ['/spec/a~1b/1/e', 8],
    ['/spec/a~1b/1/e/f', 8], ['/spec/a~1b/1/e/g', 9], ['/spec/true', 10], ['/spec/true/z', 11], ['/other/z', 11], ['/other/w', 14], ['/other/w/z', 11],
    ['/both/z', 18], ['/both/v', 19], ['/both/u', 21], ['/empty', 22], ['/7', 23], ['/none', 24], ['/~00~1', 25], ['/text', 26],
    // What does not exist: its nearest parent.
    ['/no', 2], ['/spec/no', 3], ['/spec/no/more', 3], ['/spec/a~1b/2', 4], ['/spec/a~1b/-', 4], ['/spec/a~1b/1/e/h/i', 8], ['/spec/a~1b/01x', 4], ['/empty/x', 22], ['/text/0', 26], ['/none/x', 24], ['/spec/a~1b/1e0', 4], ['/spec/a~1b/-0', 4], ['/spec/a~1b/', 4],
    ['/text/length', 26], ['/spec/a~1b/length', 4], ['/spec/yes', 3], ['/__proto__', 2], ['/spec/a~1b/0/0', 5],
  ])('%j is %i', (pointer, line) => {
    expect(onlyDocument(text).lineOf(pointer)).toBe(line);
    const [, , third] = [...readDocuments(`a: 1\n---\nb: 1\n--- # c\r\n${text}\n---\nc: 1\n`, 'f.yaml')];
    expect(third.lineOf(pointer)).toBe(line + 4);
  });

  test('knows the items of a list, and what they do not say themselves', () => {
    const [a, b] = [...readDocuments('kind: PodList\napiVersion: v1\nitems:\n- a:\n    c: 1\n- kind: B\n  b: 1\n', 'f.yaml')];
    expect([a.lineOf(''), a.lineOf('/a'), a.lineOf('/a/c'), a.lineOf('/kind'), b.lineOf('/kind'), b.lineOf('/b')]).toEqual([4, 4, 5, 4, 6, 7]);
  });

  test.each([['/~01', 3], ['/~1', 2], ['/a/b/0', 1], ['/a/b', 1]])('reads the escapes of a pointer, and stops where nothing is: %j is %i', (pointer, line) => {
    expect(onlyDocument('a: {b}\n"/": 2\n"~1": 3').lineOf(pointer)).toBe(line);
  });

  test('answers for documents in any order, long after they were read', () => {
    const documents = [...readDocuments('a: 1\n---\n\nb: 1\n---\nx: 1\nc:\n- 1\n- 2\n', 'f.yaml')];
    expect(documents.map((each) => each.lineOf('/c/1'))).toEqual([1, 4, 9]);
    expect([...documents].reverse().map((each) => each.lineOf('/c/1'))).toEqual([9, 4, 1]);
  });
});

describe('notManifest', () => {
  test.each([
    ['apiVersion: v1\nkind: A', undefined],
    ['\nkind: A', 'f.yaml:2: no manifest: apiVersion is missing'],
    ['apiVersion: v1', 'f.yaml:1: no manifest: kind is missing'],
    ['apiVersion: v1\nkind: ""', 'f.yaml:1: no manifest: kind is missing'],
    ['apiVersion: 1\nkind: yes', 'f.yaml:1: no manifest: apiVersion and kind are missing'],
    ['image: {tag: v1}', 'f.yaml:1: no manifest: apiVersion and kind are missing'],
    ['{"__proto__": {"kind": "A", "apiVersion": "v1"}}', 'f.yaml:1: no manifest: apiVersion and kind are missing'],
  ])('of %j', (text, message) => {
    const found = notManifest(onlyDocument(text));
    expect(found?.message).toBe(message);
    if (found) expect(found).toBeInstanceOf(UnreadableError);
  });
});

describe('UnreadableError', () => {
  test('has the file, the line and the reason', () => {
    let error: unknown;
    try {
      valuesOf('a: 1\na: 2');
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({ name: 'UnreadableError', file: 'f.yaml', line: 2, reason: 'the key "a" stands here twice', message: 'f.yaml:2: the key "a" stands here twice' });
  });
});

describe('whatever is read', () => {
  const text = fc.string({ unit: fc.oneof(fc.constantFrom(...'ac :-#,[]{}&*!|>\'"%@`~?\n\\01.yn'), fc.constantFrom('é', '😀', '\u00a0')) });
  const key = fc.oneof(text, fc.constantFrom('__proto__', 'yes', '<<', '1', 'items', 'null', '010', '1.5'));
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5 }, fc.constantFrom(null, true, false), fc.maxSafeInteger(), fc.double({ noNaN: true }).filter((n) => Math.abs(n) < 2 ** 53), text,
      fc.constantFrom('010', 'yes', 'null', '1e3', '2001-01-01', '1:2', '', '0x1', '.5_0', '---', '...', '<<', '1_000', '0b1', '.inf'), fc.array(tie('tree'), { maxLength: 4 }),
      fc.dictionary(key, tie('tree'), { maxKeys: 4, noNullPrototype: true }),
    ),
  }));
  const withoutMinusZero = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

  test('is what JSON.stringify wrote', () => {
    fc.assert(fc.property(tree, fc.constantFrom(0, 2, '\t'), (value, space) => {
      const wrapped = { value };
      expect(valuesOf(JSON.stringify(wrapped, null, space))).toEqual([withoutMinusZero(wrapped)]);
    }), { numRuns: 500 });
  });

  // The writer takes less for a number than kubectl does (`.1e1`, `0b-1`), and leaves the key `<<` without quotes: such texts are not among these.
  test('is what a writer of YAML 1.1 wrote, or is refused with a reason', () => {
    let equal = 0;
    fc.assert(fc.property(tree, (value) => {
      fc.pre(!JSON.stringify(value).includes('"<<":'));
      const wrapped = withoutMinusZero({ value });
      const written = stringify(wrapped, { version: '1.1', aliasDuplicateObjects: false });
      let read;
      try {
        read = valuesOf(written);
      } catch (error) {
        // The writer leaves texts with "?" in brackets without quotes, and uses blocks with an indentation.
        expect((error as Error).message).toMatch(/within brackets|has a line of blanks alone|stands here twice|is no text|an empty line after/);
        return;
      }
      equal++;
      expect(read).toEqual([wrapped]);
    }), { numRuns: 1000 });
    expect(equal).toBeGreaterThan(900);
  });

  const SAMPLES = [
    'apiVersion: v1\nkind: List\nitems:\n- kind: A\n  a: &a {b: [1, "c", \'d\']}\n  e: *a\n- <<: [*a, {f: |\n}]\n', 'a: |-2\n   b\n\n  c\nd: >+\n  e\n---\n{"f": [1e3, null]}\n...\n',
    '? a\n: - b\n  - !c d\n"e": "f\\\n  g\\x41"\n', '%YAML 1.1\n---\n# c\r\na: {b, c: }\n',
  ];
  const PIECES = [...'ab01 :-#,[]{}&*!|>\'"%@`~?\n\r\t\\\0\ufeff\u2028', '\n---\n', '\n...\n', '<<: ', '*a', '&a ', '  ', '\n  ', '- ', ': '];
  const edit = (before: string, at: number, cut: number, piece: string): string => before.slice(0, at) + piece + before.slice(at + cut);
  const mutated = fc.tuple(fc.constantFrom(...SAMPLES), fc.array(fc.tuple(fc.nat(200), fc.nat(3), fc.constantFrom('', ...PIECES)), { minLength: 1, maxLength: 6 }))
    .map(([sample, edits]) => edits.reduce((result, [at, cut, piece]) => edit(result, at % (result.length + 1), cut, piece), sample));

  test.each([
    ['any text', fc.string({ unit: 'binary' })], ['pieces of YAML', fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }).map((pieces) => pieces.join(''))],
    ['changed YAML', mutated],
  ])('is objects, or an UnreadableError of one line: %s', (_, texts) => {
    fc.assert(fc.property(texts, (each) => {
      try {
        const documents = [...readDocuments(each, 'f.yaml')];
        for (const { value, line, lineOf } of documents) {
          expect(JSON.parse(JSON.stringify(value))).toEqual(value);
          expect(lineOf('/a/0')).toBeGreaterThanOrEqual(line);
        }
      } catch (error) {
        if (!(error instanceof UnreadableError)) throw error;
        expect(error.message).toMatch(/^f\.yaml:\d+: .+$/);
        expect(error.line).toBeLessThanOrEqual(each.split('\n').length + 1);
      }
    }), { numRuns: 3000 });
  }, 60_000);

  test('any bytes are objects, or an UnreadableError', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      try {
        valuesOf(Buffer.from(bytes));
      } catch (error) {
        expect(error).toBeInstanceOf(UnreadableError);
      }
    }), { numRuns: 2000 });
  });
});
