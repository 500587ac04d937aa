import { BlockList } from 'node:net';
import { describe, expect, test } from 'vitest';
import { cidrOf, contains, Family, isIpv4Mapped } from '../../src/private/cidr';
import { METADATA_ADDRESSES, PROTECTED_RANGES } from '../../src/profile/ranges';

const FAMILIES: Family[] = ['IPv4', 'IPv6'];
const protocolOf = (address: string): 'ipv4' | 'ipv6' => address.includes(':') ? 'ipv6' : 'ipv4';

describe('protected ranges', () => {
  test('are these', () => {
    expect(PROTECTED_RANGES.IPv4.map(({ cidr }) => cidr)).toEqual([
      '0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '168.63.129.16/32', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24',
      '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4',
    ]);
    expect(PROTECTED_RANGES.IPv6.map(({ cidr }) => cidr)).toEqual([
      '::/96', '::ffff:0:0/96', '64:ff9b::/96', '64:ff9b:1::/48', '2001::/32', '2002::/16', 'fc00::/7', 'fe80::/10', 'ff00::/8',
    ]);
  });

  // Seen through another implementation than our own; a list for each family, since Node takes all of IPv4 for part of ::ffff:0:0/96.
  const lists = Object.fromEntries(FAMILIES.map((family) => {
    const list = new BlockList();
    PROTECTED_RANGES[family].map(({ cidr }) => cidr.split('/')).forEach(([address, prefix]) => list.addSubnet(address, Number(prefix), protocolOf(address)));
    return [protocolOf(PROTECTED_RANGES[family][0].cidr), list];
  }));
  const blocked = (address: string): boolean => lists[protocolOf(address)].check(address, protocolOf(address));

  test.each([
    '0.0.0.0', '10.0.0.1', '10.255.255.255', '100.64.0.1', '100.100.100.200', '127.0.0.1', '168.63.129.16', '169.254.169.254', '169.254.170.23', '169.254.20.10',
    '172.16.0.1', '172.31.255.255', '192.0.0.192', '192.0.2.1', '192.168.1.1', '198.18.0.1', '198.51.100.1', '203.0.113.1', '224.0.0.1', '240.0.0.1', '255.255.255.255',
    '::1', '::', '64:ff9b::a9fe:a9fe', '64:ff9b:1::1', '2002:a00:1::', '2001:0:1::', 'fc00::1', 'fd00:ec2::254', 'fd00:ec2::23', 'fd20:ce::254', 'fe80::a9fe:a9fe', 'ff02::1', '::10.0.0.1',
  ])('have %s', (address) => {
    expect(blocked(address)).toBe(true);
  });

  test.each(['1.1.1.1', '8.8.8.8', '11.0.0.1', '100.128.0.1', '168.63.129.17', '172.32.0.1', '192.0.1.1', '223.255.255.255', '2001:4860:4860::8888', '2600::1'])('do not have %s', (address) => {
    expect(blocked(address)).toBe(false);
  });

  test.each(FAMILIES)('%s: none has part of another', (family) => {
    const cidrs = PROTECTED_RANGES[family].map(({ cidr }) => cidrOf(cidr));
    expect(cidrs.flatMap((a, at) => cidrs.slice(at + 1).filter((b) => contains(a, b) || contains(b, a)))).toEqual([]);
  });

  test('only the IPv4-mapped one cannot be written as an exception', () => {
    expect(PROTECTED_RANGES.IPv6.filter(({ cidr }) => isIpv4Mapped(cidrOf(cidr))).map(({ cidr }) => cidr)).toEqual(['::ffff:0:0/96']);
  });
});

describe('metadata addresses', () => {
  test('are these', () => {
    expect(FAMILIES.flatMap((family) => METADATA_ADDRESSES[family]).map(({ cidr }) => cidr)).toEqual([
      '169.254.169.254/32', '169.254.170.23/32', '168.63.129.16/32', '100.100.100.200/32', '192.0.0.192/32',
      'fd00:ec2::254/128', 'fd00:ec2::23/128', 'fd20:ce::254/128', 'fe80::a9fe:a9fe/128',
    ]);
  });

  test.each(FAMILIES)('%s: all are in protected ranges', (family) => {
    const ranges = PROTECTED_RANGES[family].map(({ cidr }) => cidrOf(cidr));
    expect(METADATA_ADDRESSES[family].filter(({ cidr }) => !ranges.some((range) => contains(range, cidrOf(cidr))))).toEqual([]);
  });
});

test.each(FAMILIES)('%s: every range is canonical, of its family and has a reason', (family) => {
  for (const { cidr, why } of [...PROTECTED_RANGES[family], ...METADATA_ADDRESSES[family]]) {
    expect(cidrOf(cidr).family).toBe(family);
    expect(why).toMatch(/\w{4}/);
  }
});
