import { Size } from 'cdk8s';
import { AccessMode } from './volume-claim-template';
import { StorageMedium } from './writable-path';

/** Options of a workspace that lives as long as the Pod. */
export interface EphemeralWorkspaceOptions {
  /**
   * The most that it may hold.
   *
   * @default - the profile's 512Mi
   */
  readonly sizeLimit?: Size;

  /**
   * Whether it lies on the node's disk or in its memory, where it counts into the container's memory limit.
   *
   * @default StorageMedium.DISK
   */
  readonly medium?: StorageMedium;

  /**
   * Where the main container sees it.
   *
   * @default - `/workspace`, or the folder that the runtime works in
   */
  readonly path?: string;
}

/** Options of a workspace that outlives the Pod. */
export interface PersistentWorkspaceOptions {
  /** The size of the volume. */
  readonly size: Size;

  /**
   * The StorageClass.
   *
   * @default - the cluster's default class
   */
  readonly storageClassName?: string;

  /**
   * Who may mount it.
   *
   * @default AccessMode.READ_WRITE_ONCE
   */
  readonly accessMode?: AccessMode;

  /**
   * Where the main container sees it.
   *
   * @default - `/workspace`, or the folder that the runtime works in
   */
  readonly path?: string;
}

/**
 * The folder in which the sandbox's code works. It is writable, and the home of the user (`HOME`), since an unknown user's home is `/`,
 * which is read-only.
 */
export class Workspace {
  /** A workspace that is gone with the Pod: an emptyDir with a size limit. */
  public static ephemeral(options: EphemeralWorkspaceOptions = {}): Workspace {
    return new Workspace('ephemeral', options.path, options, undefined);
  }

  /** A workspace that stays when the sandbox is suspended and its Pod made anew: a volume claim template named `workspace`. */
  public static persistent(options: PersistentWorkspaceOptions): Workspace {
    return new Workspace('persistent', options.path, undefined, options);
  }

  /** No workspace: the program writes to its `writablePaths` alone, and `HOME` is `/tmp`. */
  public static none(): Workspace {
    return new Workspace('none', undefined, undefined, undefined);
  }

  private constructor(
    /** @internal */ public readonly _kind: 'ephemeral' | 'persistent' | 'none',
    /** @internal */ public readonly _path: string | undefined,
    /** @internal */ public readonly _ephemeral: EphemeralWorkspaceOptions | undefined,
    /** @internal */ public readonly _persistent: PersistentWorkspaceOptions | undefined,
  ) {}
}
