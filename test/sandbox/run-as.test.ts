import { expect, test } from 'vitest';
import { failure, mapped, misfits, place, podSchema, WAIVER } from './value-support';
import { RunAs } from '../../src/sandbox/run-as';

const MINIMUM = 1000;
const pod = (runAs: RunAs) => mapped((sink) => runAs._toJson(place, sink, MINIMUM));
const container = (runAs: RunAs) => mapped((sink) => runAs._toContainerJson(place, sink, MINIMUM, 'containers[name=main]'));

test.each([
  ['a user alone', RunAs.user(65532), { runAsNonRoot: true, runAsUser: 65532, runAsGroup: 65532, fsGroup: 65532 }],
  ['the lowest user', RunAs.user(1000), { runAsNonRoot: true, runAsUser: 1000, runAsGroup: 1000, fsGroup: 1000 }],
  ['a group', RunAs.user(65532, { group: 3000 }), { runAsNonRoot: true, runAsUser: 65532, runAsGroup: 3000, fsGroup: 3000 }],
  ['all groups', RunAs.user(65532, { group: 1, fsGroup: 2, supplementalGroups: [44, 3] }), {
    runAsNonRoot: true, runAsUser: 65532, runAsGroup: 1, fsGroup: 2, supplementalGroups: [44, 3],
  }],
  ['the namespace\'s range', RunAs.namespaceRange(), { runAsNonRoot: true }],
])('maps %s', (_, runAs, expected) => {
  const { json, rules } = pod(runAs);
  expect(json).toEqual({ ...expected, fsGroupChangePolicy: 'OnRootMismatch' });
  expect(misfits(podSchema('securityContext'), json)).toEqual([]);
  expect(rules).toEqual([]);
});

test('maps what a container has of its own', () => {
  expect(container(RunAs.user(2000, { group: 3000 })).json).toEqual({ runAsNonRoot: true, runAsUser: 2000, runAsGroup: 3000 });
  expect(container(RunAs.namespaceRange()).json).toEqual({ runAsNonRoot: true });
});

test('root is waived', () => {
  const rules = ['SBX-IDN-001', 'SBX-IDN-002', 'SBX-IDN-003', 'SBX-IDN-006'];
  expect(pod(RunAs.root(WAIVER))).toEqual({
    json: { runAsNonRoot: false, runAsUser: 0, runAsGroup: 0, fsGroup: 0, fsGroupChangePolicy: 'OnRootMismatch' }, rules,
  });
  expect(container(RunAs.root(WAIVER))).toEqual({
    json: { runAsNonRoot: false, runAsUser: 0, runAsGroup: 0 }, rules: rules.map((rule) => `${rule} containers[name=main]`),
  });
});

test('a system user is waived', () => {
  expect(pod(RunAs.systemUser(101, WAIVER, { fsGroup: 2000 }))).toEqual({
    json: { runAsNonRoot: true, runAsUser: 101, runAsGroup: 101, fsGroup: 2000, fsGroupChangePolicy: 'OnRootMismatch' },
    rules: ['SBX-IDN-002', 'SBX-IDN-006'],
  });
});

test.each([
  ['user 0', RunAs.user(0), 'prop.uid: got 0; allowed: a whole number from 1000 to 2147483647; fix: use RunAs.systemUser with a waiver below the profile\'s minimum 1000, RunAs.root'],
  ['a user below the minimum', RunAs.user(999), 'prop.uid: got 999'],
  ['a negative user', RunAs.user(-1), 'prop.uid: got -1'],
  ['a user by name', RunAs.user('chrome' as unknown as number), 'prop.uid: got "chrome"'],
  ['a user that no int32 counts', RunAs.user(2147483648), 'prop.uid: got 2147483648'],
  ['system user 0', RunAs.systemUser(0, WAIVER), 'prop.uid: got 0; allowed: a whole number from 1 to 2147483647; fix: use RunAs.root'],
  ['group 0', RunAs.user(65532, { group: 0 }), 'prop.group: got 0'],
  ['fsGroup 0', RunAs.user(65532, { fsGroup: 0 }), 'prop.fsGroup: got 0'],
  ['a further group 0', RunAs.user(65532, { supplementalGroups: [1, 0] }), 'prop.supplementalGroups[1]: got 0'],
  ['root without a waiver', RunAs.root(undefined as never), 'prop: got undefined; allowed: a waiver'],
  ['a system user without a waiver', RunAs.systemUser(101, undefined as never), 'allowed: a waiver'],
])('fails for %s', (_, runAs, words) => {
  expect(failure(() => pod(runAs))).toContain(words);
});

test.each([
  ['fsGroup', RunAs.user(65532, { fsGroup: 1 }), 'prop.fsGroup: got 1'],
  ['supplementalGroups', RunAs.user(65532, { supplementalGroups: [1] }), 'prop.supplementalGroups: got [1]'],
])('fails for %s of a container', (_, runAs, words) => {
  expect(failure(() => container(runAs))).toContain(words);
});
