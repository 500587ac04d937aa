import { set, templateFor, unset, variant } from './made';
import { HAND, SANDBOX_WITH_POLICY, WIDE, wideOn } from './net-objects';
import { BadCase, CONFIG_MAP, GOOD, RuleCase, standard } from './support';
import { ClusterFacts, Egress, HardeningProfile } from '../../../src';

const EGRESS = '/spec/networkPolicy/egress';
const INGRESS = '/spec/networkPolicy/ingress';

/** Where things are in the rules of WIDE. */
const DNS = `${EGRESS}/0/to/0`;
const BLOCK = `${EGRESS}/2/to/0/ipBlock`;
const BLOCK_AT = 'spec.networkPolicy.egress[2].to[0].ipBlock';
const PORTS = `${EGRESS}/2/ports`;
const PORTS_AT = 'spec.networkPolicy.egress[2].ports';

/** A value that makes a rule one that the API server would not take. */
const invalid = (path: string, value: unknown, place: string, wanted: string, more: Partial<BadCase> = {}): BadCase => (
  { patch: set(path, value), fails: ['SBX-NET-003'], place, found: value, wanted, ...more }
);

const PEER = 'ipBlock alone, or podSelector, namespaceSelector or both';
const CANONICAL = 'a block in canonical CIDR notation';
const PART = 'a block in canonical CIDR notation that is a part of cidr';
const LABEL = 'a label as objects can have it';
const PORT = 'a number from 1 to 65535, or the name of a port';
const END = 'a number from port to 65535, beside a numeric port';

const SELECTOR_AT = 'spec.networkPolicy.egress[0].to[0].podSelector';

/** Requirements that are wrong in one of their fields. */
const requirements = (): BadCase[] => {
  const VALUES = 'values as labels can have them for In and NotIn, and none else';
  const key = (value: string): [object, string, string, unknown] => [{ key: value, operator: 'Exists' }, 'key', 'a key as labels can have it', value];
  const values = (operator: string, found?: string[]): [object, string, string, unknown] => [
    { key: 'app', operator, ...found && { values: found } },
    'values',
    VALUES,
    found,
  ];
  const wrong = [
    key('k8s app'), key('Example.com/app'), key(''),
    [{ key: 'app', operator: 'in' }, 'operator', 'In, NotIn, Exists or DoesNotExist', 'in'] as const,
    values('In'), values('In', []), values('NotIn'), values('Exists', ['a']), values('DoesNotExist', ['a']), values('In', ['a', 'b c']),
  ];
  return wrong.map(([requirement, field, wanted, found]) => invalid(
    `${DNS}/podSelector/matchExpressions`,
    [requirement],
    `${SELECTOR_AT}.matchExpressions[key=${(requirement as { key: string }).key}].${field}`,
    wanted,
    { found },
  ));
};

/** A cluster whose nodes and API server are known. */
const KNOWN = ClusterFacts.generic({ nodeCidrs: ['10.128.0.0/20'], apiServerCidrs: ['34.1.2.3/32'], podCidrs: ['10.4.0.0/14'] });
const ON_KNOWN = templateFor(KNOWN, {
  name: 'on-known', egress: [Egress.dns({ nameservers: ['10.128.0.2'] }), Egress.https('0.0.0.0/0'), Egress.https('10.20.0.0/16')],
});

const EXCEPTIONS = 'an exception for each protected range in the block';
const METADATA = 'a block without metadata addresses, or with exceptions for them';
const EVERYWHERE = 'spec.networkPolicy.egress[1].to';

