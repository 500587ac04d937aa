import { Size } from 'cdk8s';

/** What an emptyDir lies on. */
export enum StorageMedium {
  /** The node's disk; it counts into the container's limit of local disk. */
  DISK = '',
  /** The node's memory (tmpfs); it counts into the container's memory limit, so keep it below half of that. */
  MEMORY = 'Memory',
}

/** A folder that a container may write to, although its root file system is read-only: an emptyDir of its own, mounted there. */
export interface WritablePath {
  /** The folder's absolute path, without "..", "//" or a "/" at the end; not where system files, devices or tokens lie. */
  readonly path: string;

  /**
   * The most that it may hold (`emptyDir.sizeLimit`). More gets the Pod evicted.
   *
   * @default - the profile's 256Mi
   */
  readonly sizeLimit?: Size;

  /**
   * What it lies on (`emptyDir.medium`).
   *
   * @default StorageMedium.DISK
   */
  readonly medium?: StorageMedium;

  /**
   * The volume's name, a DNS label of at most 33 characters. Give it where two paths would lead to one name.
   *
   * @default - from the path: `/var/cache/x` becomes `var-cache-x`, with a hash at the end where that is too long
   */
  readonly name?: string;
}
