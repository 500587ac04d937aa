import type * as manifest from '../../imports/manifests';
import { Cidr, cidrOf, compareCidrs, contains, isIpv4Mapped, parseCidr, strictlyContains, throughNat64 } from '../private/cidr';
import { Place } from '../private/place';
import { ClusterFacts } from '../profile/cluster-facts';
import { AddressRanges } from '../profile/ranges';

/** What a sandbox in a cluster has to be kept away from. */
interface Hazards {
  /** Addresses at which a cloud hands out credentials. */
  readonly metadata: readonly Cidr[];
  /** No block may be one of these or lie in one. */
  readonly forbidden: readonly Cidr[];
  /** What is cut out of every block that it lies in. */
  readonly closed: readonly Cidr[];
}

const LINK_LOCAL = ['169.254.0.0/16', 'fe80::/10'];

/**
 * Stands for IPv4-mapped blocks (`::ffff:0:0/96`): as an exception the API server refuses them, and the whole policy with them. No network
 * routes the rest of this block.
 */
const AROUND_IPV4_MAPPED = '::/80';

const hazardsByCluster = new WeakMap<ClusterFacts, Hazards>();

/** The block that a text names, unless it is aimed at metadata or link-local addresses. */
export function parseBlock(place: Place, cluster: ClusterFacts, text: unknown): Cidr {
  const block = parseCidr(place, text);
  const aim = hazardsOf(cluster).forbidden.find((range) => contains(range, block));
  if (aim) {
    place.fail({
      given: text,
      allowed: `blocks outside ${aim.text}: metadata and link-local addresses are never opened (SBX-NET-006)`,
      fix: 'leave it out; for the DNS cache on the node, use Egress.dns({ nodeLocal: true })',
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
 * protected range itself is opened: whoever names it means it.
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
      forbidden: [...alsoThroughNat64(LINK_LOCAL.map(cidrOf)), ...metadata],
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
