import { CONFIG_MAP, GOOD, MAIN, patched, POD, RuleCase, part } from './support';
import { JsonObject } from '../../../src/private/json';

const LABEL = 'a DNS label of at most 63 characters';
const OTHER_NAME = 'a name that no other container has';
const PORT_NAME = 'at most 15 of a-z, 0-9 and single "-", with a letter among them';

const named = (object: JsonObject, name: string): JsonObject => patched(object, { op: 'replace', path: '/metadata/name', value: name });
const set = (object: JsonObject, path: string, value: unknown): JsonObject => patched(object, { op: 'add', path, value });
/** Templates with every word that other rules let pass, and with none where there need not be one. */
const SPOKEN: readonly JsonObject[] = [
  set(GOOD.template, `${POD}/restartPolicy`, 'OnFailure'),
  set(GOOD.template, `${POD}/tolerations`, [
    { key: 'a' }, { key: 'b', operator: '', effect: '' }, { key: 'c', operator: 'Exists', effect: 'NoExecute' },
    { key: 'd', operator: 'Equal', value: 'x', effect: 'PreferNoSchedule' }, { key: 'e', operator: 'Lt', value: '1', effect: 'NoSchedule' },
    { key: 'f', operator: 'Gt', value: '1', effect: 'NoSchedule' },
  ]),
  set(GOOD.template, `${MAIN}/terminationMessagePolicy`, 'FallbackToLogsOnError'),
  set(set(GOOD.template, `${MAIN}/terminationMessagePolicy`, 'File'), `${POD}/initContainers/1/terminationMessagePolicy`, ''),
  set(GOOD.template, `${MAIN}/ports`, [{ containerPort: 8000 }, { containerPort: 8001, protocol: '' }, { containerPort: 8002, protocol: 'UDP' },
    { containerPort: 8003, protocol: 'SCTP' }]),
  ...['HTTP', 'HTTPS', '', undefined].map((scheme) => set(GOOD.template, `${MAIN}/readinessProbe`, { periodSeconds: 10, httpGet: { port: 8000, scheme } })),
  set(GOOD.sandbox, `${POD}/restartPolicy`, 'Always'),
  patched(GOOD.sandbox, { op: 'remove', path: `${POD}/restartPolicy` }),
  ...['OnFailure', 'Never', ''].map((word) => set(GOOD.sandbox, `${POD}/initContainers/1/restartPolicy`, word)),
  ...['Always', ''].map((word) => set(GOOD.sandbox, `${MAIN}/imagePullPolicy`, word)),
  patched(GOOD.sandbox, { op: 'remove', path: `${MAIN}/imagePullPolicy` }),
  ...['DoNotSchedule', ''].map((word) => set(GOOD.pod, '/spec/topologySpreadConstraints/0/whenUnsatisfiable', word)),
].map((object, at) => patched(object, { op: 'replace', path: '/metadata/name', value: `spoken-${at}` }));

const oneOf = (values: string): string => `one of ${values}, or absent`;
const word = (path: string, value: string, place: string, values: string, ...others: string[]) => ({
  patch: { op: 'add' as const, path: POD + path, value }, fails: ['SBX-STR-005', ...others], place, found: value, wanted: oneOf(values),
});

/** Ports that are all that they may be. */
const ports = patched(GOOD.template, {
  op: 'add',
  path: `${MAIN}/ports`,
  value: [
    { containerPort: 8000, protocol: 'TCP', name: 'a' }, { containerPort: 1024, protocol: 'UDP', name: 'p-12345678901-z' },
    { containerPort: 65535, protocol: 'TCP' }, { containerPort: 2049, protocol: 'TCP' }, { containerPort: 2050, protocol: 'SCTP', name: '9p' },
  ],
});
const withSidecarPort = patched(ports, { op: 'add', path: `${POD}/initContainers/0/ports`, value: [{ containerPort: 9000, protocol: 'TCP', name: 'broker' }] });

