import { expect, test } from 'vitest';
import { appObjectOf, appViewOf } from '../../../src/judge/app-view';
import { JsonObject } from '../../../src/private/json';
import { policiesDoNotWiden } from '../../../src/rules/app/policies';
import { AS_OF } from '../../support/app';
import { set, unset, variant } from '../../support/rule-cases/made';
import { GOOD, patched, RESTRICTED } from '../../support/rule-cases/support';

const RULE = { to: [{ podSelector: { matchLabels: { app: 'mirror' } } }], ports: [{ port: 443 }] };

const policy = (podSelector: unknown, rules: JsonObject = { egress: [RULE] }): JsonObject => (
  { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'other', namespace: 'team-a' }, spec: { podSelector, ...rules } }
);

/** Places at which policies widen; "ok" for policies that take in sandboxes. */
function widened(...objects: JsonObject[]): string[] {
  const subjects = objects.map((manifest) => ({ manifest, origin: {}, standard: RESTRICTED, waivers: [] }));
  const view = appViewOf(subjects.map((subject) => appObjectOf(subject, subject.manifest)), false, AS_OF);
  return [...policiesDoNotWiden(view)].map(({ object, holds, place }) => (holds ? 'ok' : `${object.name} ${place}`));
}

const DENY_LABELS = (operator: string, ...values: string[]): JsonObject => (
  { matchExpressions: [{ key: 'app.kubernetes.io/component', operator, ...values.length > 0 && { values } }] }
);

test('a policy widens what the selector takes in, by label or requirement', () => {
  for (const selector of [
    undefined,
    {},
    { matchLabels: { 'app.kubernetes.io/component': 'sandbox' } },
    DENY_LABELS('In', 'a', 'sandbox'),
    DENY_LABELS('NotIn', 'a'),
    DENY_LABELS('Exists'),
    { matchExpressions: [{ key: 'app', operator: 'DoesNotExist' }] },
    { matchExpressions: [{ key: 'agents.x-k8s.io/warm-pool-sandbox', operator: 'Exists' }] },
    { matchExpressions: [{ key: 'agents.x-k8s.io/sandbox-name-hash', operator: 'NotIn', values: ['0a0b0c0d'] }] },
  ]) {
    expect(widened(GOOD.template, policy(selector)), JSON.stringify(selector)).toEqual(['ok', 'other spec.egress[0]']);
  }
});

test('a policy does not widen what its selector leaves out', () => {
  for (const selector of [
    { matchLabels: { app: 'mirror' } }, DENY_LABELS('In', 'a'), DENY_LABELS('NotIn', 'sandbox'), DENY_LABELS('DoesNotExist'), DENY_LABELS('Near'),
    { matchExpressions: [{ key: 'app', operator: 'Exists' }] }, { matchLabels: { 'agents.x-k8s.io/sandbox-name-hash': '0a0b0c0d' } },
    { matchLabels: { 'agents.x-k8s.io/sandbox-template-ref-hash': '0a0b0c0d' } },
  ]) {
    expect(widened(GOOD.template, policy(selector)), JSON.stringify(selector)).toEqual([]);
  }
});

test('a sandbox without a policy of its own has its bounds by what others say', () => {
  expect(widened(GOOD.sandbox, policy({}))).toEqual([]);
  expect(widened(GOOD.sandbox, GOOD.networkPolicy)).toEqual(['ok']);
  expect(widened(GOOD.sandbox, GOOD.networkPolicy, policy({}))).toEqual(['ok', 'ok', 'other spec.egress[0]']);
});

test('two policies of one sandbox are its own', () => {
  const second = variant(GOOD.networkPolicy, 'second', set('/spec/egress', [RULE]));
  expect(widened(GOOD.sandbox, GOOD.networkPolicy, second)).toEqual(['ok', 'ok']);
});

test('an unmanaged template is bounded by other policies alone', () => {
  expect(widened(patched(GOOD.template, set('/spec/networkPolicyManagement', 'Unmanaged')), policy({}))).toEqual([]);
});

test('a template without rules has none to compare with', () => {
  expect(widened(patched(GOOD.template, unset('/spec/networkPolicy')), policy({}))).toEqual(['ok', 'other spec.egress[0]']);
});

test('a policy widens in its own namespace alone', () => {
  expect(widened(GOOD.template, patched(policy({}), set('/metadata/namespace', 'team-b')))).toEqual([]);
});

test('rules of a type that the policy does not have open nothing', () => {
  expect(widened(GOOD.template, policy({}, { egress: [RULE], policyTypes: ['Ingress'] }))).toEqual(['ok']);
  expect(widened(GOOD.template, policy({}, { egress: [RULE], policyTypes: ['Ingress', 'Egress'] }))).toEqual(['ok', 'other spec.egress[0]']);
});

test('rules that are no list open nothing', () => {
  expect(widened(GOOD.template, policy({}, { egress: 'all', ingress: null }))).toEqual(['ok']);
});
