import { Sample, sandbox, template } from './support';
import { Egress, Ingress, NetworkPolicyManagement, NetworkPort } from '../../../src';
import { WAIVER } from '../app';

const PORTS = [
  NetworkPort.tcp(443), NetworkPort.udp(443), NetworkPort.sctp(132), NetworkPort.tcpRange(8000, 8100), NetworkPort.udpRange(50000, 65535),
];

/** Every rule, on templates and, since those make a NetworkPolicy of their own, on Sandboxes. */
export const NETWORKS: Sample[] = [
  template('egress-none', { egress: [Egress.none()] }),
  template('egress-dns', { egress: [Egress.dns()], dnsConfig: { searches: ['svc.example.com'], options: { ndots: '2', debug: '' } } }),
  template('egress-dns-node-local', { egress: [Egress.dns({ nodeLocal: true })] }),
  template('egress-dns-servers', { egress: [Egress.dns({ nameservers: ['10.96.0.10', '2001:db8::53'] })] }),
  template('egress-internet', { egress: [Egress.dns(), Egress.https('0.0.0.0/0', '::/0')] }),
  template('egress-cidr', { egress: [Egress.cidr('10.20.0.0/16', PORTS, { except: ['10.20.30.0/24'] }), Egress.cidr('2001:db8::/32', PORTS)] }),
  template('egress-pods', { egress: [Egress.pods({ app: 'mirror' }, 'mirrors', PORTS)] }),
  template('ingress', { ingress: [Ingress.router(), Ingress.pods({ app: 'web' }, 'web'), Ingress.pods({ app: 'debug' }, 'web', PORTS)] }),
  template('ingress-none', { ingress: [Ingress.none()] }),
  sandbox('sandbox-network', { egress: [Egress.dns(), Egress.https('0.0.0.0/0')], ingress: [Ingress.router(), Ingress.pods({ app: 'web' }, 'web')] }),
  sandbox('sandbox-without-network', { egress: [Egress.none()], ingress: [Ingress.none()] }),
  template('no-service', { service: false }),
  template('policy-managed', { networkPolicyManagement: NetworkPolicyManagement.managed() }),
  template('policy-unmanaged', { networkPolicyManagement: NetworkPolicyManagement.unmanaged(WAIVER), egress: [Egress.dns()] }),
];
