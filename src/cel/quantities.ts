import { EvaluationFailure } from './errors';
import { Library, remembered } from './library';
import { isInt64, Opaque } from './values';

const NAME = 'kubernetes.Quantity';
const DECIMAL: { readonly [suffix: string]: number } = { '': 0, 'n': -9, 'u': -6, 'm': -3, 'k': 3, 'M': 6, 'G': 9, 'T': 12, 'P': 15, 'E': 18 };
const BINARY: { readonly [suffix: string]: number } = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 };
// The API server's own grammar, which the rest of this library is stricter than: "Mi", "-" and "." are zero here.
const TEXT = /^([+-]?)0*(\d*)(?:\.(\d*))?([eEinumkKMGTP]*[-+]?\d*)$/;
const EXPONENT = /^[eE]([-+]?\d+)$/;
const MAX_INT64 = 2n ** 63n - 1n;
const MOST_DIGITS = 18;
const FINEST = -9;
/** More digits than any amount of anything has; what is beyond would only fill the memory. */
const MOST_ZEROS = 1000;
const TOO_LONG = `exponents beyond ${MOST_ZEROS} are not supported`;

/**
 * An amount `unscaled × 10^exponent`, exact, and how the server keeps it: `small` where it fits into 64 bits by its reckoning, since only
 * then `isInteger` holds, whatever the amount is.
 */
class Quantity extends Opaque {
  constructor(public readonly unscaled: bigint, public readonly exponent: number, public readonly small: boolean, private readonly computed = false) {
    super();
  }

  /** A sum can be compared with what is written, but nothing with a sum: so the server has it, up to 1.37 at least. */
  public equals(other: Quantity): boolean {
    if (other.computed) throw new EvaluationFailure('no_such_overload', 'Kubernetes does not compare with a sum on the right of "==": use compareTo');
    return this.compareTo(other) === 0;
  }

  public compareTo(other: Quantity): number {
    const exponent = Math.min(this.exponent, other.exponent);
    const difference = this.at(exponent) - other.at(exponent);
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }

  public plus(other: Quantity, sign = 1n): Quantity {
    const areSmall = this.small && other.small;
    if (areSmall && other.unscaled === 0n) return new Quantity(this.unscaled, this.exponent, true, true);
    if (areSmall && this.unscaled === 0n) return new Quantity(sign * other.unscaled, other.exponent, true, true);
    const exponent = Math.min(this.exponent, other.exponent);
    const [left, right] = [this.at(exponent), sign * other.at(exponent)];
    return new Quantity(left + right, exponent, areSmall && [left, right, left + right].every(isInt64), true);
  }

  /** The amount as a whole number, where the server takes it for one: not `1.0` and `1000m`, though they are. */
  public integer(): bigint | undefined {
    if (!this.small || this.exponent < 0) return undefined;
    const value = this.at(0);
    return isInt64(value) ? value : undefined;
  }

  public approximate(): number {
    return this.exponent === 0 ? Number(this.unscaled) : Number(this.unscaled) * Number(`1e${this.exponent}`);
  }

  /** The amount in units of `10^exponent`, which must not be coarser than its own. */
  private at(exponent: number): bigint {
    return this.unscaled * 10n ** BigInt(this.exponent - exponent);
  }
}

