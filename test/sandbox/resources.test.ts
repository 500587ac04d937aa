import { Size } from 'cdk8s';
import { expect, test } from 'vitest';
import { failure, misfits, place, podSchema } from './value-support';
import { Cpu } from '../../src/sandbox/cpu';
import { ContainerResources } from '../../src/sandbox/resources';
import { resourcesOf } from '../../src/sandbox/resources-mapper';

const DEFAULTS = { cpuRequest: '250m', cpuLimit: '1', cpuGuaranteed: false, memory: '512Mi', ephemeralStorage: '1Gi' };

const cases: [string, ContainerResources | undefined, { requests?: object; limits?: object }][] = [
  ['nothing', undefined, {}],
  ['an empty object', {}, {}],
  ['a memory limit: the request is equal', { memoryLimit: Size.gibibytes(1) }, { requests: { memory: '1Gi' }, limits: { memory: '1Gi' } }],
  ['a memory request: the limit is equal', { memoryRequest: Size.mebibytes(256) }, { requests: { memory: '256Mi' }, limits: { memory: '256Mi' } }],
  ['both of memory', { memoryRequest: Size.mebibytes(256), memoryLimit: Size.mebibytes(1024) }, { requests: { memory: '256Mi' }, limits: { memory: '1Gi' } }],
  ['a disk limit: the request is equal', { ephemeralStorageLimit: Size.mebibytes(100) }, {
    requests: { 'ephemeral-storage': '100Mi' }, limits: { 'ephemeral-storage': '100Mi' },
  }],
  ['a disk request: the limit is equal', { ephemeralStorageRequest: Size.gibibytes(5) }, {
    requests: { 'ephemeral-storage': '5Gi' }, limits: { 'ephemeral-storage': '5Gi' },
  }],
  ['a CPU limit above the usual request', { cpuLimit: Cpu.cores(4) }, { limits: { cpu: '4' } }],
  ['a CPU limit below the usual request: it is lowered', { cpuLimit: Cpu.millis(100) }, { requests: { cpu: '100m' }, limits: { cpu: '100m' } }],
  ['a CPU request', { cpuRequest: Cpu.millis(500) }, { requests: { cpu: '500m' } }],
  ['a CPU request at the usual limit', { cpuRequest: Cpu.cores(1) }, { requests: { cpu: '1' } }],
];

test.each(cases)('maps %s', (_, props, { requests, limits }) => {
  const resources = resourcesOf(place, props, DEFAULTS);
  expect(resources).toEqual({
    requests: { 'cpu': '250m', 'memory': '512Mi', 'ephemeral-storage': '1Gi', ...requests },
    limits: { 'cpu': '1', 'memory': '512Mi', 'ephemeral-storage': '1Gi', ...limits },
  });
  expect(misfits(podSchema('containers[].resources'), resources)).toEqual([]);
});

test.each([
  ['more CPU than the limit', { cpuRequest: Cpu.cores(2), cpuLimit: Cpu.cores(1) }, 'prop.cpuRequest: got "2"; allowed: at most cpuLimit, which is 1;'],
  ['more CPU than the usual limit', { cpuRequest: Cpu.cores(2) }, 'prop.cpuRequest: got "2"; allowed: at most cpuLimit, which is 1 by default;'],
  ['more memory than the limit', { memoryRequest: Size.gibibytes(2), memoryLimit: Size.gibibytes(1) }, 'prop.memoryRequest: got "2Gi"; allowed: at most memoryLimit, which is 1Gi;'],
  ['more disk than the limit', { ephemeralStorageRequest: Size.gibibytes(2), ephemeralStorageLimit: Size.mebibytes(2000) },
    'prop.ephemeralStorageRequest: got "2Gi"; allowed: at most ephemeralStorageLimit, which is 2000Mi;'],
  ['no memory at all', { memoryLimit: Size.mebibytes(0) }, 'prop.memoryLimit: got "0Ki"'],
  ['no CPU at all', { cpuLimit: Cpu.millis(0) }, 'prop.cpuLimit: got 0'],
  ['memory as a text', { memoryLimit: '512m' as unknown as Size }, 'prop.memoryLimit: got "512m"'],
])('fails for %s', (_, props, words) => {
  expect(failure(() => resourcesOf(place, props, DEFAULTS))).toContain(words);
});

test.each([
  ['a given limit is the request too', { cpuLimit: Cpu.cores(4) }, '4', '4'],
  ['a given request stays', { cpuRequest: Cpu.cores(2), cpuLimit: Cpu.cores(4) }, '2', '4'],
  ['nothing given leaves the defaults', {}, '250m', '1'],
])('sizes a guest: %s', (_, props, request, limit) => {
  const { requests, limits } = resourcesOf(place, props, { ...DEFAULTS, cpuGuaranteed: true });
  expect([requests.cpu, limits.cpu]).toEqual([request, limit]);
});