export const PEER_CASES: readonly RuleCase[] = [
  {
    rule: 'SBX-NET-003',
    good: [WIDE, HAND, ...SANDBOX_WITH_POLICY],
    bad: [
      invalid(`${EGRESS}/2/to/0/podSelector`, { matchLabels: { a: 'b' } }, 'spec.networkPolicy.egress[2].to[0]', PEER, {
        found: { ipBlock: { cidr: '10.20.0.0/16', except: ['10.20.30.0/24'] }, podSelector: { matchLabels: { a: 'b' } } },
      }),
      invalid(`${EGRESS}/2/to/0/namespaceSelector`, { matchLabels: { a: 'b' } }, 'spec.networkPolicy.egress[2].to[0]', PEER, {
        found: { ipBlock: { cidr: '10.20.0.0/16', except: ['10.20.30.0/24'] }, namespaceSelector: { matchLabels: { a: 'b' } } },
      }),
      invalid(`${EGRESS}/2/to/0`, {}, 'spec.networkPolicy.egress[2].to[0]', PEER),
      ...['10.20.0.1/16', '10.20.0.0', '010.20.0.0/16', 'mirror.example.com', '2001:DB8::/32', '::ffff:10.20.0.0/112'].map((cidr) => (
        invalid(BLOCK, { cidr }, `${BLOCK_AT}.cidr`, CANONICAL, { found: cidr })
      )),
      ...['10.20.30.1/24', '10.30.0.0/24', '10.20.0.0/16', '10.0.0.0/8', '2001:db8::/64', 'none', '::ffff:10.20.30.0/120'].map((except) => (
        invalid(`${BLOCK}/except/1`, except, `${BLOCK_AT}.except[1]`, PART)
      )),
      ...[
        ['k8s app', 'a'],
        ['Example.com~1app', 'a'],
        ['example.com~1', 'a'],
        ['app', 'a b'],
        ['app', 'x'.repeat(64)],
        ['y'.repeat(64), ''],
      ].map(([key, value]) => (
        invalid(`${DNS}/podSelector/matchLabels/${key}`, value, `${SELECTOR_AT}.matchLabels[${key.replace('~1', '/')}]`, LABEL)
      )),
      ...requirements(),
      ...['tcp', 'ICMP'].map((protocol) => invalid(`${PORTS}/0/protocol`, protocol, `${PORTS_AT}[0].protocol`, 'TCP, UDP or SCTP')),
      ...[
        0,
        -1,
        65536,
        '443',
        'HTTP',
        'a--b',
        '-a',
        'a-',
        'a234567890123456',
      ].map((port) => invalid(`${PORTS}/0/port`, port, `${PORTS_AT}[0].port`, PORT)),
      ...[7999, 65536].map((endPort) => invalid(`${PORTS}/1/endPort`, endPort, `${PORTS_AT}[1].endPort`, END)),
      invalid(`${PORTS}/1`, { endPort: 8100 }, `${PORTS_AT}[1].endPort`, END, { found: 8100 }),
      invalid(`${PORTS}/1`, { port: 'http', endPort: 8100 }, `${PORTS_AT}[1].endPort`, END, { found: 8100 }),
      // The other direction, and an object that the server refuses by itself.
      invalid(`${INGRESS}/1/ports/0/port`, 0, 'spec.networkPolicy.ingress[1].ports[0].port', PORT),
      invalid(`${INGRESS}/1/from/0/podSelector/matchLabels/app`, '-', 'spec.networkPolicy.ingress[1].from[0].podSelector.matchLabels[app]', LABEL),
      invalid('/spec/egress/0/to/2/ipBlock/cidr', '8.8.8.8', 'spec.egress[0].to[2].ipBlock.cidr', CANONICAL, { object: 1, refused: 'validation' }),
    ],
    notApplicable: [CONFIG_MAP, GOOD.sandbox],
  },
  {
    rule: 'SBX-NET-004',
    good: [WIDE, HAND, ...SANDBOX_WITH_POLICY],
    bad: [
      {
        patch: unset(`${EGRESS}/3/to`),
        fails: ['SBX-NET-004'],
        place: 'spec.networkPolicy.egress[3].to',
        found: undefined,
        wanted: 'at least one destination',
      },
      {
        patch: set(`${EGRESS}/3/to`, []),
        fails: ['SBX-NET-004'],
        place: 'spec.networkPolicy.egress[3].to',
        found: [],
        wanted: 'at least one destination',
      },
      {
        patch: unset(`${INGRESS}/1/from`),
        fails: ['SBX-NET-004', 'SBX-NET-007'],
        place: 'spec.networkPolicy.ingress[1].from',
        found: undefined,
        wanted: 'at least one source',
      },
      ...[
        {}, { matchLabels: {} }, { matchExpressions: [{ key: 'old', operator: 'DoesNotExist' }] },
        { matchExpressions: [{ key: 'env', operator: 'NotIn', values: ['test'] }] },
        { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'Exists' }] },
      ].map((selector): BadCase => ({
        patch: set(`${EGRESS}/3/to/0/namespaceSelector`, selector),
        fails: ['SBX-NET-004'],
        place: 'spec.networkPolicy.egress[3].to[0].namespaceSelector',
        found: selector,
        wanted: 'a selector that names a label with its value, since an empty one takes everything',
      })),
      {
        patch: set(`${EGRESS}/3/to/0/podSelector`, {}),
        fails: ['SBX-NET-004'],
        place: 'spec.networkPolicy.egress[3].to[0].podSelector',
        found: {},
        wanted: 'a selector that names a label with its value, since an empty one takes everything',
      },
      {
        patch: set(`${INGRESS}/1/from/0/podSelector`, {}),
        fails: ['SBX-NET-004'],
        place: 'spec.networkPolicy.ingress[1].from[0].podSelector',
        found: {},
        wanted: 'a selector that names a label with its value, since an empty one takes everything',
      },
    ],
    notApplicable: [CONFIG_MAP, GOOD.sandbox],
  },
  {
    rule: 'SBX-NET-005',
    good: [wideOn(KNOWN), ON_KNOWN, HAND, ...SANDBOX_WITH_POLICY],
    standard: standard(HardeningProfile.RESTRICTED_V1, KNOWN),
    bad: [
      ...[
        { cidr: '0.0.0.0/0' }, { cidr: '128.0.0.0/1' }, { cidr: '10.0.0.0/8' }, { cidr: '::/0' }, { cidr: '2000::/3' }, { cidr: '64:ff9b::/96' },
        { cidr: '10.0.0.0/13', except: ['10.4.0.0/15'] }, { cidr: '64:ff9b::a00:0/109' }, { cidr: '172.0.0.0/8', except: ['172.17.0.0/16'] },
      ].map((ipBlock): BadCase => ({
        patch: set(`${EGRESS}/2/to/0/ipBlock`, ipBlock),
        place: `${BLOCK_AT}.except`,
        found: ipBlock.except,
        wanted: EXCEPTIONS,
        fails: ['SBX-NET-005',
          ...['0.0.0.0/0', '128.0.0.0/1', '::/0', '64:ff9b::/96'].includes(ipBlock.cidr) ? ['SBX-NET-006'] : [],
          ...['10.0.0.0/8', '10.0.0.0/13', '64:ff9b::a00:0/109'].includes(ipBlock.cidr) ? [] : ['SBX-NET-008']],
      })),
      {
        patch: set(`${EGRESS}/2/to/0/ipBlock`, { cidr: '0.0.0.0/0', except: ['all'] }),
        place: `${BLOCK_AT}.except`,
        found: ['all'],
        wanted: EXCEPTIONS,
        fails: ['SBX-NET-003', 'SBX-NET-005', 'SBX-NET-006', 'SBX-NET-008'],
      },
      ...[unset(`${EGRESS}/0/ports`), set(`${EGRESS}/0/ports/1/endPort`, 60)].map((patch): BadCase => ({
        object: 1,
        patch,
        fails: ['SBX-NET-005'],
        place: 'spec.networkPolicy.egress[0].to[0].ipBlock.cidr',
        found: '10.128.0.2/32',
        wanted: 'a block outside 2001::/32, 2002::/16, 64:ff9b:1::/48, 10.128.0.0/20, 34.1.2.3/32, 64:ff9b::a80:0/116, 64:ff9b::2201:203/128',
      })),
      ...['10.128.1.0/24', '34.1.2.3/32', '2002:808:808::/48', '2001::/48', '64:ff9b:1:1::/64', '64:ff9b::a80:100/120'].map((cidr): BadCase => ({
        patch: set(`${EGRESS}/2/to/0/ipBlock`, { cidr }),
        fails: ['SBX-NET-005'],
        place: `${BLOCK_AT}.cidr`,
        found: cidr,
        wanted: 'a block outside 2001::/32, 2002::/16, 64:ff9b:1::/48, 10.128.0.0/20, 34.1.2.3/32, 64:ff9b::a80:0/116, 64:ff9b::2201:203/128',
      })),
      {
        object: 1,
        patch: set(`${EGRESS}/0/ports/1/port`, 54),
        fails: ['SBX-NET-005', 'SBX-DNS-003'],
        place: 'spec.networkPolicy.egress[0].to[0].ipBlock.cidr',
        found: '10.128.0.2/32',
        wanted: 'a block outside 2001::/32, 2002::/16, 64:ff9b:1::/48, 10.128.0.0/20, 34.1.2.3/32, 64:ff9b::a80:0/116, 64:ff9b::2201:203/128',
      },
    ],
    notApplicable: [CONFIG_MAP, GOOD.sandbox, variant(WIDE, 'closed', set(EGRESS, []))],
  },
  {
    rule: 'SBX-NET-006',
    good: [WIDE, HAND, variant(GOOD.template, 'node-cache', set(`${EGRESS}/1/to/0/ipBlock/cidr`, '169.254.20.10/32')), ...SANDBOX_WITH_POLICY],
    bad: [
      ...['169.254.169.254/32', '169.254.128.0/17', '168.63.129.16/32', 'fd00:ec2::254/128', '64:ff9b::a9fe:a9fe/128'].map((cidr): BadCase => ({
        patch: set(`${EGRESS}/2/to/0/ipBlock`, { cidr }),
        place: BLOCK_AT,
        found: { cidr },
        wanted: METADATA,
        // The address of Azure is a protected range of its own.
        fails: cidr.startsWith('168.') ? ['SBX-NET-006', 'SBX-NET-005'] : ['SBX-NET-006'],
      })),
      {
        patch: set(`${EGRESS}/2/to/0/ipBlock`, { cidr: '169.254.169.0/24', except: ['169.254.169.254'] }),
        fails: ['SBX-NET-003', 'SBX-NET-006'],
        place: BLOCK_AT,
        found: { cidr: '169.254.169.0/24', except: ['169.254.169.254'] },
        wanted: METADATA,
      },
      {
        patch: set(`${EGRESS}/1/to/6/ipBlock/except`, ['fd00:ec2::254/128']),
        fails: ['SBX-NET-006'],
        place: `${EVERYWHERE}[6].ipBlock`,
        found: { cidr: 'fd00::/8', except: ['fd00:ec2::254/128'] },
        wanted: METADATA,
      },
    ],
    notApplicable: [CONFIG_MAP, GOOD.sandbox],
  },
];