/** The quantity that a text is, or a word on why it is none. */
const parse = remembered((text: string): Quantity | string => {
  const match = TEXT.exec(text);
  if (!match || text === '') return 'a number and a suffix are needed';
  const [, sign, whole, fraction = '', suffix] = match;
  const power = DECIMAL[suffix] ?? Number(EXPONENT.exec(suffix)?.[1] ?? NaN);
  const bits = BINARY[suffix];
  if (bits === undefined && Number.isNaN(power)) return `the suffix ${JSON.stringify(suffix)} is none`;
  if (Math.abs(power) > MOST_ZEROS) return TOO_LONG;
  const negative = sign === '-' ? -1n : 1n;
  const digits = BigInt(`0${whole}${fraction}`) * (bits === undefined ? 1n : 2n ** BigInt(bits));
  const exponent = (bits === undefined ? power : 0) - fraction.length;
  if (isSmall(whole || '0', fraction, bits) && exponent >= FINEST) return new Quantity(negative * digits, exponent, true);
  if (whole + fraction === '' && !/0/.test(text.slice(0, text.length - suffix.length))) return 'it has no digits';
  if (digits === 0n) return new Quantity(0n, exponent, false);
  const amount = rounded(digits, exponent);
  const capped = bits !== undefined && amount > MAX_INT64 * 10n ** 9n;
  return capped ? new Quantity(negative * MAX_INT64, 0, false) : new Quantity(negative * amount, FINEST, false);
});

/** Whether the server keeps an amount in 64 bits: it judges by the number of digits, before it knows the amount. */
function isSmall(whole: string, fraction: string, bits: number | undefined): boolean {
  if (bits === undefined) return whole.length + fraction.length <= MOST_DIGITS;
  return fraction === '' && whole.length + Math.trunc(bits * 3 / 10) <= 14;
}

/** An amount in thousand-millionths, what is finer rounded away from zero. */
function rounded(digits: bigint, exponent: number): bigint {
  if (exponent >= FINEST) return digits * 10n ** BigInt(exponent - FINEST);
  const divisor = 10n ** BigInt(FINEST - exponent);
  return (digits + divisor - 1n) / divisor;
}

function faultOf(text: string): string | undefined {
  const parsed = parse(text);
  return typeof parsed === 'string' ? parsed : undefined;
}

function quantity(text: string): Quantity {
  const parsed = parse(text);
  if (typeof parsed === 'string') throw new EvaluationFailure('invalid_quantity', `${JSON.stringify(text)} is no quantity: ${parsed}`);
  return parsed;
}

function integer(amount: Quantity): bigint {
  const value = amount.integer();
  if (value === undefined) throw new EvaluationFailure('inexact_quantity', 'the quantity is no integer');
  return value;
}

const ofInt = (value: bigint): Quantity => new Quantity(value, 0, true);

/** Amounts of resources, as `quantity('500m')`. */
export const QUANTITIES: Library = {
  since: '1.29',
  types: { [NAME]: Quantity },
  functions: {
    [`quantity(string): ${NAME}`]: quantity,
    'isQuantity(string): bool': (text: string) => [TOO_LONG, undefined].includes(faultOf(text)),
    [`sign(${NAME}): int`]: (amount: Quantity) => BigInt(amount.compareTo(ofInt(0n))),
    [`${NAME}.compareTo(${NAME}): int`]: (a: Quantity, b: Quantity) => BigInt(a.compareTo(b)),
    [`${NAME}.isGreaterThan(${NAME}): bool`]: (a: Quantity, b: Quantity) => a.compareTo(b) > 0,
    [`${NAME}.isLessThan(${NAME}): bool`]: (a: Quantity, b: Quantity) => a.compareTo(b) < 0,
    [`${NAME}.add(${NAME}): ${NAME}`]: (a: Quantity, b: Quantity) => a.plus(b),
    [`${NAME}.add(int): ${NAME}`]: (a: Quantity, b: bigint) => a.plus(ofInt(b)),
    [`${NAME}.sub(${NAME}): ${NAME}`]: (a: Quantity, b: Quantity) => a.plus(b, -1n),
    [`${NAME}.sub(int): ${NAME}`]: (a: Quantity, b: bigint) => a.plus(ofInt(b), -1n),
    [`${NAME}.isInteger(): bool`]: (amount: Quantity) => amount.integer() !== undefined,
    [`${NAME}.asInteger(): int`]: integer,
    [`${NAME}.asApproximateFloat(): double`]: (amount: Quantity) => amount.approximate(),
  },
};
