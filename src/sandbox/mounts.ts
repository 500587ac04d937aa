import { checkAbsolutePath, checkRelativePath, MAX_VOLUME_NAME, VOLUME_NAME_REASON, volumeNameOf } from './paths';
import { Volume } from './volume';
import { VolumeMount } from './volume-mount';
import { VolumeKind } from './volume-sources';
import { WritablePath } from './writable-path';
import type * as manifest from '../../imports/manifests';
import { compact } from '../private/json';
import { Place } from '../private/place';
import { checkBytes } from '../private/quantity';
import { checkDnsLabel } from '../private/syntax';

const SYSTEM = /^\/(?:bin|sbin|usr|lib[^/]*|etc|proc|sys|dev|boot)(?:\/|$)/;
const KERNEL = /^\/(?:proc|sys|dev)(?:\/|$)/;
const SHARED_MEMORY = /^\/dev\/shm(?:\/|$)/;
const TOKENS = '/var/run/secrets';
/** The same folder, where an image has /var/run as a link. Above it, programs keep their process ids. */
const LINKED_TOKENS = /^\/run\/secrets(?:\/|$)/;

/** What Kubernetes itself fills: no sandbox can plant a link there. */
const SEALED: readonly VolumeKind[] = ['configMap', 'secret', 'projected', 'downwardAPI', 'image'];

/** What a mount has to know of its container. */
export interface MountContext {
  /** Whether the container is a trusted sidecar, as opposed to one that runs code of the sandbox's user. */
  readonly trusted: boolean;
  /** Drivers of the profile, whose volumes every container may mount. */
  readonly csiDrivers: readonly string[];
}

/** A mount with the place that it was given at. */
export interface PlacedMount {
  readonly place: Place;
  readonly mount: VolumeMount;
}

/** A writable path as a mount of an emptyDir of its own, `usualSize` being the profile's, in canonical form. */
export function writablePathOf(place: Place, { path, sizeLimit, medium, name }: WritablePath, usualSize: string): PlacedMount {
  checkAbsolutePath(place.at('path'), path);
  const volumeName = name === undefined ? volumeNameOf(path) : checkDnsLabel(place.at('name'), name, MAX_VOLUME_NAME, VOLUME_NAME_REASON);
  const size = sizeLimit === undefined ? usualSize : checkBytes(place.at('sizeLimit'), sizeLimit);
  return { place, mount: { path, volume: Volume._emptyDir(volumeName, size, medium) } };
}

/** An item of `volumeMounts`. */
export function mountOf(place: Place, mount: VolumeMount, { trusted, csiDrivers }: MountContext): manifest.VolumeMount {
  const { volume, subPath } = mount;
  if (!volume) place.at('volume').fail({ given: volume, allowed: 'a Volume', fix: 'give the volume itself, as Volume.configMap(…)' });
  if (volume._csiDriver !== undefined && !trusted && !csiDrivers.includes(volume._csiDriver)) {
    place.at('volume').fail({
      given: `${volume.name}, which the driver ${volume._csiDriver} fills`,
      allowed: `volumes of drivers that the profile lists (${csiDrivers.join(', ') || 'none'}); others in trusted sidecars alone`,
      fix: 'mount it in a sidecar, or list the driver by HardeningProfile.custom(…, { csiDrivers: […] })',
    });
  }
  if (volume._trustedOnly && !trusted) {
    place.at('volume').fail({
      given: `${volume.name}, which holds a Secret or a token`,
      allowed: 'such volumes in trusted sidecars alone',
      fix: 'mount it in a sidecar, or use Volume.exposedSecret with a waiver',
    });
  }
  const path = checkMountPath(place.at('path'), mount.path, volume._writable && !mount.readOnly);
  if (subPath !== undefined && !SEALED.includes(volume._kind)) {
    place.at('subPath').fail({
      given: subPath,
      allowed: 'a subPath of a ConfigMap, Secret, projected, downward API or image volume: in others, sandboxes can plant links',
      fix: 'mount the whole volume, or one volume for each folder',
    });
  }
  return compact<manifest.VolumeMount>({
    name: volume.name,
    mountPath: path,
    readOnly: mount.readOnly ?? (volume._writable ? undefined : true),
    subPath: subPath === undefined ? undefined : checkRelativePath(place.at('subPath'), subPath),
  })!;
}

/** The `volumeMounts` of a container, in the order given; each path once. */
export function mountsOf(mounts: readonly PlacedMount[], context: MountContext): manifest.VolumeMount[] {
  const paths = new Set<string>();
  return mounts.map(({ place, mount }) => {
    const json = mountOf(place, mount, context);
    if (paths.has(mount.path)) {
      place.at('path').fail({ given: mount.path, allowed: 'one mount on each path of a container', fix: 'leave one of them out, or move it' });
    }
    paths.add(mount.path);
    return json;
  });
}

function checkMountPath(place: Place, path: unknown, writable: boolean): string {
  const plain = checkAbsolutePath(place, path);
  const device = SHARED_MEMORY.test(plain);
  if (plain === '/' || (KERNEL.test(plain) && !device)) {
    place.fail({ given: plain, allowed: 'no mount at "/", nor at or below /proc, /sys and /dev except /dev/shm', fix: 'mount it elsewhere' });
  }
  if (writable && (SYSTEM.test(plain) && !device || plain.startsWith(TOKENS) || TOKENS.startsWith(`${plain}/`) || LINKED_TOKENS.test(plain))) {
    place.fail({
      given: plain,
      allowed: `no writable mount at or below /bin, /sbin, /usr, /lib*, /etc and /boot, nor at, above or below ${TOKENS}, nor at or below /run/secrets`,
      fix: 'mount it read-only, or elsewhere, as below /workspace or /tmp',
    });
  }
  return plain;
}
