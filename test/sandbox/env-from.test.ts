import { expect, test } from 'vitest';
import { configMap, failure, mapped, misfits, place, podSchema, secret, WAIVER } from './value-support';
import { EnvFrom } from '../../src/sandbox/env-from';
import { envFromOf } from '../../src/sandbox/env-mapper';

const map = (...sources: EnvFrom[]) => mapped((sink) => envFromOf(place, sources, sink, 'containers[name=main]'));

test('maps ConfigMaps and Secrets in their order', () => {
  const { json, rules } = map(
    EnvFrom.secret(secret, WAIVER, { prefix: 'S_' }), EnvFrom.configMap(configMap), EnvFrom.configMap(configMap, { prefix: 'APP_', optional: false }),
  );
  expect(json).toEqual([
    { prefix: 'S_', secretRef: { name: 'app-credentials' } },
    { configMapRef: { name: 'app-settings' } },
    { prefix: 'APP_', configMapRef: { name: 'app-settings', optional: false } },
  ]);
  expect(json.flatMap((item) => misfits(podSchema('containers[].envFrom[]'), item))).toEqual([]);
  expect(rules).toEqual(['SBX-SEC-001 containers[name=main]']);
});

test.each([
  ['a Secret without a waiver', EnvFrom.secret(secret, undefined as never), 'prop[0]: got undefined; allowed: a waiver'],
  ['a prefix that no name begins with', EnvFrom.configMap(configMap, { prefix: '1_' }), 'prop[0].prefix: got "1_"'],
])('fails for %s', (_, source, words) => {
  expect(failure(() => map(source))).toContain(words);
});
