import { describe, expect, test } from 'vitest';
import { judge } from '../../src/judge/judge';
import { JsonObject } from '../../src/private/json';
import { CATALOGUE } from '../../src/rules/catalogue';
import { Judgement } from '../../src/rules/judgement';
import { Severity } from '../../src/rules/severity';
import { Standard } from '../../src/rules/standard';
import { RULE_CASES } from '../support/rule-cases';
import { AS_OF, patched, RESTRICTED } from '../support/rule-cases/support';

interface Settings {
  readonly standard?: Standard;
  readonly standards?: readonly Standard[];
  readonly closed?: boolean;
}

function judged(objects: readonly JsonObject[], { standard = RESTRICTED, standards = [], closed = false }: Settings = {}): Judgement {
  const subjects = objects.map((manifest, at) => ({ manifest, origin: {}, standard: standards[at] ?? standard, waivers: [] }));
  return judge(subjects, { asOf: AS_OF, failOn: Severity.HIGH, closed });
}

const failing = ({ findings }: Judgement): string[] => [...new Set(findings.map(({ rule }) => rule.id))].sort();

/** What was said of one rule, without repetition. */
const verdictsOf = (judgement: Judgement, id: string): string[] => (
  [...new Set([...judgement.results()].filter(({ rule }) => rule.id === id).map(({ verdict }) => verdict))]
);

test('every rule that synth judges has its three tests, and every test a rule', () => {
  const own = CATALOGUE.filter(({ judgedAt, waiver }) => judgedAt !== 'admission' && !waiver).map(({ id }) => id);
  expect([...new Set(RULE_CASES.map(({ rule }) => rule))].sort()).toEqual(own.sort());
  expect(RULE_CASES.filter(({ bad }) => bad.length === 0)).toEqual([]);
});

describe.each(RULE_CASES)('$rule', (of) => {
  const { rule, good, bad, notApplicable } = of;

  test('holds for what is good', () => {
    const judgement = judged(good, of);
    expect(judgement.findings.map((finding) => `${finding.rule.id} ${finding.place} ${finding.message ?? ''}`)).toEqual([]);
    expect(verdictsOf(judgement, rule)).toContain('pass');
  });

  test.each(bad)('fails for %j', ({ patch, object = 0, fails, place, found, wanted }) => {
    const objects = good.map((manifest, at) => (at === object ? patched(manifest, patch) : manifest));
    const judgement = judged(objects, of);
    expect(failing(judgement)).toEqual([...fails].sort());
    const finding = judgement.findings.find((each) => each.rule.id === rule && each.place === place);
    expect(finding, judgement.findings.map((each) => `${each.rule.id} ${each.place}`).join('\n')).toBeDefined();
    expect(finding!.message).toBeUndefined();
    expect(finding!.actual).toEqual(found);
    expect(finding!.expected).toBe(wanted);
  });

  test('does not apply to something else', () => {
    expect(verdictsOf(judged(notApplicable, of), rule)).toEqual(['not-applicable']);
  });
});
