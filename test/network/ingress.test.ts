import { describe, expect, test } from 'vitest';
import { network } from './support';
import { Ingress } from '../../src/network/ingress';
import { NetworkPort } from '../../src/network/network-port';

const ROUTER = {
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'agent-sandbox-system' } },
  podSelector: { matchLabels: { app: 'sandbox-router' } },
};
const CLIENTS = {
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'agents' } },
  podSelector: { matchLabels: { app: 'agent' } },
};

describe('Ingress.router', () => {
  test('is the default: both selectors in one peer, the declared ports alone', () => {
    expect(network({}).ingress).toEqual([{ from: [ROUTER], ports: [{ protocol: 'TCP', port: 8888 }] }]);
    expect(network({ ingress: [Ingress.router()] })).toEqual(network({}));
  });

  test('opens each declared port once, in the order of the declaration', () => {
    const ports = [{ port: 9090, protocol: 'TCP' }, { port: 8080, protocol: 'TCP' }, { port: 9090, protocol: 'UDP' }, { port: 8080, protocol: 'TCP' }];
    expect(network({ ports }).ingress).toEqual([{
      from: [ROUTER],
      ports: [{ protocol: 'TCP', port: 9090 }, { protocol: 'TCP', port: 8080 }, { protocol: 'UDP', port: 9090 }],
    }]);
  });

  test('is not the default where no port is declared', () => {
    expect(network({ ports: [] }).ingress).toEqual([]);
  });

  test('fails where it is asked for and no port is declared', () => {
    expect(() => network({ ports: [], ingress: [Ingress.router()] })).toThrow(
      '[team-a/python] ingress[0].ports: got "no port that a container declares"; allowed: at least one port (a rule without ports opens all of them); '
      + 'fix: declare the port that the program listens on, or use Ingress.none()',
    );
  });

  test('fails when it stands twice', () => {
    expect(() => network({ ingress: [Ingress.router(), Ingress.router()] })).toThrow('ingress[1]: got {"from":[');
  });
});

describe('Ingress.pods', () => {
  test('opens the declared ports', () => {
    expect(network({ ingress: [Ingress.router(), Ingress.pods({ app: 'agent' }, 'agents')] }).ingress).toEqual([
      { from: [ROUTER], ports: [{ protocol: 'TCP', port: 8888 }] },
      { from: [CLIENTS], ports: [{ protocol: 'TCP', port: 8888 }] },
    ]);
  });

  test('opens the ports that are named, declared or not', () => {
    expect(network({ ports: [], ingress: [Ingress.pods({ app: 'agent' }, 'agents', [NetworkPort.tcpRange(3000, 3009)])] }).ingress).toEqual([
      { from: [CLIENTS], ports: [{ protocol: 'TCP', port: 3000, endPort: 3009 }] },
    ]);
  });

  test('fails where no port is named and none declared', () => {
    expect(() => network({ ports: [], ingress: [Ingress.pods({ app: 'agent' }, 'agents')] })).toThrow('ingress[0].ports: got "no port that a container declares"');
  });

  test('fails for an empty list of ports', () => {
    expect(() => network({ ingress: [Ingress.pods({ app: 'agent' }, 'agents', [])] })).toThrow('ingress[0].ports: got []; allowed: at least one port');
  });

  test.each<[{ [key: string]: string }, string, string]>([
    [{}, 'agents', '.selector: got {}; allowed: at least one label'],
    [{ app: '-' }, 'agents', '.selector[app]: got "-"; allowed: a label value'],
    [{ app: 'agent' }, '', '.namespace: got ""; allowed: a DNS label'],
  ])('fails for the Pods %j in %j', (selector, namespace, message) => {
    expect(() => network({ ingress: [Ingress.pods(selector, namespace)] })).toThrow(`[team-a/python] ingress[0]${message}`);
  });
});

describe('Ingress.none', () => {
  test.each<[string, Ingress[]]>([['Ingress.none()', [Ingress.none()]], ['an empty list', []]])('%s lets nobody in, whatever is declared', (_, ingress) => {
    expect(network({ ingress }).ingress).toEqual([]);
  });

  test('fails beside another entry', () => {
    expect(() => network({ ingress: [Ingress.router(), Ingress.none()] })).toThrow(
      '[team-a/python] ingress[1]: got "Ingress.none() beside other entries"; allowed: Ingress.none() alone; fix: leave out Ingress.none() or the others',
    );
  });
});
