const INT32 = 2 ** 31;
const INT64 = 2 ** 63;
const DAY = /^(\d{4})-(\d\d)-(\d\d)$/;
// The separator before the fraction is any character there, and the offset any four digits.
const TIME = /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d([^\n]\d+)?([zZ]|[+-]\d\d:\d\d)$/u;

/** A format of the definitions: which values have it, and what it is in words. */
export interface Format {
  readonly holds: (value: unknown) => boolean;
  readonly says: string;
}

/** The formats that the definitions use, each taken as the API server takes it. */
export const FORMATS: { readonly [name: string]: Format } = {
  'int32': {
    holds: (value) => isWithin(value, INT32),
    says: 'integer from -2147483648 to 2147483647',
  },
  'int64': {
    holds: (value) => isWithin(value, INT64),
    says: 'integer from -9223372036854775808 to 9223372036854775807',
  },
  'date-time': {
    holds: (value) => typeof value === 'string' && isDateTime(value),
    says: 'date-time with its zone, as 2027-06-30T00:00:00Z',
  },
};

/** The length of a text as the API server counts it: in code points, not in the code units of JavaScript. */
export function runes(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

function isWithin(value: unknown, limit: number): boolean {
  return Number.isInteger(value) && (value as number) >= -limit && (value as number) < limit;
}

/** What strfmt of kube-openapi takes for a date-time: wider than RFC 3339, and what follows a second "t" is not looked at. */
function isDateTime(text: string): boolean {
  const [day, time] = text.split(/t/i, 2);
  return isDay(day) && time !== undefined && TIME.test(time);
}

/** Whether the calendar has the day: JavaScript alone would roll 30 February over into March. */
function isDay(text: string): boolean {
  const parts = DAY.exec(text);
  if (!parts) return false;
  const [year, month, day] = parts.slice(1).map(Number);
  const lastDay = month === 2 ? (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return month >= 1 && month <= 12 && day >= 1 && day <= lastDay;
}
