import { bad } from './bad';
import { mounted } from './fs-objects';
import { SERVED_POD, set, SIDECAR, unset, variant, withDebugger } from './made';
import { CONFIG_MAP, GOOD, MAIN, POD, RuleCase, standard } from './support';
import { HardeningProfile } from '../../../src';
import { JsonObject } from '../../../src/private/json';
import { DIGEST } from '../app';

const OTHER_DIGEST = `sha256:${'f'.repeat(64)}`;
const IMAGE = 'containers[name=main].image';

/** Another image of the main container, of a template that pulls images anew, so that the image is the only thing wrong. */
const PULLING = variant(GOOD.template, 'pulling', set(`${MAIN}/imagePullPolicy`, 'Always'), set(`${SIDECAR}/imagePullPolicy`, 'Always'));
const withImage = (name: string, image: string): JsonObject => variant(PULLING, name, set(`${MAIN}/image`, image));
const byDigest = ['localhost/app', 'registry.example.com:5000/team/app', 'registry.example.com/team/app:latest', 'docker.io/library/python:3.12', '[2001:db8::1]:5000/app']
  .map((image, index) => withImage(`digest-${index}`, `${image}@${index === 0 ? OTHER_DIGEST : DIGEST}`));

const DIGESTED = 'host/path[:tag]@sha256:<64 lower-case hex digits>';

/** Several registries that move no tags. */
const IMMUTABLE = ['registry.k8s.io', 'docker.io/library', 'docker.io/team', 'mirror.example.com/docker.io/library'];
const FIXED_TAGS = standard(HardeningProfile.custom(HardeningProfile.RESTRICTED_V1, { immutableTagRegistries: IMMUTABLE }));

const PINNED: RuleCase = {
  rule: 'SBX-IMG-001',
  standard: FIXED_TAGS,
  good: [PULLING, ...byDigest, GOOD.sandbox, SERVED_POD],
  bad: [
    ...[
      'registry.example.com/team/app:3.12', 'registry.example.com:5000/app:main-3f2a1c9', 'registry.k8s.io.example.com/pause:3.10', 'registry.k8s.io/pause:release',
      'evil/python:3.12', 'docker.io/evil/python:3.12', '', `team/localhost/app@${DIGEST}`, 'registry.k8s.io/pause@sha256:0123', 'registry.k8s.io/pause:3@sha256:0123',
      'example.com/registry.k8s.io/pause:3', 'example.com/docker.io/python:3', 'mirror.example.com/docker.io/python:3', `python@${DIGEST}`, `team/python@${DIGEST}`, `registry.example.com/team/app@${DIGEST.slice(0, -1)}`, `registry.example.com/team/app@${DIGEST}0`,
      `registry.example.com/team/app@${DIGEST.toUpperCase()}`, `registry.example.com/app@${DIGEST}@${DIGEST}`,
      'registry.example.com/team/latest:1', 'registry.k8s.io/latest-app:x1',
    ].map((image) => bad('SBX-IMG-001', set(`${MAIN}/image`, image), IMAGE, image, DIGESTED)),
    bad('SBX-IMG-001', unset(`${MAIN}/image`), IMAGE, undefined, DIGESTED),
    bad('SBX-IMG-001', set(`${SIDECAR}/image`, 'registry.example.com/broker:1'), 'initContainers[name=broker].image', 'registry.example.com/broker:1', DIGESTED),
    bad('SBX-IMG-001', withDebugger(() => ({ image: 'registry.example.com/debug:1', imagePullPolicy: 'Always' })), 'ephemeralContainers[name=debugger].image',
      'registry.example.com/debug:1', DIGESTED, { fails: ['SBX-STR-010'] }),
  ],
  notApplicable: [CONFIG_MAP, GOOD.claim],
};

const REGISTRIES = ['registry.example.com/team', 'docker.io/library', 'docker.io/team', 'gcr.io', 'mirror.example.com/docker.io/library'];
const LISTED = standard(HardeningProfile.custom(HardeningProfile.RESTRICTED_V1, { registries: REGISTRIES, immutableTagRegistries: IMMUTABLE }));
const BELOW = `an image below one of ${REGISTRIES.join(', ')}`;
/** Where images are named, in the first two of the good objects. */
const BOTH = [
  { object: 0, path: `${MAIN}/image`, place: IMAGE },
  { object: 1, path: `${POD}/volumes/4/image/reference`, place: 'volumes[name=extra].image.reference' },
] as const;
const MODELS = (name: string, reference: string): JsonObject => mounted(name, { image: { reference } });

