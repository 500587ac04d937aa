import { bad } from './bad';
import { INIT, SERVED_POD, set, SIDECAR, unset, variant } from './made';
import { CONFIG_MAP, GOOD, GOOD_KATA, MAIN, POD, RuleCase } from './support';

const LIMITS = `${MAIN}/resources/limits`;
const REQUESTS = `${MAIN}/resources/requests`;
const limit = (resource: string, container = 'containers[name=main]'): string => `${container}.resources.limits[${resource}]`;
const request = (resource: string, container = 'containers[name=main]'): string => `${container}.resources.requests[${resource}]`;
const notApplicable = [CONFIG_MAP, GOOD.claim];

/** A guest, which is sized from its requests. */
const GUEST = variant(GOOD_KATA.template, 'guest');

const COMPLETE: RuleCase = {
  rule: 'SBX-RES-001',
  good: [GOOD.template, GOOD.sandbox, SERVED_POD, GUEST],
  bad: [
    bad('SBX-RES-001', unset(`${LIMITS}/cpu`), 'containers[name=main].resources.limits.cpu', undefined, 'a limit'),
    bad('SBX-RES-001', unset(`${LIMITS}/memory`), 'containers[name=main].resources.limits.memory', undefined, 'a limit'),
    bad('SBX-RES-001', unset(`${SIDECAR}/resources/limits/cpu`), 'initContainers[name=broker].resources.limits.cpu', undefined, 'a limit'),
    bad('SBX-RES-001', unset(`${INIT}/resources/limits/memory`), 'initContainers[name=prepare].resources.limits.memory', undefined, 'a limit'),
    bad('SBX-RES-001', unset(`${INIT}/resources`), 'initContainers[name=prepare].resources.limits.cpu', undefined, 'a limit', { fails: ['SBX-RES-011'] }),
    bad('SBX-RES-001', unset('/spec/containers/0/resources/limits/cpu'), 'containers[name=main].resources.limits.cpu', undefined, 'a limit', { object: 2 }),
    bad('SBX-RES-001', unset(`${LIMITS}/cpu`), 'containers[name=main].resources.limits.cpu', undefined, 'a limit', { object: 3 }),
  ],
  notApplicable,
};

const ALONE = 'cpu, memory and ephemeral-storage alone';
const GPU = 'nvidia.com~1gpu';

const APPROVED: RuleCase = {
  rule: 'SBX-RES-002',
  good: [GOOD.template, GOOD.sandbox, SERVED_POD],
  bad: [
    bad('SBX-RES-002', set(`${LIMITS}/${GPU}`, '1'), limit('nvidia.com/gpu'), '1', ALONE),
    bad('SBX-RES-002', set(`${REQUESTS}/hugepages-2Mi`, '2Mi'), request('hugepages-2Mi'), '2Mi', ALONE),
    bad('SBX-RES-002', set(`${SIDECAR}/resources/limits/devices.example.com~1kvm`, 1), limit('devices.example.com/kvm', 'initContainers[name=broker]'), 1, ALONE),
  ],
  notApplicable,
};

const BYTES = 'bytes with a unit, as 512Mi';
const CPU = 'at least 1m';
/** Units in all forms that are sane, and the least CPU. */
const UNITS = variant(
  GOOD.sandbox, 'units', set(`${LIMITS}/memory`, '0.5Gi'), set(`${REQUESTS}/memory`, '0.5Gi'),
  set(`${REQUESTS}/cpu`, '1m'), set(`${LIMITS}/cpu`, 1), set(`${SIDECAR}/resources/limits/memory`, '512000k'), set(`${SIDECAR}/resources/requests/memory`, '512000k'),
  set(`${LIMITS}/ephemeral-storage`, '2G'), set(`${INIT}/resources/limits/cpu`, '1m'), set(`${INIT}/resources/requests`, { 'cpu': '1m', 'ephemeral-storage': '1k' }),
);

