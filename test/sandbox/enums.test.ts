import { expect, test } from 'vitest';
import { podSchema, schemaOf } from './value-support';
import { ClaimShutdownPolicy } from '../../src/sandbox/claim-shutdown-policy';
import { OperatingMode } from '../../src/sandbox/operating-mode';
import { PoolUpdateStrategy } from '../../src/sandbox/pool-update-strategy';
import { ResourceField } from '../../src/sandbox/resource-field';
import { RestartPolicy } from '../../src/sandbox/restart-policy';
import { SandboxShutdownPolicy } from '../../src/sandbox/sandbox-shutdown-policy';

test.each([
  ['SandboxClaim', 'lifecycle.shutdownPolicy', ClaimShutdownPolicy],
  ['Sandbox', 'shutdownPolicy', SandboxShutdownPolicy],
  ['Sandbox', 'operatingMode', OperatingMode],
  ['SandboxWarmPool', 'updateStrategy.type', PoolUpdateStrategy],
])('the words of %s.spec.%s are those of the definition', (kind, field, words) => {
  expect(Object.values(words).sort()).toEqual([...schemaOf(kind, field).enum!].sort());
});

// Free texts in the definitions: the API server tells of a wrong one only when the Pod is made.
test('the words of a Pod are those of Kubernetes', () => {
  expect(podSchema('restartPolicy').enum).toBeUndefined();
  expect(Object.values(RestartPolicy)).toEqual(['Always', 'OnFailure', 'Never']);
  expect(Object.values(ResourceField)).toEqual([
    'limits.cpu', 'requests.cpu', 'limits.memory', 'requests.memory', 'limits.ephemeral-storage', 'requests.ephemeral-storage',
  ]);
});
