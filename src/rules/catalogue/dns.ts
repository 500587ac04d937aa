import { family } from './family';
import { POD_KINDS } from '../kinds';
import { Severity } from '../severity';

/** Whether an entry of `ports` opens a port: by its number, in a range, by a name as DNS servers have it, or along with all others. */
const opens = (number: string): string => (
  `(!has(port.port) || (type(port.port) == int ? port.port <= ${number} && port.?endPort.orValue(port.port) >= ${number} : `
  + 'string(port.port).startsWith(\'dns\')))'
);

/** Whether a rule opens a port by a protocol: without ports it opens them all. */
const ruleOpens = (number: string, protocol: string): string => (
  `(size(rule.?ports.orValue([])) == 0 || rule.ports.exists(port, port.?protocol.orValue('TCP') == ${protocol} && ${opens(number)}))`
);

const EGRESS = 'network.?egress.orValue([])';

/** Where the template's own rules are what holds. */
const IS_MANAGED = 'spec.?networkPolicyManagement.orValue(\'Managed\') == \'Managed\'';

/** Whether a peer stands for the name server: by its address, or as Pods, which may be behind it. */
const LEADS_THERE = '(!has(peer.ipBlock) || (isCIDR(peer.ipBlock.cidr) && cidr(peer.ipBlock.cidr).containsIP(nameserver) && '
  + '!peer.ipBlock.?except.orValue([]).exists(except, isCIDR(except) && cidr(except).containsIP(nameserver))))';

/** By both protocols. */
const IS_REACHABLE = `['UDP', 'TCP'].all(protocol, ${EGRESS}.exists(rule, ${ruleOpens('53', 'protocol')} && `
  + `rule.?to.orValue([]).exists(peer, ${LEADS_THERE})))`;

/** Whether any rule opens port 53, to whomever and by whatever protocol. */
const OPENS_DNS = `${EGRESS}.exists(rule, size(rule.?ports.orValue([])) == 0 || rule.ports.exists(port, ${opens('53')}))`;

/** Name resolution. */
export const DNS = family([
  {
    id: 'SBX-DNS-001',
    title: 'The DNS policy is explicit and works',
    severity: Severity.MEDIUM,
    rationale: 'The resolver of the node knows names of the private network. Without a word, it depends on the network rules which resolver the '
      + 'controller gives a sandbox, and the cluster\'s DNS answers only where a rule leads there.',
    remediation: 'Set `dnsPolicy: None` and list the name servers (127.0.0.1 for no DNS at all), or set `ClusterFirst` and open the way to the '
      + 'cluster\'s DNS.',
    prop: 'egress: [Egress.dns()]',
    references: {},
    checks: [
      {
        target: 'POD',
        kinds: POD_KINDS,
        field: 'dnsPolicy',
        expected: 'None or ClusterFirst',
        expression: 'pod.?dnsPolicy.orValue(\'\') in [\'None\', \'ClusterFirst\']',
      },
      {
        target: 'POD',
        kinds: POD_KINDS,
        field: 'dnsConfig/nameservers',
        expected: 'at least one name server beside dnsPolicy: None',
        when: 'pod.?dnsPolicy.orValue(\'\') == \'None\'',
        expression: 'size(pod.?dnsConfig.?nameservers.orValue([])) > 0',
      },
      {
        target: 'POD',
        kinds: ['SandboxTemplate'],
        field: 'dnsPolicy',
        expected: 'None, or an egress rule to the cluster\'s DNS (UDP {dnsPort})',
        when: `pod.?dnsPolicy.orValue('') == 'ClusterFirst' && ${IS_MANAGED}`,
        expression: `${EGRESS}.exists(rule, ${ruleOpens('params.dnsPort', '\'UDP\'')})`,
      },
    ],
  },
  {
    id: 'SBX-DNS-002',
    title: 'No names of its own',
    severity: Severity.MEDIUM,
    rationale: 'An entry in the hosts file answers before any name server. It can send a program that trusts a name, of a model\'s API or a mirror, '
      + 'to another machine, and nobody who looks at DNS sees it.',
    remediation: 'Leave `hostAliases` out, and let names resolve in one place.',
    references: { scanners: ['KSV-0007', 'kubesec HostAliases'] },
    checks: [{
      target: 'POD',
      kinds: POD_KINDS,
      field: 'hostAliases',
      expected: 'absent or empty',
      expression: 'size(pod.?hostAliases.orValue([])) == 0',
    }],
  },
  {
    id: 'SBX-DNS-003',
    title: 'Name servers can be reached',
    severity: Severity.MEDIUM,
    rationale: 'With a name server that no rule leads to, each lookup waits for its time-out: the sandbox looks broken, and the next hand opens '
      + 'port 53 to everywhere.',
    remediation: 'List up to three addresses, and open port 53 to each of them by UDP and TCP. Where there is to be no DNS, list 127.0.0.1 alone.',
    prop: 'egress: [Egress.dns({ nameservers: […] })]',
    references: {},
    checks: [
      {
        target: 'POD',
        kinds: POD_KINDS,
        field: 'dnsConfig/nameservers',
        expected: 'at most 3',
        expression: 'size(pod.?dnsConfig.?nameservers.orValue([])) <= 3',
      },
      {
        target: 'NAMESERVER',
        kinds: ['Sandbox', 'Pod'],
        field: '',
        expected: 'an IP address',
        expression: 'isIP(nameserver)',
      },
      {
        target: 'NAMESERVER',
        kinds: ['SandboxTemplate'],
        field: '',
        expected: 'an address that egress rules open by UDP and TCP 53, or a loopback one where none opens 53',
        expression: `isIP(nameserver) && (!(${IS_MANAGED}) || (${OPENS_DNS} ? ${IS_REACHABLE} : ip(nameserver).isLoopback()))`,
      },
    ],
  },
  {
    id: 'SBX-DNS-004',
    title: 'Port 53 is not open to everywhere',
    severity: Severity.HIGH,
    rationale: 'Whoever may ask any name server can send any data out in the names it asks for, and reach whatever else listens on that port, Pods '
      + 'of the cluster included.',
    remediation: 'Name the DNS Pods or the name servers in `to`.',
    prop: 'egress: [Egress.dns()]',
    references: { owasp: ['K05-2025'] },
    // A rule without ports is SBX-NET-004's alone: DNS is the least of what it opens.
    checks: [{
      target: 'EGRESS_RULE',
      kinds: ['SandboxTemplate', 'NetworkPolicy'],
      field: 'to',
      expected: 'the name servers, since the rule opens port 53',
      when: `rule.?ports.orValue([]).exists(port, ${opens('53')})`,
      expression: 'size(rule.?to.orValue([])) > 0',
    }],
  },
]);
