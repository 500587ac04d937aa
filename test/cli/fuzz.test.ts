import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Folder, Outcome, template } from './command';
import { CATALOGUE } from '../../src/rules/catalogue';
import { GOOD } from '../support/rule-cases/support';

const folder = new Folder();

/** What no API server would take, in the place of something. */
const ODD: readonly unknown[] = [
  null, true, false, 0, -1, 1.5, 1e300, -0, '', 'x', '9'.repeat(400), '\ud83d\ude00', [], [null], [[]], [[], {}], {}, { a: null }, { __proto__: 1 }, JSON.parse('{"__proto__": {"x": 1}}'),
  JSON.parse('{"constructor": {"prototype": []}}'), { name: 1 }, { name: {} }, [{ name: 'main' }, { name: 'main' }], [{ name: ['main'] }],
];

/** All places of a value, as tokens. */
function placesOf(value: unknown, path: readonly string[] = []): string[][] {
  const children = typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, child]) => placesOf(child, [...path, key])) : [];
  return [[...path], ...children];
}

function withValue(from: any, [name, ...path]: readonly string[], value: unknown): any {
  if (name === undefined) return value;
  const copy = Array.isArray(from) ? [...from] : { ...from };
  copy[name] = withValue(from[name], path, value);
  return copy;
}

/** Judges objects by all rules that a manifest alone shows, so that any fault is one that fails. */
function judged(text: string): Outcome {
  return folder.run(['check', '-', '--as-of', '2026-12-01', '--fail-on', 'low', '--workloads', '--closed', '--format', 'json'], text);
}

/** What any outcome has to be: a verdict with a report, or a message of a few lines. */
function expectClear({ code, out, err }: Outcome, text: string): void {
  expect([0, 1, 2], text).toContain(code);
  if (code === 1) {
    expect(out).toBe('');
    expect(err, text).toMatch(/^(error: .+\n)+$/);
    expect(err, text).not.toMatch(/\n? {4}at |TypeError|RangeError|\[object/);
  } else {
    expect(err).toBe('');
    expect(JSON.parse(out).failed).toBe(code === 2);
  }
}

const KINDS = Object.values(GOOD).filter((object): object is any => typeof object === 'object' && 'kind' in object);

describe('check of a manifest with something odd in a place', () => {
  test.each(KINDS.map((object) => [object.kind, object]))('%s: is no pass by accident, and never a crash', (_, object) => {
    const places = placesOf(object);
    fc.assert(fc.property(fc.constantFrom(...places), fc.constantFrom(...ODD), (place, odd) => {
      const text = JSON.stringify(withValue(object, place, odd));
      expectClear(judged(text), text);
    }), { numRuns: 40 });
  });

  test('a list where an object is wanted, an object where a list, a text where either: in no place of a template', () => {
    const object = template();
    for (const place of placesOf(object.spec.podTemplate.spec)) {
      const path = ['spec', 'podTemplate', 'spec', ...place];
      const value = place.reduce((at: any, name) => at[name], object.spec.podTemplate.spec);
      if (typeof value !== 'object') continue;
      for (const odd of ['x', Array.isArray(value) ? { x: 1 } : [1], 7]) {
        const text = JSON.stringify(withValue(object, path, odd));
        const outcome = judged(text);
        expectClear(outcome, text);
        expect(outcome.code, text).toBe(2);
      }
    }
  });
});

describe('check of', () => {
  const deep = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

  test.each<[string, string, number, RegExp]>([
    ['10,000 levels', `{"apiVersion":"v1","kind":"Pod","spec":${deep(10_000)}}`, 1, /nested more than 200 levels deep/],
    ['10,000 lists', `apiVersion: v1\nkind: Pod\nspec: ${'['.repeat(10_000)}`, 1, /nested more than 200 levels deep/],
    ['190 levels', `{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a","labels":{"agents.x-k8s.io/sandbox-name-hash":"x"}},"spec":${deep(190)}}`, 2, /^$/],
    ['a number that none holds', 'apiVersion: v1\nkind: Pod\nspec:\n  priority: 99999999999999999999\n', 1, /stdin:4: the integer .* is beyond/],
    ['no number', 'apiVersion: v1\nkind: Pod\nspec: .nan\n', 1, /stdin:3: \.nan is no number that JSON has/],
    ['a bomb', `apiVersion: v1\nkind: Pod\na: &a [${'x,'.repeat(99)}]\nb: &b [${'*a,'.repeat(99)}]\nc: [${'*b,'.repeat(99)}]\n`, 1, /aliases add more than/],
    ['a key twice', 'apiVersion: v1\nkind: Pod\nkind: Secret\n', 1, /stdin:3: the key "kind" stands here twice/],
    ['__proto__ for a kind', '{"apiVersion":"v1","kind":"__proto__","__proto__":{"kind":"Pod"}}', 0, /^$/],
    ['kinds that objects have by themselves', 'apiVersion: v1\nkind: constructor\n---\napiVersion: v1\nkind: toString\n', 0, /^$/],
  ])('%s', (_, text, expected, message) => {
    const outcome = judged(text);
    expectClear(outcome, text.slice(0, 200));
    expect([outcome.code, outcome.err]).toEqual([expected, expect.stringMatching(message)]);
  });

  test('a hostile __proto__ in a Pod is judged as what the server reads: an unknown field', () => {
    const text = JSON.stringify(template()).replace('"containers":', '"__proto__":{"hostNetwork":false},"hostNetwork":true,"containers":');
    const { code, out } = judged(text);
    expect(code).toBe(2);
    expect(JSON.parse(out).results.filter(({ verdict }: any) => verdict === 'fail').map(({ rule }: any) => rule)).toContain('SBX-NSP-001');
  });

  test('thousands of faults in one object', () => {
    const text = JSON.stringify(template((object) => {
      const ports = Array.from({ length: 5000 }, (_, index) => ({ containerPort: 2000 + index, hostPort: 2000 + index }));
      object.spec.podTemplate.spec.containers[0].ports = ports;
    }));
    const { code, out } = judged(text);
    expect(code).toBe(2);
    expect(JSON.parse(out).results.filter(({ rule }: any) => rule === 'SBX-NSP-002').length).toBe(5000);
  });

  test('nothing but what no rule is about', () => {
    expect(CATALOGUE.length).toBeGreaterThan(110);
    expect(judged('apiVersion: v1\nkind: ConfigMap\n')).toMatchObject({ code: 0 });
  });
});
