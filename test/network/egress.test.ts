import { describe, expect, test } from 'vitest';
import { network } from './support';
import { Egress } from '../../src/network/egress';
import { NetworkPort } from '../../src/network/network-port';
import { ClusterFacts } from '../../src/profile/cluster-facts';

const DNS_PORTS = [{ protocol: 'UDP', port: 53 }, { protocol: 'TCP', port: 53 }];
const CLUSTER_DNS = {
  to: [{
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
    podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
  }],
  ports: DNS_PORTS,
};
const NO_DNS = { dnsPolicy: 'None', dnsConfig: { nameservers: ['127.0.0.1'] } };
const tcp443 = [NetworkPort.tcp(443)];

describe('closed by default', () => {
  test.each<[string, Egress[] | undefined]>([
    ['nothing said', undefined],
    ['an empty list', []],
    ['Egress.none()', [Egress.none()]],
  ])('%s means no rule, and a resolver that answers nothing', (_, egress) => {
    expect(network({ egress })).toMatchObject({ egress: [], dns: NO_DNS });
  });

  test.each([0, 1])('fails for Egress.none() beside another entry', (at) => {
    const egress = [Egress.https('10.20.0.0/16')];
    egress.splice(at, 0, Egress.none());
    expect(() => network({ egress })).toThrow(
      `[team-a/python] egress[${at}]: got "Egress.none() beside other entries"; allowed: Egress.none() alone; fix: leave out Egress.none() or the others`,
    );
  });

  test('fails for Egress.none() twice', () => {
    expect(() => network({ egress: [Egress.none(), Egress.none()] })).toThrow('egress[0]: got "Egress.none() beside other entries"');
  });
});

