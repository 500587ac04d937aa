import { templateFor } from './made';
import { GOOD } from './support';
import { ClusterFacts, Egress, Ingress, NetworkPort } from '../../../src';
import { JsonObject } from '../../../src/private/json';

/**
 * All sorts of rules that this library makes. In egress 0 are the DNS Pods, in 1 the internet in several forms, in 2 a part of a private network,
 * in 3 Pods; in ingress 0 the router, in 1 other Pods.
 */
export const wideOn = (cluster: ClusterFacts): JsonObject => templateFor(cluster, {
  name: 'wide',
  ports: [{ port: 8000, name: 'http' }, { port: 9000 }],
  port: undefined,
  egress: [
    Egress.dns(),
    Egress.https('0.0.0.0/0', '::/0', '0.0.0.0/1', '128.0.0.0/1', '169.0.0.0/8', '64:ff9b::/96', 'fd00::/8'),
    Egress.cidr(
      '10.20.0.0/16',
      [NetworkPort.tcp(5432), NetworkPort.tcpRange(8000, 8100), NetworkPort.udp(65535), NetworkPort.sctp(1)],
      { except: ['10.20.30.0/24'] },
    ),
    Egress.pods({ app: 'mirror' }, 'mirrors', [NetworkPort.tcp(443)]),
  ],
  ingress: [Ingress.router(), Ingress.pods({ app: 'web' }, 'web', [NetworkPort.tcp(9999)])],
});

/** The same on a cluster of which nothing is known. */
export const WIDE = wideOn(ClusterFacts.generic());

const AMONG = { key: 'kubernetes.io/metadata.name', operator: 'In', values: ['a', 'b'] };

/** A policy that somebody wrote for another workload beside the sandboxes, with the forms that this library does not use. */
export const HAND: JsonObject = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'database', namespace: 'team-a' },
  spec: {
    podSelector: { matchLabels: { app: 'database' } },
    policyTypes: ['Ingress', 'Egress'],
    egress: [{
      to: [
        {
          namespaceSelector: { matchExpressions: [AMONG, { key: 'env', operator: 'NotIn', values: ['test'] }] },
          podSelector: { matchExpressions: [{ key: 'role', operator: 'Exists' }] },
        },
        {
          podSelector: { matchLabels: { 'app.example.com/name': '', 'tier': 'a_b.c' }, matchExpressions: [{ key: 'old', operator: 'DoesNotExist' }] },
        },
        { ipBlock: { cidr: '8.8.8.8/32' } },
        { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'mirrors' } } },
      ],
      ports: [
        { port: 'dns-tcp' },
        { port: 'a23456789012345' },
        { port: 1 },
        { port: 65535 },
        { port: 8000, endPort: 65535 },
        { port: 80, endPort: 80 },
        { protocol: 'UDP' },
      ],
    }],
    ingress: [{
      from: [{ namespaceSelector: { matchExpressions: [AMONG] }, podSelector: { matchLabels: { app: 'api' } } }],
      ports: [{ port: 5432 }],
    }],
  },
};

/** The sandbox's own policy, with its Sandbox, whose namespace makes it one to judge. */
export const SANDBOX_WITH_POLICY: readonly JsonObject[] = [GOOD.sandbox, GOOD.networkPolicy];
