import { EvaluationFailure } from './errors';
import { Library } from './library';
import { cel, isInt64, nanosOf } from './values';

const TIMESTAMP = 'google.protobuf.Timestamp';
const DURATION = 'google.protobuf.Duration';
const MOMENT = /^(\d{4}-\d\d-\d\d)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:[.,](\d+))?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
const LENGTH = /^[+-]?(?:0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/;
const STEP = /(\d*)\.?(\d*)(ns|us|µs|μs|ms|s|m|h)/g;
const NANOS: { readonly [unit: string]: bigint } = {
  ns: 1n, us: 1_000n, µs: 1_000n, μs: 1_000n, ms: 1_000_000n, s: 1_000_000_000n, m: 60_000_000_000n, h: 3_600_000_000_000n,
};
const FIRST = Date.parse('0001-01-01T00:00:00Z');
const LAST = Date.parse('9999-12-31T23:59:59.999Z');

type Duration = import('#cel').Duration;

/** A duration by its whole length. Both parts have its sign, so that equal ones are made of equal parts. */
export function durationOf(nanos: bigint): Duration {
  if (!isInt64(nanos)) throw new EvaluationFailure('invalid_duration', 'the duration is longer than 64 bits of nanoseconds can say');
  return new (cel().Duration)(nanos / NANOS.s, Number(nanos % NANOS.s));
}

function duration(text: string): Duration {
  if (!LENGTH.test(text)) throw new EvaluationFailure('invalid_duration', `${JSON.stringify(text)} is no duration`);
  let total = 0n;
  for (const [, whole, fraction, unit] of text.matchAll(STEP)) {
    total += BigInt(`${whole}${fraction}`) * NANOS[unit] / 10n ** BigInt(fraction.length);
  }
  return durationOf(text.startsWith('-') ? -total : total);
}

/** Timestamps are kept to the millisecond here. One that is finer is refused, since it would be equal to others that it is not equal to. */
function moment(milliseconds: number): Date {
  if (milliseconds >= FIRST && milliseconds <= LAST) return new Date(milliseconds);
  throw new EvaluationFailure('invalid_timestamp', 'the timestamp is not within the years 1 to 9999');
}

function timestamp(text: string): Date {
  const match = MOMENT.exec(text);
  const day = match && new Date(`${match[1]}T00:00:00Z`);
  if (!match || !day || Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== match[1]) {
    throw new EvaluationFailure('invalid_timestamp', `${JSON.stringify(text)} is no timestamp of RFC 3339`);
  }
  if (/[1-9]/.test(match[2]?.slice(3) ?? '')) throw tooFine();
  return moment(Date.parse(text.replace(',', '.')));
}

function tooFine(): EvaluationFailure {
  return new EvaluationFailure('unsupported_timestamp', 'timestamps finer than a millisecond are not supported');
}

function moved(time: Date, length: Duration, sign: number): Date {
  const nanos = nanosOf(length);
  if (nanos % NANOS.ms !== 0n) throw tooFine();
  return moment(time.getTime() + sign * Number(nanos / NANOS.ms));
}

/** The number of days since the year began. */
function dayOfYear(time: Date): bigint {
  const start = new Date(time);
  start.setUTCMonth(0, 1);
  return BigInt(Math.round((time.getTime() - start.getTime()) / 86_400_000));
}

/** A duration in seconds, with as many digits after the point as it takes. */
export function textOfDuration(length: Duration): string {
  const seconds = Number(length.seconds) + length.nanos / 1e9;
  return `${String(seconds).includes('e') ? seconds.toFixed(9).replace(/\.?0+$/, '') : seconds}s`;
}

/** Moments and durations, where the evaluator's differ from the server's. */
export const TIMES: Library = {
  functions: {
    [`timestamp(string): ${TIMESTAMP}`]: timestamp,
    [`duration(string): ${DURATION}`]: duration,
    [`string(${DURATION}): string`]: textOfDuration,
    [`${TIMESTAMP}.getDayOfYear(): int`]: dayOfYear,
    [`${DURATION}.getMilliseconds(): int`]: (length: Duration) => nanosOf(length) / NANOS.ms,
  },
  operators: {
    [`${DURATION} + ${DURATION}: ${DURATION}`]: (a: Duration, b: Duration) => durationOf(nanosOf(a) + nanosOf(b)),
    [`${DURATION} - ${DURATION}: ${DURATION}`]: (a: Duration, b: Duration) => durationOf(nanosOf(a) - nanosOf(b)),
    [`${TIMESTAMP} + ${DURATION}: ${TIMESTAMP}`]: (time: Date, length: Duration) => moved(time, length, 1),
    [`${DURATION} + ${TIMESTAMP}: ${TIMESTAMP}`]: (length: Duration, time: Date) => moved(time, length, 1),
    [`${TIMESTAMP} - ${DURATION}: ${TIMESTAMP}`]: (time: Date, length: Duration) => moved(time, length, -1),
  },
};
