import { DnsEgressOptions } from './egress-options';
import { isMetadata } from './exceptions';
import { PortRule } from './network-port';
import { peerOf, refuseEqual } from './rule';
import type * as manifest from '../../imports/manifests';
import { addressText, Cidr, cidrOf, contains, parseAddress } from '../private/cidr';
import { Place } from '../private/place';
import { ClusterFacts } from '../profile/cluster-facts';

/** What a PodSpec says of DNS, beside search domains and resolver options. */
export interface PodDns {
  readonly dnsPolicy: string;
  readonly dnsConfig?: { readonly nameservers: string[] };
}

/** DNS of a Pod and the rules that make it work: made together, so that they agree. */
export interface DnsEgress {
  readonly rules: manifest.NetworkPolicyEgressRule[];
  readonly dns: PodDns;
}

const NODE_LOCAL_CACHE = '169.254.20.10/32';
const MAX_NAMESERVERS = 3;

/** Blocks without servers: loopback, multicast, and link-local addresses of IPv6, which need a zone. */
const UNREACHABLE = ['0.0.0.0/8', '127.0.0.0/8', '224.0.0.0/4', '255.255.255.255/32', '::/128', '::1/128', 'fe80::/10', 'ff00::/8'];

/**
 * DNS of a Pod that has none: a resolver on loopback, where nothing listens, so that a lookup fails at once. With an address that does not
 * answer, every lookup would hang until its time-out.
 */
export function noDns(): PodDns {
  return { dnsPolicy: 'None', dnsConfig: { nameservers: ['127.0.0.1'] } };
}

/** DNS by the servers that are named, or else by the cluster's own. */
export function dnsEgress(place: Place, cluster: ClusterFacts, { nameservers, nodeLocal = false }: DnsEgressOptions): DnsEgress {
  if (nameservers === undefined) return clusterDns(cluster, nodeLocal);
  if (nodeLocal) place.at('nodeLocal').fail({ given: true, allowed: 'false beside "nameservers"', fix: 'leave one of the two out' });
  return namedServers(place.at('nameservers'), cluster, nameservers);
}

function clusterDns(cluster: ClusterFacts, nodeLocal: boolean): DnsEgress {
  const { namespace, podLabels, port } = cluster._dns;
  const servers = { to: [peerOf(podLabels, namespace)], ports: dnsPorts(port) };
  const rules: manifest.NetworkPolicyEgressRule[] = [servers];
  if (nodeLocal) rules.push({ to: [addressPeer(cidrOf(NODE_LOCAL_CACHE))], ports: dnsPorts() });
  return { rules, dns: { dnsPolicy: 'ClusterFirst' } };
}

function namedServers(place: Place, cluster: ClusterFacts, addresses: readonly string[]): DnsEgress {
  if (addresses.length === 0 || addresses.length > MAX_NAMESERVERS) {
    place.fail({
      given: addresses,
      allowed: `1 to ${MAX_NAMESERVERS} addresses: a resolver takes no more`,
      fix: 'give the addresses, or leave "nameservers" out for the cluster\'s DNS',
    });
  }
  const servers = addresses.map((address, index) => checkServer(place.item(index), cluster, address));
  refuseEqual(place, addresses);
  return {
    rules: [{ to: servers.map(addressPeer), ports: dnsPorts() }],
    dns: { dnsPolicy: 'None', dnsConfig: { nameservers: servers.map(addressText) } },
  };
}

function checkServer(place: Place, cluster: ClusterFacts, address: unknown): Cidr {
  const server = parseAddress(place, address);
  if (UNREACHABLE.some((range) => contains(cidrOf(range), server))) {
    place.fail({
      given: address,
      allowed: 'the address of a server on the network',
      fix: 'leave Egress.dns() out where a program in the Pod itself answers: without it, the Pod asks 127.0.0.1',
    });
  }
  if (isMetadata(cluster, server)) {
    place.fail({
      given: address,
      allowed: 'no metadata address (SBX-NET-006)',
      fix: 'leave "nameservers" out: the cluster\'s DNS asks that server on the Pod\'s behalf',
    });
  }
  return server;
}

function addressPeer(address: Cidr): manifest.NetworkPolicyPeer {
  return { ipBlock: { cidr: address.text } };
}

/** UDP, and TCP for answers that do not fit. */
function dnsPorts(port = 53): PortRule[] {
  return [{ protocol: 'UDP', port }, { protocol: 'TCP', port }];
}
