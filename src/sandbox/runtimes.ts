import { Size } from 'cdk8s';
import { Protocol } from './container-port';
import { EnvValue } from './env-value';
import { SandboxImage } from './image';
import { Probe } from './probe';
import { CustomRuntimeProps } from './runtime-options';
import { ConfigurationError, Place } from '../private/place';
import { hasField } from '../release/fields';
import { ImageName } from '../release/images';
import { Release } from '../release/release';

/** What a runtime brings to a Pod: defaults of the main container, and what surrounds it. */
export interface RuntimeBinding extends CustomRuntimeProps {
  readonly server: boolean;
  /** A folder of the image that has to be copied into the workspace before the program starts. */
  readonly seedFrom?: string;
  /** The environment variable by which the program is told its workspace. Without one, the workspace has to be at `workspacePath`. */
  readonly workspaceVariable?: string;
}

export function bindPython(place: Place, appRelease: Release, version: string | undefined, image: SandboxImage | undefined): RuntimeBinding {
  const release = releaseOf(place, appRelease, version);
  const common = {
    image: image ?? imageOf(release, 'python-runtime-sandbox'),
    ports: [{ name: 'http', port: 8888, protocol: Protocol.TCP }],
    readinessProbe: Probe.httpGet('/'),
    // Saves writes beside read-only sources that fail.
    env: { PYTHONDONTWRITEBYTECODE: EnvValue.literal('1') },
    server: true,
  };
  return hasField(release, 'SANDBOX_BASE_DIR of python-runtime-sandbox')
    ? { ...common, workspacePath: '/workspace', workspaceVariable: 'SANDBOX_BASE_DIR' }
    : { ...common, workspacePath: '/app', seedFrom: '/app' };
}

export function bindSandboxd(place: Place, appRelease: Release, version: string | undefined, image: SandboxImage): RuntimeBinding {
  const release = releaseOf(place, appRelease, version);
  if (!hasField(release, 'sandboxd listening on all addresses')) {
    place.at('version').fail({
      given: release.version,
      allowed: '1.0.0 or later: before, sandboxd listens on loopback alone, where neither probes nor the router reach it',
      fix: 'use an image of a later version and say so by "version"',
    });
  }
  return {
    image,
    ports: [{ name: 'http', port: 8080, protocol: Protocol.TCP }, { name: 'grpc', port: 9090, protocol: Protocol.TCP }],
    readinessProbe: Probe.httpGet('/v1/health'),
    workspacePath: '/workspace',
    server: true,
  };
}

export function bindChrome(place: Place, appRelease: Release, version: string | undefined, image: SandboxImage | undefined): RuntimeBinding {
  return {
    image: image ?? imageOf(releaseOf(place, appRelease, version), 'chrome-sandbox'),
    ports: [{ name: 'devtools', port: 9222, protocol: Protocol.TCP }],
    readinessProbe: Probe.tcpSocket(),
    // Profile and X11 sockets lie in /tmp; the image's own home belongs to a user whom it knows by name only.
    env: { HOME: EnvValue.literal('/tmp') },
    writablePaths: [{ path: '/tmp', sizeLimit: Size.mebibytes(512) }],
    // More than the profile's default, since a browser holds whole pages in memory; not measured.
    resources: { memoryLimit: Size.gibibytes(1) },
    server: true,
  };
}

function releaseOf(place: Place, appRelease: Release, version: string | undefined): Release {
  // The app's own release may know digests that one made from its version would not.
  if (version === undefined || version === appRelease.version) return appRelease;
  try {
    return Release.of(version);
  } catch (error) {
    if (error instanceof ConfigurationError) place.at('version').fail(error.complaint);
    throw error;
  }
}

function imageOf(release: Release, name: ImageName): SandboxImage {
  const { reference, digest } = release._image(name);
  return digest === undefined ? SandboxImage.fromTag(reference) : SandboxImage.fromDigest(`${reference}@${digest}`);
}
