import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { DownwardApiItem } from './downward-api-item';
import { SandboxImage } from './image';
import { MAX_VOLUME_NAME, VOLUME_NAME_REASON } from './paths';
import { ProjectedSource } from './projected-source';
import { downwardItemsOf, keyFilesOf } from './volume-files';
import {
  CsiVolumeOptions, EmptyDirOptions, EphemeralVolumeOptions, KeyFilesVolumeOptions, PersistentVolumeClaimOptions, VolumeModeOptions,
} from './volume-options';
import {
  CLAIM_TEMPLATE, csiOf, emptyDirOf, ephemeralOf, existingClaimOf, filesOf, imageOf, projectedOf, reportDeviation, VolumeContext, VolumeKind,
  VolumeSource,
} from './volume-sources';
import { Deviation, WaiverSink } from './waiver-sink';
import { StorageMedium } from './writable-path';
import type * as manifest from '../../imports/manifests';
import { Place } from '../private/place';
import { checkDnsLabel } from '../private/syntax';
import { WaiverProps } from '../rules/waiver';

/**
 * A volume of the Pod (`volumes[]`). It belongs to the Pod as soon as a container mounts it. Each name is a DNS label that no other volume
 * of the Pod has. Folders of the node (`hostPath`) and file servers in the Pod's own spec (`nfs`, `iscsi` and the like) are not offered.
 */
export class Volume {
  /**
   * An empty folder that goes with the Pod (`emptyDir`). For a folder that one container alone writes to, `writablePaths` is shorter.
   *
   * @param name at most 33 characters, so that gVisor can note it in an annotation
   * @param options size and medium
   */
  public static emptyDir(name: string, options: EmptyDirOptions): Volume {
    return Volume._emptyDir(name, options?.sizeLimit, options?.medium);
  }

  /**
   * The keys of a ConfigMap in the sandbox's namespace as read-only files (`configMap`).
   *
   * @param name the volume's name
   * @param configMap the ConfigMap
   * @param options which keys, their permissions, and whether it may be missing
   */
  public static configMap(name: string, configMap: kplus.IConfigMap, options: KeyFilesVolumeOptions = {}): Volume {
    return new Volume(name, filesOf('configMap', options, (place) => keyFilesOf(place, 'name', 'ConfigMap', configMap, options)));
  }

  /**
   * The keys of a Secret in the sandbox's namespace as read-only files (`secret`), for trusted sidecars alone: a container that runs the
   * user's code cannot mount it.
   *
   * @param name the volume's name
   * @param secret the Secret
   * @param options which keys, their permissions, and whether it may be missing
   */
  public static secret(name: string, secret: kplus.ISecret, options: KeyFilesVolumeOptions = {}): Volume {
    return new Volume(name, filesOf('secret', options, (place) => keyFilesOf(place, 'secretName', 'Secret', secret, options), { trustedOnly: true }));
  }

  /**
   * The keys of a Secret as read-only files (`secret`) that containers running the user's code may mount too: what they can read, that code
   * can send elsewhere.
   *
   * @param name the volume's name
   * @param secret the Secret
   * @param waiver why that is accepted; it lifts SBX-FS-001
   * @param options which keys, their permissions, and whether it may be missing
   */
  public static exposedSecret(name: string, secret: kplus.ISecret, waiver: WaiverProps, options: KeyFilesVolumeOptions = {}): Volume {
    const deviation = new Deviation(waiver, 'SBX-FS-001');
    return new Volume(name, filesOf('secret', options, (place) => keyFilesOf(place, 'secretName', 'Secret', secret, options), { deviation }));
  }

  /**
   * Files of several sources in one read-only folder (`projected`). With a Secret or a token among them, trusted sidecars alone can
   * mount it.
   *
   * @param name the volume's name
   * @param sources at least one; no two files may have the same path
   * @param options the files' permissions
   */
  public static projected(name: string, sources: ProjectedSource[], options: VolumeModeOptions = {}): Volume {
    return new Volume(name, projectedOf(sources, options));
  }

  /**
   * Fields of the Pod as read-only files (`downwardAPI`).
   *
   * @param name the volume's name
   * @param items at least one; no two may have the same path
   * @param options the files' permissions
   */
  public static downwardApi(name: string, items: DownwardApiItem[], options: VolumeModeOptions = {}): Volume {
    return new Volume(name, filesOf('downwardAPI', options, (place) => ({ items: downwardItemsOf(place.at('items'), items) })));
  }

