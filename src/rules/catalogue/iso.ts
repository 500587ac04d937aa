import { family } from './family';
import { IS_APPROVED } from './runtime-classes';
import { RUNTIME_FIELDS } from './runtime-fields';
import { RUNTIME_PLACEMENT } from './runtime-placement';
import { POD_KINDS } from '../kinds';
import { Severity } from '../severity';

const STEERS = 'params.runtimeAnnotationPrefixes.exists(prefix, annotation.startsWith(prefix))';
const ALLOWED = 'annotation in params.allowedPodAnnotations';

/** What network plugins write on a Pod once it has its addresses: each later update of the Pod carries it. */
const WRITTEN_BY_NETWORKS = [
  'cni.projectcalico.org/containerID', 'cni.projectcalico.org/podIP', 'cni.projectcalico.org/podIPs',
  'k8s.v1.cni.cncf.io/network-status', 'k8s.v1.cni.cncf.io/networks-status',
].map((key) => `'${key}'`).join(', ');

/** Runtime isolation, and where it places a Pod. */
export const ISO = family([
  {
    id: 'SBX-ISO-001',
    title: 'The RuntimeClass isolates from the node\'s kernel',
    severity: Severity.CRITICAL,
    rationale: 'An ordinary container speaks to the kernel of its node. One bug in that kernel turns code of a sandbox into code of the node, with all '
      + 'Pods and credentials there.',
    remediation: 'Set `runtimeClassName` to a class that stands for gVisor or Kata Containers. Where nodes have another one, add its name to the '
      + 'profile\'s `runtimeClasses`.',
    prop: 'isolation: Isolation.gvisor()',
    references: { cis: ['CIS GKE 1.9: 5.10.3'], owasp: ['K01-2025'], kubescape: ['C-0297'], upstreamPolicy: [1] },
    checks: [{
      target: 'POD',
      kinds: POD_KINDS,
      field: 'runtimeClassName',
      expected: 'one of {runtimeClasses}',
      expression: IS_APPROVED,
    }],
  },
  {
    id: 'SBX-ISO-002',
    title: 'No field that the runtime refuses or ignores',
    severity: Severity.HIGH,
    waivable: false,
    rationale: 'gVisor, Kata Containers and Firecracker have no counterpart to some fields of a Pod. The Pod then never starts, or runs without what '
      + 'the field promises, and nobody is told.',
    remediation: 'Leave the field out, or choose a runtime that has it.',
    references: {},
    checks: RUNTIME_FIELDS,
  },
  {
    id: 'SBX-ISO-003',
    title: 'Placement agrees with the runtime',
    severity: Severity.HIGH,
    waivable: false,
    rationale: 'A Pod that does not ask for the nodes of its runtime waits for ever, or is refused: on GKE, whose policy for sandboxes reads node selector '
      + 'and toleration, a pool then stays empty and no event says why.',
    remediation: 'Write out the node selector and the toleration that belong to the runtime on this platform, and remove affinities that contradict them.',
    prop: 'AgentSandbox.of(app).configure({ cluster: ClusterFacts.gke() }), isolation: Isolation.aksKata()',
    references: { upstreamPolicy: [15, 16] },
    checks: RUNTIME_PLACEMENT,
  },
  {
    id: 'SBX-ISO-004',
    title: 'The Pod is for Linux',
    severity: Severity.CRITICAL,
    waivable: false,
    rationale: 'Pod Security does not ask a Pod that says `windows` for seccomp, dropped capabilities or a ban on privilege escalation. The word alone, on '
      + 'a cluster without any Windows node, switches those checks off.',
    remediation: 'Leave `os` out, or set `os.name: linux`.',
    references: { owasp: ['K01-2025'] },
    checks: [{
      target: 'POD',
      kinds: POD_KINDS,
      field: 'os/name',
      expected: 'linux or absent',
      expression: 'pod.?os.?name.orValue(\'linux\') == \'linux\'',
    }],
  },
  {
    id: 'SBX-ISO-005',
    title: 'The overhead comes from the RuntimeClass',
    severity: Severity.MEDIUM,
    waivable: false,
    rationale: 'The API server writes the overhead of the RuntimeClass into each Pod and refuses a Pod that says another one.',
    remediation: 'Leave `overhead` out, and set it in the RuntimeClass.',
    references: {},
    // Not for Pods: there it is the server that wrote it.
    checks: [{
      target: 'POD',
      kinds: ['SandboxTemplate', 'Sandbox'],
      field: 'overhead',
      expected: 'absent',
      expression: '!has(pod.overhead)',
    }],
  },
  {
    id: 'SBX-ISO-006',
    title: 'No annotation steers the runtime or the networks of the Pod',
    severity: Severity.CRITICAL,
    rationale: 'Runtimes and network plugins read annotations as settings: gVisor opens sockets of the host, Kata Containers takes kernel parameters and '
      + 'paths of hypervisors, a second network passes by every NetworkPolicy. Whoever may annotate a Pod then decides about its isolation.',
    remediation: 'Remove the annotation and configure the runtime on the nodes. An annotation that is harmless in your cluster goes into the profile\'s '
      + '`allowedPodAnnotations`.',
    prop: 'podAnnotations',
    references: { owasp: ['K01-2025'] },
    checks: [
      {
        target: 'ANNOTATION',
        kinds: ['SandboxTemplate', 'Sandbox', 'SandboxClaim'],
        field: '',
        expected: 'no such annotation',
        expression: `${ALLOWED} || !${STEERS}`,
      },
      // Pods carry what server and network plugins write: AppArmor as an annotation beside the field, whose value SBX-KRN-002 judges, and addresses.
      {
        target: 'ANNOTATION',
        kinds: ['Pod'],
        field: '',
        expected: 'no such annotation',
        expression: `${ALLOWED} || !${STEERS} || annotation.startsWith('container.apparmor.security.beta.kubernetes.io/') || annotation in [${WRITTEN_BY_NETWORKS}]`,
      },
    ],
  },
]);