describe('Egress.dns', () => {
  test('opens the cluster\'s DNS Pods, both selectors in one peer, and lets the Pod use them', () => {
    expect(network({ egress: [Egress.dns()] })).toMatchObject({ egress: [CLUSTER_DNS], dns: { dnsPolicy: 'ClusterFirst' } });
    expect(network({ egress: [Egress.dns()] }).dns).toEqual({ dnsPolicy: 'ClusterFirst' });
  });

  test('opens the Pods and the port of the platform', () => {
    expect(network({ egress: [Egress.dns()], cluster: ClusterFacts.openshift() }).egress).toEqual([{
      to: [{
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'openshift-dns' } },
        podSelector: { matchLabels: { 'dns.operator.openshift.io/daemonset-dns': 'default' } },
      }],
      ports: [{ protocol: 'UDP', port: 5353 }, { protocol: 'TCP', port: 5353 }],
    }]);
  });

  test('opens the cache on the node when asked', () => {
    const { egress, dns } = network({ egress: [Egress.dns({ nodeLocal: true })] });
    expect(egress).toEqual([CLUSTER_DNS, { to: [{ ipBlock: { cidr: '169.254.20.10/32' } }], ports: DNS_PORTS }]);
    expect(dns).toEqual({ dnsPolicy: 'ClusterFirst' });
  });

  test('opens the name servers that are named, and gives them to the Pod', () => {
    const { egress, dns } = network({ egress: [Egress.dns({ nameservers: ['10.0.0.53', 'fd00:10::53', '169.254.20.10'], nodeLocal: false })] });
    expect(egress).toEqual([{
      to: [{ ipBlock: { cidr: '10.0.0.53/32' } }, { ipBlock: { cidr: 'fd00:10::53/128' } }, { ipBlock: { cidr: '169.254.20.10/32' } }],
      ports: DNS_PORTS,
    }]);
    expect(dns).toEqual({ dnsPolicy: 'None', dnsConfig: { nameservers: ['10.0.0.53', 'fd00:10::53', '169.254.20.10'] } });
  });

  test('keeps its place among the rules, and its DNS wherever it stands', () => {
    const { egress, dns } = network({ egress: [Egress.https('10.20.0.0/16'), Egress.dns()] });
    expect(egress[1]).toEqual(CLUSTER_DNS);
    expect(dns).toEqual({ dnsPolicy: 'ClusterFirst' });
  });

  test('fails when it stands twice', () => {
    expect(() => network({ egress: [Egress.https('10.20.0.0/16'), Egress.dns(), Egress.dns({ nameservers: ['8.8.8.8'] })] })).toThrow(
      '[team-a/python] egress[2]: got "a second Egress.dns()"; allowed: one, since a Pod has one list of name servers; fix: leave it out, or name its servers in entry 1',
    );
  });

  test.each([[[]], [['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4']]])('fails for the name servers %j', (nameservers) => {
    expect(() => network({ egress: [Egress.dns({ nameservers })] })).toThrow('egress[0].nameservers: got [');
    expect(() => network({ egress: [Egress.dns({ nameservers })] })).toThrow('allowed: 1 to 3 addresses: a resolver takes no more; fix: give the addresses');
  });

  test.each(['1.0.0.1', '126.255.255.255', '128.0.0.1', '223.255.255.255', '240.0.0.1', '::2', 'fe7f::1', 'fec0::1', 'feff::1'])('takes the name server %s', (address) => {
    expect(network({ egress: [Egress.dns({ nameservers: [address] })] }).dns.dnsConfig).toEqual({ nameservers: [address] });
  });

  test.each([
    '0.0.0.0', '0.255.255.255', '127.0.0.1', '127.255.255.255', '224.0.0.251', '239.255.255.255', '255.255.255.255',
    '::', '::1', 'fe80::1', 'febf::1', 'ff02::fb', 'ffff::1',
  ])('fails for the name server %s, where none can be', (address) => {
    expect(() => network({ egress: [Egress.dns({ nameservers: ['10.0.0.53', address] })] })).toThrow(
      `[team-a/python] egress[0].nameservers[1]: got "${address}"; allowed: the address of a server on the network; `
      + 'fix: leave Egress.dns() out where a program in the Pod itself answers: without it, the Pod asks 127.0.0.1',
    );
  });

  test.each(['169.254.169.254', '168.63.129.16', 'fd20:ce::254', '64:ff9b::a9fe:a9fe'])('fails for the name server %s, which hands out metadata, too', (address) => {
    expect(() => network({ egress: [Egress.dns({ nameservers: ['10.0.0.53', address] })] })).toThrow(
      `[team-a/python] egress[0].nameservers[1]: got "${address}"; allowed: no metadata address (SBX-NET-006); `
      + 'fix: leave "nameservers" out: the cluster\'s DNS asks that server on the Pod\'s behalf',
    );
  });

  test.each([
    ['10.0.0.53/32', 'write the address alone'],
    ['ns.example.com', 'write the address alone'],
    ['FD00::53', 'write "fd00::53"'],
  ])('fails for the name server %s, which is no address', (address, fix) => {
    const made = (): unknown => network({ egress: [Egress.dns({ nameservers: ['10.0.0.53', address] })] });
    expect(made).toThrow(`[team-a/python] egress[0].nameservers[1]: got "${address}"; allowed: an IP address`);
    expect(made).toThrow(`fix: ${fix}`);
  });

  test('fails for a name server that is named twice', () => {
    expect(() => network({ egress: [Egress.dns({ nameservers: ['10.0.0.53', '10.0.0.53'] })] })).toThrow(
      'egress[0].nameservers[1]: got "10.0.0.53"; allowed: entries that differ; fix: leave it out: entry 0 says the same',
    );
  });

  test('fails for name servers together with the cache on the node', () => {
    expect(() => network({ egress: [Egress.dns({ nameservers: ['10.0.0.53'], nodeLocal: true })] })).toThrow(
      'egress[0].nodeLocal: got true; allowed: false beside "nameservers"; fix: leave one of the two out',
    );
  });
});

describe('Egress.https', () => {
  test('is one rule for all its blocks, on TCP 443', () => {
    expect(network({ egress: [Egress.https('10.20.0.0/16', '2001:db8::/32')] })).toMatchObject({
      egress: [{
        to: [{ ipBlock: { cidr: '10.20.0.0/16' } }, { ipBlock: { cidr: '2001:db8::/32' } }],
        ports: [{ protocol: 'TCP', port: 443 }],
      }],
      dns: NO_DNS,
    });
  });

  test('cuts the protected ranges out of each block of its own family', () => {
    const [{ to }] = network({ egress: [Egress.https('0.0.0.0/0', '::/0')] }).egress;
    expect(to!.map(({ ipBlock }) => ipBlock!.except!.map((cidr) => cidr.includes(':')))).toEqual([Array(15).fill(false), Array(8).fill(true)]);
  });

  test('fails for a block with host bits, and offers the block', () => {
    expect(() => network({ egress: [Egress.dns(), Egress.https('10.20.0.0/16', '10.21.0.1/16')] })).toThrow(
      '[team-a/python] egress[1].cidrs[1]: got "10.21.0.1/16"; allowed: a block in CIDR notation, as "10.20.0.0/16" or "fd00:10::/64", with no bit set after the prefix; '
      + 'fix: write "10.21.0.0/16"',
    );
  });

  test('fails without a block', () => {
    expect(() => network({ egress: [Egress.https()] })).toThrow('egress[0].cidrs: got []; allowed: at least one block; fix: name the blocks, as Egress.https("10.20.0.0/16")');
  });

  test('fails for a block that is named twice', () => {
    expect(() => network({ egress: [Egress.https('10.20.0.0/16', '10.20.0.0/16')] })).toThrow('egress[0].cidrs[1]: got "10.20.0.0/16"; allowed: entries that differ');
  });
});

