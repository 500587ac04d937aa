import { isIPv4, isIPv6 } from 'node:net';
import { EvaluationFailure } from './errors';
import { Library, remembered } from './library';
import { Opaque } from './values';

const IP = 'net.IP';
const CIDR = 'net.CIDR';
const QUAD_AT_END = /\d+\.\d+\.\d+\.\d+$/;
const PREFIX = /^(?:0|[1-9]\d{0,2})$/;

/** Loaded with the first address. */
function net(): typeof import('#net') {
  return require('#net');
}

/** An address, as a number of 32 or 128 bits. */
class Address extends Opaque {
  constructor(public readonly bits: 32 | 128, public readonly value: bigint) {
    super();
  }

  public equals(other: Address): boolean {
    return this.bits === other.bits && this.value === other.value;
  }

  public toString(): string {
    const bytes = Buffer.from(this.value.toString(16).padStart(this.bits / 4, '0'), 'hex');
    return net().fromByteArray([...bytes]).toString();
  }

  /** Whether it begins with the bits that a block of its family does. */
  public startsWith(block: Block): boolean {
    if (this.bits !== block.address.bits) return false;
    const rest = BigInt(this.bits - block.prefix);
    return this.value / 2n ** rest === block.address.value / 2n ** rest;
  }
}

/** An address and a number of leading bits. The other bits need not be zero: `masked()` makes them so. */
class Block extends Opaque {
  constructor(public readonly address: Address, public readonly prefix: number) {
    super();
  }

  public equals(other: Block): boolean {
    return this.prefix === other.prefix && this.address.equals(other.address);
  }

  public toString(): string {
    return `${this.address}/${this.prefix}`;
  }

  public contains(other: Block): boolean {
    return this.prefix <= other.prefix && other.address.startsWith(this);
  }

  public masked(): Block {
    const rest = 2n ** BigInt(this.address.bits - this.prefix);
    return new Block(new Address(this.address.bits, this.address.value / rest * rest), this.prefix);
  }
}

/** What a text means, or why it means nothing, as the server says: not with a zone, and not IPv4 in the form of IPv6. */
const parseAddress = remembered((text: string): Address | string => {
  if (isIPv4(text)) return new Address(32, numberOf(text));
  if (!isIPv6(text)) return 'it is no IP address';
  if (text.includes('%')) return 'a zone is not allowed';
  const address = new Address(128, numberOf(text));
  return address.value / 2n ** 32n === 0xffffn ? 'an IPv4-mapped IPv6 address is not allowed' : address;
});

const parseBlock = remembered((text: string): Block | string => {
  const slash = text.lastIndexOf('/');
  if (slash < 0) return 'it has no prefix';
  const address = parseAddress(text.slice(0, slash));
  if (typeof address === 'string') return address;
  const prefix = text.slice(slash + 1);
  return PREFIX.test(prefix) && Number(prefix) <= address.bits ? new Block(address, Number(prefix)) : 'its prefix is no number in the range';
});

/** The bundled parser would take `::10.0.0.1` for `::ffff:10.0.0.1`, so that it never sees a quad. */
function numberOf(text: string): bigint {
  const plain = text.includes(':') ? text.replace(QUAD_AT_END, hexGroups) : text;
  return BigInt(`0x${Buffer.from(net().parse(plain).toByteArray()).toString('hex')}`);
}

function hexGroups(quad: string): string {
  const [a, b, c, d] = quad.split('.').map(Number);
  return [a * 256 + b, c * 256 + d].map((group) => group.toString(16)).join(':');
}

function addressOf(text: string): Address {
  const parsed = parseAddress(text);
  if (typeof parsed === 'string') throw new EvaluationFailure('invalid_address', `${JSON.stringify(text)} is no IP address: ${parsed}`);
  return parsed;
}

function blockOf(text: string): Block {
  const parsed = parseBlock(text);
  if (typeof parsed === 'string') throw new EvaluationFailure('invalid_block', `${JSON.stringify(text)} is no block of addresses: ${parsed}`);
  return parsed;
}

/** Blocks that mean something, by the methods that ask for them. */
const LOOPBACK = ['127.0.0.0/8', '::1/128'];
const UNSPECIFIED = ['0.0.0.0/32', '::/128'];
const LINK_LOCAL = ['169.254.0.0/16', 'fe80::/10'];
const MULTICAST = ['224.0.0.0/4', 'ff00::/8'];
const BROADCAST = ['255.255.255.255/32'];

const isIn = (blocks: readonly string[]) => (ip: Address): boolean => blocks.some((each) => ip.startsWith(blockOf(each)));

/** The second byte of an IPv6 multicast address has flags in its upper half, which do not count. */
function isLinkLocalMulticast(ip: Address): boolean {
  if (ip.bits === 32) return ip.startsWith(blockOf('224.0.0.0/24'));
  return isIn(MULTICAST)(ip) && ip.value / 2n ** 112n % 16n === 2n;
}

/** IP addresses, as `ip('10.0.0.1')`, and blocks of them, as `cidr('10.0.0.0/8')`. */
export const ADDRESSES: Library = {
  since: '1.31',
  types: { [IP]: Address, [CIDR]: Block },
  functions: {
    [`ip(string): ${IP}`]: addressOf,
    'isIP(string): bool': (text: string) => typeof parseAddress(text) !== 'string',
    [`string(${IP}): string`]: String,
    [`${IP}.family(): int`]: (ip: Address) => (ip.bits === 32 ? 4n : 6n),
    [`${IP}.isUnspecified(): bool`]: isIn(UNSPECIFIED),
    [`${IP}.isLoopback(): bool`]: isIn(LOOPBACK),
    [`${IP}.isLinkLocalUnicast(): bool`]: isIn(LINK_LOCAL),
    [`${IP}.isLinkLocalMulticast(): bool`]: isLinkLocalMulticast,
    // Private addresses are global in this sense: it is about what is not special to one link or host.
    [`${IP}.isGlobalUnicast(): bool`]: (ip: Address) => ![LOOPBACK, UNSPECIFIED, LINK_LOCAL, MULTICAST, BROADCAST].some((blocks) => isIn(blocks)(ip)),
    [`cidr(string): ${CIDR}`]: blockOf,
    'isCIDR(string): bool': (text: string) => typeof parseBlock(text) !== 'string',
    [`string(${CIDR}): string`]: String,
    [`${CIDR}.containsIP(string): bool`]: (cidr: Block, text: string) => addressOf(text).startsWith(cidr),
    [`${CIDR}.containsIP(${IP}): bool`]: (cidr: Block, ip: Address) => ip.startsWith(cidr),
    [`${CIDR}.containsCIDR(string): bool`]: (cidr: Block, text: string) => cidr.contains(blockOf(text)),
    [`${CIDR}.containsCIDR(${CIDR}): bool`]: (cidr: Block, other: Block) => cidr.contains(other),
    [`${CIDR}.ip(): ${IP}`]: (cidr: Block) => cidr.address,
    [`${CIDR}.prefixLength(): int`]: (cidr: Block) => BigInt(cidr.prefix),
    [`${CIDR}.masked(): ${CIDR}`]: (cidr: Block) => cidr.masked(),
  },
  namespaces: {
    ip: { 'isCanonical(string): bool': (text: string) => addressOf(text).toString() === text },
  },
};
