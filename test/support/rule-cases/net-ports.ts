import { set, templateFor, unset, variant } from './made';
import { HAND, SANDBOX_WITH_POLICY, WIDE, wideOn } from './net-objects';
import { BadCase, CONFIG_MAP, GOOD, RuleCase, standard } from './support';
import { ClusterFacts, Egress, HardeningProfile, NetworkPort } from '../../../src';
import { JsonObject } from '../../../src/private/json';

const EGRESS = '/spec/networkPolicy/egress';
const INGRESS = '/spec/networkPolicy/ingress';
const AT = 'spec.networkPolicy.ingress';

const SOURCES = 'Pods by podSelector in a namespace by its name, both in one entry';
const DECLARED = 'a port that a container declares, since the router connects';
const named = (namespace: string): JsonObject => ({ matchLabels: { 'kubernetes.io/metadata.name': namespace } });

const source = (peer: JsonObject): BadCase => (
  { patch: set(`${INGRESS}/1/from/0`, peer), fails: ['SBX-NET-007'], place: `${AT}[1].from[0]`, found: peer, wanted: SOURCES }
);

/** A cluster whose Pods have a part of a private network. */
const KNOWN = ClusterFacts.generic({ podCidrs: ['10.4.0.0/14'] });

/** The internet in IPv6 alone, and through a translator. */
const SIX = templateFor(KNOWN, { name: 'six', egress: [Egress.https('::/0', '64:ff9b::/96')] });

/** A part of a private network, of which the cluster is a part. */
const PRIVATE = templateFor(KNOWN, { name: 'private', egress: [Egress.cidr('10.0.0.0/9', [NetworkPort.tcp(5432)])] });

export const PORT_CASES: readonly RuleCase[] = [
  {
    rule: 'SBX-NET-007',
    good: [
      WIDE, HAND, ...SANDBOX_WITH_POLICY,
      variant(WIDE, 'by-name', set(`${INGRESS}/0/ports`, [{ port: 'http' }])),
      // What the router asks of a sidecar, and what others do that are in the router's namespace.
      variant(
        GOOD.template,
        'sidecar',
        set('/spec/podTemplate/spec/initContainers/0/ports', [{ containerPort: 9000 }]),
        set(`${INGRESS}/0/ports/0/port`, 9000),
      ),
      variant(GOOD.template, 'neighbour', set(`${INGRESS}/0/from/0/podSelector/matchLabels/app`, 'gateway'), set(`${INGRESS}/0/ports/0/port`, 9999)),
      variant(GOOD.template, 'namesake', set(`${INGRESS}/0/from/0/namespaceSelector`, named('web')), set(`${INGRESS}/0/ports/0/port`, 9999)),
      variant(
        GOOD.template,
        'both',
        set(`${INGRESS}/0/from/1`, { namespaceSelector: named('web'), podSelector: { matchLabels: { app: 'web' } } }),
        set(`${INGRESS}/0/ports/0/port`, 9999),
      ),
    ],
    bad: [
      source({ podSelector: { matchLabels: { app: 'web' } } }),
      source({ namespaceSelector: named('web') }),
      source({ ipBlock: { cidr: '10.20.0.0/16' } }),
      source({ namespaceSelector: { matchLabels: { team: 'web' } }, podSelector: { matchLabels: { app: 'web' } } }),
      source({
        namespaceSelector: { matchExpressions: [{ key: 'team', operator: 'In', values: ['web'] }] },
        podSelector: { matchLabels: { app: 'web' } },
      }),
      source({
        namespaceSelector: {
          matchLabels: { team: 'web' },
          matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['a'] }],
        },
        podSelector: { matchLabels: { app: 'web' } },
      }),
      { patch: unset(`${INGRESS}/1/ports`), fails: ['SBX-NET-007'], place: `${AT}[1].ports`, found: undefined, wanted: 'at least one port' },
      { patch: set(`${INGRESS}/1/ports`, []), fails: ['SBX-NET-007'], place: `${AT}[1].ports`, found: [], wanted: 'at least one port' },
      { patch: unset(`${INGRESS}/1/ports/0/port`), fails: ['SBX-NET-007'], place: `${AT}[1].ports[0].port`, found: undefined, wanted: 'a port' },
      { patch: unset(`${INGRESS}/0/ports/1/port`), fails: ['SBX-NET-007'], place: `${AT}[0].ports[1].port`, found: undefined, wanted: 'a port' },
      { patch: set(`${INGRESS}/0/ports/1/port`, 9999), fails: ['SBX-NET-007'], place: `${AT}[0].ports[1].port`, found: 9999, wanted: DECLARED },
      { patch: set(`${INGRESS}/0/ports/1/port`, 'grpc'), fails: ['SBX-NET-007'], place: `${AT}[0].ports[1].port`, found: 'grpc', wanted: DECLARED },
      { patch: set(`${INGRESS}/0/ports/1/endPort`, 9999), fails: ['SBX-NET-007'], place: `${AT}[0].ports[1].port`, found: 9000, wanted: DECLARED },
      {
        object: 3,
        patch: unset('/spec/ingress/0/ports'),
        fails: ['SBX-NET-007'],
        place: 'spec.ingress[0].ports',
        found: undefined,
        wanted: 'at least one port',
      },
    ],
    notApplicable: [CONFIG_MAP, GOOD.sandbox],
  },
  {
    rule: 'SBX-NET-008',
    good: [
      wideOn(KNOWN),
      SIX,
      PRIVATE,
      variant(PRIVATE, 'all-ports', unset(`${EGRESS}/0/ports`), set('/spec/podTemplate/spec/dnsConfig/nameservers', ['10.1.2.3'])),
      HAND,
      variant(wideOn(KNOWN), 'web', set(`${EGRESS}/1/ports`, [{ port: 80, endPort: 80 }, { port: 53, protocol: 'UDP' }])),
    ],
    bad: [
      ...[25, 22, 444, 'https'].map((port): BadCase => ({
        patch: set(`${EGRESS}/1/ports/0/port`, port),
        fails: ['SBX-NET-008'],
        place: 'spec.networkPolicy.egress[1].ports[0].port',
        found: port,
        wanted: 'one of 443, 80, 53',
      })),
      {
        object: 1,
        patch: set(`${EGRESS}/0/ports/0/endPort`, 444),
        fails: ['SBX-NET-008'],
        place: 'spec.networkPolicy.egress[0].ports[0].port',
        found: 443,
        wanted: 'one of 443, 80, 53',
      },
      {
        object: 1,
        patch: unset(`${EGRESS}/0/ports/0/port`),
        fails: ['SBX-NET-008', 'SBX-DNS-003'],
        place: 'spec.networkPolicy.egress[0].ports[0].port',
        found: undefined,
        wanted: 'one of 443, 80, 53',
      },
      {
        patch: unset(`${EGRESS}/1/ports`),
        fails: ['SBX-NET-008'],
        place: 'spec.networkPolicy.egress[1].ports',
        found: undefined,
        wanted: 'at least one port of 443, 80, 53',
      },
    ],
    // A part of a private network is not the internet, even if the cluster is a part of that.
    notApplicable: [
      CONFIG_MAP,
      GOOD.sandbox,
      GOOD.template,
      PRIVATE,
      HAND,
      variant(PRIVATE, 'unreadable', set(`${EGRESS}/0/to/0/ipBlock/cidr`, 'none')),
    ],
    standard: standard(HardeningProfile.RESTRICTED_V1, KNOWN),
  },
];