describe('Egress.cidr', () => {
  test('opens a block on its ports, in their order', () => {
    expect(network({ egress: [Egress.cidr('10.20.0.0/16', [NetworkPort.tcpRange(5432, 5433), NetworkPort.udp(123)])] }).egress).toEqual([{
      to: [{ ipBlock: { cidr: '10.20.0.0/16' } }],
      ports: [{ protocol: 'TCP', port: 5432, endPort: 5433 }, { protocol: 'UDP', port: 123 }],
    }]);
  });

  test('leaves out what the user excepts, in the order of the addresses', () => {
    expect(network({ egress: [Egress.cidr('10.20.0.0/16', tcp443, { except: ['10.20.9.0/24', '10.20.1.0/24', '10.20.9.7/32'] })] }).egress).toEqual([{
      to: [{ ipBlock: { cidr: '10.20.0.0/16', except: ['10.20.1.0/24', '10.20.9.0/24'] } }],
      ports: [{ protocol: 'TCP', port: 443 }],
    }]);
  });

  test('fails for a block with host bits', () => {
    expect(() => network({ egress: [Egress.dns(), Egress.cidr('10.20.0.1/16', tcp443)] })).toThrow('[team-a/python] egress[1].cidr: got "10.20.0.1/16"; allowed: a block');
  });

  test.each([
    ['10.20.0.0/16', '2001:db8::/64', 'a block that is a part of 10.20.0.0/16, not all of it; this is an IPv6 exception in an IPv4 block'],
    ['2001:db8::/32', '10.20.0.0/24', 'a block that is a part of 2001:db8::/32, not all of it; this is an IPv4 exception in an IPv6 block'],
    ['10.20.0.0/16', '10.20.0.0/16', 'a block that is a part of 10.20.0.0/16, not all of it;'],
    ['10.20.0.0/16', '10.0.0.0/8', 'a block that is a part of 10.20.0.0/16, not all of it;'],
    ['10.20.0.0/16', '10.21.0.0/24', 'a block that is a part of 10.20.0.0/16, not all of it;'],
    ['10.20.0.0/16', '10.20.0.1/24', 'a block in CIDR notation'],
    ['::/0', '::ffff:0:0/96', 'a block in CIDR notation, as "10.20.0.0/16" or "fd00:10::/64", not IPv4-mapped IPv6;'],
  ])('fails for an exception from %s of %s', (cidr, except, allowed) => {
    const good = cidr.includes(':') ? '2001:db8::/48' : '10.20.0.0/24';
    expect(() => network({ egress: [Egress.cidr(cidr, tcp443, { except: [good, except] })] })).toThrow(
      `[team-a/python] egress[0].except[1]: got ${JSON.stringify(except)}; allowed: ${allowed}`,
    );
  });

  test('fails for an exception, and says what to do', () => {
    expect(() => network({ egress: [Egress.cidr('10.20.0.0/16', tcp443, { except: ['10.21.0.0/24'] })] })).toThrow(
      'got "10.21.0.0/24"; allowed: a block that is a part of 10.20.0.0/16, not all of it; fix: leave it out, or put it with the block that it is a part of',
    );
  });

  test.each([[[]], [undefined], [null]])('fails for the ports %j', (ports) => {
    expect(() => network({ egress: [Egress.cidr('10.20.0.0/16', ports as unknown as NetworkPort[])] })).toThrow(
      `egress[0].ports: got ${ports === undefined ? 'undefined' : JSON.stringify(ports)}; allowed: at least one port (a rule without ports opens all of them); fix: name the ports, as NetworkPort.tcp(443)`,
    );
  });

  test('fails for a port that is named twice, in a range of one too', () => {
    expect(() => network({ egress: [Egress.cidr('10.20.0.0/16', [NetworkPort.tcp(443), NetworkPort.udp(443), NetworkPort.tcpRange(443, 443)])] })).toThrow(
      'egress[0].ports[2]: got {"protocol":"TCP","port":443}; allowed: entries that differ; fix: leave it out: entry 0 says the same',
    );
  });

  test('fails for a port out of range, and names it', () => {
    expect(() => network({ egress: [Egress.cidr('10.20.0.0/16', [NetworkPort.tcp(443), NetworkPort.tcp(0)])] })).toThrow('[team-a/python] egress[0].ports[1]: got 0; ');
  });
});

