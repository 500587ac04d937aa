import { Capabilities } from './capabilities';
import { ContainerLifecycle } from './container-lifecycle';
import { ContainerPort } from './container-port';
import { EnvFrom } from './env-from';
import { EnvValue } from './env-value';
import { SandboxImage } from './image';
import { PrivilegeEscalation } from './privilege-escalation';
import { Probe } from './probe';
import { ContainerResources } from './resources';
import { RootFilesystem } from './root-filesystem';
import { RunAs } from './run-as';
import { VolumeMount } from './volume-mount';
import { WritablePath } from './writable-path';

/** What every container of a sandbox has: the main one, sidecars and init containers. */
export interface ContainerOptions {
  /**
   * The program and its first arguments, in the place of the image's entrypoint. No shell is involved.
   *
   * @default - the image's ENTRYPOINT
   */
  readonly command?: string[];

  /**
   * Arguments, in the place of the image's CMD.
   *
   * @default - the image's CMD
   */
  readonly args?: string[];

  /**
   * Environment variables by name. They are written in the order of their names, except that a value that refers to `$(OTHER)` comes after
   * OTHER, since Kubernetes expands only what it has seen.
   *
   * @default - none besides what a runtime and the workspace bring (`HOME`)
   */
  readonly env?: { [name: string]: EnvValue };

  /**
   * Whole ConfigMaps as environment variables.
   *
   * @default - none
   */
  readonly envFrom?: EnvFrom[];

  /**
   * The ports that the program listens on. The router is let in on those of the main container and of sidecars.
   *
   * @default - none
   */
  readonly ports?: ContainerPort[];

  /**
   * The folder that the program starts in, an absolute path.
   *
   * @default - the image's WORKDIR
   */
  readonly workingDir?: string;

  /**
   * CPU, memory and local disk: requests and limits.
   *
   * @default - the profile's, which bound every container
   */
  readonly resources?: ContainerResources;

  /**
   * When the container can be used. A pooled sandbox whose readiness fails once is replaced, so presets and defaults are tolerant.
   *
   * @default - that the first port takes TCP connections, for the main container; none where it has no port, and for others
   */
  readonly readinessProbe?: Probe;

  /**
   * When the container has to be restarted.
   *
   * @default - never: a hung sandbox is replaced, not revived
   */
  readonly livenessProbe?: Probe;

  /**
   * When the container has started; the other probes wait for it.
   *
   * @default - none
   */
  readonly startupProbe?: Probe;

  /**
   * What runs after the start and before the stop.
   *
   * @default - nothing
   */
  readonly lifecycle?: ContainerLifecycle;

  /**
   * Folders that the program may write to, beside `/tmp`: each an emptyDir of its own with a size limit. The root file system is read-only. An
   * entry for `/tmp` changes what it is; one of `mounts` at `/tmp` takes its place.
   *
   * @default - `/tmp` alone
   */
  readonly writablePaths?: WritablePath[];

  /**
   * Volumes and where the container sees them.
   *
   * @default - none besides the writable paths and, in the main container, the workspace
   */
  readonly mounts?: VolumeMount[];

  /**
   * The root file system.
   *
   * @default RootFilesystem.readOnly()
   */
  readonly rootFilesystem?: RootFilesystem;

  /**
   * Linux capabilities. All are dropped first.
   *
   * @default Capabilities.none()
   */
  readonly capabilities?: Capabilities;

  /**
   * Whether a program may get more privileges than its parent (setuid files).
   *
   * @default PrivilegeEscalation.denied()
   */
  readonly privilegeEscalation?: PrivilegeEscalation;
}

/** A container beside the main one. */
export interface SandboxContainerProps extends ContainerOptions {
  /** The container's name, a DNS label that no other container of the Pod has. */
  readonly name: string;

  /** The container's image. */
  readonly image: SandboxImage;

  /**
   * The user and group, where they differ from the Pod's.
   *
   * @default - the Pod's
   */
  readonly runAs?: RunAs;
}
