import { isDeepStrictEqual } from 'util';
import { NetworkPort, PortRule } from './network-port';
import type * as manifest from '../../imports/manifests';
import { isPlainObject, sortedEntries } from '../private/json';
import { Place } from '../private/place';
import { checkDnsLabel, checkLabelValue, checkQualifiedName } from '../private/syntax';
import { NAMESPACE_NAME_LABEL } from '../release/names';

/**
 * Pods of one namespace as a peer. Both selectors stand in one entry, so that both have to hold; as two entries they would mean "all Pods of
 * that namespace, and such Pods of this one".
 */
export function podsPeer(place: Place, selector: unknown, namespace: unknown): manifest.NetworkPolicyPeer {
  return peerOf(checkSelector(place.at('selector'), selector), checkNamespace(place.at('namespace'), namespace));
}

/** A peer of which this library knows that it is good: one of its own tables. */
export function peerOf(selector: { readonly [key: string]: string }, namespace: string): manifest.NetworkPolicyPeer {
  return { namespaceSelector: { matchLabels: { [NAMESPACE_NAME_LABEL]: namespace } }, podSelector: { matchLabels: { ...selector } } };
}

/** The ports of a rule. A rule without any would open all of them, so an empty list is an error. */
export function portRules(place: Place, ports: unknown): PortRule[] {
  if (!Array.isArray(ports) || ports.length === 0) {
    place.fail({ given: ports, allowed: 'at least one port (a rule without ports opens all of them)', fix: 'name the ports, as NetworkPort.tcp(443)' });
  }
  const rules = (ports as NetworkPort[]).map((port, index) => port._toJson(place.item(index)));
  refuseEqual(place, rules);
  return rules;
}

/** Refuses a list in which two entries say the same. */
export function refuseEqual(place: Place, entries: readonly unknown[]): void {
  entries.forEach((entry, index) => {
    const before = entries.findIndex((other) => isDeepStrictEqual(other, entry));
    if (before < index) {
      place.item(index).fail({ given: entry, allowed: 'entries that differ', fix: `leave it out: entry ${before} says the same` });
    }
  });
}

function checkNamespace(place: Place, namespace: unknown): string {
  const fix = 'name the one namespace that is meant: a rule for all of them is never meant (SBX-NET-004)';
  return checkDnsLabel(place, namespace, 63, fix, fix);
}

function checkSelector(place: Place, selector: unknown): { [key: string]: string } {
  if (!isPlainObject(selector) || Object.keys(selector).length === 0) {
    place.fail({
      given: selector,
      allowed: 'at least one label (an empty selector means every Pod: SBX-NET-004)',
      fix: 'give labels that only the Pods that are meant have, as { app: "package-mirror" }',
    });
  }
  return Object.fromEntries(sortedEntries(selector).map(([key, value]) => {
    const at = place.item(checkQualifiedName(place, key));
    return [key, checkLabelValue(at, value)];
  }));
}
