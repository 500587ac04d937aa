import { dnsEgress, PodDns } from './dns';
import { CidrEgressOptions, DnsEgressOptions } from './egress-options';
import { blockPeer, parseBlock, parseExceptions } from './exceptions';
import { NetworkPort } from './network-port';
import { podsPeer, portRules, refuseEqual } from './rule';
import type * as manifest from '../../imports/manifests';
import { Place } from '../private/place';
import { ClusterFacts } from '../profile/cluster-facts';

/**
 * What an Egress is among others: alone, at most one, or any number.
 *
 * @internal
 */
export type EgressKind = 'none' | 'dns' | 'destinations';

/**
 * What an Egress becomes: rules, and what it decides of the Pod's DNS.
 *
 * @internal
 */
export interface EgressPart {
  readonly rules: manifest.NetworkPolicyEgressRule[];
  readonly dns?: PodDns;
}

/**
 * Where a sandbox may connect to: an entry of `egress` of a NetworkPolicy. Everything that no entry names is closed, DNS included. Each entry
 * opens named ports to named destinations; what would open all ports or all Pods cannot be said.
 *
 * Metadata addresses, link-local addresses and the protected ranges of `ClusterFacts` that lie within a block are cut out of it.
 */
export class Egress {
  /** Nowhere: the sandbox is air-gapped (`egress: []`). The default. It has to stand alone. */
  public static none(): Egress {
    return new Egress('none', () => ({ rules: [] }));
  }

  /**
   * Name servers: the cluster's own, or those that are named. It sets the Pod's DNS and opens the way to it, by UDP and TCP. It
   * may stand once. Without it the Pod has no DNS (`dnsPolicy: None` with a resolver on loopback, where nothing answers), so that lookups
   * fail at once instead of waiting.
   *
   * @param options other name servers than the cluster's, and NodeLocal DNSCache
   */
  public static dns(options: DnsEgressOptions = {}): Egress {
    return new Egress('dns', (place, cluster) => dnsEgress(place, cluster, options));
  }

  /**
   * HTTPS (TCP 443) to blocks of addresses.
   *
   * @param cidrs one or more blocks in canonical CIDR notation, as `10.20.0.0/16` or `2001:db8::/32`; `0.0.0.0/0` and `::/0` are the internet
   */
  public static https(...cidrs: string[]): Egress {
    return new Egress('destinations', (place, cluster) => {
      const at = place.at('cidrs');
      if (cidrs.length === 0) at.fail({ given: cidrs, allowed: 'at least one block', fix: 'name the blocks, as Egress.https("10.20.0.0/16")' });
      refuseEqual(at, cidrs);
      const to = cidrs.map((cidr, index) => blockPeer(cluster, parseBlock(at.item(index), cluster, cidr)));
      return { rules: [{ to, ports: portRules(place, [NetworkPort.tcp(443)]) }] };
    });
  }

  /**
   * A block of addresses (`ipBlock`). A block that is itself part of a protected range is opened as it is; one that is part of the
   * link-local ranges or a metadata address is an error. The address of a Service does not do, since NetworkPolicies see the Pods behind it:
   * use `Egress.pods`.
   *
   * @param cidr the block in canonical CIDR notation, IPv4 or IPv6, no bit set after the prefix; one address as `/32` or `/128`
   * @param ports at least one port
   * @param options what to leave out
   */
  public static cidr(cidr: string, ports: NetworkPort[], options: CidrEgressOptions = {}): Egress {
    return new Egress('destinations', (place, cluster) => {
      const block = parseBlock(place.at('cidr'), cluster, cidr);
      const exceptions = parseExceptions(place.at('except'), block, options.except);
      return { rules: [{ to: [blockPeer(cluster, block, exceptions)], ports: portRules(place.at('ports'), ports) }] };
    });
  }

  /**
   * Pods of the cluster (`namespaceSelector` and `podSelector` in one peer).
   *
   * @param selector at least one label that the Pods have, with its value
   * @param namespace the name of their namespace
   * @param ports at least one port of the Pods (a Service's `targetPort`, not its `port`)
   */
  public static pods(selector: { [key: string]: string }, namespace: string, ports: NetworkPort[]): Egress {
    return new Egress('destinations', (place) => (
      { rules: [{ to: [podsPeer(place, selector, namespace)], ports: portRules(place.at('ports'), ports) }] }
    ));
  }

  private constructor(
    /** @internal */ public readonly _kind: EgressKind,
    private readonly render: (place: Place, cluster: ClusterFacts) => EgressPart,
  ) {}

  /** @internal */
  public _toPart(place: Place, cluster: ClusterFacts): EgressPart {
    return this.render(place, cluster);
  }
}
