import * as kplus from 'cdk8s-plus-28';
import { ResourceField } from './resource-field';
import { checkSameNamespace } from './same-namespace';
import type * as manifest from '../../imports/manifests';
import { compact } from '../private/json';
import { Place } from '../private/place';
import { checkDnsLabel, checkDnsSubdomain, checkOneOf } from '../private/syntax';

/** The units that Kubernetes divides by: `1m` turns half a core into 500. */
const CPU_DIVISORS = ['1', '1m'];
const BYTE_DIVISORS = ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'];

/** The key of a ConfigMap or Secret. */
const KEY = /^[-._a-zA-Z0-9]{1,253}$/;

/** A `resourceFieldRef`. */
export function resourceFieldRef(
  place: Place, resource: ResourceField, containerName: string | undefined, divisor: string | undefined,
): manifest.ResourceFieldSelector {
  const name = checkOneOf(place.at('resource'), resource, Object.values(ResourceField), 'give a ResourceField');
  return compact<manifest.ResourceFieldSelector>({
    resource: name,
    containerName: containerName === undefined ? undefined : checkDnsLabel(place.at('containerName'), containerName),
    divisor: divisor === undefined ? undefined : checkOneOf(place.at('divisor'), divisor, name.endsWith('.cpu') ? CPU_DIVISORS : BYTE_DIVISORS),
  })!;
}

/** A key of a ConfigMap or Secret. */
export function checkKey(place: Place, key: unknown): string {
  if (typeof key !== 'string' || !KEY.test(key)) {
    place.fail({ given: key, allowed: 'a key of letters, digits, "-", "_" and ".", at most 253 characters', fix: 'give the key as the object has it' });
  }
  return key;
}

/** The name of a ConfigMap or Secret. The two look alike to compilers, so that either passes for the other. */
export function checkReference(place: Place, resource: kplus.IResource | undefined, kind: 'ConfigMap' | 'Secret'): string {
  if (resource?.name === undefined || (resource.kind !== undefined && resource.kind !== kind)) {
    place.fail({ given: resource?.kind ?? resource?.name, allowed: `a ${kind} of cdk8s-plus`, fix: 'give the object, or one made by its from…Name' });
  }
  const name = checkDnsSubdomain(place, resource.name);
  checkSameNamespace(place, resource);
  return name;
}
