import { IMAGE_REGISTRY, ImageName, IMAGES, isImageName, officialDigest, ReleaseImage } from './images';
import { compareVersions, lineOf, parseVersion } from './versions';
import { sortedEntries } from '../private/json';
import { Complaint, Place } from '../private/place';

/** Options of a release. */
export interface ReleaseOptions {
  /**
   * Digests of the release's images by the image's name, as `{ 'python-runtime-sandbox': 'sha256:…' }`. Names:
   * `agent-sandbox-controller`, `python-runtime-sandbox`, `chrome-sandbox`, `sandbox-router-go` (from 1.0.0), `sandboxd` (from 1.0.10). They win
   * over the digests that this library knows.
   *
   * @default - the official digests, which are known for 0.5.2 and 0.5.3 (controller, python runtime and chrome); other images are referred
   * to by their tag alone, which the guardrails report
   */
  readonly imageDigests?: { [image: string]: string };
}

// Filled by the constants of the class.
const KNOWN = new Map<string, Release>();
const DIGEST = /^sha256:[0-9a-f]{64}$/;

/**
 * A release of Agent Sandbox: what is installed in the cluster, or is to be. It decides which fields, flags and objects exist; what a
 * release does not know is refused where it is given, with the first release that knows it.
 *
 * All releases here serve the API version `v1beta1`. Those before 0.5.2 are refused: up to 0.4 there is no `v1beta1`, and the managed
 * NetworkPolicy of 0.5.0 and 0.5.1 selects no Pods.
 */
export class Release {
  /** Agent Sandbox 0.5.2, the first release whose managed NetworkPolicy takes effect. */
  public static readonly V0_5_2 = Release.known('0.5.2');
  /** Agent Sandbox 0.5.3. */
  public static readonly V0_5_3 = Release.known('0.5.3');
  /** Agent Sandbox 0.5.4. */
  public static readonly V0_5_4 = Release.known('0.5.4');
  /** Agent Sandbox 0.5.5. */
  public static readonly V0_5_5 = Release.known('0.5.5');
  /** Agent Sandbox 0.5.6, the last of its line known here. */
  public static readonly V0_5_6 = Release.known('0.5.6');
  /** Agent Sandbox 1.0.0, the first without conversion webhook. */
  public static readonly V1_0_0 = Release.known('1.0.0');
  /** Agent Sandbox 1.0.1. */
  public static readonly V1_0_1 = Release.known('1.0.1');
  /** Agent Sandbox 1.0.2, the first with the Pod fields of Kubernetes 1.37. */
  public static readonly V1_0_2 = Release.known('1.0.2');
  /** Agent Sandbox 1.0.3. */
  public static readonly V1_0_3 = Release.known('1.0.3');
  /** Agent Sandbox 1.0.4. */
  public static readonly V1_0_4 = Release.known('1.0.4');
  /** Agent Sandbox 1.0.5. */
  public static readonly V1_0_5 = Release.known('1.0.5');
  /** Agent Sandbox 1.0.6. */
  public static readonly V1_0_6 = Release.known('1.0.6');
  /** Agent Sandbox 1.0.7. WebSockets through its router are broken: a router of this release is refused. */
  public static readonly V1_0_7 = Release.known('1.0.7');
  /** Agent Sandbox 1.0.8. WebSockets through its router are broken: a router of this release is refused. */
  public static readonly V1_0_8 = Release.known('1.0.8');
  /** Agent Sandbox 1.0.9. */
  public static readonly V1_0_9 = Release.known('1.0.9');
  /** Agent Sandbox 1.0.10, the first that publishes sandboxd's image. */
  public static readonly V1_0_10 = Release.known('1.0.10');
  /** Agent Sandbox 1.0.11. */
  public static readonly V1_0_11 = Release.known('1.0.11');
  /** Agent Sandbox 1.0.12, the newest known here, and the default. */
  public static readonly V1_0_12 = Release.known('1.0.12');

