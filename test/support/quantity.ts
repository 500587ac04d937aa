const UNITS: { readonly [unit: string]: number } = { '': 1, 'm': 0.001, 'Ki': 2 ** 10, 'Mi': 2 ** 20, 'Gi': 2 ** 30, 'Ti': 2 ** 40 };

function amountOf(quantity: string): number {
  const [, digits, unit] = /^(-?[\d.]+)(m|[KMGT]i)?$/.exec(quantity) ?? [];
  return digits === undefined ? NaN : Number(digits) * UNITS[unit ?? ''];
}

/** A quantity of bytes as a number: a reading of its own, so that tests do not believe what src says. */
export const bytesOf = amountOf;

/** A quantity of CPU in cores. */
export const coresOf = amountOf;
