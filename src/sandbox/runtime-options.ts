import { ContainerPort } from './container-port';
import { EnvValue } from './env-value';
import { SandboxImage } from './image';
import { Probe } from './probe';
import { ContainerResources } from './resources';
import { WritablePath } from './writable-path';

/** Options of a runtime whose image upstream publishes. */
export interface RuntimeOptions {
  /**
   * The version of the image, as `1.0.12`. It decides what the image needs to work hardened.
   *
   * @default - the app's release
   */
  readonly version?: string;

  /**
   * The image, where it comes from another registry. It has to be the one that `version` names.
   *
   * @default - upstream's image of the version, with its digest where one is known
   */
  readonly image?: SandboxImage;
}

/** Options of the sandboxd runtime. */
export interface SandboxdRuntimeOptions {
  /** The image: upstream has promoted none up to 1.0.9, and a digest is known for none. */
  readonly image: SandboxImage;

  /**
   * The version of sandboxd in the image. Up to 0.5.6 it listens on loopback alone, where neither probes nor the router reach it: refused.
   *
   * @default - the app's release
   */
  readonly version?: string;
}

/** Properties of a runtime of one's own. */
export interface CustomRuntimeProps {
  /** The image. */
  readonly image: SandboxImage;

  /**
   * The program and its first arguments.
   *
   * @default - the image's ENTRYPOINT
   */
  readonly command?: string[];

  /**
   * Arguments.
   *
   * @default - the image's CMD
   */
  readonly args?: string[];

  /**
   * The folder that the program starts in.
   *
   * @default - the image's WORKDIR
   */
  readonly workingDir?: string;

  /**
   * The ports that the program listens on, the one that the router uses first.
   *
   * @default - none
   */
  readonly ports?: ContainerPort[];

  /**
   * Environment variables by name.
   *
   * @default - none
   */
  readonly env?: { [name: string]: EnvValue };

  /**
   * When the program can be used.
   *
   * @default - that the first port takes TCP connections
   */
  readonly readinessProbe?: Probe;

  /**
   * Folders that the program needs to write to, beside `/tmp` and the workspace.
   *
   * @default - none
   */
  readonly writablePaths?: WritablePath[];

  /**
   * The folder that the program works in; the workspace is mounted there.
   *
   * @default '/workspace'
   */
  readonly workspacePath?: string;

  /**
   * The user that the image's files need, where they can be read by that user alone.
   *
   * @default - the profile's
   */
  readonly user?: number;

  /**
   * Requests and limits that suit the program.
   *
   * @default - the profile's
   */
  readonly resources?: ContainerResources;

  /**
   * Whether the program is a server, which never ends by itself. Claims on it then need an end (`Lifetime.until`).
   *
   * @default - true where it has ports
   */
  readonly server?: boolean;
}
