import { Duration } from 'cdk8s';
import { expect, test } from 'vitest';
import { failure, mapped, misfits, place, schemaOf, WAIVER } from './value-support';
import { Lifetime } from '../../src/sandbox/lifetime';

const MOMENT = '2027-06-30T00:00:00Z';
const map = (lifetime: Lifetime) => mapped((sink) => lifetime._toJson(place, sink));

test.each([
  ['after the end', Lifetime.afterFinished(Duration.minutes(10)), { ttlSecondsAfterFinished: 600 }, true],
  ['at the end', Lifetime.afterFinished(Duration.seconds(0)), { ttlSecondsAfterFinished: 0 }, true],
  ['as long as an int32 counts', Lifetime.afterFinished(Duration.seconds(2147483647)), { ttlSecondsAfterFinished: 2147483647 }, true],
  ['until a moment', Lifetime.until(MOMENT), { shutdownTime: MOMENT }, false],
  ['until a moment elsewhere', Lifetime.until('2028-02-29T23:59:59.5+05:30'), { shutdownTime: '2028-02-29T23:59:59.5+05:30' }, false],
  ['both', Lifetime.afterFinishedOrUntil(Duration.hours(1), MOMENT), { ttlSecondsAfterFinished: 3600, shutdownTime: MOMENT }, false],
])('maps %s', (_, lifetime, json, ttlAlone) => {
  expect(map(lifetime)).toEqual({ json, rules: [] });
  expect(lifetime._ttlAlone).toBe(ttlAlone);
  expect(misfits(schemaOf('SandboxClaim', 'lifecycle'), json)).toEqual([]);
});

test('a lifetime without end is waived', () => {
  expect(map(Lifetime.unbounded(WAIVER))).toEqual({ json: {}, rules: ['SBX-CLM-001'] });
  expect(Lifetime.unbounded(WAIVER)._ttlAlone).toBe(false);
});

test.each([
  ['half a second', Lifetime.afterFinished(Duration.millis(1500)), 'prop.ttl'],
  ['more than an int32', Lifetime.afterFinished(Duration.seconds(2147483648)), 'prop.ttl: got 2147483648'],
  ['no time at all', Lifetime.afterFinished(undefined as unknown as Duration), 'prop.ttl'],
  ['no moment at all', Lifetime.until(undefined as unknown as string), 'prop.moment: got undefined'],
  ['no moment beside a time', Lifetime.afterFinishedOrUntil(Duration.hours(1), undefined as unknown as string), 'prop.moment: got undefined'],
  ['a moment without zone', Lifetime.until('2027-06-30T00:00:00'), 'prop.moment: got "2027-06-30T00:00:00"'],
  ['a day alone', Lifetime.until('2027-06-30'), 'prop.moment'],
  ['a day that the calendar has not', Lifetime.until('2027-02-29T00:00:00Z'), 'prop.moment'],
  ['no end without a waiver', Lifetime.unbounded(undefined as never), 'prop: got undefined; allowed: a waiver'],
])('fails for %s', (_, lifetime, words) => {
  expect(failure(() => map(lifetime))).toContain(words);
});