  /**
   * A volume that a CSI driver makes for the Pod (`csi`). Trusted sidecars may mount it; other containers where the profile lists the driver.
   *
   * @param name the volume's name
   * @param driver the driver's name, as `secrets-store.csi.k8s.io`
   * @param options file system and attributes
   */
  public static csi(name: string, driver: string, options: CsiVolumeOptions = {}): Volume {
    return new Volume(name, csiOf(driver, options));
  }

  /**
   * The files of an image, read-only (`image`). The cluster's nodes have to support image volumes. The image is pulled like a container's:
   * once where it is pinned by a digest, else for each Pod.
   *
   * @param name the volume's name
   * @param image the image
   */
  public static image(name: string, image: SandboxImage): Volume {
    return new Volume(name, imageOf(image));
  }

  /**
   * A claim that exists in the sandbox's namespace (`persistentVolumeClaim`). For a Sandbox; in a template it is an error, since all its
   * sandboxes would share one volume.
   *
   * @param name the volume's name
   * @param claimName the claim's name
   * @param options whether it is for reading alone
   */
  public static persistentVolumeClaim(name: string, claimName: string, options: PersistentVolumeClaimOptions = {}): Volume {
    return new Volume(name, existingClaimOf(claimName, options));
  }

  /**
   * A claim that exists and that all sandboxes of a template share: what one user's code writes, that of the next one reads.
   *
   * @param name the volume's name
   * @param claimName the claim's name
   * @param waiver why that is accepted; it lifts SBX-FS-008
   * @param options whether it is for reading alone, which is advisable
   */
  public static sharedPersistentVolumeClaim(
    name: string, claimName: string, waiver: WaiverProps, options: PersistentVolumeClaimOptions = {},
  ): Volume {
    return new Volume(name, existingClaimOf(claimName, options, new Deviation(waiver, 'SBX-FS-008')));
  }

  /**
   * A volume that is provisioned with the Pod and goes with it (`ephemeral`): for more scratch space than nodes have. What shall outlive the
   * Pod belongs into `volumeClaimTemplates`.
   *
   * @param name the volume's name
   * @param options size, class, access mode
   */
  public static ephemeral(name: string, options: EphemeralVolumeOptions): Volume {
    return new Volume(name, ephemeralOf(options));
  }

  /**
   * The volume of one of the sandbox's own `volumeClaimTemplates`, for mounting it. The controller adds it to the Pod.
   *
   * @param name the template's name
   */
  public static claimTemplate(name: string): Volume {
    return new Volume(name, CLAIM_TEMPLATE);
  }

  /**
   * An emptyDir whose size may come from the profile, in canonical form.
   *
   * @internal
   */
  public static _emptyDir(name: string, sizeLimit: Size | string, medium?: StorageMedium): Volume {
    return new Volume(name, emptyDirOf(sizeLimit, medium));
  }

  /** The volume's name. */
  public readonly name: string;

  private constructor(name: string, private readonly source: VolumeSource) {
    this.name = name;
  }

  /** @internal */
  public get _kind(): VolumeKind {
    return this.source.kind;
  }

  /**
   * Whether a mount that is not read-only can be written to.
   *
   * @internal
   */
  public get _writable(): boolean {
    return this.source.writable;
  }

  /**
   * The driver that fills it, which decides who may mount it.
   *
   * @internal
   */
  public get _csiDriver(): string | undefined {
    return this.source.csiDriver;
  }

  /**
   * Whether trusted sidecars alone may mount it.
   *
   * @internal
   */
  public get _trustedOnly(): boolean {
    return this.source.trustedOnly ?? false;
  }

  /**
   * The item of `volumes`, or undefined for a claim template's volume, which the controller adds.
   *
   * @internal
   */
  public _toJson(place: Place, sink: WaiverSink, context: VolumeContext): manifest.Volume | undefined {
    const at = place.at('name');
    const name = this._kind === 'emptyDir' ? checkDnsLabel(at, this.name, MAX_VOLUME_NAME, VOLUME_NAME_REASON) : checkDnsLabel(at, this.name);
    reportDeviation(this.source, place, sink, context, `volumes[name=${name}]`);
    const json = this.source.render(place, context);
    return this._kind === 'claimTemplate' ? undefined : { name, [this._kind]: json };
  }
}
