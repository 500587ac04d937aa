import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { configMap, failure, mapped, misfits, place, podSchema, secret, WAIVER } from './value-support';
import { WaiverProps } from '../../src/rules/waiver';
import { envOf } from '../../src/sandbox/env-mapper';
import { EnvValue } from '../../src/sandbox/env-value';
import { PodField } from '../../src/sandbox/pod-field';
import { ResourceField } from '../../src/sandbox/resource-field';

const AT = 'containers[name=main]';
const map = (env: { [name: string]: EnvValue }) => mapped((sink) => envOf(place, env, sink, AT));
const order = (env: { [name: string]: EnvValue }) => map(env).json.map(({ name }) => name);
const literals = (env: { [name: string]: string }) => Object.fromEntries(Object.entries(env).map(([name, value]) => [name, EnvValue.literal(value)]));

test.each([
  ['a text', EnvValue.literal('x'), { value: 'x' }],
  ['an empty text', EnvValue.literal(''), { value: '' }],
  ['a field', EnvValue.fromField(PodField.NAME), { valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }],
  ['all addresses', EnvValue.fromField(PodField.POD_IPS), { valueFrom: { fieldRef: { fieldPath: 'status.podIPs' } } }],
  ['the account', EnvValue.fromField(PodField.SERVICE_ACCOUNT_NAME), { valueFrom: { fieldRef: { fieldPath: 'spec.serviceAccountName' } } }],
  ['the namespace', EnvValue.fromField(PodField.NAMESPACE), { valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } }],
  ['the UID', EnvValue.fromField(PodField.UID), { valueFrom: { fieldRef: { fieldPath: 'metadata.uid' } } }],
  ['an address', EnvValue.fromField(PodField.POD_IP), { valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } }],
  ['a label', EnvValue.fromField(PodField.label('example.com/team')), { valueFrom: { fieldRef: { fieldPath: 'metadata.labels[\'example.com/team\']' } } }],
  ['an annotation', EnvValue.fromField(PodField.annotation('note')), { valueFrom: { fieldRef: { fieldPath: 'metadata.annotations[\'note\']' } } }],
  ['a limit', EnvValue.fromResource(ResourceField.CPU_LIMIT), { valueFrom: { resourceFieldRef: { resource: 'limits.cpu' } } }],
  ['another container\'s limit in mebibytes', EnvValue.fromResource(ResourceField.MEMORY_LIMIT, { containerName: 'helper', divisor: '1Mi' }), {
    valueFrom: { resourceFieldRef: { resource: 'limits.memory', containerName: 'helper', divisor: '1Mi' } },
  }],
  ['a key of a ConfigMap', EnvValue.fromConfigMap(configMap, 'log.level'), { valueFrom: { configMapKeyRef: { name: 'app-settings', key: 'log.level' } } }],
  ['an optional key', EnvValue.fromConfigMap(configMap, 'a', { optional: true }), { valueFrom: { configMapKeyRef: { name: 'app-settings', key: 'a', optional: true } } }],
  ['a key that is not optional', EnvValue.fromConfigMap(configMap, 'a', { optional: false }), {
    valueFrom: { configMapKeyRef: { name: 'app-settings', key: 'a', optional: false } },
  }],
])('maps %s', (_, value, expected) => {
  const { json, rules } = map({ NAME: value });
  expect(json).toEqual([{ name: 'NAME', ...expected }]);
  expect(misfits(podSchema('containers[].env[]'), json[0])).toEqual([]);
  expect(rules).toEqual([]);
});

describe('a key of a Secret', () => {
  test('is waived, with the variable\'s place', () => {
    const { json, rules } = map({ TOKEN: EnvValue.fromSecret(secret, 'token', WAIVER, { optional: true }) });
    expect(json).toEqual([{ name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'app-credentials', key: 'token', optional: true } } }]);
    expect(rules).toEqual(['SBX-SEC-001 containers[name=main].env[name=TOKEN]']);
  });

  test('fails without a waiver', () => {
    expect(failure(() => map({ TOKEN: EnvValue.fromSecret(secret, 'token', undefined as unknown as WaiverProps) })))
      .toMatch(/^\[team-a\/python\] prop\[TOKEN\]: got undefined; allowed: a waiver/);
  });
});

