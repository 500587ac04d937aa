import { annotationsOf, labelsOf } from './metadata';
import { compact } from '../private/json';
import { Place } from '../private/place';
import { RESERVED_METADATA_PREFIXES, ROUTER_LABEL, ROUTER_SELECTOR, RUNTIME_ANNOTATION_PREFIXES } from '../release/names';

type StringMap = { readonly [key: string]: string };

/** How the two properties are called where metadata of a Pod is given. */
interface MetadataNames {
  readonly labels: string;
  readonly annotations: string;
}

/** The metadata of a Pod, as far as it is given. */
export interface PodMetadata {
  readonly labels?: StringMap;
  readonly annotations?: StringMap;
}

/**
 * Labels and annotations of a sandbox's Pod, in `podTemplate.metadata` or a claim's `additionalPodMetadata`. `names` says how the properties
 * are called below `place`. Undefined where there is neither.
 */
export function podMetadataOf(
  place: Place, labels: StringMap | undefined, annotations: StringMap | undefined,
  names: MetadataNames = { labels: 'labels', annotations: 'annotations' },
): PodMetadata | undefined {
  return compact<PodMetadata>({
    labels: labels && podLabelsOf(place.at(names.labels), labels),
    annotations: annotations && podAnnotationsOf(place.at(names.annotations), annotations),
  });
}

function podLabelsOf(place: Place, labels: StringMap): { [key: string]: string } {
  checkKeys(place, labels);
  for (const [key, value] of Object.entries({ ...ROUTER_LABEL, ...ROUTER_SELECTOR })) {
    if (labels[key] === value) {
      place.item(key).fail({
        given: value,
        allowed: 'any other value: this one is the router\'s, whom sandboxes let in and its Service selects',
        fix: 'give the label another value',
      });
    }
  }
  return labelsOf(place, labels);
}

function podAnnotationsOf(place: Place, annotations: StringMap): { [key: string]: string } {
  checkKeys(place, annotations);
  for (const key of Object.keys(annotations)) {
    const prefix = RUNTIME_ANNOTATION_PREFIXES.find((steering) => key.startsWith(steering));
    if (prefix !== undefined) {
      place.item(key).fail({
        given: key,
        allowed: `no key that begins with ${prefix}: it steers the runtime or adds networks (SBX-ISO-006, SBX-NET-010)`,
        fix: 'leave it out; where it cannot be, add it by a JSON patch of the object, which the guardrails judge',
      });
    }
  }
  return annotationsOf(place, annotations);
}

/** The controller drops what begins like its own keys, without a word. */
function checkKeys(place: Place, map: StringMap): void {
  for (const key of Object.keys(map)) {
    const prefix = RESERVED_METADATA_PREFIXES.find((reserved) => key.startsWith(reserved));
    if (prefix !== undefined) {
      place.item(key).fail({ given: key, allowed: `no key that begins with ${prefix}: the controller drops it`, fix: 'use a prefix of your own' });
    }
  }
}
