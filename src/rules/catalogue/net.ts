import { family } from './family';
import { EXCEPTIONS, INTERNET_PORTS, NO_METADATA, SCOPED, SOURCES, VALID } from './net-peers';
import { hashesDiffer } from '../app/names';
import { policiesDoNotWiden } from '../app/policies';
import { sandboxesAreNotExposed } from '../app/services';
import { KindName } from '../kinds';
import { DocumentedRow } from '../rule';
import { Severity } from '../severity';

/** How annotations begin that give a Pod further networks, or change the one it has. */
const NETWORKS = [
  'k8s.v1.cni.cncf.io/', 'v1.multus-cni.io/', 'networking.gke.io/interfaces', 'networking.gke.io/default-interface', 'cni.projectcalico.org/',
].map((prefix) => `'${prefix}'`).join(', ');

/** What network plugins write on a Pod once it has its addresses: each later update of the Pod carries it. */
const WRITTEN_BY_NETWORKS = [
  'cni.projectcalico.org/containerID', 'cni.projectcalico.org/podIP', 'cni.projectcalico.org/podIPs',
  'k8s.v1.cni.cncf.io/network-status', 'k8s.v1.cni.cncf.io/networks-status',
].map((key) => `'${key}'`).join(', ');

const IS_ORDINARY = `annotation in params.allowedPodAnnotations || ![${NETWORKS}].exists(prefix, annotation.startsWith(prefix))`;

/** Segmentation in general, as benchmarks have it. */
const SEGMENTATION = { cis: ['5.3.2'], nsa: ['2.0'], owasp: ['K05-2025'] };

/** Whose annotations are a Pod's later: a claim's too. */
const MANIFESTS: readonly KindName[] = ['SandboxTemplate', 'Sandbox', 'SandboxClaim'];

