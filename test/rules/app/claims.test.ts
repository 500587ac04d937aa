import { describe, expect, test } from 'vitest';
import { appObjectOf, appViewOf } from '../../../src/judge/app-view';
import { JsonObject } from '../../../src/private/json';
import { claimsEnd, referencesLead, variablesFit } from '../../../src/rules/app/claims';
import { AppCheck } from '../../../src/rules/app-check';
import { AS_OF } from '../../support/app';
import { set, unset, variant } from '../../support/rule-cases/made';
import { GOOD, patched, RESTRICTED } from '../../support/rule-cases/support';

interface Said {
  readonly place: string;
  readonly expected?: string;
  readonly actual?: unknown;
}

/** What a check says of objects: what holds as "ok", else where, what is wanted and what was found. */
function said(check: AppCheck, objects: readonly JsonObject[], closed = false): (Said | 'ok')[] {
  const subjects = objects.map((manifest) => ({ manifest, origin: {}, standard: RESTRICTED, waivers: [] }));
  const view = appViewOf(subjects.map((subject) => appObjectOf(subject, subject.manifest)), closed, AS_OF);
  return [...check(view)].map(({ holds, place, field, expected, actual }) => (holds ? 'ok' : {
    place: place ?? field.replaceAll('/', '.'),
    expected,
    actual,
  }));
}

describe('variables of claims', () => {
  const templateWith = (policy: string, ...more: Parameters<typeof patched>[1][]): JsonObject => (
    [set('/spec/envVarsInjectionPolicy', policy), ...more].reduce(patched, GOOD.template)
  );
  const claimWith = (...env: object[]): JsonObject => patched(GOOD.claim, set('/spec/env', env));
  const judged = (template: JsonObject, ...env: object[]) => said(variablesFit, [template, GOOD.pool, claimWith(...env)]);
  const MAIN = '/spec/podTemplate/spec/containers/0';

  test('fit where they add to a container', () => {
    expect(judged(templateWith('Allowed'), { name: 'A', value: 'a' }, { name: 'A', value: 'a', containerName: 'prepare' })).toEqual(['ok']);
  });

  test('do not fit where the container has the name, unless they may replace it', () => {
    const found = { place: 'spec.env[name=HOME].name', expected: 'a name that main of the template team-a-python does not have', actual: 'HOME' };
    expect(judged(templateWith('Allowed'), { name: 'HOME', value: '/' })).toEqual(['ok', found]);
    expect(judged(templateWith('Allowed'), { name: 'HOME', value: '/', containerName: '' })).toEqual(['ok', found]);
    expect(judged(templateWith('Allowed'), { name: 'HOME', value: '/', containerName: 'broker' })).toEqual(['ok']);
    expect(judged(templateWith('Overrides'), { name: 'HOME', value: '/' })).toEqual(['ok']);
  });

  test('do not fit beside envFrom, unless they may replace what is there', () => {
    const envFrom = set(`${MAIN}/envFrom`, [{ configMapRef: { name: 'settings' } }]);
    expect(judged(templateWith('Allowed', envFrom), { name: 'A', value: 'a' })).toEqual(['ok', {
      place: 'spec.env[name=A].name', expected: 'none in main: it has envFrom, beside which a claim may set no variable', actual: 'A',
    }]);
    expect(judged(templateWith('Overrides', envFrom), { name: 'A', value: 'a' })).toEqual(['ok']);
  });

  test('do not fit a container that is not there', () => {
    for (const policy of ['Allowed', 'Overrides']) {
      expect(judged(templateWith(policy), { name: 'A', value: 'a', containerName: 'other' })).toEqual(['ok', {
        place: 'spec.env[name=A].containerName', expected: 'one of main, broker, prepare', actual: 'other',
      }]);
    }
  });

  test('do not fit a template that says nothing', () => {
    expect(judged(patched(GOOD.template, unset('/spec/envVarsInjectionPolicy')), { name: 'A', value: 'a' })).toHaveLength(1);
  });

  test('are not judged where pool or template are elsewhere', () => {
    expect(said(variablesFit, [GOOD.template, claimWith({ name: 'A' })])).toEqual([]);
    expect(said(variablesFit, [GOOD.pool, claimWith({ name: 'A' })])).toEqual([]);
  });

  test('are judged whatever nonsense a manifest has', () => {
    expect(judged(patched(templateWith('Allowed'), set('/spec/podTemplate/spec', 'none')), { name: 'A' }, 7 as never)).toEqual(['ok']);
    expect(judged(
      patched(templateWith('Allowed'), set('/spec/podTemplate/spec/containers', null)),
      { name: 7, containerName: 'main' },
    )).toHaveLength(2);
  });
});

describe('references', () => {
  const wanted = 'the name of a SandboxWarmPool of the namespace team-a';

  test('lead where both objects are there', () => {
    expect(said(referencesLead, [GOOD.claim, GOOD.pool, GOOD.template], true)).toEqual(['ok', 'ok']);
  });

  test('may lead outside an app that is open', () => {
    expect(said(referencesLead, [GOOD.claim])).toEqual([]);
    expect(said(referencesLead, [GOOD.claim], true)).toEqual([{ place: 'spec.warmPoolRef.name', expected: wanted, actual: 'team-a-python-pool' }]);
    expect(said(referencesLead, [GOOD.pool], true)).toHaveLength(1);
  });

  test('do not lead into another namespace', () => {
    const elsewhere = patched(GOOD.pool, set('/metadata/namespace', 'team-b'));
    expect(said(
      referencesLead,
      [GOOD.claim, elsewhere],
      true,
    )[0]).toEqual({ place: 'spec.warmPoolRef.name', expected: wanted, actual: 'team-a-python-pool' });
  });

  test('that are none are left to the form of names', () => {
    expect(said(
      referencesLead,
      [patched(GOOD.claim, set('/spec/warmPoolRef/name', '')), patched(GOOD.pool, unset('/spec/sandboxTemplateRef'))],
      true,
    )).toEqual([]);
  });
});

describe('ends of claims', () => {
  const until = (moment: unknown): (Said | 'ok')[] => said(claimsEnd, [patched(GOOD.claim, set('/spec/lifecycle/shutdownTime', moment))]);

  test('are judged to the day, in any zone', () => {
    expect(until('2026-12-01T00:00:00Z')).toEqual([{
      place: 'spec.lifecycle.shutdownTime',
      expected: 'a moment within 30 days from 2026-12-01',
      actual: '2026-12-01T00:00:00Z',
    }]);
    expect(until('2026-12-01T01:00:00+02:00')).toHaveLength(1);
    expect(until('2026-12-01T01:00:00Z')).toEqual(['ok']);
    expect(until('2027-01-01T00:00:00Z')).toEqual(['ok']);
    expect(until('2027-01-01T00:00:00-01:00')[0]).toHaveProperty('actual');
  });

  test('that are no moment are left to its form', () => {
    expect(until('soon')).toEqual([]);
    expect(until(7)).toEqual([]);
  });

  test('by a program alone ask the template, where it is there', () => {
    const brief = variant(GOOD.claim, 'brief', set('/spec/lifecycle', { ttlSecondsAfterFinished: 0 }));
    expect(said(claimsEnd, [brief])).toEqual([]);
    expect(said(claimsEnd, [brief, GOOD.pool, GOOD.template])).toEqual(['ok']);
    expect(said(
      claimsEnd,
      [brief, GOOD.pool, patched(GOOD.template, unset('/spec/podTemplate/spec/restartPolicy'))],
    )[0]).toHaveProperty('place', 'spec.lifecycle.ttlSecondsAfterFinished');
  });
});
