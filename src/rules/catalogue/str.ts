import { family } from './family';
import { isThereOnce } from '../app/identities';
import { POD_KINDS } from '../kinds';
import { DocumentedRow } from '../rule';
import { Severity } from '../severity';

/** CEL: whether a text is a DNS label of at most so many characters. */
const isLabel = (text: string, max = 63): string => `${text}.matches('^[a-z0-9]([-a-z0-9]{0,${max - 2}}[a-z0-9])?$')`;
/** CEL: whether a text is a DNS subdomain of at most so many characters. */
const isSubdomain = (text: string, max: number): string => (
  `${text}.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*$') && ${text}.size() <= ${max}`
);

/** CEL: the containers that have the container's name, in other lists than its own. */
const elsewhere = (list: string): string => `!${list}.exists(other, other.name == container.name)`;

/** CEL: a text with one of these values; where it is empty, the API server takes its default. */
const oneOf = (text: string, values: readonly string[]): string => (
  `${text}.orValue('') in ['', ${values.map((value) => `'${value}'`).join(', ')}]`
);

/** A field that the definitions take any text for, with the words that the API server knows. */
const WORDS = [
  { target: 'POD', field: 'restartPolicy', text: 'pod.?restartPolicy', values: ['Always', 'OnFailure', 'Never'] },
  {
    target: 'POD', field: 'dnsPolicy', text: 'pod.?dnsPolicy', values: ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'],
  },
  { target: 'CONTAINER', field: 'restartPolicy', text: 'container.?restartPolicy', values: ['Always', 'OnFailure', 'Never'] },
  { target: 'CONTAINER', field: 'imagePullPolicy', text: 'container.?imagePullPolicy', values: ['Always', 'IfNotPresent', 'Never'] },
  {
    target: 'CONTAINER', field: 'terminationMessagePolicy', text: 'container.?terminationMessagePolicy', values: ['File', 'FallbackToLogsOnError'],
  },
  { target: 'PORT', field: 'protocol', text: 'port.?protocol', values: ['TCP', 'UDP', 'SCTP'] },
  { target: 'PROBE', field: 'httpGet/scheme', text: 'probe.?httpGet.?scheme', values: ['HTTP', 'HTTPS'] },
  // Lt and Gt since Kubernetes 1.35.
  { target: 'TOLERATION', field: 'operator', text: 'toleration.?operator', values: ['Equal', 'Exists', 'Lt', 'Gt'] },
  { target: 'TOLERATION', field: 'effect', text: 'toleration.?effect', values: ['NoSchedule', 'PreferNoSchedule', 'NoExecute'] },
  { target: 'TOPOLOGY_SPREAD', field: 'whenUnsatisfiable', text: 'spread.?whenUnsatisfiable', values: ['DoNotSchedule', 'ScheduleAnyway'] },
] as const;

/** Names of the four kinds: what the controller makes of them has to be a name as well. */
const NAMES = [
  { kinds: ['SandboxTemplate'], max: 238, holds: isSubdomain, what: 'a DNS subdomain' },
  { kinds: ['SandboxWarmPool'], max: 57, holds: isLabel, what: 'a DNS label' },
  { kinds: ['Sandbox', 'SandboxClaim'], max: 63, holds: isLabel, what: 'a DNS label' },
] as const;

