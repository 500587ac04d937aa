import { EvaluationFailure } from './errors';

/** A value that is neither JSON's nor CEL's own: a quantity, an address, … */
export abstract class Opaque {
  /** Whether another value of the same class is the same. */
  public abstract equals(other: this): boolean;
}

/** The bundled evaluator, loaded with the first expression. */
export function cel(): typeof import('#cel') {
  return require('#cel');
}

/** CEL's `==` for values of any type: numbers by their amount, lists and maps by what is in them. Fails for values that cannot be compared. */
export function equals(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (isNumber(a)) return isNumber(b) && compareNumbers(a, b) === 0;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((each, at) => equals(each, b[at]));
  if (isMap(a)) return isMap(b) && equalMaps(a, b);
  if (a instanceof Uint8Array) return b instanceof Uint8Array && Buffer.compare(a, b) === 0;
  if (a instanceof Date) return b instanceof Date && a.getTime() === b.getTime();
  if (a instanceof Opaque) return equalOpaques(a, b);
  if (isDuration(a)) return isDuration(b) && nanosOf(a) === nanosOf(b);
  const { Optional } = cel();
  if (!(a instanceof Optional && b instanceof Optional)) return false;
  return a.hasValue() && b.hasValue() ? equals(a.value(), b.value()) : a.hasValue() === b.hasValue();
}

/** Whether an item of a list is the one that is sought: one that cannot be compared with it is not. */
export function isSame(sought: unknown, item: unknown): boolean {
  try {
    return equals(sought, item);
  } catch {
    return false;
  }
}

/** CEL's order: negative, zero or positive, and NaN for values of two types. Fails for values that have none. */
export function compare(a: unknown, b: unknown): number {
  if (isNumber(a) && isNumber(b)) return compareNumbers(a, b);
  if (typeof a === 'string' && typeof b === 'string') return compareTexts(a, b);
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  if (a instanceof Date && b instanceof Date) return a.getTime() - b.getTime();
  if (isDuration(a) && isDuration(b)) return sign(nanosOf(a) - nanosOf(b));
  if (a instanceof Uint8Array && b instanceof Uint8Array) return Buffer.compare(a, b);
  if (hasOrder(a) && hasOrder(b)) return NaN;
  throw new EvaluationFailure('no_such_overload', 'values that have no order cannot be compared');
}

/** Compares by code point, as Go compares the bytes of UTF-8: JavaScript alone has the surrogates of 😀 below U+FFEE. */
export function compareTexts(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const difference = rank(a.charCodeAt(at)) - rank(b.charCodeAt(at));
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** The entries of a map, in its own order. */
export function entriesOf(map: object): [unknown, unknown][] {
  return map instanceof Map ? [...map] : Object.entries(map);
}

/** The map of entries with any keys, of which the last of several equal ones stays. */
export function mapOf(entries: readonly (readonly [unknown, unknown])[]): object {
  const map = new Map<unknown, unknown>();
  for (const [key, value] of entries) {
    if (typeof key === 'object') throw new EvaluationFailure('unsupported_key', 'keys of maps are texts, ints or bools');
    map.set(key, value);
  }
  return map;
}

/** Whether a map has a key, or a number of another type that is equal to one. */
export function hasKey(map: object, key: unknown): boolean {
  if (typeof key === 'string') return map instanceof Map ? map.has(key) : Object.hasOwn(map, key);
  return map instanceof Map && [...map.keys()].some((known) => equals(known, key));
}

/** Whether a value is a map, whose fields can be selected. */
export function isMap(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  if (value instanceof Map) return true;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Whether an amount fits into CEL's int. */
export function isInt64(value: bigint): boolean {
  return BigInt.asIntN(64, value) === value;
}

/** A duration's whole length. */
export function nanosOf(duration: { readonly seconds: bigint; readonly nanos: number }): bigint {
  return duration.seconds * 1_000_000_000n + BigInt(duration.nanos);
}

function equalOpaques(a: Opaque, b: unknown): boolean {
  if (b instanceof Opaque && a.constructor === b.constructor) return a.equals(b);
  throw new EvaluationFailure('no_such_overload', 'a value of this type can only be compared with one of the same type');
}

function hasOrder(value: unknown): boolean {
  return isNumber(value) || typeof value === 'string' || typeof value === 'boolean' || value instanceof Date || value instanceof Uint8Array || isDuration(value);
}

function equalMaps(a: object, b: object): boolean {
  const [left, right] = [entriesOf(a), new Map(entriesOf(b))];
  return left.length === right.size && left.every(([key, value]) => right.has(key) && equals(value, right.get(key)));
}

type AnyNumber = bigint | number | import('#cel').UnsignedInt;

function isNumber(value: unknown): value is AnyNumber {
  return typeof value === 'bigint' || typeof value === 'number' || value instanceof cel().UnsignedInt;
}

function isDuration(value: unknown): value is import('#cel').Duration {
  return value instanceof cel().Duration;
}

/** NaN is neither equal, less nor more. */
function compareNumbers(a: AnyNumber, b: AnyNumber): number {
  const [left, right] = [a.valueOf(), b.valueOf()];
  return left < right ? -1 : left > right ? 1 : left == right ? 0 : NaN; // eslint-disable-line eqeqeq -- an int and a double of one value are equal
}

function sign(value: bigint): number {
  return value < 0n ? -1 : value > 0n ? 1 : 0;
}

/** A code unit's place in the order of code points: surrogates come last. */
function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}
