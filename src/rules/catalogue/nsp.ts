import { family } from './family';
import { POD_KINDS } from '../kinds';
import { Check } from '../rule';
import { Severity } from '../severity';

/** A switch of the Pod that has to be off. */
const off = (field: string): Check => ({
  target: 'POD', kinds: POD_KINDS, field, expected: 'false or absent', expression: `pod.?${field}.orValue(false) == false`,
});

/** A name of the Pod that nobody gives. */
const unnamed = (field: string): Check => ({
  target: 'POD', kinds: POD_KINDS, field, expected: 'absent', expression: `pod.?${field}.orValue('') == ''`,
});

/** Namespaces of the host, and of the Pod's containers. */
export const NSP = family([
  {
    id: 'SBX-NSP-001',
    title: 'No namespace of the host',
    severity: Severity.CRITICAL,
    waivable: false,
    rationale: 'In the node\'s network no NetworkPolicy holds, and metadata services answer as they answer the node. Its processes and its shared memory are '
      + 'those of everything else that runs there. Kata Containers may break the node\'s network over it.',
    remediation: 'Leave `hostNetwork`, `hostPID` and `hostIPC` out.',
    references: {
      podSecurity: ['hostNamespaces'],
      cis: ['5.2.3', '5.2.4', '5.2.5'],
      nsa: ['1.3', '1.4', '1.5'],
      owasp: ['K01-2025'],
      kubescape: ['C-0038', 'C-0041'],
      upstreamPolicy: [2, 11],
      scanners: [
        'CKV_K8S_17', 'CKV_K8S_18', 'CKV_K8S_19', 'KSV-0008', 'KSV-0009', 'KSV-0010', 'kube-linter host-ipc', 'kube-linter host-network', 'kube-linter host-pid',
        'Polaris hostIPCSet', 'Polaris hostNetworkSet', 'Polaris hostPIDSet',
      ],
    },
    checks: [off('hostNetwork'), off('hostPID'), off('hostIPC')],
  },
  {
    id: 'SBX-NSP-002',
    title: 'No port of the node',
    severity: Severity.HIGH,
    waivable: false,
    rationale: 'A port of the node is open to whoever reaches the node, and NetworkPolicies need not hold there. Two such Pods cannot share a node.',
    remediation: 'Leave `hostPort` and `hostIP` out; the router and Services reach the container\'s own port.',
    references: {
      podSecurity: ['hostPorts'], cis: ['5.2.12'], kubescape: ['C-0044'], upstreamPolicy: [12], scanners: ['CKV_K8S_26', 'KSV-0024', 'Polaris hostPortSet'],
    },
    checks: [
      { target: 'PORT', kinds: POD_KINDS, field: 'hostPort', expected: 'absent', expression: 'port.?hostPort.orValue(0) == 0' },
      { target: 'PORT', kinds: POD_KINDS, field: 'hostIP', expected: 'absent', expression: 'port.?hostIP.orValue(\'\') == \'\'' },
    ],
  },
  {
    id: 'SBX-NSP-003',
    title: 'Containers do not see each other\'s processes',
    severity: Severity.MEDIUM,
    rationale: 'In a shared process namespace the untrusted program reads memory, variables and, by `/proc/<pid>/root`, files of the trusted sidecars. Some '
      + 'virtual machine runtimes have no such namespace at all.',
    remediation: 'Leave `shareProcessNamespace` out.',
    references: {},
    checks: [off('shareProcessNamespace')],
  },
  {
    id: 'SBX-NSP-004',
    title: 'Host names are the Pod\'s own',
    severity: Severity.LOW,
    rationale: 'By names of its own choice a Pod enters the cluster\'s DNS or takes the name of a Service, and all members of a pool have the same one.',
    remediation: 'Leave `hostname`, `hostnameOverride`, `subdomain` and `setHostnameAsFQDN` out; the controller makes a Service for each sandbox.',
    references: {},
    checks: [unnamed('hostname'), unnamed('hostnameOverride'), unnamed('subdomain'), off('setHostnameAsFQDN')],
  },
]);
