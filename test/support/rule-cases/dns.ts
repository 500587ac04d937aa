import { set, templateFor, unset, variant } from './made';
import { WIDE } from './net-objects';
import { BadCase, CONFIG_MAP, GOOD, Operation, patched, POD, RuleCase } from './support';
import { ClusterFacts, Egress } from '../../../src';
import { JsonObject } from '../../../src/private/json';

const EGRESS = '/spec/networkPolicy/egress';
const PORTS = `${EGRESS}/0/ports`;

/** A template with name servers of its own, of both families. */
const NAMED = templateFor(ClusterFacts.generic(), { name: 'named', egress: [Egress.dns({ nameservers: ['10.96.0.10', '2001:db8::53'] })] });

/** One without DNS, and one that asks a Service: its Pods are behind it. */
const SILENT = templateFor(ClusterFacts.generic(), { name: 'silent' });
const BY_SERVICE = variant(GOOD.template, 'by-service', set(`${POD}/dnsPolicy`, 'None'), set(`${POD}/dnsConfig`, { nameservers: ['10.96.0.10'] }));

const TO_DNS = 'None, or an egress rule to the cluster\'s DNS (UDP 53)';
const REACHABLE = 'an address that egress rules open by UDP and TCP 53, or a loopback one where none opens 53';

const TO = 'spec.networkPolicy.egress[0].to';
const SERVERS = 'the name servers, since the rule opens port 53';

/** Another element in its place. */
const instead = (path: string, value: unknown): Operation => ({ op: 'replace', path, value });

/** A rule to anywhere, opened by its first port. */
const anywhere = (...ports: JsonObject[]): JsonObject => ({ to: [{ ipBlock: { cidr: '8.8.8.8/32' } }], ports });

