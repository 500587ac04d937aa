import { KindName } from '../kinds';
import { Check } from '../rule';

/** What network rules are judged in: a template's, and the policies of namespaces with sandboxes. */
export const NETWORK_KINDS: readonly KindName[] = ['SandboxTemplate', 'NetworkPolicy'];

/** Blocks in another form than this are SBX-NET-003's. */
const IS_BLOCK = 'isCIDR(block.cidr)';

const isCanonical = (text: string): string => `isCIDR(${text}) && string(cidr(${text}).masked()) == ${text}`;

const WORD = '[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?';
const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const IS_KEY = `matches('^(${LABEL}([.]${LABEL})*/)?${WORD}$')`;
const IS_VALUE = `matches('^(${WORD})?$')`;
const VALUES = 'requirement.?values.orValue([])';

/** Checks of what the API server would refuse in a NetworkPolicy, and the definition of a template does not. */
export const VALID: readonly Check[] = [
  {
    target: 'NETWORK_PEER',
    kinds: NETWORK_KINDS,
    field: '',
    expected: 'ipBlock alone, or podSelector, namespaceSelector or both',
    expression: 'has(peer.ipBlock) ? !has(peer.podSelector) && !has(peer.namespaceSelector) : has(peer.podSelector) || has(peer.namespaceSelector)',
  },
  {
    target: 'IP_BLOCK',
    kinds: NETWORK_KINDS,
    field: 'cidr',
    expected: 'a block in canonical CIDR notation',
    expression: isCanonical('block.cidr'),
  },
  {
    target: 'EXCEPTION',
    kinds: NETWORK_KINDS,
    field: '',
    expected: 'a block in canonical CIDR notation that is a part of cidr',
    when: IS_BLOCK,
    expression: `${isCanonical('exception')} && cidr(block.cidr).containsCIDR(exception) && `
      + 'cidr(block.cidr).prefixLength() < cidr(exception).prefixLength()',
  },
  {
    target: 'SELECTOR_LABEL',
    kinds: NETWORK_KINDS,
    field: '',
    expected: 'a label as objects can have it',
    expression: `label.${IS_KEY} && string(selector.matchLabels[label]).${IS_VALUE}`,
  },
  {
    target: 'REQUIREMENT',
    kinds: NETWORK_KINDS,
    field: 'key',
    expected: 'a key as labels can have it',
    expression: `requirement.key.${IS_KEY}`,
  },
  {
    target: 'REQUIREMENT',
    kinds: NETWORK_KINDS,
    field: 'operator',
    expected: 'In, NotIn, Exists or DoesNotExist',
    expression: 'requirement.operator in [\'In\', \'NotIn\', \'Exists\', \'DoesNotExist\']',
  },
  {
    target: 'REQUIREMENT',
    kinds: NETWORK_KINDS,
    field: 'values',
    expected: 'values as labels can have them for In and NotIn, and none else',
    expression: `${VALUES}.all(value, value.${IS_VALUE}) && (size(${VALUES}) > 0) == (requirement.operator in ['In', 'NotIn'])`,
  },
  {
    target: 'NETWORK_PORT',
    kinds: NETWORK_KINDS,
    field: 'protocol',
    expected: 'TCP, UDP or SCTP',
    expression: 'port.?protocol.orValue(\'TCP\') in [\'TCP\', \'UDP\', \'SCTP\']',
  },
  {
    target: 'NETWORK_PORT',
    kinds: NETWORK_KINDS,
    field: 'port',
    expected: 'a number from 1 to 65535, or the name of a port',
    when: 'has(port.port)',
    expression: 'type(port.port) == int ? port.port >= 1 && port.port <= 65535 : '
      + 'size(string(port.port)) <= 15 && string(port.port).matches(\'^[a-z0-9]+(-[a-z0-9]+)*$\') && string(port.port).matches(\'[a-z]\')',
  },
  {
    target: 'NETWORK_PORT',
    kinds: NETWORK_KINDS,
    field: 'endPort',
    expected: 'a number from port to 65535, beside a numeric port',
    when: 'has(port.endPort)',
    expression: 'type(port.?port.orValue(\'\')) == int && port.endPort >= port.port && port.endPort <= 65535',
  },
];

/** Checks that each rule names its other side. */
export const SCOPED: readonly Check[] = [
  { target: 'EGRESS_RULE', kinds: NETWORK_KINDS, field: 'to', expected: 'at least one destination', expression: 'size(rule.?to.orValue([])) > 0' },
  { target: 'INGRESS_RULE', kinds: NETWORK_KINDS, field: 'from', expected: 'at least one source', expression: 'size(rule.?from.orValue([])) > 0' },
  {
    target: 'SELECTOR',
    kinds: NETWORK_KINDS,
    field: '',
    expected: 'a selector that names a label with its value, since an empty one takes everything',
    // That a label is absent or different names nothing, nor does it that a namespace has a name.
    expression: 'size(selector.?matchLabels.orValue({})) > 0 || selector.?matchExpressions.orValue([]).exists(each, each.operator == \'In\' || '
      + '(each.operator == \'Exists\' && each.key != \'kubernetes.io/metadata.name\'))',
  },
];

