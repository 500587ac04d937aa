import { BlockList } from 'node:net';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exceptionsOf, network } from './support';
import { Egress } from '../../src/network/egress';
import { NetworkPort } from '../../src/network/network-port';
import { ClusterFacts } from '../../src/profile/cluster-facts';

const PORTS = [NetworkPort.tcp(443)];

/** What has to be cut out of the internet, written down here once more and not taken from the tables. */
const PROTECTED = {
  ipv4: [
    '0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '168.63.129.16/32', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24',
    '192.0.2.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4',
  ],
  // ::/80 stands for ::/96 and ::ffff:0:0/96, of which the API server accepts no exception.
  ipv6: ['::/80', '64:ff9b::/96', '64:ff9b:1::/48', '2001::/32', '2002::/16', 'fc00::/7', 'fe80::/10', 'ff00::/8'],
};
const METADATA = {
  ipv4: ['168.63.129.16', '169.254.169.254', '169.254.170.23', '100.100.100.200', '192.0.0.192'],
  ipv6: ['fd00:ec2::254', 'fd00:ec2::23', 'fd20:ce::254', 'fe80::a9fe:a9fe'],
};

describe('exceptions', () => {
  test.each<[string, string[] | undefined]>([
    ['0.0.0.0/0', PROTECTED.ipv4],
    ['::/0', PROTECTED.ipv6],
    ['0.0.0.0/1', ['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8']],
    ['128.0.0.0/1', PROTECTED.ipv4.slice(4)],
    ['169.0.0.0/8', ['169.254.0.0/16']],
    ['168.0.0.0/7', ['168.63.129.16/32', '169.254.0.0/16']],
    ['8000::/1', ['fc00::/7', 'fe80::/10', 'ff00::/8']],
    ['64:ff9b::/32', ['64:ff9b::/96', '64:ff9b:1::/48']],
    // Within a protected range, which whoever names it means: its metadata addresses alone are cut out.
    ['100.64.0.0/11', undefined],
    ['100.96.0.0/11', ['100.100.100.200/32']],
    ['192.0.0.128/25', ['192.0.0.192/32']],
    ['fd00::/8', ['fd00:ec2::23/128', 'fd00:ec2::254/128', 'fd20:ce::254/128']],
    ['10.0.0.0/9', undefined],
    ['10.20.0.0/16', undefined],
    ['100.64.0.0/16', undefined],
    ['93.184.216.34/32', undefined],
    ['2001:db8::/32', undefined],
  ])('of %s', (cidr, expected) => {
    expect(exceptionsOf(Egress.cidr(cidr, PORTS))).toEqual(expected);
    expect(exceptionsOf(Egress.https(cidr))).toEqual(expected);
  });

  test('of NAT64 are those of IPv4', () => {
    const nat64 = exceptionsOf(Egress.https('64:ff9b::/96'))!;
    expect(nat64).toHaveLength(PROTECTED.ipv4.length);
    expect(nat64).toContain('64:ff9b::a00:0/104');
    expect(nat64).toContain('64:ff9b::a9fe:0/112');
    expect(nat64).toContain('64:ff9b::a83f:8110/128');
    expect(exceptionsOf(Egress.https('64:ff9b::6460:0/107'))).toEqual(['64:ff9b::6464:64c8/128']);
  });

  test('of the internet have what is known of the cluster', () => {
    const cluster = ClusterFacts.generic({
      podCidrs: ['10.4.0.0/14', '2600:1f18::/56'], serviceCidrs: ['34.118.224.0/20'], nodeCidrs: ['198.51.101.0/24'], apiServerCidrs: ['35.1.2.3/32'],
    });
    expect(exceptionsOf(Egress.https('0.0.0.0/0'), cluster)).toEqual([
      '0.0.0.0/8', '10.0.0.0/8', '34.118.224.0/20', '35.1.2.3/32', '100.64.0.0/10', '127.0.0.0/8', '168.63.129.16/32', '169.254.0.0/16', '172.16.0.0/12',
      '192.0.0.0/24', '192.0.2.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '198.51.101.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4',
    ]);
    expect(exceptionsOf(Egress.https('::/0'), cluster)).toContain('2600:1f18::/56');
    expect(exceptionsOf(Egress.https('10.0.0.0/9'), cluster)).toEqual(['10.4.0.0/14']);
    expect(exceptionsOf(Egress.https('0.0.0.0/0'), ClusterFacts.gke())).toContain('34.118.224.0/20');
    expect(exceptionsOf(Egress.https('0.0.0.0/0'))).not.toContain('34.118.224.0/20');
  });

  test('of the user join them, each once and the larger where one holds another', () => {
    const except = ['10.1.0.0/16', '169.254.0.0/16', '8.0.0.0/7', '192.0.0.0/16'];
    expect(exceptionsOf(Egress.cidr('0.0.0.0/0', PORTS, { except }))).toEqual([
      '0.0.0.0/8', '8.0.0.0/7', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '168.63.129.16/32', '169.254.0.0/16', '172.16.0.0/12',
      '192.0.0.0/16', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4',
    ]);
  });

  test.each([
    ['169.254.169.254/32', '169.254.0.0/16'],
    ['169.254.0.0/16', '169.254.0.0/16'],
    ['169.254.20.10/32', '169.254.0.0/16'],
    ['fe80::/10', 'fe80::/10'],
    ['fe80::/64', 'fe80::/10'],
    ['168.63.129.16/32', '168.63.129.16/32'],
    ['100.100.100.200/32', '100.100.100.200/32'],
    ['192.0.0.192/32', '192.0.0.192/32'],
    ['fd00:ec2::254/128', 'fd00:ec2::254/128'],
    ['fd20:ce::254/128', 'fd20:ce::254/128'],
    ['64:ff9b::a9fe:a9fe/128', '64:ff9b::a9fe:0/112'],
    ['64:ff9b::a83f:8110/128', '64:ff9b::a83f:8110/128'],
  ])('fails for %s, which is aimed at metadata or link-local addresses', (cidr, range) => {
    const message = `got "${cidr}"; allowed: blocks outside ${range}: metadata and link-local addresses are never opened (SBX-NET-006); `
      + 'fix: leave it out; for the DNS cache on the node, use Egress.dns({ nodeLocal: true })';
    expect(() => exceptionsOf(Egress.cidr(cidr, PORTS))).toThrow(`[team-a/python] egress[0].cidr: ${message}`);
    expect(() => exceptionsOf(Egress.https('10.20.0.0/16', cidr))).toThrow(`[team-a/python] egress[0].cidrs[1]: ${message}`);
  });

  test.each([
    '10.0.0.0/8', '172.16.0.0/12', '100.64.0.0/10', 'fc00::/7', '240.0.0.0/4', '64:ff9b::a00:0/104', '10.4.0.0/14', '34.118.224.0/20',
  ])('fails for %s, which is all of a protected range', (cidr) => {
    const cluster = ClusterFacts.gke({ podCidrs: ['10.4.0.0/14'] });
    expect(() => exceptionsOf(Egress.cidr(cidr, PORTS), cluster)).toThrow(`got "${cidr}"; allowed: a part of a protected range, or a block around it`);
  });

  test.each([
    ['127.0.0.0/8', '127.0.0.0/8'], ['127.0.0.1/32', '127.0.0.0/8'], ['::1/128', '::1/128'],
    ['2002:a9fe:a9fe::/48', '2002::/16'], ['64:ff9b:1::/64', '64:ff9b:1::/48'], ['2001::/32', '2001::/32'],
    ['198.51.101.7/32', '198.51.101.0/24'], ['35.1.2.3/32', '35.1.2.3/32'], ['64:ff9b::2301:203/128', '64:ff9b::2301:203/128'],
  ])('fails for %s in %s: loopback, translated addresses, machines of the cluster', (cidr, range) => {
    const cluster = ClusterFacts.generic({ nodeCidrs: ['198.51.101.0/24'], apiServerCidrs: ['35.1.2.3/32'] });
    expect(() => exceptionsOf(Egress.cidr(cidr, PORTS), cluster)).toThrow(`got "${cidr}"; allowed: blocks outside ${range}:`);
  });
});

