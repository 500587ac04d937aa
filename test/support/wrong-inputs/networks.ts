import { inPodSpec, inTemplate, untyped, withEgress, WrongInput } from './support';
import { Egress, Ingress, NetworkPolicyManagement, NetworkPort } from '../../../src';
import { WAIVER } from '../app';

const HTTPS = [NetworkPort.tcp(443)];
const PORTS = [{ port: 443, protocol: 'TCP' }];
const block = (cidr: string, except?: string[]) => withEgress({ to: [{ ipBlock: { cidr, except } }], ports: PORTS });
const SERVERS = ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4'];

/** Mistakes in `egress` and `ingress`. */
export const NETWORKS: WrongInput[] = inTemplate([
  [
    'a block with host bits', 'cidr host bits', { egress: [Egress.https('10.20.0.1/16')] },
    'egress[0].cidrs[0]: got "10.20.0.1/16"; allowed: with no bit set after the prefix', block('10.20.0.1/16'),
  ],
  [
    'an address without prefix', 'cidr', { egress: [Egress.https('10.20.0.1')] },
    'egress[0].cidrs[0]: got "10.20.0.1"; allowed: a block in CIDR notation', block('10.20.0.1'),
  ],
  [
    'a prefix of 33', 'cidr prefix', { egress: [Egress.https('10.20.0.0/33')] },
    'egress[0].cidrs[0]: got "10.20.0.0/33"; allowed: with a prefix of 0 to 32 for IPv4', block('10.20.0.0/33'),
  ],
  [
    'an IPv4 exception in an IPv6 block', 'exception', { egress: [Egress.cidr('2001:db8::/32', HTTPS, { except: ['10.0.0.0/8'] })] },
    'egress[0].except[0]: got "10.0.0.0/8"; allowed: this is an IPv4 exception in an IPv6 block', block('2001:db8::/32', ['10.0.0.0/8']),
  ],
  [
    'an exception that is the whole block', 'exception', { egress: [Egress.cidr('10.20.0.0/16', HTTPS, { except: ['10.20.0.0/16'] })] },
    'egress[0].except[0]: got "10.20.0.0/16"; allowed: a block that is a part of 10.20.0.0/16, not all of it', block('10.20.0.0/16', ['10.20.0.0/16']),
  ],
  [
    'a metadata address', 'metadata address', { egress: [Egress.cidr('169.254.169.254/32', HTTPS)] },
    'egress[0].cidr: got "169.254.169.254/32"; allowed: metadata and link-local addresses are never opened', block('169.254.169.254/32'),
  ],
  [
    'a destination on all ports', 'rule ports', { egress: [Egress.cidr('10.20.0.0/16', [])] },
    'egress[0].ports: got []; allowed: at least one port (a rule without ports opens all of them)', withEgress({ to: [{ ipBlock: { cidr: '10.20.0.0/16' } }] }),
  ],
  [
    'port 0 of a destination', 'port', { egress: [Egress.cidr('10.20.0.0/16', [NetworkPort.tcp(0)])] },
    'egress[0].ports[0]: got 0; allowed: a whole number from 1 to 65535', withEgress({ to: [{ ipBlock: { cidr: '10.20.0.0/16' } }], ports: [{ port: 0, protocol: 'TCP' }] }),
  ],
  [
    'a range of ports that ends before it begins', 'integer', { egress: [Egress.cidr('10.20.0.0/16', [NetworkPort.tcpRange(9000, 8000)])] },
    'egress[0].ports[0].last: got 8000; allowed: a whole number from 9000 to 65535', withEgress({ to: [{ ipBlock: { cidr: '10.20.0.0/16' } }], ports: [{ port: 9000, endPort: 8000, protocol: 'TCP' }] }),
  ],
  [
    'all Pods of a namespace', 'selector', { egress: [Egress.pods({}, 'mirrors', HTTPS)] },
    'egress[0].selector: got {}; allowed: at least one label (an empty selector means every Pod', withEgress({ to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'mirrors' } }, podSelector: {} }], ports: PORTS }),
  ],
  [
    'Pods of all namespaces', 'dns label', { egress: [Egress.pods({ app: 'mirror' }, '*', HTTPS)] },
    'egress[0].namespace: got "*"; allowed: a DNS label', withEgress({ to: [{ namespaceSelector: {}, podSelector: { matchLabels: { app: 'mirror' } } }], ports: PORTS }),
  ],
  [
    'nothing beside something', 'none stands alone', { egress: [Egress.none(), Egress.dns()] },
    'egress[0]: got "Egress.none() beside other entries"; allowed: Egress.none() alone',
  ],
  [
    'DNS twice', 'one dns', { egress: [Egress.dns(), Egress.dns({ nodeLocal: true })] },
    'egress[1]: got "a second Egress.dns()"; allowed: one, since a Pod has one list of name servers',
  ],
  [
    'an entry twice', 'entries differ', { egress: [Egress.https('10.20.0.0/16'), Egress.https('10.20.0.0/16')] },
    'egress[1]: got {"rules":…; allowed: entries that differ',
  ],
  [
    'four name servers', 'name servers', { egress: [Egress.dns({ nameservers: SERVERS })] },
    'egress[0].nameservers: got ["10.0.0.1"…; allowed: 1 to 3 addresses', inPodSpec((spec) => (spec.dnsConfig.nameservers = SERVERS)),
  ],
  [
    'a name server that is no address', 'address', { egress: [Egress.dns({ nameservers: ['10.0.0.300'] })] },
    'egress[0].nameservers[0]: got "10.0.0.300"; allowed: an IP address', inPodSpec((spec) => (spec.dnsConfig.nameservers = ['10.0.0.300'])),
  ],
  [
    'a text where an Egress is asked for', 'class', { egress: [untyped('10.20.0.0/16')] },
    'egress[0]: got "10.20.0.0/16"; allowed: a value of the class Egress',
  ],
  [
    'the router without any port', 'declared ports', { port: undefined, ingress: [Ingress.router()] },
    'ingress[0].ports: got "no port that a container declares"; allowed: at least one port (a rule without ports opens all of them)', (manifest) => delete manifest.spec.networkPolicy.ingress[0].ports,
  ],
  [
    'rules that nobody enforces', 'rules without a policy', { networkPolicyManagement: NetworkPolicyManagement.unmanaged(WAIVER), egress: [Egress.dns(), Egress.https('10.20.0.0/16')] },
    'egress[1]: got "an Egress of the kind destinations"; allowed: no rules beside NetworkPolicyManagement.unmanaged', (manifest) => (manifest.spec.networkPolicyManagement = 'Unmanaged'),
  ],
  [
    'a source whom nobody keeps to', 'rules without a policy', { networkPolicyManagement: NetworkPolicyManagement.unmanaged(WAIVER), ingress: [Ingress.router()] },
    'ingress: got "1 entries"; allowed: no rules beside NetworkPolicyManagement.unmanaged',
  ],
]);