/** Whether exceptions take a range out of the block. */
const isExcepted = (range: string): string => `block.?except.orValue([]).exists(except, isCIDR(except) && cidr(except).containsCIDR(${range}))`;

/** A name server may be on a node's network, as those of clouds are. */
const IS_DNS = 'size(rule.?ports.orValue([])) > 0 && rule.ports.all(port, port.?port.orValue(0) == 53 && !has(port.endPort))';

/** Checks that blocks leave out what the internet must not include. */
export const EXCEPTIONS: readonly Check[] = [
  {
    target: 'EGRESS_BLOCK',
    kinds: NETWORK_KINDS,
    field: 'except',
    expected: 'an exception for each protected range in the block',
    when: IS_BLOCK,
    expression: `params.protectedRanges.all(range, !cidr(block.cidr).containsCIDR(range) || ${isExcepted('range')})`,
  },
  {
    target: 'EGRESS_BLOCK',
    kinds: NETWORK_KINDS,
    field: 'cidr',
    expected: 'a block outside {closedRanges}',
    when: IS_BLOCK,
    expression: `!params.closedRanges.exists(range, cidr(range).containsCIDR(block.cidr)) || (${IS_DNS})`,
  },
];

/** Checks that no block includes an address at which a cloud hands out credentials. */
export const NO_METADATA: readonly Check[] = [{
  target: 'EGRESS_BLOCK',
  kinds: NETWORK_KINDS,
  field: '',
  expected: 'a block without metadata addresses, or with exceptions for them',
  when: IS_BLOCK,
  expression: `params.metadataAddresses.all(address, !cidr(block.cidr).containsCIDR(address) || ${isExcepted('address')})`,
}];

/** Whether a rule leads to the internet: to a block so wide that a protected range is a part of it, unless it lies in a private network itself. */
const TO_INTERNET = 'rule.?to.orValue([]).exists(peer, has(peer.ipBlock) && isCIDR(peer.ipBlock.cidr) && '
  + 'params.protectedRanges.exists(range, cidr(peer.ipBlock.cidr).containsCIDR(range)) && '
  + '!params.protectedRanges.exists(range, cidr(range).containsCIDR(peer.ipBlock.cidr)))';

/** Checks of what is open to the internet. */
export const INTERNET_PORTS: readonly Check[] = [
  {
    target: 'EGRESS_RULE',
    kinds: NETWORK_KINDS,
    field: 'ports',
    expected: 'at least one port of {internetPorts}',
    when: TO_INTERNET,
    expression: 'size(rule.?ports.orValue([])) > 0',
  },
  {
    target: 'EGRESS_PORT',
    kinds: NETWORK_KINDS,
    field: 'port',
    expected: 'one of {internetPorts}',
    when: TO_INTERNET,
    expression: 'port.?port.orValue(0) in params.internetPorts && port.?endPort.orValue(port.port) == port.port',
  },
];

const NAMESPACE_NAME = '\'kubernetes.io/metadata.name\'';

/** Whether all sources of a rule are the router. */
const FROM_ROUTER = 'rule.?from.orValue([]).all(peer, '
  + `peer.?namespaceSelector.?matchLabels[?${NAMESPACE_NAME}].orValue('') == params.controllerNamespace && `
  + 'peer.?podSelector.?matchLabels.?app.orValue(\'\') == params.routerApp)';

/** Checks of who may connect to a sandbox. */
export const SOURCES: readonly Check[] = [
  {
    target: 'INGRESS_PEER',
    kinds: NETWORK_KINDS,
    field: '',
    expected: 'Pods by podSelector in a namespace by its name, both in one entry',
    expression: `has(peer.podSelector) && (${NAMESPACE_NAME} in peer.?namespaceSelector.?matchLabels.orValue({}) || `
      + `peer.?namespaceSelector.?matchExpressions.orValue([]).exists(each, each.key == ${NAMESPACE_NAME} && each.operator == 'In'))`,
  },
  {
    target: 'INGRESS_RULE',
    kinds: NETWORK_KINDS,
    field: 'ports',
    expected: 'at least one port',
    expression: 'size(rule.?ports.orValue([])) > 0',
  },
  {
    target: 'INGRESS_PORT',
    kinds: NETWORK_KINDS,
    field: 'port',
    expected: 'a port',
    expression: 'has(port.port)',
  },
  // Of other programs that connect, the template's author says by which port.
  {
    target: 'INGRESS_PORT',
    kinds: ['SandboxTemplate'],
    field: 'port',
    expected: 'a port that a container declares, since the router connects',
    when: FROM_ROUTER,
    expression: '(pod.?containers.orValue([]) + pod.?initContainers.orValue([])).exists(container, container.?ports.orValue([]).exists(each, '
      + 'each.containerPort == port.?port.orValue(0) || each.?name.orValue(\'\') == port.?port.orValue(0))) && !has(port.endPort)',
  },
];
