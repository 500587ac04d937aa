import { set, templateFor, unset, variant } from './made';
import { PEER_CASES } from './net-peers';
import { PORT_CASES } from './net-ports';
import { BadCase, CONFIG_MAP, GOOD, patched, RuleCase, standard, part } from './support';
import { ClusterFacts, HardeningProfile } from '../../../src';
import { JsonObject } from '../../../src/private/json';

const NETWORK = '/spec/networkPolicy';
const ANNOTATIONS = '/spec/podTemplate/metadata/annotations';

/** A template that says all of no network. */
const SILENT = templateFor(ClusterFacts.generic(), { name: 'silent' });

const service = (name: string, spec: JsonObject): JsonObject => (
  { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'team-a' }, spec: { ports: [{ port: 80 }], ...spec } }
);
const OF_SANDBOX = { 'agents.x-k8s.io/sandbox-name-hash': '0a0b0c0d' };

const policy = (name: string, podSelector: JsonObject, rules: JsonObject = {}): JsonObject => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name, namespace: 'team-a' },
  spec: { podSelector, policyTypes: ['Ingress', 'Egress'], ...rules },
});
const OF_TEMPLATE = { matchLabels: { 'agents.x-k8s.io/sandbox-template-ref-hash': 'd411fd0b' } };
const toBlock = (cidr: string): JsonObject => ({ ports: [{ port: 443, protocol: 'TCP' }], to: [{ ipBlock: { cidr } }] });
const OWN = toBlock('10.20.0.0/16');
const OTHER = toBlock('10.30.0.0/16');

/** An annotation of the template's Pod, or of the Pod itself. */
const annotated = (key: string, object = 0): BadCase => ({
  object,
  patch: set(`${object === 0 ? ANNOTATIONS : '/metadata/annotations'}/${key.replace('/', '~1')}`, 'eth1'),
  fails: ['SBX-NET-010'],
  place: `${object === 0 ? 'spec.podTemplate.' : ''}metadata.annotations[${key}]`,
  found: 'eth1',
  wanted: 'no such annotation',
});

const HASH = 'a name that has another hash than py-15zx';

