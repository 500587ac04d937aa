import { EvaluationFailure } from './errors';
import { textOfDouble } from './numbers';
import { textOfDuration } from './times';
import { cel, entriesOf, isMap } from './values';

/** A piece of a text with places: what stands there, or what is to be put there. */
type Clause = string | { readonly verb: Verb; readonly precision: number };
type Verb = 's' | 'd' | 'f' | 'b' | 'o' | 'x' | 'X';

const CLAUSE = /%%|%(?:\.(\d+))?([sdfbxXo])|%[^]?|[^%]+/g;
const DEFAULT_PRECISION = 6;
const LONGEST_PRECISION = 100;
const WORDS: { readonly [text: string]: number } = { 'NaN': NaN, 'Infinity': Infinity, '-Infinity': -Infinity };
const ESCAPES: { readonly [character: string]: string } = {
  '\x07': '\\a', '\b': '\\b', '\f': '\\f', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\v': '\\v', '\\': '\\\\', '"': '\\"',
};

/** Types that a place takes, by the names of the evaluator. Texts of doubles are those of `WORDS` alone. */
const TAKES: { readonly [verb in Verb]: readonly string[] } = {
  s: ['string', 'int', 'uint', 'double', 'bool', 'bytes', 'null', 'list', 'map', 'google.protobuf.Duration'],
  d: ['int', 'uint'],
  f: ['double', 'string'],
  b: ['int', 'uint', 'bool'],
  o: ['int', 'uint'],
  x: ['int', 'uint', 'string', 'bytes'],
  X: ['int', 'uint', 'string', 'bytes'],
};

function fail(message: string): never {
  throw new EvaluationFailure('invalid_format', message);
}

function clausesOf(text: string): Clause[] {
  return [...text.matchAll(CLAUSE)].map(([whole, precision, verb]): Clause => {
    if (whole === '%%') return '%';
    if (!whole.startsWith('%')) return whole;
    if (verb === undefined) return fail(`${JSON.stringify(whole)} is no place for a value here (%e is not supported)`);
    return { verb: verb as Verb, precision: precision === undefined ? DEFAULT_PRECISION : Number(precision) };
  });
}

/** What is wrong with values of these types (by the first word of their names, `dyn` where unknown) in the places of a text. */
export function formatFault(text: string, types: readonly string[]): string | undefined {
  const places = clausesOf(text).filter((clause) => typeof clause !== 'string');
  if (places.length !== types.length) return `there are ${places.length} places for values, and ${types.length} values`;
  const wrong = places.findIndex(({ verb }, at) => types[at] !== 'dyn' && !TAKES[verb].includes(types[at]));
  return wrong < 0 ? undefined : `%${places[wrong].verb} takes no ${types[wrong]}`;
}

/** The text with values put into its places. What has more values than places is fine, as the server has it. */
export function formatText(text: string, values: readonly unknown[]): string {
  let next = 0;
  return clausesOf(text).map((clause) => {
    if (typeof clause === 'string') return clause;
    if (next >= values.length) fail(`there are more places for values than the ${values.length} values`);
    const value = values[next++];
    switch (clause.verb) {
      case 's': return shown(value);
      case 'd': return integer(value, 'd').toString();
      case 'f': return fixed(value, clause.precision);
      case 'b': return typeof value === 'boolean' ? String(Number(value)) : integer(value, 'b').toString(2);
      case 'o': return integer(value, 'o').toString(8);
      case 'x': return hexadecimal(value);
      case 'X': return hexadecimal(value).toUpperCase();
    }
  }).join('');
}

function integer(value: unknown, verb: Verb): bigint {
  if (typeof value === 'bigint') return value;
  return value instanceof cel().UnsignedInt ? value.valueOf() : fail(`%${verb} takes no value of this type`);
}

function hexadecimal(value: unknown): string {
  if (typeof value === 'string') return Buffer.from(value, 'utf8').toString('hex');
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : integer(value, 'x').toString(16);
}

/** A double in full, its thousands set apart. */
function fixed(value: unknown, precision: number): string {
  const number = typeof value === 'string' && Object.hasOwn(WORDS, value) ? WORDS[value] : value;
  if (typeof number !== 'number') return fail('%f takes doubles only');
  if (precision > LONGEST_PRECISION) return fail(`%f has at most ${LONGEST_PRECISION} digits here`);
  if (!Number.isFinite(number)) return Number.isNaN(number) ? 'NaN' : number > 0 ? '∞' : '-∞';
  const [whole, fraction] = rounded(Math.abs(number), precision).split('.');
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ',');
  return `${number < 0 ? '-' : ''}${grouped}${fraction === undefined ? '' : `.${fraction}`}`;
}

/** A positive number rounded half to even, where JavaScript alone rounds half up, and written out, where it would use an exponent. */
function rounded(number: number, precision: number): string {
  if (number >= 1e21) return `${BigInt(number)}${precision === 0 ? '' : `.${'0'.repeat(precision)}`}`;
  const exact = number.toFixed(LONGEST_PRECISION);
  const end = exact.indexOf('.') + precision + 1;
  const down = exact.slice(0, precision === 0 ? end - 1 : end);
  const isTie = /^50*$/.test(exact.slice(end)) && precision < LONGEST_PRECISION;
  return isTie && Number(down.at(-1)) % 2 === 0 ? down : number.toFixed(precision);
}

function shown(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return textOfDouble(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  return value instanceof cel().Duration ? textOfDuration(value) : literal(value);
}

/** A value inside of a list or a map, as it is written in CEL. */
function literal(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'bigint' || value instanceof cel().UnsignedInt) return value.valueOf().toString();
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') return double(value);
  if (value instanceof cel().Duration) return `duration("${textOfDuration(value)}")`;
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (isMap(value)) return `{${entriesOf(value).map(([key, each]) => [literal(key), `:${literal(each)}`]).sort(byKey).map((pair) => pair.join('')).join(', ')}}`;
  return fail('%s takes no value of this type');
}

function double(value: number): string {
  if (!Number.isFinite(value)) return fail('doubles that are no numbers are not supported in lists');
  return `${value < 0 || Object.is(value, -0) ? '-' : ''}${rounded(Math.abs(value), DEFAULT_PRECISION)}`;
}

function byKey([a]: string[], [b]: string[]): number {
  return a < b ? -1 : Number(a > b);
}

/** A text in double quotes, what cannot be printed escaped. */
function quoted(text: string): string {
  return `"${text.replace(/["\\]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, (character) => ESCAPES[character] ?? escaped(character.codePointAt(0)!))}"`;
}

function escaped(point: number): string {
  if (point < 0x80) return `\\x${point.toString(16).padStart(2, '0')}`;
  return point < 0x1_0000 ? `\\u${point.toString(16).padStart(4, '0')}` : `\\U${point.toString(16).padStart(8, '0')}`;
}
