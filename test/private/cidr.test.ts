import { isIP } from 'node:net';
import { App } from 'cdk8s';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressText, Cidr, cidrOf, compareCidrs, contains, isIpv4Mapped, parseAddress, parseCidr, strictlyContains, throughNat64 } from '../../src/private/cidr';
import { Place } from '../../src/private/place';

const place = Place.of(new App()).at('cidr');
const BLOCK = 'a block in CIDR notation, as "10.20.0.0/16" or "fd00:10::/64"';
const ADDRESS = 'an IP address, as "10.20.0.10" or "fd00:10::10"';

const says = (given: unknown, allowed: string, fix: string): string => `[App] cidr: got ${JSON.stringify(given)}; allowed: ${allowed}; fix: ${fix}`;

describe('parseCidr', () => {
  test.each<[string, Omit<Cidr, 'text'>]>([
    ['0.0.0.0/0', { family: 'IPv4', prefix: 0, first: 0n, last: 0xffff_ffffn }],
    ['10.20.0.0/16', { family: 'IPv4', prefix: 16, first: 0x0a14_0000n, last: 0x0a14_ffffn }],
    ['128.0.0.0/1', { family: 'IPv4', prefix: 1, first: 0x8000_0000n, last: 0xffff_ffffn }],
    ['255.255.255.255/32', { family: 'IPv4', prefix: 32, first: 0xffff_ffffn, last: 0xffff_ffffn }],
    ['::/0', { family: 'IPv6', prefix: 0, first: 0n, last: 2n ** 128n - 1n }],
    ['::/80', { family: 'IPv6', prefix: 80, first: 0n, last: 2n ** 48n - 1n }],
    ['::1/128', { family: 'IPv6', prefix: 128, first: 1n, last: 1n }],
    ['2001:db8:0:0:1::/80', { family: 'IPv6', prefix: 80, first: 0x2001_0db8_0000_0000_0001_0000_0000_0000n, last: 0x2001_0db8_0000_0000_0001_ffff_ffff_ffffn }],
    ['1:2:3:4:5:6:7:0/112', { family: 'IPv6', prefix: 112, first: 0x0001_0002_0003_0004_0005_0006_0007_0000n, last: 0x0001_0002_0003_0004_0005_0006_0007_ffffn }],
  ])('reads %s', (text, expected) => {
    expect(parseCidr(place, text)).toEqual({ text, ...expected });
  });

  test.each([
    ['10.20.0.1/16', '10.20.0.0/16'],
    ['0.0.0.1/0', '0.0.0.0/0'],
    ['192.168.1.0/16', '192.168.0.0/16'],
    ['fd00::1/64', 'fd00::/64'],
    ['::ffff:0:0/80', '::/80'],
  ])('fails for %s, which has bits set after the prefix, and offers the block', (text, block) => {
    expect(() => parseCidr(place, text)).toThrow(says(text, `${BLOCK}, with no bit set after the prefix`, `write "${block}"`));
  });

  test.each([
    ['FD00::/8', 'fd00::/8'],
    ['fd00:0::/32', 'fd00::/32'],
    ['0:0:0:0:0:0:0:0/0', '::/0'],
    ['2001:0db8::/32', '2001:db8::/32'],
    ['1:2:3:4:5:6:7::/112', '1:2:3:4:5:6:7:0/112'],
    ['2001:db8::1:0:0:0/80', '2001:db8:0:0:1::/80'],
    ['64:ff9b::10.0.0.0/104', '64:ff9b::a00:0/104'],
    ['::10.0.0.1/128', '::a00:1/128'],
  ])('fails for %s, which is no canonical text, and offers the block', (text, block) => {
    expect(() => parseCidr(place, text)).toThrow(says(text, `${BLOCK}, in canonical form`, `write "${block}"`));
  });

  test.each([
    ['10.0.0.1', '10.0.0.1/32'],
    ['::1', '::1/128'],
    ['FD00::A', 'fd00::a/128'],
  ])('fails for %s, which has no prefix, and offers the block of the address', (text, block) => {
    expect(() => parseCidr(place, text)).toThrow(says(text, BLOCK, `write "${block}" for this address alone`));
  });

  test.each([
    ['::ffff:10.0.0.0/104', '10.0.0.0/8'],
    ['::ffff:0:0/96', '0.0.0.0/0'],
    ['::ffff:a9fe:a9fe/128', '169.254.169.254/32'],
  ])('fails for IPv4-mapped %s and offers the IPv4 block', (text, block) => {
    expect(() => parseCidr(place, text)).toThrow(says(text, `${BLOCK}, not IPv4-mapped IPv6`, `write the IPv4 block "${block}"`));
  });

  test.each([
    ['10.0.0.0/33', 'IPv4', 32],
    ['10.0.0.0/08', 'IPv4', 32],
    ['10.0.0.0/-1', 'IPv4', 32],
    ['10.0.0.0/', 'IPv4', 32],
    ['10.0.0.0/8.0', 'IPv4', 32],
    ['10.0.0.0/8 ', 'IPv4', 32],
    ['10.0.0.0/255.0.0.0', 'IPv4', 32],
    ['::/129', 'IPv6', 128],
  ])('fails for the prefix of %s', (text, family, bits) => {
    const allowed = `${BLOCK}, with a prefix of 0 to ${bits} for ${family}`;
    expect(() => parseCidr(place, text)).toThrow(says(text, allowed, 'write the prefix as a plain number in that range'));
  });

  test.each([
    ['fe80::1%eth0/64', 'leave out the zone: what begins with "%" has a meaning on one machine only'],
    ['010.0.0.0/8', 'write the octets without leading zeros, which some programs read as octal numbers'],
    ['10.00.0.0/8', 'write the octets without leading zeros, which some programs read as octal numbers'],
    ['10.0.0.01/32', 'write the octets without leading zeros, which some programs read as octal numbers'],
    ['64:ff9b::010.0.0.0/104', 'write the octets without leading zeros, which some programs read as octal numbers'],
    [' 10.0.0.0/8', 'write it without blanks'],
    ['10.0.0.0/8/8', 'write an address, "/" and the number of leading bits that its block shares'],
    ['1.2.3/8', 'write an address, "/" and the number of leading bits that its block shares'],
    ['0x0a.0.0.0/8', 'write an address, "/" and the number of leading bits that its block shares'],
    ['167772160/8', 'write an address, "/" and the number of leading bits that its block shares'],
    ['::1.2.3.256/128', 'write an address, "/" and the number of leading bits that its block shares'],
    ['1.2.3.256/32', 'write an address, "/" and the number of leading bits that its block shares'],
    ['1::2::3/64', 'write an address, "/" and the number of leading bits that its block shares'],
    ['1:2:3:4:5:6:7:8:9/64', 'write an address, "/" and the number of leading bits that its block shares'],
    ['[::]/0', 'write an address, "/" and the number of leading bits that its block shares'],
    ['example.com/32', 'give addresses: a NetworkPolicy knows no host names'],
    ['https://api.example.com/v1', 'give addresses: a NetworkPolicy knows no host names'],
    ['*.example.com', 'give addresses: a NetworkPolicy knows no host names'],
    ['/8', 'write an address, "/" and the number of leading bits that its block shares'],
    ['', 'write an address, "/" and the number of leading bits that its block shares'],
    [null, 'write an address, "/" and the number of leading bits that its block shares'],
    [8, 'write an address, "/" and the number of leading bits that its block shares'],
    [['10.0.0.0/8'], 'write an address, "/" and the number of leading bits that its block shares'],
  ])('fails for %j, which is no block', (text, fix) => {
    expect(() => parseCidr(place, text)).toThrow(says(text, BLOCK, fix));
  });

  test('agrees with Node on which texts are addresses, and with URLs on how IPv6 is written', () => {
    const piece = fc.constantFrom('::', ':', '0', '1', 'ff', 'db8', '2001', 'FFFF', '10', '255', '256', '01', '.', '%1', ' ');
    const text = fc.oneof(fc.ipV4(), fc.ipV6(), fc.array(piece, { minLength: 1, maxLength: 16 }).map((pieces) => pieces.join('')));
    fc.assert(fc.property(text, (address) => {
      const family = isIP(address);
      const valid = family !== 0 && !address.includes('%');
      let found: Cidr | undefined;
      let message = '';
      try {
        found = parseAddress(place, address);
      } catch (error) {
        message = String(error);
      }
      if (!valid) return found === undefined && message.includes(`allowed: ${ADDRESS}; `);
      const canonical = family === 4 ? address : new URL(`http://[${address}]`).hostname.slice(1, -1);
      if (/^::ffff:[0-9a-f]+:[0-9a-f]+$/.test(canonical)) return found === undefined && message.includes('write the IPv4 address');
      return address === canonical ? found !== undefined && addressText(found) === address : message.endsWith(`write "${canonical}"`);
    }), { numRuns: 2000 });
  });
});

