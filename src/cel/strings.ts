import { EvaluationFailure } from './errors';
import { Library } from './library';
import { compareTexts } from './values';

// What Go takes for white space: the byte order mark is none, unlike in JavaScript.
const BLANKS_AROUND = /^[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+|[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+$/g;
const QUOTED: { readonly [character: string]: string } = {
  '\x07': '\\a', '\b': '\\b', '\f': '\\f', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\v': '\\v', '\\': '\\\\', '"': '\\"',
};
const SURROGATE = /[\ud800-\udfff]/;

/** A text by its code points, which CEL counts: a list where it has any beyond the 16 bits of JavaScript's units, else the text itself. */
function pointsOf(text: string): string | string[] {
  return SURROGATE.test(text) ? Array.from(text) : text;
}

function part(points: string | string[], start: number, end?: number): string {
  const slice = points.slice(start, end);
  return typeof slice === 'string' ? slice : slice.join('');
}

function outOfRange(index: bigint): never {
  throw new EvaluationFailure('index_out_of_range', `the index ${index} is out of range`);
}

function charAt(text: string, index: bigint): string {
  const points = pointsOf(text);
  if (index < 0n || index > BigInt(points.length)) outOfRange(index);
  return points[Number(index)] ?? '';
}

function substring(text: string, start: bigint, end?: bigint): string {
  const points = pointsOf(text);
  const length = BigInt(points.length);
  if (start < 0n || start > length) outOfRange(start);
  if (end !== undefined && (end < start || end > length)) outOfRange(end);
  return part(points, Number(start), end === undefined ? undefined : Number(end));
}

/** Whether `sought` stands in `points` at an index. */
function standsAt(points: readonly string[], sought: readonly string[], at: number): boolean {
  return sought.every((point, offset) => points[at + offset] === point);
}

function indexOf(text: string, sought: string, offset = 0n): bigint {
  if (offset < 0n) outOfRange(offset);
  const [points, parts] = [Array.from(text), Array.from(sought)];
  if (parts.length === 0) return offset > BigInt(points.length) ? BigInt(points.length) : offset;
  for (let at = Number(offset); at <= points.length - parts.length; at++) {
    if (standsAt(points, parts, at)) return BigInt(at);
  }
  return -1n;
}

function lastIndexOf(text: string, sought: string): bigint {
  return sought === '' ? BigInt(pointsOf(text).length) : lastFrom(text, sought, BigInt(text.length));
}

function lastIndexOfFrom(text: string, sought: string, offset: bigint): bigint {
  if (offset < 0n) outOfRange(offset);
  const length = BigInt(pointsOf(text).length);
  if (sought === '') return offset > length ? length : offset;
  // Not the last one of all, though that would be before: so the server has it.
  return offset >= length ? -1n : lastFrom(text, sought, offset);
}

function lastFrom(text: string, sought: string, offset: bigint): bigint {
  const [points, parts] = [Array.from(text), Array.from(sought)];
  for (let at = Math.min(Number(offset), points.length - parts.length); at >= 0; at--) {
    if (standsAt(points, parts, at)) return BigInt(at);
  }
  return -1n;
}

/** The first `limit` replaced, all where it is negative. An empty text stands before every character and at the end. */
function replace(text: string, old: string, by: string, limit = -1n): string {
  const parts = old === '' ? ['', ...Array.from(text), ''] : text.split(old);
  const count = limit < 0n ? parts.length - 1 : Math.min(Number(limit), parts.length - 1);
  if (old === '' && count === parts.length - 1) return by + parts.slice(1, -1).map((point) => point + by).join('');
  return parts.slice(0, count + 1).join(by) + (count < parts.length - 1 ? old + parts.slice(count + 1).join(old) : '');
}

/** At most `limit` parts, the last one with what is left; none for 0, all where it is negative. */
function split(text: string, separator: string, limit = -1n): string[] {
  if (limit === 0n) return [];
  const parts = separator === '' ? Array.from(text) : text.split(separator);
  if (limit < 0n || BigInt(parts.length) <= limit) return parts;
  const first = parts.slice(0, Number(limit) - 1);
  return [...first, parts.slice(first.length).join(separator)];
}

function quote(text: string): string {
  return `"${text.replace(/[\x07\b\f\n\r\t\v\\"]/g, (character) => QUOTED[character])}"`; // eslint-disable-line no-control-regex -- these characters are what is written otherwise
}

/** Functions of texts. All count and compare by code points, as the server does. */
export const STRINGS: Library = {
  functions: {
    'string.charAt(int): string': charAt,
    'string.substring(int): string': substring,
    'string.substring(int, int): string': substring,
    'string.indexOf(string): int': indexOf,
    'string.indexOf(string, int): int': indexOf,
    'string.lastIndexOf(string): int': lastIndexOf,
    'string.lastIndexOf(string, int): int': lastIndexOfFrom,
    'string.replace(string, string): string': replace,
    'string.replace(string, string, int): string': replace,
    'string.split(string): list<string>': split,
    'string.split(string, int): list<string>': split,
    'string.lowerAscii(): string': (text: string) => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()),
    'string.upperAscii(): string': (text: string) => text.replace(/[a-z]+/g, (letters) => letters.toUpperCase()),
    'string.trim(): string': (text: string) => text.replace(BLANKS_AROUND, ''),
  },
  operators: {
    'string < string: bool': (a: string, b: string) => compareTexts(a, b) < 0,
    'string <= string: bool': (a: string, b: string) => compareTexts(a, b) <= 0,
    'string > string: bool': (a: string, b: string) => compareTexts(a, b) > 0,
    'string >= string: bool': (a: string, b: string) => compareTexts(a, b) >= 0,
  },
};

/** What came to texts later. */
export const MORE_STRINGS: Library = {
  since: '1.30',
  namespaces: {
    strings: { 'quote(string): string': quote },
  },
};
