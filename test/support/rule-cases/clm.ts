import { set, variant } from './made';
import { CONFIG_MAP, GOOD, patched, RuleCase, standard } from './support';
import { HardeningProfile } from '../../../src';
import { JsonObject } from '../../../src/private/json';

const LIFECYCLE = '/spec/lifecycle';
const UNTIL = `${LIFECYCLE}/shutdownTime`;
const claimWith = (name: string, lifecycle: JsonObject): JsonObject => patched(
  variant(GOOD.claim, name),
  { op: 'replace', path: LIFECYCLE, value: lifecycle },
);

const IN_TIME = 'a moment within 30 days from 2026-12-01';
const MOMENT = 'a moment in RFC 3339 with its zone, as 2027-06-30T00:00:00Z';

const METADATA = '/spec/additionalPodMetadata';
const WITH_METADATA = patched(GOOD.claim, {
  op: 'add',
  path: METADATA,
  value: {
    labels: { 'sandbox.users.io/user': 'u-1', 'team.sandbox.users.io/role': 'a' }, annotations: { 'sandbox.users.io/session': 's-1' },
  },
});

export const CLM_CASES: readonly RuleCase[] = [
  {
    rule: 'SBX-CLM-001',
    good: [
      GOOD.claim, GOOD.pool, GOOD.template,
      claimWith('brief', { shutdownPolicy: 'Delete', ttlSecondsAfterFinished: 0 }),
      claimWith('day', { shutdownPolicy: 'Delete', ttlSecondsAfterFinished: 86400, shutdownTime: '2026-12-31T23:59:59.5+00:00' }),
      claimWith('today', { shutdownPolicy: 'Delete', shutdownTime: '2026-12-01T00:00:01Z' }),
    ],
    bad: [
      {
        patch: { op: 'remove', path: LIFECYCLE },
        fails: ['SBX-CLM-001'],
        place: 'spec.lifecycle',
        found: undefined,
        wanted: 'shutdownTime or ttlSecondsAfterFinished (shutdown_after_seconds of the Python SDK)',
      },
      {
        patch: { op: 'remove', path: UNTIL },
        fails: ['SBX-CLM-001'],
        place: 'spec.lifecycle',
        found: { shutdownPolicy: 'Delete' },
        wanted: 'shutdownTime or ttlSecondsAfterFinished (shutdown_after_seconds of the Python SDK)',
      },
      {
        patch: { op: 'replace', path: UNTIL, value: '2027-01-01T00:00:01Z' },
        fails: ['SBX-CLM-001'],
        place: 'spec.lifecycle.shutdownTime',
        found: '2027-01-01T00:00:01Z',
        wanted: IN_TIME,
      },
      {
        patch: { op: 'replace', path: UNTIL, value: '2026-11-30T23:59:59Z' },
        fails: ['SBX-CLM-001'],
        place: 'spec.lifecycle.shutdownTime',
        found: '2026-11-30T23:59:59Z',
        wanted: IN_TIME,
      },
      {
        patch: { op: 'replace', path: UNTIL, value: '2026-12-10T00:00:00' },
        fails: ['SBX-CLM-001', 'SBX-STR-013'],
        place: 'spec.lifecycle.shutdownTime',
        found: '2026-12-10T00:00:00',
        wanted: MOMENT,
        refused: 'schema',
      },
      {
        object: 3,
        patch: { op: 'replace', path: `${LIFECYCLE}/ttlSecondsAfterFinished`, value: 86401 },
        fails: ['SBX-CLM-001'],
        place: 'spec.lifecycle.ttlSecondsAfterFinished',
        found: 86401,
        wanted: '0 to 86400',
      },
      {
        object: 3,
        patch: { op: 'replace', path: `${LIFECYCLE}/ttlSecondsAfterFinished`, value: -1 },
        fails: ['SBX-CLM-001', 'SBX-STR-013'],
        place: 'spec.lifecycle.ttlSecondsAfterFinished',
        found: -1,
        wanted: '0 to 86400',
        refused: 'schema',
      },
      {
        object: 2,
        patch: { op: 'replace', path: '/spec/podTemplate/spec/restartPolicy', value: 'Always' },
        fails: ['SBX-CLM-001', 'SBX-LIF-003'],
        place: 'spec.lifecycle.ttlSecondsAfterFinished',
        found: 0,
        wanted: 'a shutdownTime too: Pods of team-a-python never end by themselves (restartPolicy: Always)',
      },
    ],
    notApplicable: [CONFIG_MAP, GOOD.pool],
  },
  {
    rule: 'SBX-CLM-002',
    good: [GOOD.claim, claimWith('foreground', { shutdownPolicy: 'DeleteForeground', ttlSecondsAfterFinished: 0 })],
    bad: [
      {
        patch: { op: 'replace', path: `${LIFECYCLE}/shutdownPolicy`, value: 'Retain' },
        fails: ['SBX-CLM-002'],
        place: 'spec.lifecycle.shutdownPolicy',
        found: 'Retain',
        wanted: 'Delete or DeleteForeground',
      },
      {
        patch: { op: 'remove', path: `${LIFECYCLE}/shutdownPolicy` },
        fails: ['SBX-CLM-002'],
        place: 'spec.lifecycle.shutdownPolicy',
        found: undefined,
        wanted: 'Delete or DeleteForeground',
      },
    ],
    notApplicable: [CONFIG_MAP, GOOD.pool, patched(GOOD.claim, { op: 'remove', path: LIFECYCLE })],
  },
  {
    rule: 'SBX-CLM-003',
    good: [GOOD.claim, GOOD.pool, GOOD.template],
    // A template that lets claims set variables is SBX-SEC-004's: see app/claims.test.ts.
    bad: [
      {
        patch: { op: 'add', path: '/spec/env', value: [{ name: 'A', value: 'a' }, { name: 'B', value: 'b' }] },
        fails: ['SBX-CLM-003'],
        place: 'spec.env',
        found: ['A', 'B'],
        wanted: 'none: the template team-a-python lets claims set no variables',
      },
      {
        patch: { op: 'add', path: '/spec/env', value: [{ name: 'A', value: 'a', containerName: 'main' }] },
        fails: ['SBX-CLM-003'],
        place: 'spec.env',
        found: ['A'],
        wanted: 'none: the template team-a-python lets claims set no variables',
      },
    ],
    notApplicable: [CONFIG_MAP, GOOD.claim, GOOD.template],
  },
  {
    rule: 'SBX-CLM-004',
    good: [WITH_METADATA],
    standard: standard(HardeningProfile.custom(
      HardeningProfile.RESTRICTED_V1,
      { name: 'own', claimAnnotationPrefixes: ['sandbox.users.io/', 'example.com/'] },
    )),
    bad: [
      {
        patch: { op: 'add', path: `${METADATA}/annotations/dev.gvisor.flag.host-uds`, value: 'open' },
        fails: ['SBX-CLM-004', 'SBX-ISO-006'],
        place: 'spec.additionalPodMetadata.annotations[dev.gvisor.flag.host-uds]',
        found: 'open',
        wanted: 'a key that begins with sandbox.users.io/, example.com/',
      },
      {
        patch: { op: 'add', path: `${METADATA}/annotations/note`, value: 'sandbox.users.io/' },
        fails: ['SBX-CLM-004'],
        place: 'spec.additionalPodMetadata.annotations[note]',
        found: 'sandbox.users.io/',
        wanted: 'a key that begins with sandbox.users.io/, example.com/',
      },
      {
        patch: { op: 'add', path: `${METADATA}/labels/client-id`, value: 'a' },
        fails: ['SBX-CLM-004'],
        place: 'spec.additionalPodMetadata.labels[client-id]',
        found: 'a',
        wanted: 'a key of sandbox.users.io',
      },
      {
        patch: { op: 'add', path: `${METADATA}/labels/sandbox.users.io`, value: 'a' },
        fails: ['SBX-CLM-004'],
        place: 'spec.additionalPodMetadata.labels[sandbox.users.io]',
        found: 'a',
        wanted: 'a key of sandbox.users.io',
      },
      {
        patch: { op: 'add', path: `${METADATA}/labels/evilsandbox.users.io~1user`, value: 'a' },
        fails: ['SBX-CLM-004'],
        place: 'spec.additionalPodMetadata.labels[evilsandbox.users.io/user]',
        found: 'a',
        wanted: 'a key of sandbox.users.io',
      },
      {
        patch: { op: 'add', path: `${METADATA}/labels/sandbox.users.io.evil.example.com~1user`, value: 'a' },
        fails: ['SBX-CLM-004'],
        place: 'spec.additionalPodMetadata.labels[sandbox.users.io.evil.example.com/user]',
        found: 'a',
        wanted: 'a key of sandbox.users.io',
      },
    ],
    notApplicable: [CONFIG_MAP, GOOD.claim, GOOD.template],
  },
  {
    rule: 'SBX-CLM-005',
    good: [
      GOOD.claim, GOOD.pool, GOOD.template,
      variant(GOOD.claim, 'longest', set('/spec/warmPoolRef/name', 'a'.repeat(253))),
      variant(GOOD.pool, 'longest', set('/spec/sandboxTemplateRef/name', 'a.b-c'.padEnd(253, 'd'))),
    ],
    // What is judged of a closed app is in app/claims.test.ts: other rules would want all of a namespace.
    bad: [
      {
        patch: { op: 'replace', path: '/spec/warmPoolRef/name', value: 'a'.repeat(254) },
        fails: ['SBX-CLM-005'],
        place: 'spec.warmPoolRef.name',
        found: 'a'.repeat(254),
        wanted: 'a name as objects have it, without namespace',
      },
      {
        patch: { op: 'replace', path: '/spec/warmPoolRef/name', value: '' },
        fails: ['SBX-CLM-005'],
        place: 'spec.warmPoolRef.name',
        found: '',
        wanted: 'a name as objects have it, without namespace',
      },
      {
        patch: { op: 'replace', path: '/spec/warmPoolRef/name', value: 'team-a/team-a-python-pool' },
        fails: ['SBX-CLM-005'],
        place: 'spec.warmPoolRef.name',
        found: 'team-a/team-a-python-pool',
        wanted: 'a name as objects have it, without namespace',
      },
      {
        object: 1,
        patch: { op: 'replace', path: '/spec/sandboxTemplateRef/name', value: 'Python' },
        fails: ['SBX-CLM-005'],
        place: 'spec.sandboxTemplateRef.name',
        found: 'Python',
        wanted: 'a name as objects have it, without namespace',
      },
      {
        object: 1,
        patch: { op: 'replace', path: '/spec/sandboxTemplateRef/name', value: 'a'.repeat(254) },
        fails: ['SBX-CLM-005'],
        place: 'spec.sandboxTemplateRef.name',
        found: 'a'.repeat(254),
        wanted: 'a name as objects have it, without namespace',
      },
    ],
    notApplicable: [CONFIG_MAP, GOOD.template],
  },
];
