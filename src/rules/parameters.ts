import { cidrOf, throughNat64 } from '../private/cidr';
import { ClusterFacts } from '../profile/cluster-facts';
import { HardeningProfile } from '../profile/hardening-profile';
import { AddressRanges } from '../profile/ranges';
import {
  CONTROLLER_EXTENSIONS_NAME, CONTROLLER_NAME, CONTROLLER_NAMESPACE, CORE_GROUP, DEFAULT_LABEL_DOMAIN, EXTENSIONS_GROUP,
  RESERVED_METADATA_PREFIXES, ROUTER_LABEL, ROUTER_NAME, RUNTIME_ANNOTATION_PREFIXES, SANDBOX_NAME_HASH_LABEL,
} from '../release/names';

/** What `params.x` stands for in the expressions of rules: values of the profile, facts of the cluster, names of the release. */
export type RuleParameters = { readonly [name: string]: RuleParameter };

/** A value that can be written into an expression. */
export type RuleParameter = string | number | boolean | readonly RuleParameter[] | { readonly [key: string]: RuleParameter };

/** The parameters that the catalogue's rules may use. */
export function ruleParameters(profile: HardeningProfile, cluster: ClusterFacts) {
  const values = profile._values;
  return {
    runtimeClasses: values.runtimeClasses,
    registries: values.registries,
    immutableTagRegistries: values.immutableTagRegistries,
    cpuCeiling: values.cpuCeiling,
    memoryFloor: values.memoryFloor,
    memoryCeiling: values.memoryCeiling,
    ephemeralStorageCeiling: values.ephemeralStorageCeiling,
    minimumUser: values.minimumUser,
    userNamespaceIdCeiling: values.userNamespaceIdCeiling,
    gracePeriodCeiling: values.gracePeriodCeilingSeconds,
    claimLifetimeCeilingDays: values.claimLifetimeCeilingDays,
    ttlCeiling: values.ttlCeilingSeconds,
    poolSizeCeiling: values.poolSizeCeiling,
    /** A profile with another default has its reasons. */
    updateStrategies: [...new Set(['Recreate', values.updateStrategy])],
    waiverCeilingDays: values.waiverCeilingDays,
    waiverWarningDays: values.waiverWarningDays,
    apiAudiences: [...values.apiAudiences, ...cluster._apiAudiences],
    claimAnnotationPrefixes: values.claimAnnotationPrefixes,
    claimLabelDomains: [DEFAULT_LABEL_DOMAIN],
    allowedPodAnnotations: values.allowedPodAnnotations,
    csiDrivers: values.csiDrivers,
    internetPorts: values.internetPorts,
    podSecurityVersion: values.podSecurityVersion,

    platform: cluster.platform,
    namespaceDecidesUsers: cluster._namespaceDecidesUsers,
    platformRuntimeClasses: cluster._platformRuntimeClasses,
    /** Node selector and tolerations that sandboxes of a kind of isolation need here. */
    placementKey: cluster._placement('gvisor') ? Object.keys(cluster._placement('gvisor')!.nodeSelector)[0] : '',
    placementValue: cluster._placement('gvisor') ? Object.values(cluster._placement('gvisor')!.nodeSelector)[0] : '',
    protectedRanges: cidrsOf(cluster._protectedRanges),
    metadataAddresses: cidrsOf(cluster._metadataAddresses),
    /** Where nothing is to be opened, however small: nodes and API server, and prefixes in which an IPv6 address stands for any IPv4 one. */
    closedRanges: [...STANDING_FOR_IPV4, ...cidrsOf(cluster._machines)],
    dnsNamespace: cluster._dns.namespace,
    dnsPort: cluster._dns.port,

    controllerNamespace: CONTROLLER_NAMESPACE,
    /** Roles of the controller and the router: what they need is not for others. */
    systemRoles: [CONTROLLER_NAME, CONTROLLER_EXTENSIONS_NAME, ROUTER_NAME],
    sandboxGroups: [CORE_GROUP, EXTENSIONS_GROUP],
    sandboxNameHashLabel: SANDBOX_NAME_HASH_LABEL,
    routerApp: ROUTER_LABEL.app,
    reservedMetadataPrefixes: [...RESERVED_METADATA_PREFIXES],
    runtimeAnnotationPrefixes: [...RUNTIME_ANNOTATION_PREFIXES],
  } satisfies RuleParameters;
}

/** The name of a parameter of the catalogue. */
export type RuleParameterName = keyof ReturnType<typeof ruleParameters>;

/** Prefixes in which an IPv4 address is a part of the IPv6 one: Teredo, 6to4 and NAT64 of local networks. */
const STANDING_FOR_IPV4 = ['2001::/32', '2002::/16', '64:ff9b:1::/48'];

/** The translator's prefix is the IPv4 internet of an IPv6 cluster: as such, what is protected are the parts of it that lead to protected ranges. */
const NAT64_PREFIX = '64:ff9b::/96';

/**
 * The blocks as rules compare them, those of IPv4 also as they are reached through NAT64. The API server takes IPv4-mapped addresses for an
 * error, so that range is written as the block around it that an exception can name.
 */
function cidrsOf({ IPv4, IPv6 }: AddressRanges): string[] {
  const translated = IPv4.map(({ cidr }) => throughNat64(cidrOf(cidr)).text);
  const plain = IPv6.map(({ cidr }) => (cidr === '::ffff:0:0/96' ? '::/80' : cidr)).filter((cidr) => cidr !== NAT64_PREFIX);
  return [...IPv4.map(({ cidr }) => cidr), ...plain, ...translated];
}

/** A text of the catalogue with the values of the profile in the place of `{x}`. */
export function expectedText(text: string, parameters: RuleParameters): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (Object.hasOwn(parameters, name) ? shown(parameters[name]) : whole));
}

function shown(value: RuleParameter): string {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(shown).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