const ALLOWED: RuleCase = {
  rule: 'SBX-IMG-002',
  standard: LISTED,
  good: [
    PULLING,
    MODELS('models', `registry.example.com/team/models@${DIGEST}`),
    ...['docker.io/library/python', 'docker.io/python', 'docker.io/team/app', 'gcr.io/any/app'].flatMap((image, index) => [
      withImage(`image-${index}`, `${image}@${DIGEST}`), MODELS(`models-${index}`, `${image}@${DIGEST}`),
    ]),
    mounted('settings', { configMap: { name: 'settings' } }),
    SERVED_POD,
  ],
  bad: BOTH.flatMap(({ object, path, place }) => [
    ...[
      'registry.example.com/team-evil/app', 'registry.example.com.evil.example/team/app', 'registry.example.com:5000/team/app', 'docker.io/evil/python', 'gcr.io.example/app',
      'localhost/registry.example.com/team/app', 'library.example/python', 'localhost/gcr.io/app', 'localhost/docker.io/python', 'mirror.example.com/docker.io/python',
    ].map((image) => bad('SBX-IMG-002', set(path, `${image}@${DIGEST}`), place, `${image}@${DIGEST}`, BELOW, { object })),
    // What has no registry is Docker's, where a folder is somebody's own.
    bad('SBX-IMG-002', set(path, `evil/python@${DIGEST}`), place, `evil/python@${DIGEST}`, BELOW, { object, fails: [object === 0 ? 'SBX-IMG-001' : 'SBX-FS-011'] }),
  ]),
  notApplicable: [CONFIG_MAP],
};

/** What Docker takes for its own is found by the profile, if not by everybody who reads it. */
const SHORT: RuleCase = {
  rule: 'SBX-IMG-001',
  standard: LISTED,
  good: [PULLING, MODELS('models', `gcr.io/models@${DIGEST}`)],
  bad: ['team/app', 'team/localhost/app', 'python'].map((image) => bad('SBX-IMG-001', set(`${MAIN}/image`, `${image}@${DIGEST}`), IMAGE, `${image}@${DIGEST}`, DIGESTED)),
  notApplicable: [CONFIG_MAP],
};

const SHORT_VOLUME: RuleCase = {
  rule: 'SBX-FS-011',
  standard: LISTED,
  good: SHORT.good,
  bad: ['team/app', 'team/localhost/app', 'python'].map((image) => bad('SBX-FS-011', set(BOTH[1].path, `${image}@${DIGEST}`), BOTH[1].place, `${image}@${DIGEST}`, DIGESTED,
    { object: 1 })),
  notApplicable: [CONFIG_MAP],
};

const ANEW = 'Always, since the image has no digest';

const PULLED: RuleCase = {
  rule: 'SBX-IMG-003',
  good: [PULLING, GOOD.sandbox, variant(GOOD.template, 'silent', unset(`${MAIN}/imagePullPolicy`)), SERVED_POD],
  bad: [
    bad('SBX-IMG-003', set(`${MAIN}/imagePullPolicy`, 'Never'), 'containers[name=main].imagePullPolicy', 'Never', 'IfNotPresent or Always'),
    bad('SBX-IMG-003', set(`${SIDECAR}/imagePullPolicy`, 'Never'), 'initContainers[name=broker].imagePullPolicy', 'Never', 'IfNotPresent or Always', { object: 1 }),
    bad('SBX-IMG-003', set(`${MAIN}/image`, 'registry.example.com/team/app:1'), 'containers[name=main].imagePullPolicy', 'IfNotPresent', ANEW,
      { object: 1, fails: ['SBX-IMG-001'] }),
    bad('SBX-IMG-003', set(`${MAIN}/image`, 'registry.example.com/team/app:latest'), 'containers[name=main].imagePullPolicy', undefined, ANEW,
      { object: 2, fails: ['SBX-IMG-004'] }),
    ...[`registry.example.com/team/app@${DIGEST}0`, `team/localhost/app@${DIGEST}`].map((image) => bad('SBX-IMG-003', set(`${MAIN}/image`, image),
      'containers[name=main].imagePullPolicy', 'IfNotPresent', ANEW, { object: 1, fails: ['SBX-IMG-001'] })),
    // One finding, though nothing is right.
    bad('SBX-IMG-003', { op: 'replace', path: '/spec', value: variant(PULLING, 'never', set(`${MAIN}/image`, ''), set(`${MAIN}/imagePullPolicy`, 'Never')).spec },
      'containers[name=main].imagePullPolicy', 'Never', ANEW, { fails: ['SBX-IMG-001'] }),
  ],
  notApplicable: [CONFIG_MAP],
};

