import { describe, expect, test } from 'vitest';
import { WaiverProps } from '../../src';
import { Place } from '../../src/private/place';
import { waiverRecord } from '../../src/rules/waiver-record';
import { failure, WAIVER } from '../support/app';

const place = Place.named('team-a/python').at('isolation');
const record = (wrong: Partial<WaiverProps>) => waiverRecord(place, { ...WAIVER, ...wrong }, ['SBX-ISO-001']);

describe('a record', () => {
  test('is the waiver with its rules', () => {
    expect(waiverRecord(place, WAIVER, ['A', 'B'])).toEqual({ rules: ['A', 'B'], ...WAIVER });
  });

  test('has a ticket and a place where there are some', () => {
    expect(waiverRecord(place, { ...WAIVER, ticket: 'SEC-7' }, ['A'], 'containers[name=main]')).toEqual({
      rules: ['A'], ...WAIVER, ticket: 'SEC-7', at: 'containers[name=main]',
    });
  });

  test('has texts without blanks around them', () => {
    expect(record({ reason: ` ${WAIVER.reason}\n`, owner: ' team-a ', ticket: ' 7 ' })).toMatchObject({ reason: WAIVER.reason, owner: 'team-a', ticket: '7' });
  });

  test.each(['2000-01-01', '2028-02-29', '9999-12-31'])('may expire on %s: what is past is for the judge', (expires) => {
    expect(record({ expires }).expires).toBe(expires);
  });

  test('may have a reason of 20 characters', () => {
    expect(record({ reason: 'r'.repeat(20) }).reason).toHaveLength(20);
  });
});

describe('fails for', () => {
  test.each<[string, Partial<WaiverProps>, string]>([
    ['no reason', { reason: undefined }, 'reason: got undefined; allowed: a text that is not empty'],
    ['a reason of blanks', { reason: '                         ' }, 'reason: got "    '],
    ['a reason of 19 characters', { reason: 'r'.repeat(19) }, 'allowed: a text of at least 20 characters'],
    ['a reason that blanks make long', { reason: `short${' '.repeat(30)}` }, 'allowed: a text of at least 20 characters'],
    ['a reason that is a number', { reason: 12345678901234567890 as unknown as string }, 'reason: got 12345678901234567000'],
    ['an owner of blanks', { owner: ' ' }, 'owner: got " "'],
    ['an empty ticket', { ticket: '' }, 'ticket: got ""'],
    ['a ticket that is a number', { ticket: 7 as unknown as string }, 'ticket: got 7'],
    ['braces in the reason', { reason: 'it says {{ so }} in the values' }, 'reason: got "it says {{ so }} in the values"; allowed: a text without "{{" and "}}"'],
    ['braces in the owner', { owner: '{{ .Values.owner }}' }, 'owner: got "{{ .Values.owner }}"'],
    ['braces in the ticket', { ticket: 'x }}' }, 'ticket: got "x }}"'],
  ])('%s', (_, wrong, words) => {
    expect(failure(() => record(wrong))).toContain(`[team-a/python] isolation.${words.startsWith('allowed') ? 'reason: got ' : words}`);
    expect(failure(() => record(wrong))).toContain(words);
  });

  test.each([undefined, '', 'soon', '2027-6-1', '01.06.2027', '2027-06-01T00:00:00Z', '2027-02-29', '2027-00-10', 20270601])('the date %j', (expires) => {
    expect(failure(() => record({ expires: expires as string }))).toMatch(/^\[team-a\/python\] isolation\.expires: got .*; allowed: an ISO date YYYY-MM-DD/);
  });

  test.each([undefined, null, 'because', 5])('%j in the place of a waiver', (props) => {
    expect(failure(() => waiverRecord(place, props as unknown as WaiverProps, ['A']))).toMatch(/^\[team-a\/python\] isolation(\.reason)?: got /);
  });
});
