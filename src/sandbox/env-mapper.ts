import { EnvFrom } from './env-from';
import { EnvValue } from './env-value';
import { WaiverSink } from './waiver-sink';
import type * as manifest from '../../imports/manifests';
import { byCodeUnit } from '../private/json';
import { Place } from '../private/place';
import { checkEnvName } from '../private/syntax';

type Env = { readonly [name: string]: EnvValue };

/**
 * The `env` of a container, which is `at` in the Pod (`containers[name=main]`): by name, but a variable that refers to another comes after
 * it, since Kubernetes expands only what stands earlier in the list.
 */
export function envOf(place: Place, env: Env, sink: WaiverSink, at: string): manifest.EnvVar[] {
  const names = Object.keys(env).sort(byCodeUnit);
  for (const name of names) checkEnvName(place, name);
  return afterWhatTheyReferTo(place, names, env).map((name) => ({
    name,
    ...env[name]._toJson(place.item(name), sink, `${at}.env[name=${name}]`),
  }));
}

/** The `envFrom` of a container. Its order has a meaning: of equal names the later wins. */
export function envFromOf(place: Place, envFrom: readonly EnvFrom[], sink: WaiverSink, at: string): manifest.EnvFromSource[] {
  return envFrom.map((source, index) => source._toJson(place.item(index), sink, at));
}

function afterWhatTheyReferTo(place: Place, names: readonly string[], env: Env): readonly string[] {
  if (names.every((name) => env[name]._references.length === 0)) return names;
  const waiting = new Set(names);
  const result: string[] = [];
  while (waiting.size > 0) {
    const next = [...waiting].find((name) => !env[name]._references.some((other) => waiting.has(other)));
    if (next === undefined) return failForCycle(place, waiting, env);
    waiting.delete(next);
    result.push(next);
  }
  return result;
}

function failForCycle(place: Place, waiting: ReadonlySet<string>, env: Env): never {
  // From any variable that waits, each step leads to another one that waits: what comes up twice is in the cycle.
  const seen: string[] = [];
  let [name] = waiting;
  while (!seen.includes(name)) {
    seen.push(name);
    name = env[name]._references.find((other) => waiting.has(other))!;
  }
  const cycle = [...seen.slice(seen.indexOf(name)), name];
  return place.item(name).fail({
    given: cycle.join(' -> '),
    allowed: 'references to variables that do not refer back: Kubernetes expands only what stands earlier, and nothing that the image sets',
    fix: `write the value of ${name} out, or "$$(…)" where no reference is meant`,
  });
}