const VERSIONED = 'a digest, or at least the tag of a version';

const FIXED: RuleCase = {
  rule: 'SBX-IMG-004',
  good: [PULLING, ...byDigest, GOOD.sandbox, SERVED_POD],
  bad: [
    ...[
      'registry.example.com/team/app:latest', 'registry.example.com/team/app:Latest', 'registry.example.com/app:main', 'registry.example.com/app:dev',
      'registry.example.com/app:nightly', 'registry.example.com/app:latest-gpu', 'registry.example.com/app:stable-slim-gpu', 'registry.example.com/team/app',
      'registry.example.com:5000/app', 'registry.k8s.io/pause:master', 'python:edge', 'python',
    ].map((image) => bad('SBX-IMG-004', set(`${MAIN}/image`, image), IMAGE, image, VERSIONED)),
    bad('SBX-IMG-004', set(`${SIDECAR}/image`, 'registry.example.com/broker'), 'initContainers[name=broker].image', 'registry.example.com/broker', VERSIONED),
  ],
  notApplicable: [CONFIG_MAP],
};

const PULL_SECRETS = variant(
  mounted('private', { secret: { secretName: 'credentials', defaultMode: 288 } }, SIDECAR, { readOnly: true }), 'private',
  set(`${POD}/imagePullSecrets`, [{ name: 'registry' }, { name: 'mirror' }]),
  set(`${POD}/volumes/-`, { name: 'joined', projected: { sources: [{ secret: { name: 'credentials' } }, { configMap: { name: 'registry' } }], defaultMode: 288 } }),
);
const UNSEEN = 'a Secret that no volume shows';

const SECRETS: RuleCase = {
  rule: 'SBX-IMG-005',
  good: [PULL_SECRETS],
  bad: [
    bad('SBX-IMG-005', set(`${POD}/imagePullSecrets/-`, {}), 'imagePullSecrets[2].name', undefined, 'the name of a Secret'),
    bad('SBX-IMG-005', set(`${POD}/imagePullSecrets/-`, { name: '' }), 'imagePullSecrets[name=].name', '', 'the name of a Secret'),
    bad('SBX-IMG-005', set(`${POD}/volumes/4/secret/secretName`, 'mirror'), 'imagePullSecrets[name=mirror].name', 'mirror', UNSEEN),
    bad('SBX-IMG-005', set(`${POD}/volumes/5/projected/sources/0/secret/name`, 'registry'), 'imagePullSecrets[name=registry].name', 'registry', UNSEEN),
  ],
  notApplicable: [CONFIG_MAP, GOOD.template],
};

const BEHIND = `${DIGESTED}: the digest is missing`;

const RELEASES: RuleCase = {
  rule: 'SBX-IMG-006',
  standard: FIXED_TAGS,
  good: [
    PULLING, MODELS('models', `gcr.io/models@${DIGEST}`), withImage('digested', `registry.k8s.io/app:v1.0.12@${DIGEST}`), mounted('settings', { configMap: { name: 'settings' } }),
    SERVED_POD,
  ],
  bad: [
    ...BOTH.flatMap(({ object, path, place }) => [
      'docker.io/library/python:3.12', 'docker.io/python:v3', 'python:3-slim', 'team/app:1', 'team/localhost/app:1', 'registry.k8s.io/agent-sandbox/app:v1.0.12',
    ].map((image) => bad('SBX-IMG-006', set(path, image), place, image, BEHIND, { object }))),
    bad('SBX-IMG-006', set(`${SIDECAR}/image`, 'docker.io/library/redis:8'), 'initContainers[name=broker].image', 'docker.io/library/redis:8', BEHIND),
  ],
  notApplicable: [CONFIG_MAP],
};

export const IMG_CASES: readonly RuleCase[] = [PINNED, ALLOWED, SHORT, SHORT_VOLUME, PULLED, FIXED, SECRETS, RELEASES];
