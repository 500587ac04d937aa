import { ClusterFactsProps, GkeFactsProps } from './cluster-facts-props';
import { Addon, DnsLocation, GKE_ADDON, NO_ADDON, Placement, PLACEMENTS, Platform, PlatformName, PlatformPolicy, PLATFORMS } from './platforms';
import { AddressRange, AddressRanges, METADATA_ADDRESSES, PROTECTED_RANGES } from './ranges';
import { Family, parseCidr } from '../private/cidr';
import { Place } from '../private/place';
import { checkDnsSubdomain, checkText } from '../private/syntax';

/** The props that are lists of ranges, with what each is. */
const RANGES = {
  podCidrs: 'Pods of this cluster',
  serviceCidrs: 'Services of this cluster',
  nodeCidrs: 'nodes of this cluster',
  apiServerCidrs: 'API server of this cluster',
} as const satisfies { [prop in keyof ClusterFactsProps]: string };
const RANGE_PROPS = Object.keys(RANGES) as (keyof typeof RANGES)[];

/**
 * What is so in the cluster that the manifests are for: which addresses are its own, what its platform brings and enforces, and what a Pod
 * needs there. That closes what general lists leave open, and adds what the platform asks for.
 *
 * Ranges are checked where the facts are configured, not here, so that the message can name the construct.
 */
export class ClusterFacts {
  /** A cluster of which no more is known than what is given. */
  public static generic(props: ClusterFactsProps = {}): ClusterFacts {
    return new ClusterFacts('generic', props);
  }

  /**
   * Google Kubernetes Engine: has the RuntimeClass `gvisor`, wants node selector and toleration of its sandboxed nodes written out in every
   * template, and has a Service range that only looks public.
   */
  public static gke(props: GkeFactsProps = {}): ClusterFacts {
    return new ClusterFacts('gke', props, props.addon ? GKE_ADDON : NO_ADDON);
  }

  /** Amazon Elastic Kubernetes Service. It brings no runtime of its own. */
  public static eks(props: ClusterFactsProps = {}): ClusterFacts {
    return new ClusterFacts('eks', props);
  }

  /** Azure Kubernetes Service: has the RuntimeClass `kata-vm-isolation` on nodes with Pod Sandboxing. */
  public static aks(props: ClusterFactsProps = {}): ClusterFacts {
    return new ClusterFacts('aks', props);
  }

  /** OpenShift: users and groups are left to the namespace's range, and the cluster's DNS is elsewhere. */
  public static openshift(props: ClusterFactsProps = {}): ClusterFacts {
    return new ClusterFacts('openshift', props);
  }

  /** The platform: `generic`, `gke`, `eks`, `aks` or `openshift`. */
  public readonly platform: string;

  private readonly known: Platform;
  private readonly props: ClusterFactsProps;

  private constructor(name: PlatformName, props: ClusterFactsProps, private readonly addon: Addon = NO_ADDON) {
    this.platform = name;
    this.known = PLATFORMS[name];
    this.props = copyOf(props);
  }

  /**
   * What "the internet" must not include in this cluster: the general ranges, then the platform's, then the cluster's own.
   *
   * @internal
   */
  public get _protectedRanges(): AddressRanges {
    const told = RANGE_PROPS.flatMap((prop) => (this.props[prop] ?? []).map((cidr) => ({ cidr, why: RANGES[prop] })));
    const own = [...this.known.ranges, ...told];
    const of = (family: Family): AddressRange[] => [...PROTECTED_RANGES[family], ...own.filter(({ cidr }) => familyOf(cidr) === family)];
    return { IPv4: of('IPv4'), IPv6: of('IPv6') };
  }

  /**
   * The cluster's nodes and API server, as far as they were told.
   *
   * @internal
   */
  public get _machines(): AddressRanges {
    const told = [...this.props.nodeCidrs ?? [], ...this.props.apiServerCidrs ?? []].map((cidr) => ({ cidr, why: 'nodes and API server of this cluster' }));
    const of = (family: Family): AddressRange[] => told.filter(({ cidr }) => familyOf(cidr) === family);
    return { IPv4: of('IPv4'), IPv6: of('IPv6') };
  }

  /**
   * Where credentials of clouds are to be had: the addresses of all clouds, whatever the platform, since a sandbox needs none of them.
   *
   * @internal
   */
  public get _metadataAddresses(): AddressRanges {
    return METADATA_ADDRESSES;
  }

  /**
   * RuntimeClasses that are there without this app making them.
   *
   * @internal
   */
  public get _platformRuntimeClasses(): readonly string[] {
    return [...this.known.runtimeClasses, ...this.addon.runtimeClasses, ...this.props.runtimeClasses ?? []];
  }

  /**
   * Admission policies that the platform enforces on Sandbox and SandboxTemplate by itself.
   *
   * @internal
   */
  public get _platformPolicies(): readonly PlatformPolicy[] {
    return this.addon.policies;
  }

  /**
   * Audiences that the API server accepts beyond those that every profile has.
   *
   * @internal
   */
  public get _apiAudiences(): readonly string[] {
    return this.props.apiAudiences ?? [];
  }

  /**
   * What a Pod with a kind of isolation has to say about its place, or undefined where nothing: the RuntimeClass says it, or there is
   * nothing to say.
   *
   * @internal
   */
  public _placement(isolation: string): Placement | undefined {
    return this.known.placements[isolation] ?? PLACEMENTS[isolation];
  }

  /**
   * Whether user, group and fsGroup are left unset, since the namespace's range decides.
   *
   * @internal
   */
  public get _namespaceDecidesUsers(): boolean {
    return this.known.namespaceDecidesUsers;
  }

  /**
   * Where the cluster's DNS is.
   *
   * @internal
   */
  public get _dns(): DnsLocation {
    return this.known.dns;
  }

  /**
   * Checks what was given, once there is a construct to name.
   *
   * @internal
   */
  public _check(place: Place): void {
    for (const prop of RANGE_PROPS) {
      this.props[prop]?.forEach((cidr, index) => parseCidr(place.at(prop).item(index), cidr));
    }
    this.props.apiAudiences?.forEach((audience, index) => checkText(place.at('apiAudiences').item(index), audience, 'give it as tokens have it'));
    this.props.runtimeClasses?.forEach((name, index) => checkDnsSubdomain(place.at('runtimeClasses').item(index), name));
  }
}

function familyOf(cidr: string): Family {
  return cidr.includes(':') ? 'IPv6' : 'IPv4';
}

/** The props with lists of their own, so that nobody changes the facts after they were checked. */
function copyOf(props: ClusterFactsProps): ClusterFactsProps {
  return Object.fromEntries(Object.entries(props).map(([prop, value]) => [prop, Array.isArray(value) ? [...value] : value]));
}