/** Structure that the definitions do not ask for. */
export const STR = family([
  {
    id: 'SBX-STR-001',
    title: 'There is a container',
    severity: Severity.HIGH,
    waivable: false,
    rationale: 'The definitions take an empty list of containers, of which no Pod can be made.',
    remediation: 'Give `containers` at least one container.',
    prop: 'image: SandboxImage.fromDigest(…)',
    references: {},
    checks: [{
      target: 'POD',
      kinds: POD_KINDS,
      field: 'containers',
      expected: 'at least one container',
      expression: 'pod.?containers.orValue([]).size() > 0',
    }],
  },
  {
    id: 'SBX-STR-002',
    title: 'Containers have DNS labels of their own as names',
    severity: Severity.HIGH,
    waivable: false,
    rationale: 'The definitions compare names within each list of containers only and take any text. The API server refuses the Pod.',
    remediation: 'Name each container by at most 63 of a-z, 0-9 and "-", and none like another one, init containers and sidecars included.',
    prop: 'containerName, sidecars, initContainers',
    references: {},
    checks: [
      {
        target: 'CONTAINER',
        kinds: POD_KINDS,
        field: 'name',
        expected: 'a DNS label of at most 63 characters',
        expression: isLabel('container.name'),
      },
      {
        target: 'INIT_CONTAINER',
        kinds: POD_KINDS,
        field: 'name',
        expected: 'a name that no other container has',
        expression: elsewhere('pod.?containers.orValue([])'),
      },
      {
        target: 'EPHEMERAL_CONTAINER',
        kinds: POD_KINDS,
        field: 'name',
        expected: 'a name that no other container has',
        expression: elsewhere('(pod.?containers.orValue([]) + pod.?initContainers.orValue([]))'),
      },
    ],
  },
  {
    id: 'SBX-STR-003',
    title: 'Ports have names of their own and numbers that exist',
    severity: Severity.HIGH,
    waivable: false,
    rationale: 'The definitions take any number and any name for a port. The API server refuses the Pod, and a name that is there twice means either port.',
    remediation: 'Use numbers from 1 to 65535 and names of at most 15 of a-z, 0-9 and single "-", with a letter among them, each once in the Pod.',
    prop: 'port: 8000, ports: [{ name, port }]',
    references: {},
    checks: [
      {
        target: 'PORT',
        kinds: POD_KINDS,
        field: 'containerPort',
        expected: 'a number from 1 to 65535',
        expression: 'port.containerPort > 0 && port.containerPort < 65536',
      },
      {
        target: 'PORT',
        kinds: POD_KINDS,
        when: 'has(port.name)',
        field: 'name',
        expected: 'at most 15 of a-z, 0-9 and single "-", with a letter among them',
        expression: 'port.name.matches(\'^[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?$\') && port.name.matches(\'[a-z]\') && !port.name.contains(\'--\')',
      },
      {
        target: 'PORT',
        kinds: POD_KINDS,
        when: 'has(port.name)',
        field: 'name',
        expected: 'a name that no other port of the Pod has',
        expression: '(pod.?containers.orValue([]) + pod.?initContainers.orValue([]))'
          + '.map(each, each.?ports.orValue([]).filter(other, has(other.name) && other.name == port.name).size()).sum() < 2',
      },
    ],
  },
  {
    id: 'SBX-STR-004',
    title: 'The name leaves room for what is made of it',
    severity: Severity.HIGH,
    waivable: false,
    rationale: 'The controller makes names of NetworkPolicies, Sandboxes and Services from these names, and the router takes Sandboxes by theirs. What is too '
      + 'long or no DNS label fails there, or is cut off.',
    remediation: 'Give templates at most 238 characters, pools a DNS label of at most 57, Sandboxes and claims one of at most 63.',
    prop: 'name',
    references: {},
    checks: NAMES.map(({ kinds, max, holds, what }) => ({
      target: 'OBJECT',
      kinds,
      field: 'metadata/name',
      expected: `${what} of at most ${max} characters`,
      // With generateName alone the server has yet to give it one.
      when: 'has(object.metadata.name) || !has(object.metadata.generateName)',
      expression: `has(object.metadata.name) && ${holds('object.metadata.name', max)}`,
    })),
  },
  {
    id: 'SBX-STR-005',
    title: 'Words of the API are in its own case',
    severity: Severity.HIGH,
    waivable: false,
    rationale: 'The definitions take any text where the API server knows a few words: `always` is none of them, and the Pod is refused.',
    remediation: 'Write the words as the API does, in the same case.',
    prop: 'restartPolicy: RestartPolicy.NEVER',
    references: {},
    checks: WORDS.map(({ target, field, text, values }) => ({
      target, kinds: POD_KINDS, field, expected: `one of ${values.join(', ')}, or absent`, expression: oneOf(text, values),
    })),
  },
  {
    id: 'SBX-STR-006',
    title: 'Every volume has one source',
    severity: Severity.HIGH,
    waivable: false,
    rationale: 'The definitions take volumes without a source or with two of them. The first becomes an emptyDir without a limit, the second no Pod at all.',
    remediation: 'Give each volume exactly one source.',
    prop: 'mounts: [{ path, volume: Volume.emptyDir(…) }]',
    references: {},
    checks: [{
      // Its name and the source. Of a server that knows more sources than this library, the unknown one counts too.
      target: 'VOLUME',
      kinds: POD_KINDS,
      field: '',
      expected: 'one source',
      expression: 'dyn(volume).size() == 2',
    }],
  },
  {
    id: 'SBX-STR-009',
    title: 'Every field is one of the definition',
    severity: Severity.HIGH,
    judgedAt: 'synth',
    because: 'The API server prunes fields that it does not know before it asks any policy.',
    rationale: 'A field that the definition does not have, a misspelled one above all, is dropped by the API server: a guardrail that was written is not there.',
    remediation: 'Correct the name or its place. For a field of a newer Kubernetes, give a waiver that says so.',
    references: {},
    schema: 'unknown',
  },
  {
    id: 'SBX-STR-010',
    title: 'No ephemeral containers in what Pods are made from',
    severity: Severity.HIGH,
    waivable: false,
    rationale: 'Ephemeral containers are added to running Pods; the API server refuses a new Pod with one, though the definitions take it.',
    remediation: 'Make it a sidecar or an init container.',
    prop: 'sidecars, initContainers',
    references: {},
    checks: [{
      target: 'POD',
      kinds: ['SandboxTemplate', 'Sandbox'],
      field: 'ephemeralContainers',
      expected: 'absent',
      expression: 'pod.?ephemeralContainers.orValue([]).size() == 0',
    }],
  },
  {
    id: 'SBX-STR-011',
    title: 'Every object is there once',
    severity: Severity.HIGH,
    waivable: false,
    judgedAt: 'synth',
    because: 'Of two objects of one name the API server only ever sees the second replace the first.',
    rationale: 'Of two objects of one kind, namespace and name, the one that is applied last stands. What the guardrails said of the other is void.',
    remediation: 'Give them different names, or leave one out.',
    prop: 'name',
    references: {},
    app: isThereOnce,
  },
  {
    id: 'SBX-STR-013',
    title: 'The object is what the schema of its definition allows',
    severity: Severity.HIGH,
    waivable: false,
    judgedAt: 'synth',
    because: 'The API server itself refuses such objects, before it asks any policy.',
    rationale: 'The API server refuses the object, at a time when nobody looks; or the object could not be rendered at all.',
    remediation: 'Write the value as the definition has it.',
    references: {},
    schema: 'other',
  },
]);