/** The network of sandboxes. */
export const NET = family([
  {
    id: 'SBX-NET-001',
    title: 'The controller makes a NetworkPolicy',
    severity: Severity.CRITICAL,
    rationale: 'Without a NetworkPolicy a sandbox reaches all of the cluster, the cloud\'s metadata and the internet, and everything reaches it. '
      + '`Unmanaged` also removes the policy that was there.',
    remediation: 'Set `networkPolicyManagement: Managed`, written out. Where another policy of your network plugin does the work, name it in a '
      + 'waiver.',
    prop: 'networkPolicyManagement: NetworkPolicyManagement.managed()',
    references: { ...SEGMENTATION, kubescape: ['C-0314', 'C-0301'], scanners: ['CKV2_K8S_6', 'kube-score pod-networkpolicy'] },
    checks: [{
      target: 'SPEC',
      kinds: ['SandboxTemplate'],
      field: 'networkPolicyManagement',
      expected: 'Managed',
      expression: 'spec.?networkPolicyManagement.orValue(\'\') == \'Managed\'',
    }],
  },
  {
    id: 'SBX-NET-002',
    title: 'Network rules are written out',
    severity: Severity.HIGH,
    rationale: 'Where a template says nothing, the controller lets its sandboxes out to the whole internet: whatever they are given or find can be '
      + 'sent away.',
    remediation: 'Set `networkPolicy` with both lists: `egress` names the destinations and `ingress` the sources. Empty lists (`[]`) close '
      + 'everything.',
    prop: 'egress: [Egress.none()]',
    references: { ...SEGMENTATION, kubescape: ['C-0301'] },
    checks: [
      {
        target: 'SPEC',
        kinds: ['SandboxTemplate'],
        field: 'networkPolicy',
        expected: 'rules: the default lets sandboxes out to the whole internet',
        // Where the controller makes no policy, this is no policy either.
        when: 'spec.?networkPolicyManagement.orValue(\'Managed\') == \'Managed\'',
        expression: 'has(spec.networkPolicy)',
      },
      ...(['egress', 'ingress'] as const).map((field) => ({
        target: 'NETWORK' as const, kinds: ['SandboxTemplate'] as const, field, expected: 'a list, [] for none', expression: `has(network.${field})`,
      })),
    ],
  },
  {
    id: 'SBX-NET-003',
    title: 'Network rules are such as the API server takes',
    severity: Severity.CRITICAL,
    waivable: false,
    rationale: 'The definition of a template takes rules that a NetworkPolicy must not have. The controller then cannot make the policy, nothing '
      + 'waits for it, and the sandboxes run without any.',
    remediation: 'Write peers with either `ipBlock` or selectors, blocks in canonical notation with exceptions that are a part of them, ports from '
      + '1 to 65535 with an `endPort` that is not less, and protocols in upper case.',
    prop: 'egress: [Egress.cidr(…)]',
    references: SEGMENTATION,
    checks: VALID,
  },
  {
    id: 'SBX-NET-004',
    title: 'Each network rule names its other side',
    severity: Severity.CRITICAL,
    rationale: 'A rule without peers, or with a selector that is empty, opens its ports to every address or every Pod, other tenants\' sandboxes '
      + 'among them.',
    remediation: 'Name the block, or the Pods and their namespace by labels with values.',
    prop: 'egress: [Egress.pods(…)], ingress: [Ingress.router()]',
    references: SEGMENTATION,
    checks: SCOPED,
  },
  {
    id: 'SBX-NET-005',
    title: 'The internet leaves out private networks and the cluster',
    severity: Severity.CRITICAL,
    rationale: 'A block such as `0.0.0.0/0`, whole or in halves, includes the private networks, the nodes, the API server and addresses by which '
      + 'IPv6 leads to all of them. A part of a private network is open on purpose; one that comes along with the internet is not.',
    remediation: 'Give such a block an exception (`except`) for each protected range in it, or name a smaller block. For Pods of the cluster, name '
      + 'the Pods.',
    prop: 'egress: [Egress.https(\'0.0.0.0/0\')]',
    references: { ...SEGMENTATION, owasp: ['K05-2025', 'K08-2025'] },
    checks: EXCEPTIONS,
  },
  {
    id: 'SBX-NET-006',
    title: 'Metadata services are out of reach',
    severity: Severity.CRITICAL,
    rationale: 'At these addresses clouds hand the credentials of the node to whoever asks. One request from a sandbox, and its code acts in the '
      + 'cloud as the node does.',
    remediation: 'Leave metadata addresses out, by an exception where a block includes one. For workload identity, open the one address (`/32`) on '
      + 'its one port, and give a waiver.',
    prop: 'egress: [Egress.cidr(…)]',
    references: { owasp: ['K08-2025'], kubescape: ['C-0052'] },
    checks: NO_METADATA,
  },
  {
    id: 'SBX-NET-007',
    title: 'Sandboxes take connections from named Pods of named namespaces',
    severity: Severity.HIGH,
    rationale: 'The server in a sandbox runs what it is told. Two entries in place of one mean "all Pods of that namespace, and such Pods of this '
      + 'one"; a rule without ports also opens what the sandbox\'s code listens on by itself.',
    remediation: 'Put `namespaceSelector` (by `kubernetes.io/metadata.name`) and `podSelector` into one entry, and list the ports. The router is '
      + '`app: sandbox-router` in its namespace, on ports that the containers declare.',
    prop: 'ingress: [Ingress.router()]',
    references: SEGMENTATION,
    checks: SOURCES,
  },
  {
    id: 'SBX-NET-008',
    title: 'To the internet, few ports are open',
    severity: Severity.MEDIUM,
    rationale: 'Sandboxes are rented to strangers in effect. With mail, remote shells and file shares open to the internet, spam and attacks go out '
      + 'under your addresses.',
    remediation: 'List the ports, out of those of the profile. For another service, name its address in place of the internet.',
    prop: 'egress: [Egress.https(…)]',
    references: { owasp: ['K05-2025'] },
    checks: INTERNET_PORTS,
  },
  {
    id: 'SBX-NET-010',
    title: 'No annotation gives a Pod another network',
    severity: Severity.CRITICAL,
    rationale: 'A NetworkPolicy holds on a Pod\'s first interface alone. A second one, or an address chosen by annotation, passes by all rules.',
    remediation: 'Remove the annotation. What is harmless in your cluster goes into the profile\'s `allowedPodAnnotations`.',
    prop: 'podAnnotations',
    references: { owasp: ['K05-2025'] },
    checks: [
      { target: 'ANNOTATION', kinds: MANIFESTS, field: '', expected: 'no such annotation', expression: IS_ORDINARY },
      {
        target: 'ANNOTATION',
        kinds: ['Pod'],
        field: '',
        expected: 'no such annotation',
        expression: `${IS_ORDINARY} || annotation in [${WRITTEN_BY_NETWORKS}]`,
      },
    ],
  },
  {
    id: 'SBX-NET-011',
    title: 'No other policy opens more',
    severity: Severity.HIGH,
    judgedAt: 'synth',
    because: 'policies add up, and only all of them together show what a sandbox may do',
    rationale: 'NetworkPolicies are added to each other: what one of them opens, none of the others closes. A rule for a whole namespace, for DNS '
      + 'say, is one for air-gapped sandboxes too, and a default deny beside it changes nothing.',
    remediation: 'Let the policy leave out sandboxes (`agents.x-k8s.io/sandbox-name-hash: DoesNotExist`), or write the rule into the template.',
    references: SEGMENTATION,
    app: policiesDoNotWiden,
  },
  {
    id: 'SBX-NET-012',
    title: 'Names have different hashes',
    severity: Severity.HIGH,
    judgedAt: 'synth',
    because: 'a hash that two names share shows only beside the other name',
    waivable: false,
    rationale: 'Policies and Services select Pods by a hash of 32 bits of the template\'s or the sandbox\'s name. Names with the same hash can be '
      + 'found in seconds: the policy of one then opens the sandboxes of the other.',
    remediation: 'Give one of the two another name.',
    prop: 'name',
    references: SEGMENTATION,
    app: hashesDiffer,
  },
  {
    id: 'SBX-NET-013',
    title: 'No Service exposes a sandbox',
    severity: Severity.HIGH,
    judgedAt: 'synth',
    because: 'only all objects together show which Pods a Service leads to',
    rationale: 'A port on every node, or a load balancer, lets everybody outside talk to a server that runs what it is told, past the router and '
      + 'its authentication.',
    remediation: 'Use a Service of type ClusterIP without `externalIPs`, and go through the router.',
    prop: 'service',
    references: { owasp: ['K06-2025'], scanners: ['KSV-0108', 'kube-linter exposed-services'] },
    app: sandboxesAreNotExposed,
  },
]);

/** Rows of the family that no manifest shows. */
export const NET_DOCUMENTED: readonly DocumentedRow[] = [{
  id: 'SBX-NET-009',
  title: 'Egress by host names',
  severity: Severity.MEDIUM,
  because: 'which plugin enforces names, and how, is not in the manifests of a sandbox',
  rationale: 'A NetworkPolicy knows addresses alone. Services behind changing addresses are either left out, or opened along with their whole cloud.',
  remediation: 'Where the network plugin has policies by host name (Cilium, GKE), use `networkPolicyManagement: Unmanaged` with a waiver that names '
    + 'such a policy, beside a default deny. Elsewhere, open the way to a proxy in the cluster that knows names.',
  references: { owasp: ['K05-2025'] },
}];
