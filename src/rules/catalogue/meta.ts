import { family } from './family';
import { podsAreNobodyElses } from '../app/strangers';
import { POD_KINDS, SANDBOX_KINDS } from '../kinds';
import { Check } from '../rule';
import { Severity } from '../severity';

/** What has metadata for a Pod. */
const WITH_POD_METADATA = [...POD_KINDS, 'SandboxClaim'] as const;

/** Keys by which webhooks are asked to put containers, volumes or secrets into a Pod, as they begin. */
const INJECTORS = [
  'sidecar.istio.io/', 'istio.io/rev', 'vault.hashicorp.com/agent-inject', 'linkerd.io/inject', 'admission.datadoghq.com/',
  'instrumentation.opentelemetry.io/',
].map((prefix) => `'${prefix}'`).join(', ');

/** CEL: whether a key of a map asks for no injection. */
export const injectsNothing = (key: string, map: string): string => (
  `![${INJECTORS}].exists(prefix, ${key}.startsWith(prefix)) || ${map}[${key}] in ['false', 'disabled']`
);

const NOT_THE_ROUTERS = 'label != \'app\' || podMetadata.labels[label] != params.routerApp';

// A prefix of at most 253 characters, where there is one, and a name of at most 63. Prefixes of annotations may be in upper case.
const KEY = '^([a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$';
const isKey = (key: string, text = key): string => `${text}.matches('${KEY}') && ${key}.indexOf('/') <= 253`;
const isLabelValue = (value: string): string => `${value}.matches('^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$')`;
const fits = (annotations: string): string => (
  `${annotations}.orValue({}).map(key, bytes(key).size() + bytes(${annotations.replaceAll('?', '')}[key]).size()).sum() <= 262144`
);

const EXPECTED_KEY = '[prefix/]name: the prefix a DNS subdomain, the name at most 63 letters, digits, "-", "_" or "."';
const EXPECTED_VALUE = 'at most 63 letters, digits, "-", "_" or ".", beginning and ending with a letter or digit';
const EXPECTED_SIZE = 'at most 262144 bytes of keys and values together';

// The server itself refuses this of an object's own metadata, before it asks any policy.
const ownMetadata = (check: Omit<Check, 'kinds'>): Check => ({ ...check, kinds: SANDBOX_KINDS, judgedAt: 'synth' });