const SANE: RuleCase = {
  rule: 'SBX-RES-003',
  good: [GOOD.template, UNITS, SERVED_POD, GUEST],
  bad: [
    ...['512', '512m', '1E', '0Mi', '1e9', '1e1.5'].map((value) => bad('SBX-RES-003', set(`${LIMITS}/memory`, value), limit('memory'), value, BYTES, {
      // The request of 512Mi is more or less than what is an amount at all.
      fails: { '1e1.5': [], '1E': ['SBX-RES-005', 'SBX-RES-007'], '1e9': ['SBX-RES-007'] }[value] ?? ['SBX-RES-004'],
    })),
    ...['512', '512m', '0Mi', '-1Gi', '1e1.5'].map((value) => bad('SBX-RES-003', set(`${REQUESTS}/memory`, value), request('memory'), value, BYTES,
      { fails: value === '1e1.5' ? [] : ['SBX-RES-007'] })),
    bad('SBX-RES-003', set(`${REQUESTS}/memory`, '+512Mi'), request('memory'), '+512Mi', BYTES),
    bad('SBX-RES-003', set(`${LIMITS}/memory`, '+512Mi'), limit('memory'), '+512Mi', BYTES),
    ...[limit, request].map((place) => ({
      ...bad('SBX-RES-003', set(place === limit ? `${LIMITS}/memory` : `${REQUESTS}/memory`, '512MiB'), place('memory'), '512MiB', BYTES, { fails: ['SBX-STR-013'] }),
      refused: 'schema' as const,
    })),
    bad('SBX-RES-003', set(`${LIMITS}/memory`, 536870912), limit('memory'), 536870912, BYTES),
    bad('SBX-RES-003', set(`${LIMITS}/ephemeral-storage`, '2147483648'), limit('ephemeral-storage'), '2147483648', BYTES),
    bad('SBX-RES-003', set(`${REQUESTS}/ephemeral-storage`, '1342177280'), request('ephemeral-storage'), '1342177280', BYTES),
    bad('SBX-RES-003', set(`${LIMITS}/ephemeral-storage`, '1e1.5'), limit('ephemeral-storage'), '1e1.5', BYTES),
    ...['0', '1n', '-1', '1e1.5'].map((value) => bad('SBX-RES-003', set(`${REQUESTS}/cpu`, value), request('cpu'), value, CPU)),
    bad('SBX-RES-003', set(`${INIT}/resources/limits/cpu`, '900u'), limit('cpu', 'initContainers[name=prepare]'), '900u', CPU, { fails: ['SBX-RES-004'] }),
    // It fits the definition, and is no quantity all the same.
    bad('SBX-RES-003', set(`${LIMITS}/cpu`, '1e1.5'), limit('cpu'), '1e1.5', CPU, { object: 3 }),
    bad('SBX-RES-003', set(`${REQUESTS}/cpu`, '1e1.5'), request('cpu'), '1e1.5', CPU, { object: 3 }),
    bad('SBX-RES-003', set(`${LIMITS}/cpu`, '1e1.5'), limit('cpu'), '1e1.5', CPU),
  ],
  notApplicable,
};

const ORDERED: RuleCase = {
  rule: 'SBX-RES-004',
  good: [GOOD.template, UNITS, variant(GOOD.template, 'none', unset(REQUESTS), set(`${SIDECAR}/resources/requests/cpu`, '1')), SERVED_POD],
  bad: [
    bad('SBX-RES-004', set(`${REQUESTS}/cpu`, '1001m'), request('cpu'), '1001m', 'at most the limit'),
    bad('SBX-RES-004', set(`${REQUESTS}/memory`, '513Mi'), request('memory'), '513Mi', 'at most the limit'),
    bad('SBX-RES-004', set(`${INIT}/resources/requests/ephemeral-storage`, '2Gi'), request('ephemeral-storage', 'initContainers[name=prepare]'), '2Gi',
      'at most the limit'),
  ],
  notApplicable,
};

const LARGEST = variant(
  GOOD.template, 'largest', set(`${LIMITS}/cpu`, '8'), set(`${LIMITS}/memory`, '32Gi'), set(`${REQUESTS}/memory`, '32Gi'), set(`${LIMITS}/ephemeral-storage`, '50Gi'),
);

const CEILINGS: RuleCase = {
  rule: 'SBX-RES-005',
  good: [LARGEST, GOOD.sandbox, SERVED_POD],
  bad: [
    bad('SBX-RES-005', set(`${LIMITS}/cpu`, '8001m'), limit('cpu'), '8001m', 'at most 8'),
    bad('SBX-RES-005', set(`${LIMITS}/memory`, '33Gi'), limit('memory'), '33Gi', 'at most 32Gi', { fails: ['SBX-RES-007'] }),
    bad('SBX-RES-005', set(`${LIMITS}/memory`, '64Gi'), limit('memory'), '64Gi', 'at most 32Gi', { fails: ['SBX-RES-007'] }),
    bad('SBX-RES-005', set(`${LIMITS}/ephemeral-storage`, '51Gi'), limit('ephemeral-storage'), '51Gi', 'at most 50Gi'),
    bad('SBX-RES-005', set(`${SIDECAR}/resources/limits/cpu`, 9), limit('cpu', 'initContainers[name=broker]'), 9, 'at most 8'),
  ],
  notApplicable,
};

