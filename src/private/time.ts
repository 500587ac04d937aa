import { Duration } from 'cdk8s';
import { Place } from './place';
import { checkInteger } from './syntax';

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** A day `YYYY-MM-DD` that the calendar has. */
export function checkDate(place: Place, value: unknown, fix: string): string {
  if (typeof value !== 'string' || !DATE.test(value) || !isDay(value)) {
    place.fail({ given: value, allowed: 'an ISO date YYYY-MM-DD that the calendar has', fix });
  }
  return value;
}

/**
 * A moment in RFC 3339 with its zone, in the upper case that Go reads, as `2027-06-30T00:00:00Z`. The API server refuses the form without zone; without one it would
 * also mean another moment on every reader's machine.
 */
export function checkMoment(place: Place, value: unknown): string {
  const parts = typeof value === 'string' ? TIME.exec(value) : null;
  if (!parts || !isDay(parts[1])) {
    place.fail({
      given: value,
      allowed: 'a moment in RFC 3339 with its zone, as 2027-06-30T00:00:00Z',
      fix: 'write day, time and zone ("Z" or an offset as "+02:00")',
    });
  }
  return value as string;
}

/** A duration as whole seconds within bounds. */
export function checkSeconds(place: Place, value: Duration, min: number, max: number, fix = 'give a cdk8s Duration, as Duration.seconds(30)'): number {
  let seconds: unknown;
  try {
    seconds = value.toSeconds();
  } catch {
    const given = typeof value?.toHumanString === 'function' ? value.toHumanString() : value;
    return place.fail({ given, allowed: 'a cdk8s Duration of whole seconds', fix });
  }
  return checkInteger(place, seconds, min, max, fix);
}

/** Whether a text of the form YYYY-MM-DD names a day that exists: JavaScript alone would roll 30 February over into March. */
function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text;
}