describe('parseAddress', () => {
  test.each(['10.20.0.10', '169.254.20.10', 'fd00:10::10', '::'])('reads %s as the block of one address', (text) => {
    const cidr = parseAddress(place, text);
    expect(addressText(cidr)).toBe(text);
    expect(cidr.first).toBe(cidr.last);
  });

  test.each([
    ['10.0.0.1/32', ADDRESS, 'write the address alone, without prefix, port or brackets'],
    ['10.0.0.1:53', ADDRESS, 'write the address alone, without prefix, port or brackets'],
    ['[::1]', ADDRESS, 'write the address alone, without prefix, port or brackets'],
    ['dns.example.com', ADDRESS, 'write the address alone, without prefix, port or brackets'],
    [undefined, ADDRESS, 'write the address alone, without prefix, port or brackets'],
    ['fe80::1%eth0', ADDRESS, 'leave out the zone: what begins with "%" has a meaning on one machine only'],
    ['010.0.0.1', ADDRESS, 'write the octets without leading zeros, which some programs read as octal numbers'],
    ['FD00::1', `${ADDRESS}, in canonical form`, 'write "fd00::1"'],
    ['::ffff:8.8.8.8', `${ADDRESS}, not IPv4-mapped IPv6`, 'write the IPv4 address "8.8.8.8"'],
  ])('fails for %j', (text, allowed, fix) => {
    expect(() => parseAddress(place, text)).toThrow(text === undefined ? fix : says(text, allowed, fix));
  });
});

