import { noDns, PodDns } from './dns';
import { Egress } from './egress';
import { Ingress } from './ingress';
import { PortRule } from './network-port';
import { refuseEqual } from './rule';
import type * as manifest from '../../imports/manifests';
import { Place } from '../private/place';
import { ClusterFacts } from '../profile/cluster-facts';

/** What a sandbox says of its network. */
export interface NetworkOptions {
  /** Undefined and empty mean nowhere. */
  readonly egress?: readonly Egress[];
  /** Undefined means the router, where a port is declared; empty means nobody. */
  readonly ingress?: readonly Ingress[];
  /** The ports that the containers declare, in their order. */
  readonly ports: readonly PortRule[];
}

/** The network of a sandbox, as plain JSON. */
export interface Network {
  /** Rules of a NetworkPolicy of `networking.k8s.io/v1`; so are those of `SandboxTemplate.spec.networkPolicy`. */
  readonly ingress: manifest.NetworkPolicyIngressRule[];
  readonly egress: manifest.NetworkPolicyEgressRule[];
  /** What goes into the PodSpec. */
  readonly dns: PodDns;
}

/** Rules and DNS of a sandbox. Both lists of rules are to be written even where they are empty: an absent one would mean "not restricted". */
export function networkOf(place: Place, cluster: ClusterFacts, options: NetworkOptions): Network {
  const { rules, dns } = egressOf(place.at('egress'), cluster, options.egress ?? []);
  return { ingress: ingressOf(place.at('ingress'), options), egress: rules, dns };
}

function egressOf(place: Place, cluster: ClusterFacts, egress: readonly Egress[]): { rules: manifest.NetworkPolicyEgressRule[]; dns: PodDns } {
  refuseCompany(place, egress, 'Egress.none()');
  const first = egress.findIndex(({ _kind }) => _kind === 'dns');
  const second = egress.findIndex(({ _kind }, index) => _kind === 'dns' && index > first);
  if (second >= 0) {
    place.item(second).fail({
      given: 'a second Egress.dns()',
      allowed: 'one, since a Pod has one list of name servers',
      fix: `leave it out, or name its servers in entry ${first}`,
    });
  }
  const parts = egress.map((entry, index) => entry._toPart(place.item(index), cluster));
  refuseEqual(place, parts);
  return { rules: parts.flatMap(({ rules }) => rules), dns: parts.find(({ dns }) => dns)?.dns ?? noDns() };
}

function ingressOf(place: Place, { ingress, ports }: NetworkOptions): manifest.NetworkPolicyIngressRule[] {
  const declared = distinct(ports);
  const entries = ingress ?? (declared.length === 0 ? [] : [Ingress.router()]);
  refuseCompany(place, entries, 'Ingress.none()');
  const rules = entries.flatMap((entry, index) => entry._toRules(place.item(index), declared));
  refuseEqual(place, rules);
  return rules;
}

/** "Nothing" beside something is a contradiction. Read as either of the two, it would surprise one reader. */
function refuseCompany(place: Place, entries: readonly { readonly _kind: string }[], none: string): void {
  const index = entries.findIndex(({ _kind }) => _kind === 'none');
  if (index < 0 || entries.length === 1) return;
  place.item(index).fail({ given: `${none} beside other entries`, allowed: `${none} alone`, fix: `leave out ${none} or the others` });
}

/** Each pair of port and protocol once, however many containers declare it. */
function distinct(ports: readonly PortRule[]): PortRule[] {
  const same = (a: PortRule) => (b: PortRule) => a.port === b.port && a.protocol === b.protocol;
  return ports.filter((port, index) => ports.findIndex(same(port)) === index);
}
