import { App, Chart, Duration } from 'cdk8s';
import { expect, test } from 'vitest';
import { Place } from '../../src/private/place';
import { checkDate, checkMoment, checkSeconds } from '../../src/private/time';

const place = Place.of(new Chart(new App(), 'team-a')).at('prop');

test.each(['2027-06-01', '2028-02-29', '2000-02-29', '2027-12-31'])('%s is a day', (day) => {
  expect(checkDate(place, day, 'fix')).toBe(day);
  expect(checkMoment(place, `${day}T00:00:00Z`)).toBe(`${day}T00:00:00Z`);
});

test.each(['2027-02-29', '2100-02-29', '2027-02-30', '2027-13-01', '2027-00-10', '2027-04-31', '2027-6-1', '27-06-01', '20270601', '2027-06-01 ', '', 20270601, undefined, new Date(0)])(
  'fails for the day %s', (day) => {
    expect(() => checkDate(place, day, 'mend it')).toThrow(/^\[team-a\] prop: got .*; allowed: an ISO date YYYY-MM-DD that the calendar has; fix: mend it$/);
    expect(() => checkMoment(place, `${day as string}T00:00:00Z`)).toThrow('RFC 3339');
  },
);

test.each(['2027-06-30T23:59:59Z', '2027-06-30T00:00:00.123456+14:00', '2027-06-30T00:00:00-00:00'])('%s is a moment', (moment) => {
  expect(checkMoment(place, moment)).toBe(moment);
});

test.each([
  '2027-06-30T00:00:00', '2027-06-30 00:00:00Z', '2027-06-30', '2027-06-30T24:00:00Z', '2027-06-30T00:60:00Z', '2027-06-30T00:00:60Z', '2027-06-30T00:00Z',
  '2027-06-30T00:00:00.Z', '2027-06-30T00:00:00+0200', '2027-06-30T00:00:00+24:00', '2027-06-30T00:00:00Z\n', 1, null, new Date(0),
])('fails for the moment %s', (moment) => {
  expect(() => checkMoment(place, moment)).toThrow(/^\[team-a\] prop: got .*; allowed: a moment in RFC 3339 with its zone/);
});

test.each([[Duration.seconds(30), 30], [Duration.minutes(1), 60], [Duration.millis(2000), 2], [Duration.seconds(0), 0], [Duration.days(1), 86400]])('%j has %d seconds', (duration, seconds) => {
  expect(checkSeconds(place, duration, 0, 86400)).toBe(seconds);
});

test.each([Duration.seconds(9), Duration.seconds(21), Duration.millis(10500), Duration.seconds(10.5), '10s', 10, undefined])('fails for %j as 10 to 20 seconds', (duration) => {
  expect(() => checkSeconds(place, duration as Duration, 10, 20)).toThrow(/^\[team-a\] prop: got /);
});
