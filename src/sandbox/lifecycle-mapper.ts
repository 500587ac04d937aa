import { ContainerLifecycle, StopSignal } from './container-lifecycle';
import type * as manifest from '../../imports/manifests';
import { compact } from '../private/json';
import { Place } from '../private/place';
import { checkOneOf } from '../private/syntax';

/** The `lifecycle` of a container, or undefined where nothing is said. A handler may not take longer than the Pod has time to end. */
export function lifecycleOf(place: Place, lifecycle: ContainerLifecycle, graceSeconds?: number): manifest.Lifecycle | undefined {
  const { postStart, preStop, stopSignal } = lifecycle;
  return compact<manifest.Lifecycle>({
    postStart: postStart?._toJson(place.at('postStart'), graceSeconds),
    preStop: preStop?._toJson(place.at('preStop'), graceSeconds),
    stopSignal: stopSignal === undefined ? undefined : checkOneOf(place.at('stopSignal'), stopSignal, Object.values(StopSignal)),
  });
}
