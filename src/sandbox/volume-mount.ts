import { Volume } from './volume';

/** Where a container sees a volume (`volumeMounts[]`). */
export interface VolumeMount {
  /**
   * The folder's absolute path, without "..", "//", ":" or a "/" at the end (`mountPath`). A writable volume cannot lie over system files
   * (`/usr`, `/etc`, `/lib` and the like), since that would undo the read-only root, nor near `/var/run/secrets`; nothing can lie
   * over `/`, `/proc`, `/sys` or `/dev`, except below `/dev/shm`.
   */
  readonly path: string;

  /** The volume. */
  readonly volume: Volume;

  /**
   * Whether the container can read it alone.
   *
   * @default - true for what is read-only by itself (ConfigMaps, Secrets, images and the like), else false
   */
  readonly readOnly?: boolean;

  /**
   * One file or folder of the volume in the place of its root: a relative path without "..". Only of volumes that no sandbox can write
   * to, since a link planted in one could lead out of it.
   *
   * @default - the volume's root
   */
  readonly subPath?: string;
}
