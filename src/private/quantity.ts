import { Size } from 'cdk8s';
import { Place } from './place';

// Kubernetes counts quantities down to a thousand-millionth: all arithmetic here is in whole units of that, so nothing is rounded.
const NANO = 1_000_000_000n;
const DECIMAL = byPower(1000n, 1n, ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E']);
const BINARY = byPower(1024n, 1024n, ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei']);
const QUANTITY = /^([+-]?)(\d+(?:\.\d*)?|\.\d+)(?:([numkMGTPE]|[KMGTPE]i)|[eE]([+-]?\d{1,3}))?$/;

function byPower(base: bigint, first: bigint, suffixes: string[]): { readonly [suffix: string]: bigint } {
  return Object.fromEntries(suffixes.map((suffix, power) => [suffix, first * base ** BigInt(power)]));
}

/** An amount, exact, with the family of suffixes that it was written in. */
interface Amount {
  readonly nano: bigint;
  readonly form: 'decimal' | 'binary' | 'exponent';
}

/** What was parsed and added up before: an app says few quantities, many times. */
const known = new Map<string, Amount>();
const sums = new Map<string, string>();

function parse(text: string): Amount | undefined {
  let amount = known.get(text);
  if (amount === undefined) {
    amount = parsed(text);
    if (amount) known.set(text, amount);
  }
  return amount;
}

function parsed(text: string): Amount | undefined {
  const match = QUANTITY.exec(text);
  if (!match) return undefined;
  const [, sign, digits, suffix = '', exponent] = match;
  const [whole, fraction = ''] = digits.split('.');
  const unit = BINARY[suffix] ? BINARY[suffix] * NANO : DECIMAL[suffix];
  const power = exponent === undefined ? 0 : Number(exponent);
  const numerator = BigInt((whole || '0') + fraction) * unit * 10n ** BigInt(Math.max(power, 0));
  const denominator = 10n ** BigInt(fraction.length + Math.max(-power, 0));
  // The server rounds what is finer than a nano away from zero.
  const nano = (numerator + denominator - 1n) / denominator;
  return { nano: sign === '-' ? -nano : nano, form: BINARY[suffix] ? 'binary' : exponent === undefined ? 'decimal' : 'exponent' };
}

function format({ nano, form }: Amount): string {
  if (nano === 0n) return '0';
  const size = nano < 0n ? -nano : nano;
  const sign = nano < 0n ? '-' : '';
  if (form === 'binary' && size >= 1024n * NANO && size % NANO === 0n) {
    let bytes = size / NANO;
    let suffix = '';
    for (const next of Object.keys(BINARY)) {
      if (bytes % 1024n !== 0n) break;
      bytes /= 1024n;
      suffix = next;
    }
    return `${sign}${bytes}${suffix}`;
  }
  let amount = size;
  let at = 0;
  const suffixes = Object.keys(DECIMAL);
  while (at < suffixes.length - 1 && amount % 1000n === 0n) {
    amount /= 1000n;
    at += 1;
  }
  const power = 3 * at - 9;
  return form === 'exponent' ? `${sign}${amount}${power === 0 ? '' : `e${power}`}` : `${sign}${amount}${suffixes[at]}`;
}

/**
 * A quantity in the form that the API server writes back (`1Gi` for `1024Mi`, `500m` for 0.5), or undefined for what is no quantity.
 * Numbers are taken as they are meant: `0.5` is what JSON has for half a core.
 */
export function canonicalQuantity(value: string | number): string | undefined {
  const amount = parse(String(value));
  return amount && format(amount);
}

/** Negative, zero or positive as `a` is less than, equal to or more than `b`; both must be quantities. */
export function compareQuantities(a: string, b: string): number {
  if (a === b) return 0;
  const [left, right] = [nanoOf(a), nanoOf(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The sum of quantities, in the form of binary bytes. */
export function sumOfBytes(quantities: readonly string[]): string {
  const key = quantities.join('+');
  let sum = sums.get(key);
  if (sum === undefined) {
    sum = format({ nano: quantities.reduce((total, quantity) => total + nanoOf(quantity), 0n), form: 'binary' });
    sums.set(key, sum);
  }
  return sum;
}

/** Half of a number of bytes, rounded down to a byte. */
export function halfOfBytes(quantity: string): string {
  return format({ nano: nanoOf(quantity) / (2n * NANO) * NANO, form: 'binary' });
}

function nanoOf(quantity: string): bigint {
  const amount = parse(quantity);
  if (!amount) throw new Error(`not a quantity: ${quantity}`);
  return amount.nano;
}

/** A quantity given as text, in canonical form. */
export function checkQuantity(place: Place, value: unknown, fix = 'write it as Kubernetes does'): string {
  const text = typeof value === 'string' || typeof value === 'number' ? canonicalQuantity(value) : undefined;
  if (text === undefined) place.fail({ given: value, allowed: 'a Kubernetes quantity, as "500m", "2", "512Mi"', fix });
  return text;
}

/** Bytes in canonical binary form. `Size` counts from kibibytes up; what has no whole number of bytes, or none at all, is refused. */
export function checkBytes(place: Place, value: unknown, fix = 'give a Size, as Size.mebibytes(512)'): string {
  const size = value as Size | undefined;
  let kibibytes: number | undefined;
  try {
    kibibytes = size?.toKibibytes();
  } catch {
    kibibytes = undefined;
  }
  const bytes = kibibytes === undefined ? NaN : kibibytes * 1024;
  if (!Number.isSafeInteger(bytes) || bytes <= 0) {
    place.fail({ given: kibibytes === undefined ? value : `${kibibytes}Ki`, allowed: 'a cdk8s Size of more than 0 with a whole number of bytes', fix });
  }
  return format({ nano: BigInt(bytes) * NANO, form: 'binary' });
}
