import { EnvFrom } from './env-from';
import { EnvValue } from './env-value';
import { WaiverSink } from './waiver-sink';
import { JsonObject, sortedEntries } from '../private/json';
import { Place } from '../private/place';
import { checkEnvName } from '../private/syntax';

/**
 * The `env` of a container, which is `at` in the Pod (`containers[name=main]`): by name, but a variable that refers to another comes after
 * it, since Kubernetes expands only what stands earlier in the list.
 */
export function envOf(place: Place, env: { readonly [name: string]: EnvValue }, sink: WaiverSink, at: string): JsonObject[] {
  const sorted = sortedEntries(env);
  for (const [name] of sorted) checkEnvName(place, name);
  return afterWhatTheyReferTo(place, sorted).map(([name, value]) => ({
    name,
    ...value._toJson(place.item(name), sink, `${at}.env[name=${name}]`),
  }));
}

/** The `envFrom` of a container. Its order has a meaning: of equal names the later wins. */
export function envFromOf(place: Place, envFrom: readonly EnvFrom[], sink: WaiverSink, at: string): JsonObject[] {
  return envFrom.map((source, index) => source._toJson(place.item(index), sink, at));
}

function afterWhatTheyReferTo(place: Place, sorted: [string, EnvValue][]): [string, EnvValue][] {
  if (sorted.every(([, value]) => value._references.length === 0)) return sorted;
  const waiting = new Map(sorted);
  const result: [string, EnvValue][] = [];
  while (waiting.size > 0) {
    const next = [...waiting].find(([, value]) => !value._references.some((name) => waiting.has(name)));
    if (!next) return failForCycle(place, waiting);
    waiting.delete(next[0]);
    result.push(next);
  }
  return result;
}

function failForCycle(place: Place, waiting: ReadonlyMap<string, EnvValue>): never {
  // From any variable that waits, each step leads to another one that waits: what comes up twice is in the cycle.
  const seen: string[] = [];
  let name = [...waiting.keys()][0];
  while (!seen.includes(name)) {
    seen.push(name);
    name = waiting.get(name)!._references.find((other) => waiting.has(other))!;
  }
  const cycle = [...seen.slice(seen.indexOf(name)), name];
  return place.item(name).fail({
    given: cycle.join(' -> '),
    allowed: 'references to variables that do not refer back: Kubernetes expands only what stands earlier, and nothing that the image sets',
    fix: `write the value of ${name} out, or "$$(…)" where no reference is meant`,
  });
}
