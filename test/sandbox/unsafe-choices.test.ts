import { describe, expect, test } from 'vitest';
import { failure, mapped, place, schemaOf, WAIVER } from './value-support';
import { WaiverProps } from '../../src/rules/waiver';
import { Capabilities } from '../../src/sandbox/capabilities';
import { EnvVarsInjectionPolicy } from '../../src/sandbox/env-vars-injection-policy';
import { NetworkPolicyManagement } from '../../src/sandbox/network-policy-management';
import { PrivilegeEscalation } from '../../src/sandbox/privilege-escalation';
import { RootFilesystem } from '../../src/sandbox/root-filesystem';
import { Seccomp } from '../../src/sandbox/seccomp';
import { ServiceAccountToken } from '../../src/sandbox/service-account-token';
import { VolumeClaimTemplatesPolicy } from '../../src/sandbox/volume-claim-templates-policy';
import { WaiverSink } from '../../src/sandbox/waiver-sink';

/** What all these choices have in common. */
interface Choice {
  _toJson(at: typeof place, sink: WaiverSink, where?: string): unknown;
}

const AT = 'containers[name=main]';
const map = (choice: Choice, at?: string) => mapped((sink) => choice._toJson(place, sink, at));

test.each<[string, Choice, unknown]>([
  ['Capabilities.none', Capabilities.none(), { drop: ['ALL'] }],
  ['RootFilesystem.readOnly', RootFilesystem.readOnly(), true],
  ['PrivilegeEscalation.denied', PrivilegeEscalation.denied(), false],
  ['Seccomp.runtimeDefault', Seccomp.runtimeDefault(), { type: 'RuntimeDefault' }],
  ['Seccomp.localhost', Seccomp.localhost('profiles/a.json'), { type: 'Localhost', localhostProfile: 'profiles/a.json' }],
  ['ServiceAccountToken.none', ServiceAccountToken.none(), false],
  ['EnvVarsInjectionPolicy.disallowed', EnvVarsInjectionPolicy.disallowed(), 'Disallowed'],
  ['VolumeClaimTemplatesPolicy.disallowed', VolumeClaimTemplatesPolicy.disallowed(), 'Disallowed'],
  ['NetworkPolicyManagement.managed', NetworkPolicyManagement.managed(), 'Managed'],
])('%s waives nothing', (_, choice, json) => {
  expect(map(choice)).toEqual({ json, rules: [] });
});

const ofContainers: [string, (waiver: WaiverProps) => Choice, unknown, string][] = [
  ['Capabilities.add', (waiver) => Capabilities.add(['SYS_PTRACE', 'NET_RAW', 'NET_RAW'], waiver), { drop: ['ALL'], add: ['NET_RAW', 'SYS_PTRACE'] }, 'SBX-PRV-004'],
  ['RootFilesystem.writable', RootFilesystem.writable, false, 'SBX-FS-003'],
  ['PrivilegeEscalation.allowed', PrivilegeEscalation.allowed, true, 'SBX-PRV-002'],
  ['Seccomp.unconfined', Seccomp.unconfined, { type: 'Unconfined' }, 'SBX-KRN-001'],
];
const ofObjects: [string, (waiver: WaiverProps) => Choice, unknown, string][] = [
  ['ServiceAccountToken.mounted', ServiceAccountToken.mounted, true, 'SBX-TOK-001'],
  ['EnvVarsInjectionPolicy.allowed', EnvVarsInjectionPolicy.allowed, 'Allowed', 'SBX-SEC-004'],
  ['EnvVarsInjectionPolicy.overrides', EnvVarsInjectionPolicy.overrides, 'Overrides', 'SBX-SEC-004'],
  ['VolumeClaimTemplatesPolicy.allowed', VolumeClaimTemplatesPolicy.allowed, 'Allowed', 'SBX-SEC-005'],
  ['VolumeClaimTemplatesPolicy.overrides', VolumeClaimTemplatesPolicy.overrides, 'Overrides', 'SBX-SEC-005'],
  ['NetworkPolicyManagement.unmanaged', NetworkPolicyManagement.unmanaged, 'Unmanaged', 'SBX-NET-001'],
];

describe('with a waiver', () => {
  test.each(ofContainers)('%s is waived at its container, or for the whole Pod', (_, make, json, rule) => {
    expect(map(make(WAIVER), AT)).toEqual({ json, rules: [`${rule} ${AT}`] });
    expect(map(make(WAIVER))).toEqual({ json, rules: [rule] });
  });

  test.each(ofObjects)('%s is waived', (_, make, json, rule) => {
    expect(map(make(WAIVER))).toEqual({ json, rules: [rule] });
  });
});

test.each([...ofContainers, ...ofObjects])('fails for %s without a waiver, or with a poor one', (_, make) => {
  expect(failure(() => map(make(undefined as unknown as WaiverProps)))).toMatch(/^\[team-a\/python\] prop: got undefined; allowed: a waiver/);
  expect(failure(() => map(make({ ...WAIVER, reason: 'tbd' })))).toContain('prop.reason: got "tbd"');
});

test('policies are words that the definitions know', () => {
  const words = (field: string) => schemaOf('SandboxTemplate', field).enum;
  expect(words('envVarsInjectionPolicy')).toEqual(expect.arrayContaining(['Disallowed', 'Allowed', 'Overrides']));
  expect(words('volumeClaimTemplatesPolicy')).toEqual(expect.arrayContaining(['Disallowed', 'Allowed', 'Overrides']));
  expect(words('networkPolicyManagement')).toEqual(expect.arrayContaining(['Managed', 'Unmanaged']));
});

test.each([
  ['a capability with its prefix', Capabilities.add(['CAP_NET_RAW'], WAIVER), 'prop.names[0]: got "CAP_NET_RAW"'],
  ['a capability in lower case', Capabilities.add(['net_raw'], WAIVER), 'prop.names[0]: got "net_raw"'],
  ['all capabilities', Capabilities.add(['ALL'], WAIVER), 'prop.names[0]: got "ALL"'],
  ['no capability', Capabilities.add([], WAIVER), 'prop.names: got []'],
  ['a seccomp profile outside its folder', Seccomp.localhost('../a.json'), 'prop.profile: got "../a.json"'],
  ['no seccomp profile', Seccomp.localhost(undefined as unknown as string), 'prop.profile: got undefined'],
])('fails for %s', (_, choice, words) => {
  expect(failure(() => map(choice))).toContain(words);
});
