import { family } from './family';
import { poolsArePatient } from '../app/pools';
import { POD_KINDS } from '../kinds';
import { Severity } from '../severity';

const PORTS = 'container.?ports.orValue([])';

/** Probes. */
export const PRB = family([
  {
    id: 'SBX-PRB-001',
    title: 'Probes ask the Pod itself',
    severity: Severity.HIGH,
    waivable: false,
    rationale: 'The kubelet sends a probe from the network of the node. With a host of its own, a probe reaches metadata services and machines that '
      + 'the sandbox itself cannot, and its outcome tells what is there.',
    remediation: 'Leave `host` out: the probe then goes to the Pod\'s own address. A virtual host goes into the header `Host`.',
    prop: 'readinessProbe: Probe.httpGet(…)',
    references: { podSecurity: ['hostProbesAndHostLifecycle'], owasp: ['K01-2025'] },
    checks: [{ target: 'PROBE_HANDLER', kinds: POD_KINDS, field: 'host', expected: 'absent', expression: 'handler.?host.orValue(\'\') == \'\'' }],
  },
  {
    id: 'SBX-PRB-002',
    title: 'Probes tell readiness at little cost',
    severity: Severity.LOW,
    rationale: 'Without a readiness probe a sandbox is handed out before its server answers. A probe each second, or one whose tries overlap, costs '
      + 'every node as often as it has sandboxes, and a program that the sandbox can write says whatever its code wants.',
    remediation: 'Give containers with ports a `readinessProbe` on a declared port, with a period of 5 seconds or more and a shorter time-out. Let '
      + '`exec` run a program of the image. In templates of pools, let failures last for a minute before they count.',
    prop: 'readinessProbe: Probe.tcpSocket()',
    references: {
      kubescape: ['C-0018', 'C-0056'],
      scanners: ['CKV_K8S_9', 'kube-linter readiness-port', 'Polaris readinessProbeMissing', 'kube-score pod-probes'],
    },
    checks: [
      {
        target: 'MAIN_CONTAINER',
        kinds: POD_KINDS,
        field: 'readinessProbe',
        expected: 'a probe, since the container serves a port',
        when: 'container.?ports.orValue([]).exists(port, port.?protocol.orValue(\'TCP\') == \'TCP\')',
        expression: 'has(container.readinessProbe)',
      },
      {
        target: 'PROBE_HANDLER',
        kinds: POD_KINDS,
        field: 'port',
        expected: 'a port that the container declares',
        // A number is known also to a container that declares no port; a name is not.
        expression: `${PORTS}.exists(port, port.containerPort == handler.port || port.?name.orValue('') == handler.port) || `
          + `(size(${PORTS}) == 0 && type(handler.port) == int)`,
      },
      {
        target: 'PROBE',
        kinds: POD_KINDS,
        field: 'exec/command',
        expected: 'a program that the container cannot write',
        when: 'size(probe.?exec.?command.orValue([])) > 0',
        expression: '!container.?volumeMounts.orValue([]).exists(mount, mount.?readOnly.orValue(false) == false && '
          + 'probe.exec.command[0].startsWith(mount.mountPath + \'/\'))',
      },
      {
        target: 'PROBE',
        kinds: POD_KINDS,
        field: 'periodSeconds',
        expected: '5 or more',
        when: 'has(probe.periodSeconds)',
        expression: 'probe.periodSeconds >= 5',
      },
      {
        target: 'PROBE',
        kinds: POD_KINDS,
        field: 'timeoutSeconds',
        expected: 'less than periodSeconds',
        expression: 'probe.?timeoutSeconds.orValue(1) < probe.?periodSeconds.orValue(10)',
      },
    ],
    app: poolsArePatient,
  },
]);