describe('relations', () => {
  const [all4, ten, tenOne, tenOneAddress, nine, all6, first6] = ['0.0.0.0/0', '10.0.0.0/8', '10.1.0.0/16', '10.1.0.0/32', '9.0.0.0/8', '::/0', '::/128'].map(cidrOf);

  test.each<[Cidr, Cidr, boolean, boolean]>([
    [all4, ten, true, true],
    [ten, ten, true, false],
    [ten, tenOne, true, true],
    [tenOne, ten, false, false],
    [tenOne, tenOneAddress, true, true],
    [nine, ten, false, false],
    [all6, ten, false, false],
    [all4, first6, false, false],
    [all6, first6, true, true],
  ])('$0.text contains $1.text: %#', (a, b, within, strictly) => {
    expect(contains(a, b)).toBe(within);
    expect(strictlyContains(a, b)).toBe(strictly);
  });

  test('sorts IPv4 before IPv6, then by address, larger blocks first', () => {
    const sorted = [all4, nine, ten, tenOne, tenOneAddress, all6, first6];
    expect([...sorted].reverse().sort(compareCidrs)).toEqual(sorted);
  });

  test('tells IPv4-mapped blocks', () => {
    expect(['::ffff:0:0/96', '::ffff:a00:1/128', '::/80', '::/96', '::fffe:0:0/96', '1::ffff:0:0/96', '0.0.0.0/0'].map((text) => isIpv4Mapped(cidrOf(text)))).toEqual(
      [true, true, false, false, false, false, false],
    );
  });

  test('puts IPv4 behind the prefix of NAT64', () => {
    expect(throughNat64(cidrOf('169.254.0.0/16')).text).toBe('64:ff9b::a9fe:0/112');
    expect(throughNat64(all4).text).toBe('64:ff9b::/96');
  });

  test.each(['10.0.0.1/8', 'FD00::/8', '10.0.0.0', 'x/8', '10.0.0.0/33'])('fails for %s in a table of blocks', (text) => {
    expect(() => cidrOf(text)).toThrow(`not a canonical block: ${text}`);
  });
});
