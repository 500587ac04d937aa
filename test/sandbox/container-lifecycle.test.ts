import { Duration } from 'cdk8s';
import { expect, test } from 'vitest';
import { failure, misfits, place, podSchema } from './value-support';
import { ContainerLifecycle, StopSignal } from '../../src/sandbox/container-lifecycle';
import { LifecycleHandler } from '../../src/sandbox/lifecycle-handler';
import { lifecycleOf } from '../../src/sandbox/lifecycle-mapper';

test('maps handlers and signal', () => {
  const json = lifecycleOf(place, {
    postStart: LifecycleHandler.exec(['/bin/warm-up']), preStop: LifecycleHandler.sleep(Duration.seconds(30)), stopSignal: StopSignal.SIGRTMIN_PLUS_3,
  }, 30);
  expect(json).toEqual({ postStart: { exec: { command: ['/bin/warm-up'] } }, preStop: { sleep: { seconds: 30 } }, stopSignal: 'SIGRTMIN+3' });
  expect(misfits(podSchema('containers[].lifecycle'), json)).toEqual([]);
});

test('is nothing where nothing is said', () => {
  expect(lifecycleOf(place, {})).toBeUndefined();
});

test.each<[string, ContainerLifecycle, string]>([
  ['a pause that is longer than the grace period', { preStop: LifecycleHandler.sleep(Duration.seconds(31)) }, 'prop.preStop.duration: got 31; allowed: a whole number from 1 to 30'],
  ['no pause', { preStop: LifecycleHandler.sleep(Duration.seconds(0)) }, 'prop.preStop.duration: got 0'],
  ['no program', { postStart: LifecycleHandler.exec([]) }, 'prop.postStart.command: got []'],
  ['an unknown signal', { stopSignal: 'TERM' as StopSignal }, 'prop.stopSignal: got "TERM"'],
])('fails for %s', (_, lifecycle, words) => {
  expect(failure(() => lifecycleOf(place, lifecycle, 30))).toContain(words);
});
