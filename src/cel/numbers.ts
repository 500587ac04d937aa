import { EvaluationFailure } from './errors';
import { Library } from './library';
import { cel, isInt64 } from './values';

const INTEGER = /^[+-]?\d+$/;
const UNSIGNED = /^\d+$/;
const DOUBLE = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const SPECIAL: { readonly [text: string]: number } = { 'inf': Infinity, '+inf': Infinity, '-inf': -Infinity, 'infinity': Infinity, '+infinity': Infinity, '-infinity': -Infinity, 'nan': NaN };
const BOOLEANS: { readonly [text: string]: boolean } = {
  1: true, t: true, T: true, true: true, TRUE: true, True: true, 0: false, f: false, F: false, false: false, FALSE: false, False: false,
};
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function failed(from: unknown, to: string): never {
  throw new EvaluationFailure('invalid_conversion', `${typeof from === 'string' ? JSON.stringify(from) : String(from)} cannot be converted to ${to}`);
}

function int(value: bigint, from: unknown = value): bigint {
  return isInt64(value) ? value : failed(from, 'int');
}

function uint(value: bigint, from: unknown): unknown {
  return value >= 0n && value < 2n ** 64n ? new (cel().UnsignedInt)(value) : failed(from, 'uint');
}

/** 2^63 is where the server begins to refuse, on both sides. */
function intOf(value: number): bigint {
  return Math.abs(value) < 2 ** 63 ? BigInt(Math.trunc(value)) : failed(value, 'int');
}

function doubleOf(text: string): number {
  const special = Object.hasOwn(SPECIAL, text.toLowerCase()) ? SPECIAL[text.toLowerCase()] : undefined;
  if (special !== undefined) return special;
  const value = DOUBLE.test(text) ? Number(text) : NaN;
  return Number.isFinite(value) ? value : failed(text, 'double');
}

/** A double as the server writes it: the shortest text that means it, with an exponent outside of 0.0001 to 999999. */
export function textOfDouble(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
  if (Object.is(value, -0)) return '-0';
  const [digits, power] = value.toExponential().split('e');
  const exponent = Number(power);
  if (exponent >= -4 && exponent < 6) return String(value);
  return `${digits}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

function textOfBytes(bytes: Uint8Array): string {
  try {
    return UTF8.decode(bytes);
  } catch {
    throw new EvaluationFailure('invalid_conversion', 'bytes that are no UTF-8 cannot be converted to string');
  }
}

/** Conversions between simple values, where JavaScript's differ from the server's, and arithmetic that must not leave 64 bits. */
export const NUMBERS: Library = {
  functions: {
    'int(double): int': intOf,
    'int(uint): int': (value: object) => int(value.valueOf() as unknown as bigint),
    'int(string): int': (text: string) => (INTEGER.test(text) ? int(BigInt(text.replace('+', '')), text) : failed(text, 'int')),
    'uint(double): uint': (value: number) => (value >= 0 && value < 2 ** 64 ? uint(BigInt(Math.trunc(value)), value) : failed(value, 'uint')),
    'uint(string): uint': (text: string) => (UNSIGNED.test(text) ? uint(BigInt(text), text) : failed(text, 'uint')),
    'double(string): double': doubleOf,
    'bool(string): bool': (text: string) => (Object.hasOwn(BOOLEANS, text) ? BOOLEANS[text] : failed(text, 'bool')),
    'string(double): string': textOfDouble,
    'string(bytes): string': textOfBytes,
  },
  operators: {
    '-int: int': (value: bigint) => int(-value),
    'int / int: int': (a: bigint, b: bigint) => (b === 0n ? byZero() : int(a / b)),
  },
};

function byZero(): never {
  throw new EvaluationFailure('division_by_zero', 'division by zero');
}
