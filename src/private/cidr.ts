import { Place } from './place';

/** A block of addresses: those whose first `prefix` bits are the block's. */
export interface Cidr {
  /** The canonical text: `10.20.0.0/16`, `fd00:10::/64` (lower case, zeros shortened as RFC 5952 has it). */
  readonly text: string;
  readonly family: Family;
  readonly prefix: number;
  /** The lowest address, as a number. */
  readonly first: bigint;
  /** The highest address, as a number. */
  readonly last: bigint;
}

export type Family = 'IPv4' | 'IPv6';

/** An address, as a number. */
interface Address {
  readonly family: Family;
  readonly value: bigint;
}

const BITS: { readonly [family in Family]: number } = { IPv4: 32, IPv6: 128 };
const BLOCK = 'a block in CIDR notation, as "10.20.0.0/16" or "fd00:10::/64"';
const ADDRESS = 'an IP address, as "10.20.0.10" or "fd00:10::10"';

// Four decimal octets without leading zeros: as IPv4, or as the end of an IPv6 address.
const QUAD = /^((0|[1-9]\d{0,2})\.){3}(0|[1-9]\d{0,2})$/;
const QUAD_AT_END = /(?<=:)((0|[1-9]\d{0,2})\.){3}(0|[1-9]\d{0,2})$/;
const IPV4_MAPPED = 0xffffn;
const IPV4_SIZE = 2n ** 32n;
const NAT64 = 0x64_ff9bn * 2n ** 96n;

/** A host name, alone or in a URL: the likeliest text that is no block. */
const HOST_NAME = /^([a-z]+:\/\/)?([a-z0-9*]([-a-z0-9]*[a-z0-9])?\.)+[a-z]{2,}([/:]|$)/i;

/** What is wrong with a text that is no address, from the telling to the general. */
const FAULTS: readonly { readonly pattern: RegExp; readonly fix: string }[] = [
  { pattern: /%/, fix: 'leave out the zone: what begins with "%" has a meaning on one machine only' },
  { pattern: /(^|[.:])0\d+\.|\.0\d/, fix: 'write the octets without leading zeros, which some programs read as octal numbers' },
  { pattern: /\s/, fix: 'write it without blanks' },
];

/** Loaded with the first address that is read, so that a program without any pays nothing for it. */
function net(): typeof import('#net') {
  return require('#net');
}

/**
 * The block that a text names. Taken is its canonical form alone, since whoever compares texts (a policy, a reviewer, another tool) would
 * otherwise see two blocks; what is meant by another form is offered in the error. IPv4-mapped IPv6 blocks are refused: the API server
 * takes them for IPv4.
 */
export function parseCidr(place: Place, text: unknown): Cidr {
  const [address, prefix, ...more] = typeof text === 'string' ? text.split('/') : [];
  const found = address === undefined || more.length > 0 ? undefined : readAddress(address);
  if (!found) {
    const usual = HOST_NAME.test(String(text))
      ? 'give addresses: a NetworkPolicy knows no host names; where names matter, open the way to a proxy in the cluster, by Egress.pods(…)'
      : 'write an address, "/" and the number of leading bits that its block shares';
    place.fail({ given: text, allowed: BLOCK, fix: fixOf(text, usual) });
  }
  const bits = BITS[found.family];
  if (prefix === undefined) {
    place.fail({ given: text, allowed: BLOCK, fix: `write "${block(found, bits).text}" for this address alone` });
  }
  if (!/^(0|[1-9]\d{0,2})$/.test(prefix) || Number(prefix) > bits) {
    place.fail({ given: text, allowed: `${BLOCK}, with a prefix of 0 to ${bits} for ${found.family}`, fix: 'write the prefix as a plain number in that range' });
  }
  const cidr = block(found, Number(prefix));
  if (isIpv4Mapped(cidr)) {
    place.fail({ given: text, allowed: `${BLOCK}, not IPv4-mapped IPv6`, fix: `write the IPv4 block "${mappedIpv4(cidr).text}"` });
  }
  if (cidr.first !== found.value) {
    place.fail({ given: text, allowed: `${BLOCK}, with no bit set after the prefix`, fix: `write "${cidr.text}"` });
  }
  if (cidr.text !== text) place.fail({ given: text, allowed: `${BLOCK}, in canonical form`, fix: `write "${cidr.text}"` });
  return cidr;
}

