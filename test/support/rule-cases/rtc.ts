import { RUNTIME_CLASS, WHOLE_NAMESPACE } from './namespace';
import { CONFIG_MAP, GOOD, GOOD_GKE, patched, POD, RuleCase, standard } from './support';
import { ClusterFacts } from '../../../src';
import { JsonObject } from '../../../src/private/json';

const OVERHEAD = 'cpu and memory, each more than 0';
const HANDLER = 'a DNS label of at most 63 characters';
const named = (name: string, handler: string): JsonObject => ({ ...RUNTIME_CLASS, metadata: { name }, handler });
const GPU: JsonObject = { apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', metadata: { name: 'nvidia' }, handler: 'nvidia' };
const selecting = (template: JsonObject): JsonObject => patched(template, {
  op: 'add', path: `${POD}/nodeSelector`, value: { 'example.com/pool': 'agents', 'example.com/runtime': 'gvisor' },
});

export const RTC_CASES: readonly RuleCase[] = [
  {
    rule: 'SBX-RTC-001',
    good: [RUNTIME_CLASS, named('long', `9${'a'.repeat(62)}`)],
    bad: [
      ...['Runsc', 'a.b', '', 'a-', 'a'.repeat(64)].map((handler) => ({
        object: 1,
        patch: { op: 'replace' as const, path: '/handler', value: handler },
        fails: ['SBX-RTC-001'],
        place: 'handler',
        found: handler,
        wanted: HANDLER,
        refused: 'validation' as const,
      })),
      { object: 1, patch: { op: 'remove', path: '/handler' }, fails: ['SBX-RTC-001'], place: 'handler', found: undefined, wanted: HANDLER, refused: 'validation' },
    ],
    notApplicable: [CONFIG_MAP, GOOD.template],
  },
  {
    rule: 'SBX-RTC-002',
    good: [RUNTIME_CLASS, named('secure', 'runsc'), named('ours', 'kata-ours'), named('kata-qemu', 'other'), GPU],
    bad: [
      ...[0, 1, 2, 3].map((object) => ({
        object, patch: { op: 'remove' as const, path: '/overhead' }, fails: ['SBX-RTC-002'], place: 'overhead.podFixed', found: undefined, wanted: OVERHEAD,
      })),
      {
        patch: { op: 'remove', path: '/overhead/podFixed/memory' },
        fails: ['SBX-RTC-002'],
        place: 'overhead.podFixed',
        found: { cpu: '250m' },
        wanted: OVERHEAD,
      },
      {
        patch: { op: 'replace', path: '/overhead/podFixed/cpu', value: 0 },
        fails: ['SBX-RTC-002'],
        place: 'overhead.podFixed',
        found: { cpu: 0, memory: '160Mi' },
        wanted: OVERHEAD,
      },
      {
        patch: { op: 'replace', path: '/overhead/podFixed/cpu', value: 'much' },
        fails: ['SBX-RTC-002'],
        refused: 'validation',
        place: 'overhead.podFixed',
        found: { cpu: 'much', memory: '160Mi' },
        wanted: OVERHEAD,
      },
    ],
    notApplicable: [CONFIG_MAP, GPU],
  },
  {
    rule: 'SBX-RTC-003',
    good: [selecting(GOOD.template), selecting(GOOD.sandbox), RUNTIME_CLASS],
    bad: [
      {
        patch: { op: 'replace', path: `${POD}/nodeSelector/example.com~1runtime`, value: 'other' },
        fails: ['SBX-RTC-003'],
        place: 'nodeSelector[example.com/runtime]',
        found: 'other',
        wanted: 'gvisor, as the RuntimeClass gvisor has it, or absent',
      },
      {
        object: 1,
        patch: { op: 'replace', path: `${POD}/nodeSelector/example.com~1runtime`, value: 'other' },
        fails: ['SBX-RTC-003'],
        place: 'nodeSelector[example.com/runtime]',
        found: 'other',
        wanted: 'gvisor, as the RuntimeClass gvisor has it, or absent',
      },
    ],
    notApplicable: [CONFIG_MAP, GOOD.template, named('other', 'runsc')],
  },
  {
    rule: 'SBX-RTC-004',
    closed: true,
    good: [RUNTIME_CLASS, GOOD.template, GOOD.serviceAccount, GOOD.sandbox, GOOD.networkPolicy, ...WHOLE_NAMESPACE],
    bad: [{
      patch: { op: 'replace', path: '/metadata/name', value: 'gvisor-2' },
      fails: ['SBX-RTC-004'],
      place: 'runtimeClassName',
      found: 'gvisor',
      wanted: 'a RuntimeClass of the app, or one that the cluster is said to have',
    }],
    notApplicable: [CONFIG_MAP, RUNTIME_CLASS],
  },
  {
    // GKE has it by itself.
    rule: 'SBX-RTC-004',
    closed: true,
    standard: standard(undefined, ClusterFacts.gke()),
    good: [GOOD_GKE.template, GOOD_GKE.serviceAccount, ...WHOLE_NAMESPACE],
    bad: [{
      patch: { op: 'replace', path: `${POD}/runtimeClassName`, value: 'kata-clh' },
      fails: ['SBX-RTC-004', 'SBX-RES-007'],
      place: 'runtimeClassName',
      found: 'kata-clh',
      wanted: 'a RuntimeClass of the app, or one that the cluster is said to have',
    }],
    notApplicable: [CONFIG_MAP],
  },
];