/** One address or block, read and written without the code under test. */
interface Range {
  readonly family: 'ipv4' | 'ipv6';
  readonly address: bigint;
  readonly prefix: number;
}

const BITS = { ipv4: 32, ipv6: 128 };

function textOf(family: Range['family'], address: bigint): string {
  if (family === 'ipv4') return [24n, 16n, 8n, 0n].map((shift) => (address / 2n ** shift) % 256n).join('.');
  const groups = address.toString(16).padStart(32, '0').match(/.{4}/g)!;
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1);
}

function rangeOf(text: string): Range {
  const [address, prefix] = text.split('/');
  const family = text.includes(':') ? 'ipv6' : 'ipv4';
  if (family === 'ipv4') return { family, prefix: Number(prefix ?? 32), address: address.split('.').reduce((sum, octet) => sum * 256n + BigInt(octet), 0n) };
  const [head, tail = ''] = address.split('::');
  const [left, right] = [head, tail].map((part) => part.split(':').filter(Boolean));
  const groups = [...left, ...Array(8 - left.length - right.length).fill('0') as string[], ...right];
  return { family, prefix: Number(prefix ?? 128), address: groups.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n) };
}

/** The block of the first `prefix` bits of an address. */
const around = ({ family, address }: Range, prefix: number): Range => {
  const size = 2n ** BigInt(BITS[family] - prefix);
  return { family, prefix, address: address - address % size };
};
const isPart = (part: Range, whole: Range): boolean => (
  part.family === whole.family && part.prefix >= whole.prefix && around(part, whole.prefix).address === whole.address
);