const FLOOR: RuleCase = {
  rule: 'SBX-RES-006',
  good: [variant(GOOD.template, 'smallest', set(`${LIMITS}/memory`, '16Mi'), set(`${REQUESTS}/memory`, '16Mi')), SERVED_POD],
  bad: ['15Mi', '1k'].map((memory) => bad('SBX-RES-006', set(`${MAIN}/resources`, {
    limits: { 'cpu': '1', memory, 'ephemeral-storage': '1280Mi' }, requests: { cpu: '250m' },
  }), limit('memory'), memory, 'at least 16Mi')),
  notApplicable,
};

const GUARANTEED: RuleCase = {
  rule: 'SBX-RES-007',
  good: [
    GOOD.template, variant(GOOD_KATA.template, 'guest'), variant(GOOD.sandbox, 'limits', unset(REQUESTS)),
    variant(GOOD.template, 'same', set(`${LIMITS}/memory`, '1Gi'), set(`${REQUESTS}/memory`, '1024Mi')), SERVED_POD,
  ],
  bad: [
    bad('SBX-RES-007', set(`${REQUESTS}/memory`, '511Mi'), request('memory'), '511Mi', 'the limit'),
    bad('SBX-RES-007', set(`${INIT}/resources/requests/memory`, '256Mi'), request('memory', 'initContainers[name=prepare]'), '256Mi', 'the limit', { object: 1 }),
    bad('SBX-RES-007', set(`${REQUESTS}/cpu`, '999m'), request('cpu'), '999m', 'the limit: Kata Containers size the guest by it', { object: 1 }),
  ],
  notApplicable: [
    ...notApplicable,
    // Of Firecracker, SBX-ISO-002 asks it.
    ...['kata-fc', 'kata-fc-arm'].map((name) => variant(GOOD_KATA.template, name, set(`${POD}/runtimeClassName`, name), set(`${REQUESTS}/memory`, '1Mi'),
      set(`${REQUESTS}/cpu`, '1m'))),
  ],
};

const WHOLE = { limits: { cpu: '2', memory: '2Gi' } };
const ADDED = 'absent, or limits of cpu and memory on every container as well';

const WHOLE_POD: RuleCase = {
  rule: 'SBX-RES-008',
  good: [variant(GOOD.template, 'whole', set(`${POD}/resources`, WHOLE)), GOOD.sandbox, SERVED_POD],
  bad: [
    bad('SBX-RES-008', unset(`${LIMITS}/cpu`), 'resources', WHOLE, ADDED, { fails: ['SBX-RES-001'] }),
    bad('SBX-RES-008', unset(`${LIMITS}/memory`), 'resources', WHOLE, ADDED, { fails: ['SBX-RES-001'] }),
    bad('SBX-RES-008', unset(`${INIT}/resources/limits/memory`), 'resources', WHOLE, ADDED, { fails: ['SBX-RES-001'] }),
    bad('SBX-RES-008', unset(`${SIDECAR}/resources`), 'resources', WHOLE, ADDED, { fails: ['SBX-RES-001', 'SBX-RES-011'] }),
  ],
  notApplicable,
};

const CLAIM = [{ name: 'gpu', resourceClaimName: 'gpu' }];

const CLAIMS: RuleCase = {
  rule: 'SBX-RES-009',
  good: [GOOD.template, variant(GOOD.sandbox, 'empty', set(`${POD}/resourceClaims`, []), set(`${MAIN}/resources/claims`, [])), SERVED_POD],
  bad: [
    bad('SBX-RES-009', set(`${POD}/resourceClaims`, CLAIM), 'resourceClaims', CLAIM, 'absent'),
    bad('SBX-RES-009', set(`${SIDECAR}/resources/claims`, [{ name: 'gpu' }]), 'initContainers[name=broker].resources.claims', [{ name: 'gpu' }], 'absent'),
  ],
  notApplicable,
};

const DISK: RuleCase = {
  rule: 'SBX-RES-011',
  good: [GOOD.template, GOOD.sandbox, SERVED_POD],
  bad: [
    bad('SBX-RES-011', unset(`${LIMITS}/ephemeral-storage`), 'containers[name=main].resources.limits.ephemeral-storage', undefined, 'a limit'),
    bad('SBX-RES-011', unset(`${SIDECAR}/resources/limits/ephemeral-storage`), 'initContainers[name=broker].resources.limits.ephemeral-storage', undefined,
      'a limit', { object: 1 }),
  ],
  notApplicable,
};

export const RES_CASES: readonly RuleCase[] = [COMPLETE, APPROVED, SANE, ORDERED, CEILINGS, FLOOR, GUARANTEED, WHOLE_POD, CLAIMS, DISK];
