import { Duration } from 'cdk8s';
import { commandOf } from './command';
import type * as manifest from '../../imports/manifests';
import { Place } from '../private/place';
import { checkSeconds } from '../private/time';

const MAX_INT32 = 2147483647;

/**
 * What runs after a container's start or before its stop (`postStart`, `preStop`). Requests by HTTP or TCP are not offered: the node would
 * make them.
 */
export class LifecycleHandler {
  /**
   * A program in the container (`exec`).
   *
   * @param command the program and its arguments; no shell is involved
   */
  public static exec(command: string[]): LifecycleHandler {
    return new LifecycleHandler((place) => ({ exec: { command: commandOf(place.at('command'), command) } }));
  }

  /**
   * A pause (`sleep`, Kubernetes 1.30), as servers need before they stop so that no new request reaches them.
   *
   * @param duration whole seconds of at least 1, at most the Pod's termination grace period
   */
  public static sleep(duration: Duration): LifecycleHandler {
    return new LifecycleHandler((place, grace) => ({
      sleep: {
        seconds: checkSeconds(place.at('duration'), duration, 1, grace ?? MAX_INT32, 'give whole seconds within the termination grace period'),
      },
    }));
  }

  private constructor(private readonly render: (place: Place, graceSeconds?: number) => manifest.LifecycleHandler) {}

  /** @internal */
  public _toJson(place: Place, graceSeconds?: number): manifest.LifecycleHandler {
    return this.render(place, graceSeconds);
  }
}