export const DNS_CASES: readonly RuleCase[] = [
  {
    rule: 'SBX-DNS-001',
    good: [GOOD.template, GOOD.sandbox, GOOD.pod, NAMED, SILENT, variant(GOOD.template, 'by-name', set(`${PORTS}/0/port`, 'dns')),
      variant(GOOD.template, 'in-range', instead(`${PORTS}/0`, { port: 1, endPort: 53, protocol: 'UDP' })),
      variant(GOOD.template, 'from-53', instead(`${PORTS}/0`, { port: 53, endPort: 60, protocol: 'UDP' })),
      variant(GOOD.template, 'all-udp', set(PORTS, [{ protocol: 'TCP', port: 53 }, { protocol: 'UDP' }])),
      variant(GOOD.template, 'all', unset(PORTS))],
    bad: [
      {
        patch: { op: 'replace', path: `${POD}/dnsPolicy`, value: 'Default' },
        fails: ['SBX-DNS-001'],
        place: 'dnsPolicy',
        found: 'Default',
        wanted: 'None or ClusterFirst',
      },
      {
        patch: { op: 'remove', path: `${POD}/dnsPolicy` },
        fails: ['SBX-DNS-001'],
        place: 'dnsPolicy',
        found: undefined,
        wanted: 'None or ClusterFirst',
      },
      {
        object: 2,
        patch: { op: 'replace', path: '/spec/dnsPolicy', value: 'Default' },
        fails: ['SBX-DNS-001'],
        place: 'dnsPolicy',
        found: 'Default',
        wanted: 'None or ClusterFirst',
      },
      {
        object: 1,
        patch: { op: 'remove', path: `${POD}/dnsConfig` },
        fails: ['SBX-DNS-001'],
        place: 'dnsConfig.nameservers',
        found: undefined,
        wanted: 'at least one name server beside dnsPolicy: None',
      },
      {
        object: 1,
        patch: { op: 'replace', path: `${POD}/dnsConfig/nameservers`, value: [] },
        fails: ['SBX-DNS-001'],
        place: 'dnsConfig.nameservers',
        found: [],
        wanted: 'at least one name server beside dnsPolicy: None',
      },
      { patch: { op: 'remove', path: `${EGRESS}/0` }, fails: ['SBX-DNS-001'], place: 'dnsPolicy', found: 'ClusterFirst', wanted: TO_DNS },
      { patch: { op: 'remove', path: `${PORTS}/0` }, fails: ['SBX-DNS-001'], place: 'dnsPolicy', found: 'ClusterFirst', wanted: TO_DNS },
      {
        patch: { op: 'replace', path: `${PORTS}/0/port`, value: 54 },
        fails: ['SBX-DNS-001'],
        place: 'dnsPolicy',
        found: 'ClusterFirst',
        wanted: TO_DNS,
      },
      {
        patch: { op: 'replace', path: `${PORTS}/0/port`, value: 52 },
        fails: ['SBX-DNS-001'],
        place: 'dnsPolicy',
        found: 'ClusterFirst',
        wanted: TO_DNS,
      },
      {
        patch: { op: 'replace', path: `${PORTS}/0/port`, value: 'http' },
        fails: ['SBX-DNS-001'],
        place: 'dnsPolicy',
        found: 'ClusterFirst',
        wanted: TO_DNS,
      },
      {
        patch: { op: 'replace', path: `${PORTS}/0`, value: { port: 40, endPort: 52, protocol: 'UDP' } },
        fails: ['SBX-DNS-001'],
        place: 'dnsPolicy',
        found: 'ClusterFirst',
        wanted: TO_DNS,
      },
      {
        patch: { op: 'remove', path: '/spec/networkPolicy' },
        fails: ['SBX-DNS-001', 'SBX-NET-002'],
        place: 'dnsPolicy',
        found: 'ClusterFirst',
        wanted: TO_DNS,
      },
    ],
    notApplicable: [CONFIG_MAP],
  },
  {
    rule: 'SBX-DNS-002',
    good: [GOOD.template, patched(GOOD.sandbox, set(`${POD}/hostAliases`, []))],
    bad: [{
      patch: { op: 'add', path: `${POD}/hostAliases`, value: [{ ip: '10.0.0.1', hostnames: ['api.example.com'] }] },
      fails: ['SBX-DNS-002'],
      place: 'hostAliases',
      found: [{ ip: '10.0.0.1', hostnames: ['api.example.com'] }],
      wanted: 'absent or empty',
    }],
    notApplicable: [CONFIG_MAP],
  },
  {
    rule: 'SBX-DNS-003',
    good: [NAMED, SILENT, BY_SERVICE, WIDE, GOOD.sandbox,
      variant(NAMED, 'all-ports', unset(PORTS)),
      variant(NAMED, 'in-range', set(PORTS, [{ port: 50, endPort: 60, protocol: 'UDP' }, { port: 50, endPort: 53 }])),
      variant(NAMED, 'unmanaged-like', set(`${POD}/dnsConfig/nameservers`, ['10.96.0.10', '2001:db8::53', '10.96.0.10'])),
      // None of these opens port 53.
      variant(
        SILENT,
        'no-dns',
        set(EGRESS, [anywhere({ port: 52 }, { port: 54, endPort: 60, protocol: 'UDP' }, { port: 40, endPort: 52 }, { port: 'http' })]),
      ),
      variant(NAMED, 'more-ports', set(`${PORTS}/2`, { port: 443 }), set(`${EGRESS}/0/to/2`, { podSelector: { matchLabels: { app: 'dns' } } })),
      variant(NAMED, 'beside-exceptions', set(`${EGRESS}/0/to/0/ipBlock`, { cidr: '10.96.0.0/24', except: ['10.96.0.64/26'] })),
      variant(NAMED, 'each-port', set(PORTS, [{ protocol: 'UDP' }, { protocol: 'TCP' }])),
      variant(BY_SERVICE, 'by-port-name', set(PORTS, [{ protocol: 'UDP', port: 'dns' }, { port: 'dns-tcp' }])),
      variant(SILENT, 'no-dns-6', set(`${POD}/dnsConfig/nameservers`, ['::1']))],
    bad: [
      {
        patch: { op: 'add', path: `${POD}/dnsConfig/nameservers/0`, value: '10.96.0.11' },
        fails: ['SBX-DNS-003'],
        place: 'dnsConfig.nameservers[0]',
        found: '10.96.0.11',
        wanted: REACHABLE,
      },
      {
        patch: { op: 'add', path: `${POD}/dnsConfig/nameservers/2`, value: '127.0.0.1' },
        fails: ['SBX-DNS-003'],
        place: 'dnsConfig.nameservers[2]',
        found: '127.0.0.1',
        wanted: REACHABLE,
      },
      {
        patch: { op: 'replace', path: `${POD}/dnsConfig/nameservers`, value: ['10.96.0.10', '2001:db8::53', '10.96.0.10', '2001:db8::53'] },
        fails: ['SBX-DNS-003'],
        place: 'dnsConfig.nameservers',
        found: ['10.96.0.10', '2001:db8::53', '10.96.0.10', '2001:db8::53'],
        wanted: 'at most 3',
      },
      {
        patch: { op: 'replace', path: `${POD}/dnsConfig/nameservers/0`, value: 'dns.example.com' },
        fails: ['SBX-DNS-003'],
        place: 'dnsConfig.nameservers[0]',
        found: 'dns.example.com',
        wanted: REACHABLE,
      },
      {
        object: 4,
        patch: { op: 'replace', path: `${POD}/dnsConfig/nameservers/0`, value: 'localhost' },
        fails: ['SBX-DNS-003'],
        place: 'dnsConfig.nameservers[0]',
        found: 'localhost',
        wanted: 'an IP address',
      },
      {
        object: 8,
        patch: set(`${POD}/dnsConfig/nameservers/0`, '8.8.8.8'),
        fails: ['SBX-DNS-003'],
        place: 'dnsConfig.nameservers[0]',
        found: '8.8.8.8',
        wanted: REACHABLE,
      },
      ...[[52, 'UDP'], [54, 'UDP'], [53, 'SCTP']].map(([port, protocol]): BadCase => (
        {
          patch: instead(`${PORTS}/0`, { port, protocol }),
          fails: ['SBX-DNS-003'],
          place: 'dnsConfig.nameservers[0]',
          found: '10.96.0.10',
          wanted: REACHABLE,
        }
      )),
      {
        patch: set(`${EGRESS}/0/to/0/ipBlock`, { cidr: '10.96.0.0/24', except: ['none', '10.96.0.10/32'] }),
        fails: ['SBX-DNS-003', 'SBX-NET-003'],
        place: 'dnsConfig.nameservers[0]',
        found: '10.96.0.10',
        wanted: REACHABLE,
      },
      {
        patch: set(`${EGRESS}/0/to/0/ipBlock/cidr`, '10.96.0.10'),
        fails: ['SBX-DNS-003', 'SBX-NET-003'],
        place: 'dnsConfig.nameservers[0]',
        found: '10.96.0.10',
        wanted: REACHABLE,
      },
      {
        patch: { op: 'remove', path: `${PORTS}/0` },
        fails: ['SBX-DNS-003'],
        place: 'dnsConfig.nameservers[0]',
        found: '10.96.0.10',
        wanted: REACHABLE,
      },
      {
        patch: { op: 'remove', path: `${PORTS}/1` },
        fails: ['SBX-DNS-003'],
        place: 'dnsConfig.nameservers[1]',
        found: '2001:db8::53',
        wanted: REACHABLE,
      },
      {
        patch: { op: 'replace', path: `${EGRESS}/0/to/0/ipBlock`, value: { cidr: '10.96.0.0/24', except: ['10.96.0.10/32'] } },
        fails: ['SBX-DNS-003'],
        place: 'dnsConfig.nameservers[0]',
        found: '10.96.0.10',
        wanted: REACHABLE,
      },
      {
        object: 1,
        patch: { op: 'replace', path: `${POD}/dnsConfig/nameservers/0`, value: '8.8.8.8' },
        fails: ['SBX-DNS-003'],
        place: 'dnsConfig.nameservers[0]',
        found: '8.8.8.8',
        wanted: REACHABLE,
      },
      {
        object: 8,
        patch: { op: 'replace', path: `${PORTS}/0/port`, value: 53 },
        fails: ['SBX-DNS-003'],
        place: 'dnsConfig.nameservers[0]',
        found: '127.0.0.1',
        wanted: REACHABLE,
      },
      {
        object: 8,
        patch: { op: 'replace', path: `${PORTS}/1/port`, value: 53 },
        fails: ['SBX-DNS-003'],
        place: 'dnsConfig.nameservers[0]',
        found: '127.0.0.1',
        wanted: REACHABLE,
      },
    ],
    notApplicable: [CONFIG_MAP],
  },
  {
    rule: 'SBX-DNS-004',
    good: [GOOD.template, WIDE, variant(GOOD.template, 'mixed', set(PORTS, [{ port: 53, protocol: 'UDP' }, { port: 443 }])),
      variant(GOOD.template, 'by-name', set(PORTS, [{ port: 'dns', protocol: 'UDP' }])),
      variant(GOOD.template, 'all', set(PORTS, [{ protocol: 'UDP' }]))],
    bad: [
      ...[0, 2, 3, 4].map((object): BadCase => ({
        object,
        patch: unset(`${EGRESS}/0/to`),
        fails: ['SBX-DNS-004', 'SBX-NET-004'],
        place: TO,
        found: undefined,
        wanted: SERVERS,
      })),
      { patch: set(`${EGRESS}/0/to`, []), fails: ['SBX-DNS-004', 'SBX-NET-004'], place: TO, found: [], wanted: SERVERS },
    ],
    notApplicable: [
      CONFIG_MAP, SILENT, templateFor(ClusterFacts.generic(), { egress: [Egress.https('10.20.0.0/16')] }),
      // Rules to everywhere that do not open port 53 are SBX-NET-004's.
      variant(
        SILENT,
        'other-ports',
        set(EGRESS, [{ ports: [{ port: 52 }, { port: 54 }, { port: 40, endPort: 52 }, { port: 54, endPort: 60 }, { port: 'http' }] }]),
      ),
    ],
  },
];
