import type * as manifest from '../../imports/manifests';
import { Cidr, cidrOf, compareCidrs, contains, isIpv4Mapped, parseCidr, strictlyContains, throughNat64 } from '../private/cidr';
import { Place } from '../private/place';
import { ClusterFacts } from '../profile/cluster-facts';
import { AddressRanges } from '../profile/ranges';

/** What a sandbox in a cluster has to be kept away from. */
interface Hazards {
  /** Addresses at which a cloud hands out credentials. */
  readonly metadata: readonly Cidr[];
  /** No block may be one of these or lie in one, for the reason given. */
  readonly forbidden: readonly Forbidden[];
  /** What is cut out of every block that it lies in. */
  readonly closed: readonly Cidr[];
}

interface Forbidden {
  readonly range: Cidr;
  readonly why: string;
  readonly fix: string;
}

const LINK_LOCAL = ['169.254.0.0/16', 'fe80::/10'];
const LOOPBACK = ['127.0.0.0/8', '::1/128'];

const NAT64_PREFIX = '64:ff9b::/96';

/** Prefixes in which an IPv4 address is a part of the IPv6 one, so that blocks below them lead to any IPv4 address. */
const TRANSLATED = ['2001::/32', '2002::/16', '64:ff9b:1::/48'];

/**
 * Stands for IPv4-mapped blocks (`::ffff:0:0/96`): as an exception the API server refuses them, and the whole policy with them. No network
 * routes the rest of this block.
 */
const AROUND_IPV4_MAPPED = '::/80';

const hazardsByCluster = new WeakMap<ClusterFacts, Hazards>();

/** The block that a text names, unless it is aimed at what no sandbox may reach, or is all of a protected range. */
export function parseBlock(place: Place, cluster: ClusterFacts, text: unknown): Cidr {
  const block = parseCidr(place, text);
  const { forbidden, closed } = hazardsOf(cluster);
  const aim = forbidden.find(({ range }) => contains(range, block));
  if (aim) place.fail({ given: text, allowed: `blocks outside ${aim.range.text}: ${aim.why}`, fix: aim.fix });
  // All of the translator's prefix is the IPv4 internet of an IPv6 cluster, less the ranges that are cut out of it.
  if (block.text !== NAT64_PREFIX && closed.some((range) => range.text === block.text)) {
    place.fail({
      given: text,
      allowed: 'a part of a protected range, or a block around it; this is all of one (SBX-NET-005)',
      fix: 'name the addresses in it that are meant; for Pods of this cluster, use Egress.pods(…)',
    });
  }
  return block;
}

/** Whether a block holds metadata addresses alone. */
export function isMetadata(cluster: ClusterFacts, block: Cidr): boolean {
  return hazardsOf(cluster).metadata.some((range) => contains(range, block));
}

/** The user's own exceptions from a block. */
export function parseExceptions(place: Place, block: Cidr, texts: readonly unknown[] = []): Cidr[] {
  return texts.map((text, index) => {
    const at = place.item(index);
    const exception = parseCidr(at, text);
    if (!strictlyContains(block, exception)) {
      const why = exception.family === block.family ? '' : `; this is an ${exception.family} exception in an ${block.family} block`;
      at.fail({ given: text, allowed: `a block that is a part of ${block.text}, not all of it${why}`, fix: 'leave it out, or put it with the block that it is a part of' });
    }
    return exception;
  });
}

/**
 * A block as a peer, with an exception for every protected range and metadata address that is a part of it. A block that lies in a
 * protected range itself, and is not all of it, is opened: whoever names it means it.
 */
export function blockPeer(cluster: ClusterFacts, block: Cidr, exceptions: readonly Cidr[] = []): manifest.NetworkPolicyPeer {
  const cut = outermost([...exceptions, ...hazardsOf(cluster).closed.filter((range) => strictlyContains(block, range))]);
  return { ipBlock: { cidr: block.text, ...(cut.length === 0 ? {} : { except: cut.map((range) => range.text) }) } };
}

/** The blocks without those that lie in another one, in the order of their addresses. */
function outermost(blocks: readonly Cidr[]): Cidr[] {
  const result: Cidr[] = [];
  for (const block of [...blocks].sort(compareCidrs)) {
    const last = result.at(-1);
    if (!last || !contains(last, block)) result.push(block);
  }
  return result;
}

function hazardsOf(cluster: ClusterFacts): Hazards {
  let hazards = hazardsByCluster.get(cluster);
  if (!hazards) {
    const metadata = alsoThroughNat64(blocksOf(cluster._metadataAddresses));
    hazards = {
      metadata,
      forbidden: [
        ...[...alsoThroughNat64(LINK_LOCAL.map(cidrOf)), ...metadata].map((range) => ({
          range,
          why: 'metadata and link-local addresses are never opened (SBX-NET-006)',
          fix: 'leave it out; for the DNS cache on the node, use Egress.dns({ nodeLocal: true })',
        })),
        ...[...LOOPBACK, ...TRANSLATED].map((range) => ({
          range: cidrOf(range), why: 'loopback addresses and those that stand for IPv4 ones are never opened', fix: 'leave it out, or name the IPv4 block',
        })),
        ...alsoThroughNat64(blocksOf(cluster._machines)).map((range) => ({
          range, why: 'nodes and API server of this cluster are never opened (SBX-NET-005)', fix: 'leave it out: a sandbox has no business there',
        })),
      ],
      closed: [...alsoThroughNat64(blocksOf(cluster._protectedRanges)), ...metadata].map(exceptable),
    };
    hazardsByCluster.set(cluster, hazards);
  }
  return hazards;
}

function blocksOf(ranges: AddressRanges): Cidr[] {
  return [...ranges.IPv4, ...ranges.IPv6].map(({ cidr }) => cidrOf(cidr));
}

/** IPv4 addresses can be reached by way of IPv6, too. This matters for blocks within the translator's prefix; larger ones except all of it. */
function alsoThroughNat64(blocks: readonly Cidr[]): Cidr[] {
  return [...blocks, ...blocks.filter(({ family }) => family === 'IPv4').map(throughNat64)];
}

function exceptable(block: Cidr): Cidr {
  return isIpv4Mapped(block) ? cidrOf(AROUND_IPV4_MAPPED) : block;
}