  /**
   * A release by its version. A patch version that is newer than the newest known one of its line gets that one's data, and is not
   * `tested`.
   *
   * @param version three numbers, as `1.0.13`, without a leading "v"
   * @param options digests of the release's images
   * @throws an error for a version that is malformed, known to be broken (0.5.0, 0.5.1), older than those or of an unknown line (as 1.1.0),
   * and for a digest that is malformed or of an image that the release does not have
   */
  public static of(version: string, options: ReleaseOptions = {}): Release {
    checkVersion(version);
    const digests = sortedEntries(options.imageDigests ?? {});
    digests.forEach(([image, digest]) => checkDigest(version, image, digest));
    const known = KNOWN.get(version);
    if (known && digests.length === 0) return known;
    return new Release(version, known?.version ?? newestOf(lineOf(version))!, new Map(digests));
  }

  private static known(version: string): Release {
    const release = new Release(version, version, new Map());
    KNOWN.set(version, release);
    return release;
  }

  /** The version: three numbers, as `1.0.12`. */
  public readonly version: string;

  /** The line of releases that share an API: `0.5` (serves v1alpha1 too, by a conversion webhook) or `1.0` (v1beta1 only). */
  public readonly apiLine: string;

  /** Whether this library knows the release; false for a patch version that came later, which is treated as the newest known one. */
  public readonly tested: boolean;

  private constructor(
    version: string,
    /**
     * The version whose data stand for this release.
     *
     * @internal
     */
    public readonly _dataVersion: string,
    private readonly digests: ReadonlyMap<string, string>,
  ) {
    this.version = version;
    this.apiLine = lineOf(version);
    this.tested = version === _dataVersion;
  }

  /**
   * Whether this release is `version` or newer.
   *
   * @internal
   */
  public _atLeast(version: string): boolean {
    return compareVersions(this.version, version) >= 0;
  }

  /**
   * One of the release's images.
   *
   * @internal
   */
  public _image(name: ImageName): ReleaseImage {
    const reference = `${IMAGE_REGISTRY}/${name}:v${this.version}`;
    const digest = this.digests.get(name) ?? officialDigest(name, this.version);
    return digest === undefined ? { reference } : { reference, digest };
  }
}

function newestOf(line: string): string | undefined {
  return [...KNOWN.keys()].filter((version) => lineOf(version) === line).sort(compareVersions).pop();
}

function checkVersion(version: string): void {
  if (!parseVersion(version)) {
    fail('version', { given: version, allowed: 'three numbers, as 1.0.12', fix: 'give the version without a leading "v" and without a suffix' });
  }
  const newest = `Release.V${Release.V1_0_12.version.replace(/\./g, '_')}`;
  const allowed = '0.5.2 and later patch versions of 0.5, 1.0.0 and later patch versions of 1.0';
  if (compareVersions(version, '0.5.0') < 0) {
    fail('version', { given: version, allowed, fix: `upgrade, to ${newest} say: it has no API version v1beta1, the only one that is written here` });
  }
  if (compareVersions(version, '0.5.2') < 0) {
    fail('version', { given: version, allowed, fix: 'upgrade to 0.5.2 or later: the managed NetworkPolicy of 0.5.0 and 0.5.1 selects no Pods' });
  }
  if (newestOf(lineOf(version)) === undefined) {
    fail('version', {
      given: version,
      allowed,
      fix: `take ${newest}, or a version of this library that knows the line ${lineOf(version)}: what exists in it is unknown here`,
    });
  }
}

function checkDigest(version: string, image: string, digest: unknown): void {
  const property = `imageDigests[${image}]`;
  const names = Object.keys(IMAGES).filter((name) => isImageName(name) && compareVersions(IMAGES[name].since, version) <= 0);
  if (!names.includes(image)) {
    fail(property, { given: image, allowed: `an image of release ${version}: ${names.join(', ')}`, fix: 'give one of these names, without registry and tag' });
  }
  if (typeof digest !== 'string' || !DIGEST.test(digest)) {
    fail(property, { given: digest, allowed: 'sha256: and 64 lower-case hex digits', fix: 'give the digest of the image\'s index as the registry shows it' });
  }
}

function fail(property: string, complaint: Complaint): never {
  return Place.named('Release.of').at(property).fail(complaint);
}
