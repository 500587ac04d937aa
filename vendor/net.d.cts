// What the library uses of ipaddr.js, which is bundled into net.cjs. Its parser is lenient (octal and hexadecimal octets, zones, missing
// octets): src/private/cidr.ts decides what may reach it.

/** An address of either family. */
export interface Address {
  kind(): 'ipv4' | 'ipv6';
  /** 4 or 16 bytes, the most significant first. */
  toByteArray(): number[];
  /** Dotted decimal, or the form of RFC 5952. */
  toString(): string;
}

/** Whether a text is an address of either family, in any notation. */
export function isValid(text: string): boolean;

/** The address that a text means; throws where it means none. */
export function parse(text: string): Address;

/** The address of 4 or 16 bytes. */
export function fromByteArray(bytes: number[]): Address;
