import { CONFIG_MAP, GOOD, patched, RuleCase } from './support';
import { JsonObject } from '../../../src/private/json';

const METADATA = '/spec/podTemplate/metadata';
const LABELS = 'spec.podTemplate.metadata.labels';
const ANNOTATIONS = 'spec.podTemplate.metadata.annotations';
const RESERVED = 'no key that begins with agents.x-k8s.io/, extensions.agents.x-k8s.io/, opentelemetry.io/trace-context';
const KEY = '[prefix/]name: the prefix a DNS subdomain, the name at most 63 letters, digits, "-", "_" or "."';
const VALUE = 'at most 63 letters, digits, "-", "_" or ".", beginning and ending with a letter or digit';
const SIZE = 'at most 262144 bytes of keys and values together';

const withAnnotations = (object: JsonObject, annotations: object): JsonObject => (
  patched(object, { op: 'add', path: `${METADATA}/annotations`, value: annotations })
);
const template = withAnnotations(GOOD.template, { 'example.com/note': 'a' });
const claim = patched(GOOD.claim, {
  op: 'add', path: '/spec/additionalPodMetadata', value: { labels: { 'sandbox.users.io/user': 'u-1' }, annotations: { 'sandbox.users.io/session': 's-1' } },
});

/** A prefix of so many characters. */
const prefix = (length: number): string => 'a.'.repeat(length / 2).padEnd(length, 'a').replace(/[.]$/, 'a');
/** All that labels and annotations may be. */
const LIMITS = { [`${prefix(253)}/n`]: 'v'.repeat(63), ['N'.repeat(63)]: '', 'a-b.c/d_e.F-g': 'A_b.c-D' };
/** Annotations of this many bytes; "é" has two. */
const bytes = (count: number): object => {
  const [key, long] = ['EXAMPLE.com/note', `${prefix(253)}/n`];
  return { [key]: 'é'.repeat(1000).padEnd(count - key.length - long.length - 1000, '_'), [long]: '' };
};
const atLimits = patched(
  patched(withAnnotations(patched(GOOD.template, { op: 'add', path: `${METADATA}/labels`, value: LIMITS }), bytes(262144)),
    { op: 'add', path: '/metadata/labels', value: LIMITS }),
  { op: 'add', path: '/metadata/annotations', value: bytes(262144) },
);

const workload = (name: string, kind: string, selector: object, labels: object = { app: name }): JsonObject => ({
  apiVersion: 'apps/v1', kind, metadata: { name, namespace: 'team-a' }, spec: { selector, template: { metadata: { labels } } },
});
const service = (name: string, selector: object): JsonObject => (
  { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'team-a' }, spec: { selector } }
);
const labelled = patched(GOOD.template, { op: 'add', path: `${METADATA}/labels`, value: { app: 'python', tier: 'agents' } });
const elsewhere = (object: JsonObject): JsonObject => patched(object, { op: 'replace', path: '/metadata/namespace', value: 'team-b' });

/** Keys that ask for something to be injected, with values of theirs. */
export const INJECTIONS = {
  'sidecar.istio.io/inject': 'true',
  'istio.io/rev': 'stable',
  'vault.hashicorp.com/agent-inject': 'true',
  'vault.hashicorp.com/agent-inject-secret-db': 'db-creds',
  'linkerd.io/inject': 'enabled',
  'admission.datadoghq.com/enabled': 'true',
  'instrumentation.opentelemetry.io/inject-python': 'true',
};
/** Keys that ask for the contrary. */
export const NO_INJECTIONS = { 'sidecar.istio.io/inject': 'false', 'linkerd.io/inject': 'disabled' };
const UNINJECTED = withAnnotations(patched(GOOD.template, { op: 'add', path: `${METADATA}/labels`, value: NO_INJECTIONS }), NO_INJECTIONS);