export const STR_CASES: readonly RuleCase[] = [
  {
    rule: 'SBX-STR-001',
    good: [GOOD.template, GOOD.sandbox, GOOD.pod],
    // Of what is left, the limits are too small for the volumes, and the ports are not there.
    bad: [['SBX-FS-002', 'SBX-NET-007'], ['SBX-FS-002']].map((others, object) => ({
      object,
      patch: { op: 'replace', path: `${POD}/containers`, value: [] },
      fails: ['SBX-STR-001', ...others],
      place: 'containers',
      found: [],
      wanted: 'at least one container',
    })),
    notApplicable: [CONFIG_MAP, GOOD.claim],
  },
  {
    rule: 'SBX-STR-002',
    good: [
      patched(GOOD.template, { op: 'replace', path: `${MAIN}/name`, value: `1${'a'.repeat(62)}` }), GOOD.sandbox, GOOD.pod,
      // Two main containers, so that the one with the same name is not the only one.
      patched(patched(GOOD.sandbox, { op: 'replace', path: '/metadata/name', value: 'two' }), {
        op: 'add', path: `${POD}/containers/-`, value: { ...part(GOOD.sandbox, '/spec/podTemplate/spec/initContainers/1'), name: 'second' },
      }),
      patched(patched(GOOD.pod, { op: 'replace', path: '/metadata/name', value: 'debugged' }), {
        op: 'add', path: '/spec/ephemeralContainers', value: [{ ...part(GOOD.pod, '/spec/initContainers/1'), name: 'debug' }],
      }),
    ],
    bad: [
      ...['Main', 'a.b', '', '-a', 'a-', 'a'.repeat(64)].map((name) => ({
        object: 1,
        patch: { op: 'replace' as const, path: `${MAIN}/name`, value: name },
        fails: ['SBX-STR-002'],
        place: `containers[name=${name}].name`,
        found: name,
        wanted: LABEL,
      })),
      {
        object: 3,
        patch: { op: 'replace', path: `${POD}/initContainers/1/name`, value: 'main' },
        fails: ['SBX-STR-002'],
        place: 'initContainers[name=main].name',
        found: 'main',
        wanted: OTHER_NAME,
      },
      {
        object: 2,
        patch: { op: 'add', path: '/spec/ephemeralContainers', value: [{ ...part(GOOD.pod, '/spec/initContainers/1'), name: 'broker' }] },
        fails: ['SBX-STR-002'],
        place: 'ephemeralContainers[name=broker].name',
        found: 'broker',
        wanted: OTHER_NAME,
        refused: 'validation',
      },
      {
        object: 2,
        patch: { op: 'add', path: '/spec/ephemeralContainers', value: [{ ...part(GOOD.pod, '/spec/initContainers/1'), name: 'main' }] },
        fails: ['SBX-STR-002'],
        place: 'ephemeralContainers[name=main].name',
        found: 'main',
        wanted: OTHER_NAME,
        refused: 'validation',
      },
    ],
    notApplicable: [CONFIG_MAP, GOOD.claim],
  },
  {
    rule: 'SBX-STR-003',
    good: [withSidecarPort, GOOD.pod],
    bad: [
      ...[0, 65536, -1].map((port) => ({
        patch: { op: 'replace' as const, path: `${MAIN}/ports/3/containerPort`, value: port },
        fails: ['SBX-STR-003', 'SBX-PRV-005'],
        place: `containers[name=main].ports[containerPort=${port}].containerPort`,
        found: port,
        wanted: 'a number from 1 to 65535',
      })),
      ...['1', 'Http', 'a--b', 'p-123456789012-z', '-a', 'a-'].map((name) => ({
        patch: { op: 'replace' as const, path: `${MAIN}/ports/0/name`, value: name },
        fails: ['SBX-STR-003'],
        place: `containers[name=main].ports[name=${name}].name`,
        found: name,
        wanted: PORT_NAME,
      })),
      {
        patch: { op: 'replace', path: `${MAIN}/ports/0/name`, value: '9p' },
        fails: ['SBX-STR-003'],
        place: 'containers[name=main].ports[name=9p].name',
        found: '9p',
        wanted: 'a name that no other port of the Pod has',
      },
      {
        patch: { op: 'replace', path: `${POD}/initContainers/0/ports/0/name`, value: 'a' },
        fails: ['SBX-STR-003'],
        place: 'initContainers[name=broker].ports[name=a].name',
        found: 'a',
        wanted: 'a name that no other port of the Pod has',
      },
    ],
    notApplicable: [CONFIG_MAP, patched(GOOD.template, { op: 'remove', path: `${MAIN}/ports` })],
  },
  {
    rule: 'SBX-STR-004',
    good: [
      named(GOOD.template, `a.${'b'.repeat(236)}`), named(GOOD.pool, 'p'.repeat(57)), named(GOOD.claim, '9'.repeat(63)), named(GOOD.sandbox, 's'.repeat(63)),
    ],
    bad: [
      ...[[0, 'a'.repeat(239), 'a DNS subdomain of at most 238 characters'], [0, 'a_b', 'a DNS subdomain of at most 238 characters'],
        [1, 'p'.repeat(58), 'a DNS label of at most 57 characters'], [1, 'a.b', 'a DNS label of at most 57 characters'],
        [2, '9'.repeat(64), LABEL], [2, 'a.b', LABEL], [3, 's'.repeat(64), LABEL], [3, 'a.b', LABEL]].map(([object, name, wanted]) => ({
        object: object as number,
        patch: { op: 'replace' as const, path: '/metadata/name', value: name },
        fails: ['SBX-STR-004'],
        place: 'metadata.name',
        found: name,
        wanted: wanted as string,
      })),
      ...[[0, 'a DNS subdomain of at most 238 characters'], [1, 'a DNS label of at most 57 characters'], [2, LABEL]].map(([object, wanted]) => ({
        object: object as number,
        patch: { op: 'remove' as const, path: '/metadata/name' },
        fails: ['SBX-STR-004'],
        place: 'metadata.name',
        found: undefined,
        wanted: wanted as string,
        refused: 'validation' as const,
      })),
    ],
    notApplicable: [CONFIG_MAP, patched(patched(GOOD.claim, { op: 'remove', path: '/metadata/name' }), { op: 'add', path: '/metadata/generateName', value: 'claim-' })],
  },
  {
    // Also with a name beside generateName: the server takes the name.
    rule: 'SBX-STR-004',
    good: [GOOD.template, GOOD.pool, GOOD.claim].map((object) => patched(object, { op: 'add', path: '/metadata/generateName', value: 'made-' })),
    bad: ['a DNS subdomain of at most 238 characters', 'a DNS label of at most 57 characters', LABEL].map((wanted, object) => ({
      object, patch: { op: 'replace', path: '/metadata/name', value: 'a_b' }, fails: ['SBX-STR-004'], place: 'metadata.name', found: 'a_b', wanted,
    })),
    notApplicable: [CONFIG_MAP],
  },
  {
    rule: 'SBX-STR-005',
    good: [GOOD.template, GOOD.sandbox, GOOD.pod, ...SPOKEN],
    bad: [
      word('/restartPolicy', 'never', 'restartPolicy', 'Always, OnFailure, Never', 'SBX-LIF-003'),
      word('/dnsPolicy', 'clusterFirst', 'dnsPolicy', 'ClusterFirst, ClusterFirstWithHostNet, Default, None', 'SBX-DNS-001'),
      word('/initContainers/0/restartPolicy', 'always', 'initContainers[name=broker].restartPolicy', 'Always, OnFailure, Never'),
      word('/containers/0/imagePullPolicy', 'ifNotPresent', 'containers[name=main].imagePullPolicy', 'Always, IfNotPresent, Never'),
      word('/containers/0/terminationMessagePolicy', 'file', 'containers[name=main].terminationMessagePolicy', 'File, FallbackToLogsOnError'),
      word('/containers/0/ports/0/protocol', 'tcp', 'containers[name=main].ports[containerPort=8000].protocol', 'TCP, UDP, SCTP'),
      {
        patch: { op: 'replace', path: `${MAIN}/readinessProbe`, value: { periodSeconds: 10, httpGet: { port: 8000, scheme: 'https' } } },
        fails: ['SBX-STR-005'],
        place: 'containers[name=main].readinessProbe.httpGet.scheme',
        found: 'https',
        wanted: oneOf('HTTP, HTTPS'),
      },
      {
        patch: { op: 'add', path: `${POD}/tolerations`, value: [{ key: 'a', operator: 'exists', effect: 'NoSchedule' }] },
        fails: ['SBX-STR-005'],
        place: 'tolerations[key=a].operator',
        found: 'exists',
        wanted: oneOf('Equal, Exists, Lt, Gt'),
      },
      {
        patch: { op: 'add', path: `${POD}/tolerations`, value: [{ key: 'a', operator: 'Exists', effect: 'noSchedule' }] },
        fails: ['SBX-STR-005'],
        place: 'tolerations[key=a].effect',
        found: 'noSchedule',
        wanted: oneOf('NoSchedule, PreferNoSchedule, NoExecute'),
      },
      word('/topologySpreadConstraints/0/whenUnsatisfiable', 'scheduleAnyway', 'topologySpreadConstraints[topologyKey=kubernetes.io/hostname].whenUnsatisfiable',
        'DoNotSchedule, ScheduleAnyway', 'SBX-SCH-005'),
    ],
    notApplicable: [CONFIG_MAP, GOOD.claim],
  },
  {
    rule: 'SBX-STR-006',
    good: [GOOD.template, GOOD.pod],
    bad: [
      {
        patch: { op: 'replace', path: `${POD}/volumes/0`, value: { name: 'tmp' } },
        fails: ['SBX-STR-006'],
        place: 'volumes[name=tmp]',
        found: { name: 'tmp' },
        wanted: 'one source',
      },
      {
        patch: { op: 'add', path: `${POD}/volumes/0/configMap`, value: { name: 'a' } },
        fails: ['SBX-STR-006'],
        place: 'volumes[name=tmp]',
        found: { emptyDir: { sizeLimit: '256Mi' }, name: 'tmp', configMap: { name: 'a' } },
        wanted: 'one source',
      },
    ],
    notApplicable: [CONFIG_MAP, GOOD.claim],
  },
  {
    rule: 'SBX-STR-009',
    good: [GOOD.template, GOOD.pool, GOOD.claim, GOOD.sandbox, GOOD.pod],
    bad: [
      {
        patch: { op: 'add', path: `${POD}/runtimeClass`, value: 'gvisor' },
        fails: ['SBX-STR-009'],
        place: 'spec.podTemplate.spec.runtimeClass',
        found: 'gvisor',
        wanted: 'a field of podTemplate.spec',
      },
      {
        object: 1,
        patch: { op: 'add', path: '/spec/replica', value: 1 },
        fails: ['SBX-STR-009'],
        place: 'spec.replica',
        found: 1,
        wanted: 'a field of spec; did you mean replicas?',
      },
      {
        object: 4,
        patch: { op: 'add', path: '/spec/runtimeClass', value: 'gvisor' },
        fails: ['SBX-STR-009'],
        place: 'runtimeClass',
        found: 'gvisor',
        wanted: 'a field of the object',
      },
    ],
    notApplicable: [CONFIG_MAP, GOOD.serviceAccount],
  },
  {
    rule: 'SBX-STR-010',
    good: [GOOD.template, patched(GOOD.sandbox, { op: 'add', path: `${POD}/ephemeralContainers`, value: [] })],
    bad: [0, 1].map((object) => ({
      object,
      patch: { op: 'add', path: `${POD}/ephemeralContainers`, value: [{ ...part(GOOD.pod, '/spec/initContainers/1'), name: 'debug' }] },
      fails: ['SBX-STR-010'],
      place: 'ephemeralContainers',
      found: [{ ...part(GOOD.pod, '/spec/initContainers/1'), name: 'debug' }],
      wanted: 'absent',
    })),
    notApplicable: [CONFIG_MAP, GOOD.pod],
  },
  {
    rule: 'SBX-STR-011',
    good: [
      GOOD.template, named(GOOD.pool, 'other'), GOOD.pool, named(CONFIG_MAP, 'other'), CONFIG_MAP,
      { ...CONFIG_MAP, metadata: { name: 'settings', namespace: 'elsewhere' } }, { ...CONFIG_MAP, metadata: { name: 'settings', namespace: 'elsewhere' } },
      { apiVersion: 'example.com/v1', kind: 'ConfigMap', metadata: { name: 'settings', namespace: 'team-a' } },
    ],
    bad: [
      {
        object: 1,
        patch: { op: 'replace', path: '/metadata/name', value: 'team-a-python-pool' },
        fails: ['SBX-STR-011'],
        place: 'metadata.name',
        found: 'team-a-python-pool',
        wanted: 'a name that no other object of its kind and namespace has',
      },
      {
        object: 3,
        patch: { op: 'replace', path: '/metadata/name', value: 'settings' },
        fails: ['SBX-STR-011'],
        place: 'metadata.name',
        found: 'settings',
        wanted: 'a name that no other object of its kind and namespace has',
      },
      {
        object: 5,
        patch: { op: 'replace', path: '/metadata/namespace', value: 'team-a' },
        fails: ['SBX-STR-011'],
        place: 'metadata.name',
        found: 'settings',
        wanted: 'a name that no other object of its kind and namespace has',
      },
    ],
    notApplicable: [CONFIG_MAP, CONFIG_MAP],
  },
  {
    rule: 'SBX-STR-013',
    good: [GOOD.template, GOOD.pool, GOOD.claim, GOOD.sandbox, GOOD.pod],
    bad: [
      {
        patch: { op: 'replace', path: '/spec/service', value: 'yes' },
        fails: ['SBX-STR-013'],
        refused: 'schema',
        place: 'spec.service',
        found: 'yes',
        wanted: 'boolean',
      },
      {
        object: 2,
        patch: { op: 'remove', path: '/spec/warmPoolRef' },
        fails: ['SBX-STR-013', 'SBX-CLM-005'],
        refused: 'schema',
        place: 'spec.warmPoolRef',
        found: undefined,
        wanted: 'object',
      },
      {
        object: 4,
        patch: { op: 'add', path: '/spec/subdomain', value: 1 },
        fails: ['SBX-STR-013', 'SBX-NSP-004'],
        refused: 'schema',
        place: 'subdomain',
        found: 1,
        wanted: 'string',
      },
    ],
    notApplicable: [CONFIG_MAP, GOOD.serviceAccount],
  },
];
