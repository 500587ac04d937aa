import { describe, expect, test } from 'vitest';
import { place } from './support';
import { NetworkPort } from '../../src/network/network-port';

describe('NetworkPort', () => {
  test.each<[string, NetworkPort, object]>([
    ['tcp', NetworkPort.tcp(443), { protocol: 'TCP', port: 443 }],
    ['udp', NetworkPort.udp(53), { protocol: 'UDP', port: 53 }],
    ['sctp', NetworkPort.sctp(36412), { protocol: 'SCTP', port: 36412 }],
    ['tcpRange', NetworkPort.tcpRange(8000, 8099), { protocol: 'TCP', port: 8000, endPort: 8099 }],
    ['udpRange', NetworkPort.udpRange(1, 65535), { protocol: 'UDP', port: 1, endPort: 65535 }],
    ['a range of one', NetworkPort.tcpRange(80, 80), { protocol: 'TCP', port: 80 }],
  ])('%s', (_, port, expected) => {
    expect(port._toJson(place.at('ports').item(0))).toEqual(expected);
  });

  test.each([0, -1, 65536, 1.5, NaN, '443', undefined])('fails for port %s', (given) => {
    const port = given as number;
    const allowed = 'allowed: a whole number from 1 to 65535; fix: give the number that the program listens on';
    const shown = typeof given === 'string' ? '"443"' : String(given);
    const ranges = [NetworkPort.tcpRange(port, 9), NetworkPort.udpRange(port, 9)];
    for (const made of [NetworkPort.tcp(port), NetworkPort.udp(port), NetworkPort.sctp(port), ...ranges]) {
      expect(() => made._toJson(place.at('ports').item(0))).toThrow(`[team-a/python] ports[0]: got ${shown}; ${allowed}`);
    }
  });

  test.each([79, 65536, '90'])('fails for a range from 80 to %s', (last) => {
    expect(() => NetworkPort.tcpRange(80, last as number)._toJson(place.at('ports').item(0))).toThrow(
      `ports[0].last: got ${JSON.stringify(last)}; allowed: a whole number from 80 to 65535; fix: give the last port of the range, which is not before its first`,
    );
  });
});