/** What is judged elsewhere, or by no rule. */
export const STR_DOCUMENTED: readonly DocumentedRow[] = [
  {
    id: 'SBX-STR-007',
    title: 'Mounts, volumes and volume claim templates fit together',
    severity: Severity.HIGH,
    rationale: 'A mount of a volume that is not there makes no Pod, and a volume claim template replaces a volume of the same name without a word.',
    remediation: 'See SBX-FS-007.',
    references: {},
    because: 'SBX-FS-007',
  },
  {
    id: 'SBX-STR-008',
    title: 'No unresolved token and nothing that resolves late',
    severity: Severity.HIGH,
    rationale: 'A token, `undefined` or NaN that reaches the YAML is a value that nobody meant.',
    remediation: 'Give values that are known when the app is synthesized.',
    references: {},
    because: 'Constructs refuse such values when they are given, and an object that cannot be rendered is an error of SBX-STR-013. '
      + 'What is in a manifest does not show it.',
  },
  {
    id: 'SBX-STR-012',
    title: 'Mount paths are absolute and unique',
    severity: Severity.HIGH,
    rationale: 'A relative path, or one that is mounted twice, makes no Pod.',
    remediation: 'See SBX-FS-004.',
    references: {},
    because: 'SBX-FS-004',
  },
];