export const META_CASES: readonly RuleCase[] = [
  {
    rule: 'SBX-META-001',
    good: [template, claim],
    bad: [
      {
        patch: { op: 'add', path: `${METADATA}/labels/agents.x-k8s.io~1profile`, value: 'a' },
        fails: ['SBX-META-001'],
        place: `${LABELS}[agents.x-k8s.io/profile]`,
        found: 'a',
        wanted: RESERVED,
      },
      {
        patch: { op: 'add', path: `${METADATA}/labels/extensions.agents.x-k8s.io~1profile`, value: 'a' },
        fails: ['SBX-META-001'],
        place: `${LABELS}[extensions.agents.x-k8s.io/profile]`,
        found: 'a',
        wanted: RESERVED,
      },
      {
        patch: { op: 'add', path: `${METADATA}/annotations/opentelemetry.io~1trace-context`, value: '{}' },
        fails: ['SBX-META-001'],
        place: `${ANNOTATIONS}[opentelemetry.io/trace-context]`,
        found: '{}',
        wanted: RESERVED,
      },
      {
        object: 1,
        patch: { op: 'add', path: '/spec/additionalPodMetadata/labels/agents.x-k8s.io~1profile', value: 'a' },
        fails: ['SBX-META-001', 'SBX-CLM-004'],
        place: 'spec.additionalPodMetadata.labels[agents.x-k8s.io/profile]',
        found: 'a',
        wanted: RESERVED,
      },
    ],
    // A Sandbox that the controller makes has its keys in podTemplate.
    notApplicable: [CONFIG_MAP, GOOD.claim, GOOD.sandbox],
  },
  {
    rule: 'SBX-META-002',
    good: [patched(GOOD.template, { op: 'add', path: `${METADATA}/labels/app`, value: 'python' }), GOOD.sandbox, claim, GOOD.pod],
    bad: [
      {
        patch: { op: 'replace', path: `${METADATA}/labels/app`, value: 'sandbox-router' },
        fails: ['SBX-META-002'],
        place: `${LABELS}[app]`,
        found: 'sandbox-router',
        wanted: 'any value but sandbox-router',
      },
      {
        object: 1,
        patch: { op: 'add', path: `${METADATA}/labels/app`, value: 'sandbox-router' },
        fails: ['SBX-META-002'],
        place: `${LABELS}[app]`,
        found: 'sandbox-router',
        wanted: 'any value but sandbox-router',
      },
      {
        object: 2,
        patch: { op: 'add', path: '/spec/additionalPodMetadata/labels/app', value: 'sandbox-router' },
        fails: ['SBX-META-002', 'SBX-CLM-004'],
        place: 'spec.additionalPodMetadata.labels[app]',
        found: 'sandbox-router',
        wanted: 'any value but sandbox-router',
      },
      {
        object: 3,
        patch: { op: 'add', path: '/metadata/labels/app', value: 'sandbox-router' },
        fails: ['SBX-META-002'],
        place: 'metadata.labels[app]',
        found: 'sandbox-router',
        wanted: 'any value but sandbox-router',
      },
    ],
    notApplicable: [CONFIG_MAP, GOOD.claim],
  },
  {
    rule: 'SBX-META-003',
    good: [UNINJECTED, claim, GOOD.pod],
    bad: [
      ...Object.entries(INJECTIONS).flatMap(([key, value]) => ['labels', 'annotations'].map((map) => ({
        patch: { op: 'add' as const, path: `${METADATA}/${map}/${key.replace('/', '~1')}`, value },
        fails: ['SBX-META-003'],
        place: `spec.podTemplate.metadata.${map}[${key}]`,
        found: value,
        wanted: 'absent or false',
      }))),
      {
        object: 2,
        patch: { op: 'add', path: '/metadata/annotations', value: { 'sidecar.istio.io/status': '{}' } },
        fails: ['SBX-META-003'],
        place: 'metadata.annotations[sidecar.istio.io/status]',
        found: '{}',
        wanted: 'absent or false',
      },
    ],
    notApplicable: [CONFIG_MAP, patched(GOOD.template, { op: 'remove', path: METADATA }), GOOD.claim],
  },
  {
    rule: 'SBX-META-004',
    good: [atLimits, claim, GOOD.pod],
    bad: [
      {
        patch: { op: 'add', path: `${METADATA}/labels/team`, value: 'v'.repeat(64) },
        fails: ['SBX-META-004'],
        place: `${LABELS}[team]`,
        found: 'v'.repeat(64),
        wanted: VALUE,
      },
      {
        patch: { op: 'add', path: `${METADATA}/labels/team`, value: 'a b' }, fails: ['SBX-META-004'], place: `${LABELS}[team]`, found: 'a b', wanted: VALUE,
      },
      {
        patch: { op: 'add', path: `${METADATA}/labels/${'N'.repeat(64)}`, value: 'a' },
        fails: ['SBX-META-004'],
        place: `${LABELS}[${'N'.repeat(64)}]`,
        found: 'a',
        wanted: KEY,
      },
      {
        patch: { op: 'add', path: `${METADATA}/labels/${prefix(254)}~1n`, value: 'a' },
        fails: ['SBX-META-004'],
        place: `${LABELS}[${prefix(254)}/n]`,
        found: 'a',
        wanted: KEY,
      },
      {
        patch: { op: 'add', path: `${METADATA}/labels/Example.com~1n`, value: 'a' },
        fails: ['SBX-META-004'],
        place: `${LABELS}[Example.com/n]`,
        found: 'a',
        wanted: KEY,
      },
      {
        patch: { op: 'replace', path: `${METADATA}/annotations`, value: { '-n': 'a' } },
        fails: ['SBX-META-004'],
        place: `${ANNOTATIONS}[-n]`,
        found: 'a',
        wanted: KEY,
      },
      {
        patch: { op: 'replace', path: `${METADATA}/annotations`, value: { [`${prefix(254)}/n`]: 'a' } },
        fails: ['SBX-META-004'],
        place: `${ANNOTATIONS}[${prefix(254)}/n]`,
        found: 'a',
        wanted: KEY,
      },
      {
        patch: { op: 'replace', path: `${METADATA}/annotations`, value: bytes(262145) },
        fails: ['SBX-META-004'],
        place: ANNOTATIONS,
        found: bytes(262145),
        wanted: SIZE,
      },
      {
        object: 1,
        patch: { op: 'add', path: '/spec/additionalPodMetadata/labels/sandbox.users.io~1user', value: '.' },
        fails: ['SBX-META-004'],
        place: 'spec.additionalPodMetadata.labels[sandbox.users.io/user]',
        found: '.',
        wanted: VALUE,
      },
      ...[{ op: 'add' as const, path: '/metadata/labels/team', value: 'a b', key: 'team', wanted: VALUE },
        { op: 'add' as const, path: '/metadata/labels/a b', value: 'a', key: 'a b', wanted: KEY },
        { op: 'add' as const, path: `/metadata/labels/${prefix(254)}~1n`, value: 'a', key: `${prefix(254)}/n`, wanted: KEY }].map(({ key, wanted, ...patch }) => ({
        patch, fails: ['SBX-META-004'], place: `metadata.labels[${key}]`, found: patch.value, wanted, refused: 'validation' as const,
      })),
      {
        patch: { op: 'replace', path: '/metadata/annotations', value: { 'a/b/c': 'a' } },
        fails: ['SBX-META-004'],
        refused: 'validation',
        place: 'metadata.annotations[a/b/c]',
        found: 'a',
        wanted: KEY,
      },
      {
        patch: { op: 'replace', path: '/metadata/annotations', value: { [`${prefix(254)}/n`]: 'a' } },
        fails: ['SBX-META-004'],
        refused: 'validation',
        place: `metadata.annotations[${prefix(254)}/n]`,
        found: 'a',
        wanted: KEY,
      },
      {
        patch: { op: 'replace', path: '/metadata/annotations', value: bytes(262145) },
        fails: ['SBX-META-004'],
        refused: 'validation',
        place: 'metadata.annotations',
        found: bytes(262145),
        wanted: SIZE,
      },
    ],
    notApplicable: [CONFIG_MAP],
  },
  {
    rule: 'SBX-META-005',
    good: [
      labelled,
      GOOD.sandbox,
      service('python', { app: 'python' }),
      workload('web', 'Deployment', { matchLabels: { app: 'web' }, matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['agents'] }] }),
      service('web', { app: 'web' }),
      elsewhere(workload('python', 'StatefulSet', { matchLabels: { app: 'python' } })),
      elsewhere(service('other', { app: 'python' })),
      workload('strange', 'Job', {}),
      service('external', {}),
    ],
    bad: [
      {
        object: 3,
        patch: { op: 'replace', path: '/spec/selector', value: { matchLabels: { app: 'python' } } },
        fails: ['SBX-META-005'],
        place: LABELS,
        found: { app: 'python', tier: 'agents' },
        wanted: 'labels that the selector of Deployment web does not match',
      },
      {
        object: 3,
        patch: { op: 'replace', path: '/spec/selector', value: { matchExpressions: [{ key: 'tier', operator: 'Exists' }] } },
        fails: ['SBX-META-005'],
        place: LABELS,
        found: { app: 'python', tier: 'agents' },
        wanted: 'labels that the selector of Deployment web does not match',
      },
      {
        object: 3,
        patch: { op: 'replace', path: '/spec/template/metadata/labels', value: { app: 'python' } },
        fails: ['SBX-META-005'],
        place: LABELS,
        found: { app: 'python', tier: 'agents' },
        wanted: 'labels that the selector of Service python does not match',
      },
      {
        object: 7,
        patch: { op: 'add', path: '', value: { ...workload('old', 'ReplicationController', { app: 'python' }), apiVersion: 'v1' } },
        fails: ['SBX-META-005'],
        place: LABELS,
        found: { app: 'python', tier: 'agents' },
        wanted: 'labels that the selector of ReplicationController old does not match',
      },
    ],
    notApplicable: [CONFIG_MAP, GOOD.pool, workload('web', 'Deployment', { matchLabels: { app: 'web' } })],
  },
];