export const NET_CASES: readonly RuleCase[] = [
  {
    rule: 'SBX-NET-001',
    good: [GOOD.template],
    bad: [
      {
        patch: { op: 'replace', path: '/spec/networkPolicyManagement', value: 'Unmanaged' },
        fails: ['SBX-NET-001'],
        place: 'spec.networkPolicyManagement',
        found: 'Unmanaged',
        wanted: 'Managed',
      },
      {
        patch: { op: 'remove', path: '/spec/networkPolicyManagement' },
        fails: ['SBX-NET-001'],
        place: 'spec.networkPolicyManagement',
        found: undefined,
        wanted: 'Managed',
      },
    ],
    notApplicable: [CONFIG_MAP, GOOD.sandbox],
  },
  {
    rule: 'SBX-NET-002',
    good: [SILENT, GOOD.template],
    bad: [
      {
        patch: { op: 'remove', path: NETWORK },
        fails: ['SBX-NET-002'],
        place: 'spec.networkPolicy',
        found: undefined,
        wanted: 'rules: the default lets sandboxes out to the whole internet',
      },
      {
        patch: { op: 'remove', path: `${NETWORK}/egress` },
        fails: ['SBX-NET-002'],
        place: 'spec.networkPolicy.egress',
        found: undefined,
        wanted: 'a list, [] for none',
      },
      {
        object: 1,
        patch: { op: 'remove', path: `${NETWORK}/ingress` },
        fails: ['SBX-NET-002'],
        place: 'spec.networkPolicy.ingress',
        found: undefined,
        wanted: 'a list, [] for none',
      },
    ],
    notApplicable: [
      CONFIG_MAP,
      GOOD.sandbox,
      GOOD.networkPolicy,
      variant(SILENT, 'unmanaged', unset(NETWORK), set('/spec/networkPolicyManagement', 'Unmanaged')),
    ],
  },
  ...PEER_CASES,
  ...PORT_CASES,
  {
    rule: 'SBX-NET-010',
    good: [
      patched(
        GOOD.template,
        set(ANNOTATIONS, { 'kubernetes.io/egress-bandwidth': '10M', 'networking.gke.io/interfaces': '[]', 'example.com/note': 'a' }),
      ),
      // What a Pod says once it has its addresses.
      patched(GOOD.pod, set('/metadata/annotations', Object.fromEntries([
        'cni.projectcalico.org/containerID', 'cni.projectcalico.org/podIP', 'cni.projectcalico.org/podIPs', 'k8s.v1.cni.cncf.io/network-status',
        'k8s.v1.cni.cncf.io/networks-status', 'networking.gke.io/interfaces', 'example.com/note',
      ].map((key) => [key, '10.4.0.7'])))),
    ],
    bad: [
      ...[
        'k8s.v1.cni.cncf.io/networks',
        'v1.multus-cni.io/default-network',
        'networking.gke.io/interfaces-more',
        'cni.projectcalico.org/ipAddrs',
      ].flatMap((key) => [
        { ...annotated(key), fails: ['SBX-NET-010', 'SBX-ISO-006'] }, { ...annotated(key, 1), fails: ['SBX-NET-010', 'SBX-ISO-006'] },
      ]),
      { ...annotated('cni.projectcalico.org/podIP'), fails: ['SBX-NET-010', 'SBX-ISO-006'] },
      annotated('networking.gke.io/default-interface'), annotated('networking.gke.io/default-interface', 1),
    ],
    standard: standard(HardeningProfile.custom(HardeningProfile.RESTRICTED_V1, {
      name: 'with-networks', allowedPodAnnotations: ['kubernetes.io/egress-bandwidth', 'networking.gke.io/interfaces'],
    })),
    notApplicable: [CONFIG_MAP, GOOD.template],
  },
  {
    rule: 'SBX-NET-011',
    good: [
      GOOD.template, GOOD.sandbox, GOOD.networkPolicy,
      policy('deny', {}),
      policy('same', OF_TEMPLATE, { egress: [OWN] }),
      policy('others', { matchExpressions: [{ key: 'agents.x-k8s.io/sandbox-name-hash', operator: 'DoesNotExist' }] }, { egress: [OTHER] }),
      // What the controller makes, as it is read from a cluster before the template was changed.
      policy('team-a-python-network-policy', OF_TEMPLATE, { egress: [OTHER] }),
    ],
    bad: [
      {
        object: 3,
        patch: { op: 'add', path: '/spec/egress', value: [OTHER] },
        fails: ['SBX-NET-011'],
        place: 'spec.egress[0]',
        found: OTHER,
        wanted: 'only rules that SandboxTemplate team-a-python has itself',
      },
      {
        object: 3,
        patch: { op: 'add', path: '/spec/egress', value: [OWN] },
        fails: ['SBX-NET-011'],
        place: 'spec.egress[0]',
        found: OWN,
        wanted: 'only rules that Sandbox team-a-agent has itself',
      },
      {
        object: 4,
        patch: { op: 'add', path: '/spec/egress/1', value: OTHER },
        fails: ['SBX-NET-011'],
        place: 'spec.egress[1]',
        found: OTHER,
        wanted: 'only rules that SandboxTemplate team-a-python has itself',
      },
      {
        object: 4,
        patch: { op: 'add', path: '/spec/ingress', value: [{ from: part(GOOD.networkPolicy, '/spec/ingress/0/from'), ports: [{ port: 9000 }] }] },
        fails: ['SBX-NET-011'],
        place: 'spec.ingress[0]',
        found: { from: part(GOOD.networkPolicy, '/spec/ingress/0/from'), ports: [{ port: 9000 }] },
        wanted: 'only rules that SandboxTemplate team-a-python has itself',
      },
      {
        object: 5,
        patch: { op: 'replace', path: '/spec/podSelector/matchExpressions/0/operator', value: 'Exists' },
        fails: ['SBX-NET-011'],
        place: 'spec.egress[0]',
        found: OTHER,
        wanted: 'only rules that SandboxTemplate team-a-python has itself',
      },
    ],
    notApplicable: [CONFIG_MAP, GOOD.template, policy('database', { matchLabels: { app: 'database' } }, { egress: [OTHER] })],
  },
  {
    rule: 'SBX-NET-012',
    good: [
      variant(GOOD.template, 'py-15zx'), variant(GOOD.template, 'other'), variant(GOOD.template, 'py-cpcd', set('/metadata/namespace', 'team-b')),
      variant(GOOD.sandbox, 'py-cpcd'), GOOD.claim,
    ],
    bad: [
      {
        object: 1,
        patch: { op: 'replace', path: '/metadata/name', value: 'py-cpcd' },
        fails: ['SBX-NET-012'],
        place: 'metadata.name',
        found: 'py-cpcd',
        wanted: HASH,
      },
      {
        object: 4,
        patch: { op: 'replace', path: '/metadata/name', value: 'py-15zx' },
        fails: ['SBX-NET-012'],
        place: 'metadata.name',
        found: 'py-15zx',
        wanted: 'a name that has another hash than py-cpcd',
      },
    ],
    notApplicable: [CONFIG_MAP, GOOD.pool],
  },
  {
    rule: 'SBX-NET-013',
    good: [
      GOOD.template, GOOD.sandbox,
      service('headless', { selector: OF_SANDBOX, clusterIP: 'None', type: 'ClusterIP' }),
      service('by-label', { selector: { 'app.kubernetes.io/component': 'sandbox' }, externalIPs: [] }),
      service('web', { selector: { app: 'web' }, type: 'LoadBalancer' }),
      service('outside', { type: 'NodePort' }),
    ],
    bad: [
      {
        object: 2,
        patch: { op: 'replace', path: '/spec/type', value: 'NodePort' },
        fails: ['SBX-NET-013'],
        place: 'spec.type',
        found: 'NodePort',
        wanted: 'ClusterIP',
      },
      {
        object: 3,
        patch: { op: 'add', path: '/spec/type', value: 'LoadBalancer' },
        fails: ['SBX-NET-013'],
        place: 'spec.type',
        found: 'LoadBalancer',
        wanted: 'ClusterIP',
      },
      {
        object: 3,
        patch: { op: 'replace', path: '/spec/externalIPs', value: ['198.51.100.7'] },
        fails: ['SBX-NET-013'],
        place: 'spec.externalIPs',
        found: ['198.51.100.7'],
        wanted: 'absent or empty',
      },
      {
        object: 4,
        patch: { op: 'replace', path: '/spec/selector', value: { 'agents.x-k8s.io/sandbox-template-ref-hash': 'd411fd0b' } },
        fails: ['SBX-NET-013'],
        place: 'spec.type',
        found: 'LoadBalancer',
        wanted: 'ClusterIP',
      },
    ],
    notApplicable: [CONFIG_MAP, GOOD.template, service('web', { selector: { app: 'web' }, type: 'LoadBalancer' })],
  },
];