/** The one address that a text names, as the block of this address alone (`/32` or `/128`). Taken is its canonical form alone. */
export function parseAddress(place: Place, text: unknown): Cidr {
  const found = typeof text === 'string' ? readAddress(text) : undefined;
  if (!found) {
    place.fail({ given: text, allowed: ADDRESS, fix: fixOf(text, 'write the address alone, without prefix, port or brackets') });
  }
  const cidr = block(found, BITS[found.family]);
  const canonical = addressText(cidr);
  if (isIpv4Mapped(cidr)) {
    place.fail({ given: text, allowed: `${ADDRESS}, not IPv4-mapped IPv6`, fix: `write the IPv4 address "${addressText(mappedIpv4(cidr))}"` });
  }
  if (canonical !== text) place.fail({ given: text, allowed: `${ADDRESS}, in canonical form`, fix: `write "${canonical}"` });
  return cidr;
}

/** The block of a text that is known to be good: one of this library's tables, or one that was checked before. */
export function cidrOf(text: string): Cidr {
  const [address, prefix] = text.split('/');
  const found = readAddress(address);
  const cidr = found && Number(prefix) <= BITS[found.family] ? block(found, Number(prefix)) : undefined;
  if (cidr?.text !== text) throw new Error(`not a canonical block: ${text}`);
  return cidr;
}

/** The text of a block's lowest address. */
export function addressText(cidr: Cidr): string {
  return cidr.text.slice(0, cidr.text.indexOf('/'));
}

/** Whether every address of `b` is in `a`; so it is where they are equal. */
export function contains(a: Cidr, b: Cidr): boolean {
  return a.family === b.family && a.first <= b.first && b.last <= a.last;
}

/** Whether `a` contains `b` and more. */
export function strictlyContains(a: Cidr, b: Cidr): boolean {
  return contains(a, b) && a.prefix < b.prefix;
}

/** Compares for sorting: IPv4 first, then by the lowest address, larger blocks first. */
export function compareCidrs(a: Cidr, b: Cidr): number {
  if (a.family !== b.family) return a.family === 'IPv4' ? -1 : 1;
  if (a.first !== b.first) return a.first < b.first ? -1 : 1;
  return a.prefix - b.prefix;
}

/** Whether a block is part of `::ffff:0:0/96`: the API server takes it for IPv4, so that no IPv6 block contains it there, or refuses it. */
export function isIpv4Mapped(cidr: Cidr): boolean {
  return cidr.family === 'IPv6' && cidr.prefix >= 96 && cidr.first / IPV4_SIZE === IPV4_MAPPED;
}

/** The IPv4 block that is mapped into an IPv6 one. */
function mappedIpv4(cidr: Cidr): Cidr {
  return block({ family: 'IPv4', value: cidr.first % IPV4_SIZE }, cidr.prefix - 96);
}

/** The IPv6 block through which a translator of RFC 6052 with its well-known prefix `64:ff9b::/96` reaches an IPv4 block. */
export function throughNat64(cidr: Cidr): Cidr {
  return block({ family: 'IPv6', value: NAT64 + cidr.first }, cidr.prefix + 96);
}

/** The address that a text means, where it can mean only one. */
function readAddress(text: string): Address | undefined {
  const plain = text.replace(QUAD_AT_END, hexGroups);
  const readable = plain.includes(':') ? /^[0-9a-f:]+$/i.test(plain) : QUAD.test(plain);
  if (!readable || !net().isValid(plain)) return undefined;
  const address = net().parse(plain);
  return { family: address.kind() === 'ipv4' ? 'IPv4' : 'IPv6', value: BigInt(`0x${Buffer.from(address.toByteArray()).toString('hex')}`) };
}

/** The end of an IPv6 address in the form of the rest. The parser would take `::10.0.0.1` for `::ffff:10.0.0.1`, which is another address. */
function hexGroups(quad: string): string {
  const [a, b, c, d] = quad.split('.').map(Number);
  return Math.max(a, b, c, d) > 255 ? quad : [a * 256 + b, c * 256 + d].map((group) => group.toString(16)).join(':');
}

/** The block of `prefix` leading bits around an address. */
function block(address: Address, prefix: number): Cidr {
  const { family } = address;
  const bits = BITS[family];
  const size = 2n ** BigInt(bits - prefix);
  const first = address.value / size * size;
  const bytes = [...Buffer.from(first.toString(16).padStart(bits / 4, '0'), 'hex')];
  return { text: `${net().fromByteArray(bytes).toString()}/${prefix}`, family, prefix, first, last: first + size - 1n };
}

function fixOf(text: unknown, otherwise: string): string {
  return FAULTS.find(({ pattern }) => typeof text === 'string' && pattern.test(text))?.fix ?? otherwise;
}
