/** What a plain scalar means where it is no number. The spellings are those of YAML 1.1. */
const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((word) => [word, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((word) => [word, false] as const),
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
]);
const NOT_FINITE = /^(\.(nan|NaN|NAN)|[-+]?\.(inf|Inf|INF))$/;
const NUMBER = /^[-+.\d]/;
const INTEGER = /^([-+]?)(?:0[xX]([\da-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9]\d*))$/;
const SIGN_AFTER_PREFIX = /^0b([-+][01]+)$/;
const FLOAT = /^[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$/;
/** One that begins with a point may have `_` between digits only: kubectl reads it in another way than the rest, which may have it anywhere. */
const FLOAT_FROM_POINT = /^\.\d+(_\d+)*([eE][-+]?\d+(_\d+)*)?$/;

/**
 * What a plain scalar (one without quotes) means to kubectl: to `resolve` of go.yaml.in/yaml/v2, which sigs.k8s.io/yaml reads with. It is YAML
 * 1.1 without numbers to the base of 60 and without timestamps. A value that is neither JSON nor exact in a double goes to `refuse`.
 */
export function plainScalar(text: string, refuse: (reason: string) => never): string | number | boolean | null {
  const word = WORDS.get(text);
  if (word !== undefined) return word;
  if (!NUMBER.test(text)) return text;
  if (NOT_FINITE.test(text)) refuse(`${text} is no number that JSON has`);
  return integerOf(text, refuse) ?? floatOf(text) ?? text;
}

/** The integer that a plain scalar means, or undefined where it means none. */
export function integerOf(text: string, refuse: (reason: string) => never): number | undefined {
  const plain = text.replaceAll('_', '');
  const [, sign, hex, binary, octal, decimal] = INTEGER.exec(plain) ?? [];
  const signed = SIGN_AFTER_PREFIX.exec(plain)?.[1];
  const value = hex ? parseInt(hex, 16) : binary ? parseInt(binary, 2) : octal ? parseInt(octal, 8) : decimal ? Number(decimal)
    : signed ? parseInt(signed, 2) : undefined;
  if (value === undefined) return undefined;
  // Beyond, another number than the one that is written would be judged.
  if (!Number.isSafeInteger(value)) refuse(`the integer ${text} is beyond ±(2^53 - 1), where numbers are not exact: write it in quotes if it is a text`);
  return sign === '-' && value !== 0 ? -value : value + 0;
}

/** The number that a plain scalar means which is no integer. One that is too large for a double is a text to kubectl. */
function floatOf(text: string): number | undefined {
  const plain = text.replaceAll('_', '');
  if (!(text.startsWith('.') ? FLOAT_FROM_POINT.test(text) : FLOAT.test(plain))) return undefined;
  const value = Number(plain);
  // JSON has one zero only, as kubectl hands it on.
  return Number.isFinite(value) ? value + 0 : undefined;
}