function listOf(cidrs: string[]): BlockList {
  const list = new BlockList();
  for (const cidr of cidrs) {
    const [address, prefix] = cidr.split('/');
    list.addSubnet(address, Number(prefix), cidr.includes(':') ? 'ipv6' : 'ipv4');
  }
  return list;
}

describe('no address of a protected range is reached through a larger block', () => {
  const metadata = [...METADATA.ipv4.map((address) => `${address}/32`), ...METADATA.ipv6.map((address) => `${address}/128`)];
  const hazards = [...PROTECTED.ipv4, ...PROTECTED.ipv6, ...metadata];
  const refused = ['169.254.0.0/16', 'fe80::/10', '127.0.0.0/8', '::1/128', '2001::/32', '2002::/16', '64:ff9b:1::/48', ...metadata];
  // Of these, all in one is refused; a part is what whoever names it means.
  const whole = [...PROTECTED.ipv4, ...PROTECTED.ipv6];

  // Any block, and blocks around a hazard, which a random one would hardly ever be.
  const start = fc.oneof(
    fc.bigInt(0n, 2n ** 32n - 1n).map((address): Range => ({ family: 'ipv4', address, prefix: 32 })),
    fc.bigInt(0n, 2n ** 128n - 1n).map((address): Range => ({ family: 'ipv6', address, prefix: 128 })),
    fc.constantFrom(...hazards).map(rangeOf),
  );
  const block = start.chain((range) => fc.integer({ min: 0, max: range.prefix }).map((prefix) => around(range, prefix)));

  test('and every other address of the block is', () => {
    let judged = 0;
    fc.assert(fc.property(block, fc.bigInt(0n, 2n ** 128n - 1n), (range, random) => {
      const { family, address, prefix } = range;
      const cidr = `${textOf(family, address)}/${prefix}`;
      // Blocks of IPv4-mapped addresses are refused, too, and what NAT64 reaches has a test of its own.
      if ([...refused, '::/80', '64:ff9b::/96'].some((all) => isPart(range, rangeOf(all))) || whole.includes(cidr)) return;
      const [rule] = network({ egress: [Egress.cidr(cidr, PORTS)] }).egress as { to: { ipBlock: { cidr: string; except?: string[] } }[] }[];
      const { ipBlock } = rule.to[0];
      expect(ipBlock.cidr).toBe(cidr);
      const [opened, cut] = [listOf([cidr]), listOf(ipBlock.except ?? [])];
      const reached = (at: bigint): boolean => opened.check(textOf(family, at), family) && !cut.check(textOf(family, at), family);

      const closed = hazards.filter((hazard) => isPart(rangeOf(hazard), range) && rangeOf(hazard).prefix > prefix);
      for (const hazard of closed.map(rangeOf)) {
        const size = 2n ** BigInt(BITS[family] - hazard.prefix);
        for (const at of [0n, size - 1n, random % size]) {
          judged += 1;
          expect(reached(hazard.address + at), `${textOf(family, hazard.address + at)} through ${cidr}`).toBe(false);
        }
      }
      const any = address + random % 2n ** BigInt(BITS[family] - prefix);
      const protectedOne = closed.some((hazard) => isPart({ family, address: any, prefix: BITS[family] }, rangeOf(hazard)));
      expect(reached(any), `${textOf(family, any)} through ${cidr}`).toBe(!protectedOne);
      // What the API server demands of an exception.
      for (const except of (ipBlock.except ?? []).map(rangeOf)) expect(isPart(except, range) && except.prefix > prefix).toBe(true);
    }), { numRuns: 1000 });
    expect(judged).toBeGreaterThan(1000);
  });
});
