import { Duration, Size } from 'cdk8s';
import { AccessMode } from './volume-claim-template';
import { StorageMedium } from './writable-path';

/** Options of an emptyDir. */
export interface EmptyDirOptions {
  /** The most that it may hold (`sizeLimit`). More gets the Pod evicted; without a limit one sandbox could fill the node. */
  readonly sizeLimit: Size;

  /**
   * What it lies on (`medium`).
   *
   * @default StorageMedium.DISK
   */
  readonly medium?: StorageMedium;
}

/** Options of files that are made by Kubernetes. */
export interface VolumeModeOptions {
  /**
   * The permission bits of the files (`defaultMode`), 0 to 511 (0o777); the manifest shows them as a decimal number.
   *
   * @default - 288 (0440) where a Secret or token is among them, else 292 (0444)
   */
  readonly defaultMode?: number;
}

/** Options of a ConfigMap or Secret as files. */
export interface KeyFilesOptions {
  /**
   * Which keys become files, and where below the mount: key to relative path (`items`), written in the order of the keys.
   *
   * @default - each key, as a file of its name
   */
  readonly items?: { [key: string]: string };

  /**
   * Whether the Pod starts without the files where the object is missing.
   *
   * @default - false: it waits for it
   */
  readonly optional?: boolean;
}

/** Options of a volume that shows a ConfigMap or Secret as files. */
export interface KeyFilesVolumeOptions extends KeyFilesOptions, VolumeModeOptions {}

/** Options of a volume that a CSI driver makes for the Pod alone. */
export interface CsiVolumeOptions {
  /**
   * Whether it is mounted for reading alone.
   *
   * @default true
   */
  readonly readOnly?: boolean;

  /**
   * The file system (`fsType`).
   *
   * @default - the driver's
   */
  readonly fsType?: string;

  /**
   * What the driver wants to know (`volumeAttributes`).
   *
   * @default - nothing
   */
  readonly volumeAttributes?: { [key: string]: string };
}

/** Options of a volume that is an existing claim. */
export interface PersistentVolumeClaimOptions {
  /**
   * Whether it is mounted for reading alone.
   *
   * @default false
   */
  readonly readOnly?: boolean;
}

/** Options of a volume that is provisioned with the Pod and goes with it. */
export interface EphemeralVolumeOptions {
  /** The size that is asked for (`resources.requests.storage`). */
  readonly size: Size;

  /**
   * The StorageClass.
   *
   * @default - the cluster's default class, which the guardrails report: what it is differs between clusters
   */
  readonly storageClassName?: string;

  /**
   * Who may mount it.
   *
   * @default AccessMode.READ_WRITE_ONCE
   */
  readonly accessMode?: AccessMode;
}

/** Options of a ServiceAccount token as a file. */
export interface ServiceAccountTokenOptions {
  /** Whom the token is meant for; never the API server itself, which the guardrails refuse. */
  readonly audience: string;

  /**
   * How long it is valid, 10 minutes or more; the kubelet renews it in time (`expirationSeconds`).
   *
   * @default Duration.hours(1)
   */
  readonly expiration?: Duration;

  /**
   * The file's path below the mount.
   *
   * @default 'token'
   */
  readonly path?: string;
}
