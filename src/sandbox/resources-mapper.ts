import { ContainerResources } from './resources';
import { Place } from '../private/place';
import { checkBytes, compareQuantities } from '../private/quantity';
import { HardeningProfile } from '../profile/hardening-profile';

/** What a container gets where it says nothing, as canonical quantities. */
export interface ResourceDefaults {
  readonly cpuRequest: string;
  readonly cpuLimit: string;
  /** Whether a given CPU limit raises the request too, since a guest is sized from its requests. */
  readonly cpuGuaranteed: boolean;
  readonly memory: string;
  readonly ephemeralStorage: string;
}

/** The `resources` of a container. */
export interface ResourcesJson {
  readonly requests: { readonly [resource: string]: string };
  readonly limits: { readonly [resource: string]: string };
}

/** Request and limit of one resource. */
interface Amounts {
  readonly request: string;
  readonly limit: string;
}

/** What a profile gives to a container that says nothing: other CPU where the Pod's guest is sized from it. */
export function defaultsOf(profile: HardeningProfile, sizesGuest: boolean): ResourceDefaults {
  return {
    cpuRequest: sizesGuest ? profile.guestCpuRequest : profile.cpuRequest,
    cpuLimit: sizesGuest ? profile.guestCpuLimit : profile.cpuLimit,
    cpuGuaranteed: sizesGuest,
    memory: profile.memory,
    ephemeralStorage: profile.ephemeralStorage,
  };
}

/** The requests and limits of a container. Ceilings are judged by the guardrails, on the final manifest. */
export function resourcesOf(place: Place, props: ContainerResources | undefined, defaults: ResourceDefaults): ResourcesJson {
  const cpu = cpuOf(place, props ?? {}, defaults);
  const memory = guaranteed(place, props ?? {}, 'memoryRequest', 'memoryLimit', defaults.memory);
  const storage = guaranteed(place, props ?? {}, 'ephemeralStorageRequest', 'ephemeralStorageLimit', defaults.ephemeralStorage);
  return {
    requests: { 'cpu': cpu.request, 'memory': memory.request, 'ephemeral-storage': storage.request },
    limits: { 'cpu': cpu.limit, 'memory': memory.limit, 'ephemeral-storage': storage.limit },
  };
}

/** CPU may burst; a limit below the usual request lowers the request, while a request never raises the limit: that has to be said. */
function cpuOf(place: Place, props: ContainerResources, defaults: ResourceDefaults): Amounts {
  const limit = props.cpuLimit?._toJson(place.at('cpuLimit')) ?? defaults.cpuLimit;
  const asLimit = defaults.cpuGuaranteed && props.cpuLimit !== undefined;
  const usual = asLimit || compareQuantities(defaults.cpuRequest, limit) > 0 ? limit : defaults.cpuRequest;
  const request = props.cpuRequest?._toJson(place.at('cpuRequest')) ?? usual;
  return ordered(place, 'cpuRequest', 'cpuLimit', { request, limit }, props.cpuLimit === undefined);
}

/** Memory and disk: whichever of the two is given says the other. */
function guaranteed(
  place: Place, props: ContainerResources,
  requestKey: 'memoryRequest' | 'ephemeralStorageRequest', limitKey: 'memoryLimit' | 'ephemeralStorageLimit', usual: string,
): Amounts {
  const bytes = (key: typeof requestKey | typeof limitKey) => (props[key] === undefined ? undefined : checkBytes(place.at(key), props[key]));
  const request = bytes(requestKey);
  const limit = bytes(limitKey);
  return ordered(place, requestKey, limitKey, { request: request ?? limit ?? usual, limit: limit ?? request ?? usual }, false);
}

function ordered(place: Place, requestKey: string, limitKey: string, amounts: Amounts, usualLimit: boolean): Amounts {
  if (compareQuantities(amounts.request, amounts.limit) > 0) {
    place.at(requestKey).fail({
      given: amounts.request,
      allowed: `at most ${limitKey}, which is ${amounts.limit}${usualLimit ? ' by default' : ''}`,
      fix: `lower ${requestKey} or raise ${limitKey}`,
    });
  }
  return amounts;
}
