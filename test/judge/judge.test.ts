import { describe, expect, test } from 'vitest';
import { judge } from '../../src/judge/judge';
import { JsonObject } from '../../src/private/json';
import { Severity } from '../../src/rules/severity';
import { AS_OF, GOOD, patched, RESTRICTED } from '../support/rule-cases/support';

const PODS_ENV = '/spec/podTemplate/spec/containers/0/env';

/** What is found in each object, without the findings of its schema. Their names differ, for two of one name are a finding themselves. */
function found(...objects: JsonObject[]): string[][] {
  const subjects = objects.map((object, index) => (
    { manifest: { ...object, metadata: { ...object.metadata as JsonObject, name: `object-${index}` } }, origin: {}, standard: RESTRICTED, waivers: [] }
  ));
  const { findings } = judge(subjects, { asOf: AS_OF, failOn: Severity.HIGH, closed: false });
  return subjects.map((subject) => findings.filter((finding) => finding.subject === subject && !finding.rule.schema)
    .map(({ rule, verdict, place }) => `${rule.id} ${verdict} ${place}`));
}

describe('what came of an expression for one item is not taken for what comes of it for another', () => {
  test('a text for an object with that text in a field', () => {
    const odd = patched(GOOD.template, { op: 'replace', path: PODS_ENV, value: ['odd-name'] });
    const right = patched(GOOD.template, { op: 'replace', path: PODS_ENV, value: [{ name: 'odd-name' }] });
    const [first, second] = found(odd, right);
    expect(first.length).toBeGreaterThan(0);
    expect(first.every((finding) => / error /.test(finding))).toBe(true);
    expect(second).toEqual([]);
    expect(found(right, odd)).toEqual([second, first]);
  });

  test('an absent field for one that is null, false or empty', () => {
    const tolerating = (toleration: JsonObject) => patched(GOOD.template, { op: 'add', path: '/spec/podTemplate/spec/tolerations', value: [toleration] });
    const [absent, empty, named] = [{ operator: 'Exists' }, { key: '', operator: 'Exists' }, { key: 'example.com/pool', operator: 'Exists' }].map(tolerating);
    expect(found(named, absent, empty).map((findings) => findings.length > 0)).toEqual([false, true, true]);
    expect(found(absent, empty, named).map((findings) => findings.length > 0)).toEqual([true, true, false]);
  });
});

test('an object is judged the same alone and after any other', () => {
  const objects = [GOOD.template, GOOD.sandbox, GOOD.pod, GOOD.claim, GOOD.pool].map((object) => patched(object, { op: 'add', path: '/spec/odd', value: { a: 1 } }));
  const alone = objects.map((object) => found(object)[0]);
  expect(found(...objects)).toEqual(alone);
  expect(found(...[...objects].reverse()).reverse()).toEqual(alone);
});