/** Metadata of Pods. */
export const META = family([
  {
    id: 'SBX-META-001',
    title: 'No reserved keys in metadata for Pods',
    severity: Severity.MEDIUM,
    waivable: false,
    rationale: 'The controller drops keys of its own domains from metadata for Pods without a word, so what was meant by them never comes true.',
    remediation: 'Use keys of a domain of your own in labels and annotations of the Pod.',
    prop: 'podLabels: { \'example.com/team\': \'a\' }',
    references: {},
    checks: [
      {
        target: 'LABEL',
        kinds: ['SandboxTemplate', 'SandboxClaim'],
        field: '',
        expected: 'no key that begins with {reservedMetadataPrefixes}',
        expression: '!params.reservedMetadataPrefixes.exists(prefix, label.startsWith(prefix))',
      },
      {
        target: 'ANNOTATION',
        kinds: ['SandboxTemplate', 'SandboxClaim'],
        field: '',
        expected: 'no key that begins with {reservedMetadataPrefixes}',
        expression: '!params.reservedMetadataPrefixes.exists(prefix, annotation.startsWith(prefix))',
      },
    ],
  },
  {
    id: 'SBX-META-002',
    title: 'No Pod passes itself off as the router',
    severity: Severity.HIGH,
    waivable: false,
    rationale: 'NetworkPolicies of sandboxes let in whoever bears the router\'s label: a sandbox with that label gets at all others.',
    remediation: 'Give the label `app` another value, or another key.',
    prop: 'podLabels: { app: \'my-agent\' }',
    references: { owasp: ['K05-2025'] },
    checks: [
      {
        target: 'LABEL', kinds: ['SandboxTemplate', 'Sandbox', 'SandboxClaim'], field: '', expected: 'any value but {routerApp}', expression: NOT_THE_ROUTERS,
      },
      {
        // Not the router's own Pods, where other workloads are judged too.
        target: 'LABEL',
        kinds: ['Pod'],
        field: '',
        expected: 'any value but {routerApp}',
        when: 'params.sandboxNameHashLabel in podMetadata.labels',
        expression: NOT_THE_ROUTERS,
      },
    ],
  },
  {
    id: 'SBX-META-003',
    title: 'Nothing is injected into the Pod',
    severity: Severity.HIGH,
    rationale: 'Webhooks that react to these keys add init containers with root or NET_ADMIN, sidecars and secrets to a Pod, after its template was judged.',
    remediation: 'Leave the keys out, or say `false` where a webhook injects unless it is told not to.',
    prop: 'podAnnotations: { \'sidecar.istio.io/inject\': \'false\' }',
    references: { owasp: ['K01-2025'] },
    checks: [
      {
        target: 'LABEL',
        kinds: WITH_POD_METADATA,
        field: '',
        expected: 'absent or false',
        expression: injectsNothing('label', 'podMetadata.labels'),
      },
      {
        target: 'ANNOTATION',
        kinds: WITH_POD_METADATA,
        field: '',
        expected: 'absent or false',
        expression: injectsNothing('annotation', 'podMetadata.annotations'),
      },
    ],
  },
  {
    id: 'SBX-META-004',
    title: 'Labels and annotations are well-formed',
    severity: Severity.HIGH,
    waivable: false,
    rationale: 'The definitions take any text in metadata for Pods. The API server then refuses the Pod, and the controller tries again for ever.',
    remediation: 'Write keys as `[prefix/]name` and labels with at most 63 plain characters; keep large texts in a ConfigMap.',
    prop: 'podLabels, podAnnotations',
    references: {},
    checks: [
      { target: 'LABEL', kinds: WITH_POD_METADATA, field: '', expected: EXPECTED_KEY, expression: isKey('label') },
      { target: 'LABEL', kinds: WITH_POD_METADATA, field: '', expected: EXPECTED_VALUE, expression: isLabelValue('podMetadata.labels[label]') },
      { target: 'ANNOTATION', kinds: WITH_POD_METADATA, field: '', expected: EXPECTED_KEY, expression: isKey('annotation', 'annotation.lowerAscii()') },
      { target: 'POD_METADATA', kinds: WITH_POD_METADATA, field: 'annotations', expected: EXPECTED_SIZE, expression: fits('podMetadata.?annotations') },
      ownMetadata({ target: 'OBJECT_LABEL', field: '', expected: EXPECTED_KEY, expression: isKey('label') }),
      ownMetadata({ target: 'OBJECT_LABEL', field: '', expected: EXPECTED_VALUE, expression: isLabelValue('object.metadata.labels[label]') }),
      ownMetadata({ target: 'OBJECT_ANNOTATION', field: '', expected: EXPECTED_KEY, expression: isKey('annotation', 'annotation.lowerAscii()') }),
      ownMetadata({ target: 'OBJECT', field: 'metadata/annotations', expected: EXPECTED_SIZE, expression: fits('object.?metadata.?annotations') }),
    ],
  },
  {
    id: 'SBX-META-005',
    title: 'No selector of something else matches the Pod',
    severity: Severity.MEDIUM,
    judgedAt: 'synth',
    because: 'It takes the Services and workloads of the namespace to tell, and a policy sees one object.',
    rationale: 'A Pod that a Service of another workload selects by accident gets requests that were meant for the workload, and answers them.',
    remediation: 'Give the Pod labels that no Service or workload of the namespace selects, or narrow their selectors.',
    prop: 'podLabels: { \'example.com/team\': \'a\' }',
    references: { owasp: ['K05-2025'] },
    app: podsAreNobodyElses,
  },
]);