describe('the order', () => {
  test.each([
    ['by name', { b: '', B: '', a: '', A_1: '', A: '' }, ['A', 'A_1', 'B', 'a', 'b']],
    ['after what is referred to', { A: '$(C)/$(B)', B: '$(C)', C: '' }, ['C', 'B', 'A']],
    ['by name among those that are free', { A: '$(Z)', B: '', Z: '' }, ['B', 'Z', 'A']],
    ['without regard to what is not in the map', { A: '$(HOSTNAME)', B: '' }, ['A', 'B']],
    ['without regard to what is escaped', { A: '$$(B)', B: '$$(A)' }, ['A', 'B']],
    ['with regard to what follows an escape', { A: '$$$(B)', B: '' }, ['B', 'A']],
    ['without regard to shell forms', { A: '$B ${B} $(B', B: '' }, ['A', 'B']],
  ])('is %s', (_, env, expected) => {
    expect(order(literals(env))).toEqual(expected);
  });

  test('does not depend on that of the map, and has each reference behind what it names', () => {
    const names = fc.uniqueArray(fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F'), { minLength: 1 });
    // Each variable refers to some of those before it in a random order, so there is no cycle.
    const env = names.chain((list) => fc.tuple(fc.constant(list), fc.infiniteStream(fc.boolean())));
    fc.assert(fc.property(env, ([list, picks]) => {
      const entries = list.map((name, index) => [name, list.slice(0, index).filter(() => picks.next().value).map((other) => `$(${other})`).join('')] as const);
      const result = order(literals(Object.fromEntries(entries)));
      expect(order(literals(Object.fromEntries([...entries].reverse())))).toEqual(result);
      for (const [name, value] of entries) {
        for (const [, other] of value.matchAll(/\((\w)\)/g)) expect(result.indexOf(other)).toBeLessThan(result.indexOf(name));
      }
    }));
  });

  test.each([
    ['a variable that refers to itself', { PATH: '/opt/bin:$(PATH)' }, 'prop[PATH]: got "PATH -> PATH"'],
    ['two that refer to each other', { A: '$(B)', B: '$(A)', C: '$(A)' }, 'got "A -> B -> A"'],
    ['a cycle that others lead to', { A: '$(C)', B: '', C: '$(D)', D: '$(C)' }, 'got "C -> D -> C"'],
  ])('fails for %s', (_, env, words) => {
    expect(failure(() => order(literals(env as unknown as { [name: string]: string })))).toContain(words);
  });
});

test.each([
  ['a name with a hyphen', { 'A-B': EnvValue.literal('') }, 'prop: got "A-B"'],
  ['a number', { A: EnvValue.literal(1 as unknown as string) }, 'prop[A]: got 1; allowed: a text'],
  ['a NUL character', { A: EnvValue.literal('a\0b') }, 'NUL'],
  ['a field that only a file can show', { A: EnvValue.fromField(PodField.LABELS) }, 'got "metadata.labels"; allowed: a field that an environment variable can show; fix: show it as a file'],
  ['a label without a key', { A: EnvValue.fromField(PodField.label(undefined as unknown as string)) }, 'prop[A]: got undefined'],
  ['a label key that breaks out', { A: EnvValue.fromField(PodField.label('a\'] x [\'b')) }, 'allowed: a key'],
  ['a key with a slash', { A: EnvValue.fromConfigMap(configMap, 'a/b') }, 'prop[A].key: got "a/b"'],
  ['an empty key', { A: EnvValue.fromConfigMap(configMap, '') }, 'prop[A].key: got ""'],
  ['a key that is a number', { A: EnvValue.fromConfigMap(configMap, 1 as unknown as string) }, 'prop[A].key: got 1'],
  ['a ConfigMap without a name', { A: EnvValue.fromConfigMap({ name: '' } as never, 'a') }, 'prop[A]: got ""; allowed: a DNS subdomain'],
  ['a name that no ConfigMap has', { A: EnvValue.fromConfigMap({ name: 'Bad_Name', kind: 'ConfigMap' } as never, 'a') }, 'prop[A]: got "Bad_Name"; allowed: a DNS subdomain'],
  ['a Secret for a ConfigMap', { A: EnvValue.fromConfigMap({ name: 'good', kind: 'Secret' } as never, 'a') }, 'prop[A]: got "Secret"; allowed: a ConfigMap of cdk8s-plus'],
  ['no ConfigMap', { A: EnvValue.fromConfigMap(undefined as never, 'a') }, 'prop[A]: got undefined; allowed: a ConfigMap of cdk8s-plus'],
  ['CPU in mebibytes', { A: EnvValue.fromResource(ResourceField.CPU_LIMIT, { divisor: '1Mi' }) }, 'prop[A].divisor: got "1Mi"; allowed: 1, 1m'],
  ['memory in thousandths', { A: EnvValue.fromResource(ResourceField.MEMORY_LIMIT, { divisor: '1m' }) }, 'prop[A].divisor: got "1m"'],
  ['a resource that is none', { A: EnvValue.fromResource('limits.gpu' as ResourceField) }, 'prop[A].resource: got "limits.gpu"'],
])('fails for %s', (_, env, words) => {
  expect(failure(() => map(env as unknown as { [name: string]: EnvValue }))).toContain(words);
});
