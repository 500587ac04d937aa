/** The numbers of a version, from the most to the least significant. */
type Version = readonly number[];

// Few digits on purpose: what is longer is a mistake, and would no longer be counted exactly.
const VERSION = /^(0|[1-9]\d{0,3})\.(0|[1-9]\d{0,3})\.(0|[1-9]\d{0,3})$/;

/** The three numbers of a version like `1.0.12`, or undefined for what is none. */
export function parseVersion(text: unknown): Version | undefined {
  const match = typeof text === 'string' ? VERSION.exec(text) : null;
  return match ? match.slice(1).map(Number) : undefined;
}

/** Negative, zero or positive as `a` is older than, the same as or newer than `b`, number by number: 1.0.9 is older than 1.0.12. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [numbersOf(a), numbersOf(b)];
  return left.map((number, at) => number - right[at]).find((difference) => difference !== 0) ?? 0;
}

/** The line that a version belongs to: `1.0` for `1.0.12`. */
export function lineOf(version: string): string {
  return numbersOf(version).slice(0, 2).join('.');
}

function numbersOf(version: string): Version {
  const numbers = parseVersion(version);
  if (!numbers) throw new Error(`not a version: ${version}`);
  return numbers;
}
