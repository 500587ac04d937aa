import { ExpressionError } from './errors';
import { tokensOf } from './tokens';

const ESCAPES: { readonly [character: string]: string } = { '\\': '\\\\', '\'': '\\\'', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * A JSON value as CEL source text, which has that value again. Lists and maps whose items are of several types, which CEL has no literals for,
 * are written with `dyn(…)` around each of them.
 */
export function celLiteral(value: unknown): string {
  switch (typeof value) {
    case 'string': return text(value);
    case 'boolean': return String(value);
    case 'number': return number(value);
    case 'object': return value === null ? 'null' : Array.isArray(value) ? list(value) : map(value as { readonly [key: string]: unknown });
    default: throw new ExpressionError(`a ${typeof value} has no literal in CEL`, '');
  }
}

/**
 * The expression with each `params.<name>` outside of strings and comments replaced by the literal of the parameter of that name. A name that
 * there is no parameter of is an `ExpressionError`.
 */
export function replaceParams(expression: string, params: { readonly [name: string]: unknown }): string {
  const tokens = tokensOf(expression);
  const code = tokens.filter(({ kind }) => kind !== 'blank' && kind !== 'comment');
  const replaced = new Map<number, string>();
  code.forEach(({ kind, text: word, start }, at) => {
    const name = code[at + 2];
    // `x.params.y` is a field of something else, and `params.?y` or `params['y']` is nothing: the expression will not compile.
    if (kind !== 'name' || word !== 'params' || code[at - 1]?.text === '.' || code[at + 1]?.text !== '.' || name?.kind !== 'name') return;
    if (!Object.hasOwn(params, name.text)) throw new ExpressionError(`unknown parameter: ${name.text}`, expression, start);
    replaced.set(start, celLiteral(params[name.text])).set(code[at + 1].start, '').set(name.start, '');
  });
  return tokens.map(({ start, text: word }) => replaced.get(start) ?? word).join('');
}

function text(value: string): string {
  if (/[\ud800-\udfff]/u.test(value)) throw new ExpressionError('half of a surrogate pair has no literal in CEL', '');
  return `'${value.replace(/[\\'\x00-\x1f\x7f]/g, (character) => ESCAPES[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)}'`; // eslint-disable-line no-control-regex -- these characters are what is written otherwise
}

/** Whole numbers are ints while they fit into 64 bits, as `toCel` has them. */
function number(value: number): string {
  if (!Number.isFinite(value)) throw new ExpressionError(`${value} has no literal in CEL`, '');
  if (!Number.isInteger(value)) return String(value);
  return Math.abs(value) < 2 ** 63 ? String(BigInt(value)) : value.toExponential().replace(/^(-?\d)e/, '$1.0e');
}

function list(items: readonly unknown[]): string {
  const wrap = wrapperFor(items);
  return `[${items.map((item) => wrap(celLiteral(item))).join(', ')}]`;
}

function map(object: { readonly [key: string]: unknown }): string {
  const entries = Object.entries(object).filter(([, value]) => value !== undefined);
  const wrap = wrapperFor(entries.map(([, value]) => value));
  return `{${entries.map(([key, value]) => `${text(key)}: ${wrap(celLiteral(value))}`).join(', ')}}`;
}

function wrapperFor(items: readonly unknown[]): (literal: string) => string {
  const isMixed = new Set(items.map(typeOf)).size > 1;
  return isMixed ? (literal) => `dyn(${literal})` : (literal) => literal;
}

/** The type of a literal, in words that are equal where the types are. */
function typeOf(value: unknown): string {
  if (typeof value === 'number') return Number.isInteger(value) && Math.abs(value) < 2 ** 63 ? 'int' : 'double';
  if (typeof value !== 'object' || value === null) return typeof value;
  const items = Array.isArray(value) ? value : Object.values(value);
  const types = new Set(items.map(typeOf));
  return `${Array.isArray(value) ? 'list' : 'map'}<${types.size > 1 ? 'dyn' : [...types].join('')}>`;
}
