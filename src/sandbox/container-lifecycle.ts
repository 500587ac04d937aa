import { LifecycleHandler } from './lifecycle-handler';

/** A signal that a program takes as "stop". */
export enum StopSignal {
  /** The usual one. */
  SIGTERM = 'SIGTERM',
  /** What Ctrl-C sends. */
  SIGINT = 'SIGINT',
  /** For some programs: finish what was begun (nginx). */
  SIGQUIT = 'SIGQUIT',
  /** The terminal is gone. */
  SIGHUP = 'SIGHUP',
  /** For a program's own use. */
  SIGUSR1 = 'SIGUSR1',
  /** For a program's own use. */
  SIGUSR2 = 'SIGUSR2',
  /** For some programs: finish what was begun (Apache httpd). */
  SIGWINCH = 'SIGWINCH',
  /** For systemd as the first process: shut down. */
  SIGRTMIN_PLUS_3 = 'SIGRTMIN+3',
  /** At once, without a chance to clean up. */
  SIGKILL = 'SIGKILL',
}

/** What happens around a container's life (`lifecycle`). */
export interface ContainerLifecycle {
  /**
   * What runs right after the start, beside the program (`postStart`). The container is restarted where it fails.
   *
   * @default - nothing
   */
  readonly postStart?: LifecycleHandler;

  /**
   * What runs before the stop signal (`preStop`), within the Pod's termination grace period.
   *
   * @default - nothing
   */
  readonly preStop?: LifecycleHandler;

  /**
   * The signal that asks the program to stop (`stopSignal`). The cluster needs the feature ContainerStopSignals, which wants the Pod to
   * name its operating system (`os.name: linux`).
   *
   * @default - the image's STOPSIGNAL, else SIGTERM
   */
  readonly stopSignal?: StopSignal;
}
