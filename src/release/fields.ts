import { IMAGES } from './images';
import { Release } from './release';
import { compareVersions } from './versions';
import { Place } from '../private/place';

/** Where a fact comes from: a file that was read, a release note, a pull request or an issue. What was only inferred is not in the table. */
type Evidence = 'file' | 'note' | 'issue';

/** Something that not every release has. */
interface Feature {
  /** The first release that has it. */
  readonly since: string;

  readonly evidence: Evidence;

  /** Later releases in which it does not work. */
  readonly broken?: { readonly from: string; readonly before: string; readonly why: string };
}

/**
 * What PodSpec and PersistentVolumeClaimSpec of Kubernetes 1.37 (k8s.io/api 0.37) have beyond 1.36. The CRDs embed these types, so that a
 * server with older CRDs prunes the fields silently. `Container` stands for all three lists of containers, `Probe` for the three probes,
 * `LifecycleHandler` for postStart and preStop.
 */
export const POD_FIELDS_OF_0_37 = [
  'PodSpec.evictionResponders',
  'Container.volumeMounts[].bindMountOptions',
  'Probe.grpc.mode',
  'Probe.httpGet.protocol',
  'LifecycleHandler.httpGet.protocol',
  'Volume.emptyDir.mode',
  'Volume.configMap.defaultUser',
  'Volume.configMap.items[].user',
  'Volume.downwardAPI.defaultUser',
  'Volume.downwardAPI.items[].user',
  'Volume.projected.defaultUser',
  'Volume.projected.sources[].clusterTrustBundle.user',
  'Volume.projected.sources[].configMap.items[].user',
  'Volume.projected.sources[].downwardAPI.items[].user',
  'Volume.projected.sources[].podCertificate.user',
  'Volume.projected.sources[].secret.items[].user',
  'Volume.projected.sources[].serviceAccountToken.user',
  'Volume.secret.defaultUser',
  'Volume.secret.items[].user',
] as const;

/** The first release whose CRDs embed the Pod API of Kubernetes 1.37. */
const FIRST_WITH_0_37 = '1.0.2';

/**
 * Fields and features with the first release that has them. Rows older than 0.5.2, the oldest release supported, refuse nothing; they
 * stand here as evidence that these fields may be written for every release.
 */
const TABLE = {
  'Sandbox.spec.operatingMode': { since: '0.5.0', evidence: 'file' },
  'Sandbox.spec.service': { since: '0.4.6', evidence: 'file' },
  'SandboxTemplate.spec.networkPolicyManagement': { since: '0.2.1', evidence: 'file' },
  'SandboxTemplate.spec.envVarsInjectionPolicy': { since: '0.4.0', evidence: 'file' },
  'SandboxTemplate.spec.volumeClaimTemplates': { since: '0.4.3', evidence: 'file' },
  'SandboxTemplate.spec.volumeClaimTemplatesPolicy': { since: '0.5.0', evidence: 'file' },
  'SandboxClaim.spec.warmPoolRef': { since: '0.5.0', evidence: 'file' },
  'SandboxClaim.spec.volumeClaimTemplates': { since: '0.5.0', evidence: 'file' },
  'SandboxClaim.spec.lifecycle.ttlSecondsAfterFinished': { since: '0.4.3', evidence: 'file' },
  'SandboxClaim.spec.additionalPodMetadata': { since: '0.4.0', evidence: 'file' },
  'SandboxClaim.spec.env': { since: '0.4.0', evidence: 'file' },
  'SandboxClaim.status.sandbox.serviceFQDN': { since: '1.0.0', evidence: 'file' },
  'SandboxWarmPool.spec.updateStrategy': { since: '0.4.0', evidence: 'file' },
  // Required before, so that a pool which an autoscaler sizes could not leave it out.
  'SandboxWarmPool.spec.replicas left out': { since: '0.5.1', evidence: 'file' },
  // Overrides the controller's flag and ConfigMap; at least 30.
  'SandboxWarmPool.spec.readinessGracePeriodSeconds': { since: '1.0.12', evidence: 'note' },

  // Behaviour that constructs and documentation rely on.
  'the server refuses changed volumeClaimTemplates of a Sandbox': { since: '0.5.3', evidence: 'file' },
  'pools do not create more members than asked for': { since: '0.5.4', evidence: 'issue' },
  'pools with strategy Recreate hand out no stale member': { since: '0.5.6', evidence: 'issue' },
  // The release of this one is disputed: the pull request was meant for 1.0.0, the notes of 1.0.6 name it. The later one is taken.
  'the label agents.x-k8s.io/claim-uid reaches the Pod': { since: '1.0.6', evidence: 'note' },

  // Before, the image's base folder /app is hard-coded.
  'SANDBOX_BASE_DIR of python-runtime-sandbox': { since: '1.0.0', evidence: 'file' },
  'SANDBOX_EXEC_TIMEOUT_SECONDS of python-runtime-sandbox': { since: '1.0.0', evidence: 'file' },
  'the image sandboxd': { since: IMAGES.sandboxd.since, evidence: 'note' },
  // 0.5.6 binds 127.0.0.1 alone, which neither probes nor the router reach.
  'sandboxd listening on all addresses': { since: '1.0.0', evidence: 'file' },
  'the router': {
    since: IMAGES['sandbox-router-go'].since,
    evidence: 'file',
    broken: { from: '1.0.7', before: '1.0.9', why: 'WebSockets through it are broken' },
  },
  'gRPC through the router': { since: '1.0.9', evidence: 'note' },
  'scoped router tokens verified by public keys': { since: '1.0.2', evidence: 'note' },
} as const satisfies { readonly [name: string]: Feature };

/** The name of a field or feature that not every release has. */
export type Field = keyof typeof TABLE | typeof POD_FIELDS_OF_0_37[number];

/** All fields and features by name. */
export const FIELDS: { readonly [name in Field]: Feature } = {
  ...TABLE,
  ...Object.fromEntries(POD_FIELDS_OF_0_37.map((field) => [field, { since: FIRST_WITH_0_37, evidence: 'file' }])) as PodFeatures,
};
type PodFeatures = { [name in typeof POD_FIELDS_OF_0_37[number]]: Feature };

/** Whether a release has a field or feature, and it works. */
export function hasField(release: Release, field: Field): boolean {
  return release._atLeast(FIELDS[field].since) && !isBroken(release, field);
}

/** Refuses the value `given` at `place` where the release does not know the field that it is written to. */
export function requireField(place: Place, release: Release, field: Field, given: unknown): void {
  const { since, broken } = FIELDS[field];
  if (!release._atLeast(since)) {
    place.fail({
      given,
      allowed: `nothing with release ${release.version}: "${field}" came with ${since}`,
      fix: `configure ${constantOf(since)} or a later release, or leave it out`,
    });
  }
  if (broken && isBroken(release, field)) {
    place.fail({
      given,
      allowed: `nothing with release ${release.version}: in "${field}" of the releases from ${broken.from} to before ${broken.before} ${broken.why}`,
      fix: `configure ${constantOf(broken.before)} or a later release`,
    });
  }
}

/** The minor version of k8s.io/api whose PodSpec the release's CRDs embed. */
export function podApiOf(release: Release): '0.36' | '0.37' {
  return release._atLeast(FIRST_WITH_0_37) ? '0.37' : '0.36';
}

function isBroken(release: Release, field: Field): boolean {
  const { broken } = FIELDS[field];
  return broken !== undefined && release._atLeast(broken.from) && compareVersions(release.version, broken.before) < 0;
}

function constantOf(version: string): string {
  return `Release.V${version.replace(/\./g, '_')}`;
}