describe('Egress.pods', () => {
  test('names namespace and labels in one peer, labels in the order of their keys', () => {
    const { egress, dns } = network({ egress: [Egress.pods({ 'tier': 'cache', 'app.kubernetes.io/name': 'mirror' }, 'mirrors', [NetworkPort.tcp(8080)])] });
    expect(egress).toEqual([{
      to: [{
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'mirrors' } },
        podSelector: { matchLabels: { 'app.kubernetes.io/name': 'mirror', 'tier': 'cache' } },
      }],
      ports: [{ protocol: 'TCP', port: 8080 }],
    }]);
    expect(Object.keys((egress[0] as { to: { podSelector: { matchLabels: object } }[] }).to[0].podSelector.matchLabels)).toEqual(['app.kubernetes.io/name', 'tier']);
    expect(dns).toEqual(NO_DNS);
  });

  test.each([[{}], [undefined], [null], ['app=mirror']])('fails for the selector %j', (selector) => {
    expect(() => network({ egress: [Egress.pods(selector as unknown as { [key: string]: string }, 'mirrors', tcp443)] })).toThrow(
      'allowed: at least one label (an empty selector means every Pod: SBX-NET-004); fix: give labels that only the Pods that are meant have',
    );
  });

  test.each([
    [{ 'app!': 'mirror' }, '.selector: got "app!"; allowed: a key [prefix/]name'],
    [{ app: 'my mirror' }, '.selector[app]: got "my mirror"; allowed: a label value'],
    [{ app: 'x'.repeat(64) }, '.selector[app]: got "xxx'],
    [{ app: true as unknown as string }, '.selector[app]: got true; allowed: a label value'],
  ])('fails for the label %j', (selector, message) => {
    expect(() => network({ egress: [Egress.pods(selector, 'mirrors', tcp443)] })).toThrow(`[team-a/python] egress[0]${message}`);
  });

  test.each(['', ' ', 'Team_A', 'a.b', 'x'.repeat(64), undefined])('fails for the namespace %j', (namespace) => {
    expect(() => network({ egress: [Egress.pods({ app: 'mirror' }, namespace as string, tcp443)] })).toThrow(
      `[team-a/python] egress[0].namespace: got ${namespace === undefined ? 'undefined' : JSON.stringify(namespace)}; allowed: a DNS label`,
    );
    expect(() => network({ egress: [Egress.pods({ app: 'mirror' }, namespace as string, tcp443)] })).toThrow('a rule for all of them is never meant (SBX-NET-004)');
  });

  test('fails without ports', () => {
    expect(() => network({ egress: [Egress.pods({ app: 'mirror' }, 'mirrors', [])] })).toThrow('egress[0].ports: got []; allowed: at least one port');
  });
});

test('fails for two entries that say the same', () => {
  expect(() => network({ egress: [Egress.https('10.20.0.0/16'), Egress.dns(), Egress.cidr('10.20.0.0/16', tcp443)] })).toThrow(
    '[team-a/python] egress[2]: got {"rules":[',
  );
});

test('entries can be used for many sandboxes', () => {
  const egress = [Egress.dns(), Egress.https('0.0.0.0/0'), Egress.pods({ app: 'mirror' }, 'mirrors', tcp443)];
  const first = network({ egress });
  expect(network({ egress })).toEqual(first);
  expect(JSON.stringify(network({ egress, cluster: ClusterFacts.gke() }))).toContain('"34.118.224.0/20"');
  expect(JSON.stringify(network({ egress }))).toBe(JSON.stringify(first));
});
