import { Duration, Size } from 'cdk8s';
import { inMain, inPodSpec, inTemplate, untyped, WrongInput } from './support';
import { Capabilities, Cpu, EnvValue, LifecycleHandler, Probe, Protocol, SandboxImage, WaiverProps } from '../../../src';
import { DIGEST, IMAGE, WAIVER } from '../app';

const image = (reference: string) => inMain((container) => (container.image = reference));
const both = (amounts: object) => inMain(({ resources }) => [resources.limits, resources.requests].forEach((list) => Object.assign(list, amounts)));
const ports = (...list: object[]) => inMain((container) => (container.ports = list.map((port) => ({ protocol: 'TCP', ...port }))));
const readiness = (probe: object) => inMain((container) => (container.readinessProbe = probe));
const helper = (fields: object) => inPodSpec((spec) => {
  const { readinessProbe, ...container } = spec.containers[0];
  spec.initContainers = [{ ...container, ports: [], ...fields }];
});
const LONG_WORD = 'a-name-that-is-too-long';

/** Images. */
const IMAGES = inTemplate([
  [
    'no image', 'image given', { image: undefined },
    'image: got undefined; allowed: a SandboxImage', inMain((container) => delete container.image),
  ],
  [
    'an empty image', 'image not empty', { image: SandboxImage.fromDigest('') },
    'image: got ""; allowed: a reference that is not empty', image(''),
  ],
  [
    'an image with a blank', 'image without blanks', { image: SandboxImage.fromTag('registry.example.com/app :1') },
    'image: got "registry.example.com/app :1"; allowed: a reference without blanks', image('registry.example.com/app :1'),
  ],
  [
    'an image with a scheme', 'image without scheme', { image: SandboxImage.fromTag('https://registry.example.com/app:1') },
    'image: got "https://registry.example.com/app:1"; allowed: a reference without a scheme', image('https://registry.example.com/app:1'),
  ],
  [
    'an image without a host', 'image host', { image: SandboxImage.fromTag('python:3.12') },
    'image: got "python:3.12"; allowed: a reference that begins with the registry\'s host', image('python:3.12'),
  ],
  [
    'a tag where a digest is asked for', 'image by digest', { image: SandboxImage.fromDigest('registry.example.com/app:1') },
    'image: got "registry.example.com/app:1"; allowed: a reference with a digest', image('registry.example.com/app:1'),
  ],
  [
    'a digest where a tag is asked for', 'image by tag', { image: SandboxImage.fromTag(`registry.example.com/app@${DIGEST}`) },
    'image: got "registry.example.com/app@sha256:…; allowed: a reference without a digest',
  ],
  [
    'neither tag nor digest', 'image tag given', { image: SandboxImage.fromTag('registry.example.com/app') },
    'image: got "registry.example.com/app"; allowed: a reference with a tag', image('registry.example.com/app'),
  ],
  [
    'a digest behind ":"', 'image digest separator', { image: SandboxImage.fromDigest(`registry.example.com/app:${DIGEST}`) },
    'image: got "registry.example.com/app:sha256:…; allowed: a digest behind "@"', image(`registry.example.com/app:${DIGEST}`),
  ],
  [
    'a digest that is cut off', 'image digest length', { image: SandboxImage.fromDigest('registry.example.com/app@sha256:0123') },
    'image: got "registry.example.com/app@sha256:0123"; allowed: a digest of 64 hex digits', image('registry.example.com/app@sha256:0123'),
  ],
  [
    'an image in upper case', 'image case', { image: SandboxImage.fromTag('registry.example.com/Team/app:1') },
    'image: got "registry.example.com/Team/app:1"; allowed: a path in lower case', image('registry.example.com/Team/app:1'),
  ],
  [
    'a malformed tag', 'image tag', { image: SandboxImage.fromTag('registry.example.com/app:-1') },
    'image: got "registry.example.com/app:-1"; allowed: as tag: at most 128 letters', image('registry.example.com/app:-1'),
  ],
  [
    'a registry\'s port that is none', 'image port', { image: SandboxImage.fromTag('registry.example.com:99999/app:1') },
    'image: got "registry.example.com:99999/app:1"; allowed: as port: a number from 1 to 65535', image('registry.example.com:99999/app:1'),
  ],
  [
    'a text where an image is asked for', 'class', { image: untyped(`registry.example.com/app@${DIGEST}`) },
    'image: got "registry.example.com/app@sha256:…; allowed: a value of the class SandboxImage',
  ],
]);

/** CPU, memory and local disk. */
const RESOURCES = inTemplate([
  [
    'CPU of 0', 'cpu', { resources: { cpuLimit: Cpu.cores(0) } },
    'resources.cpuLimit: got 0; allowed: CPU of at least 1m', both({ cpu: '0' }),
  ],
  [
    'half a milli-CPU', 'cpu', { resources: { cpuRequest: Cpu.millis(0.5) } },
    'resources.cpuRequest: got 0.5; allowed: in whole thousandths of a core', inMain((container) => (container.resources.requests.cpu = '0.5m')),
  ],
  [
    'a number where a Cpu is asked for', 'class', { resources: { cpuLimit: untyped(2) } },
    'resources.cpuLimit: got 2; allowed: a value of the class Cpu',
  ],
  [
    'memory "512m"', 'bytes', { resources: { memoryLimit: untyped('512m') } },
    'resources.memoryLimit: got "512m"; allowed: a cdk8s Size of more than 0', both({ memory: '512m' }),
  ],
  [
    'a number where a Size is asked for', 'bytes', { resources: { memoryLimit: untyped(512) } },
    'resources.memoryLimit: got 512; allowed: a cdk8s Size', both({ memory: 512 }),
  ],
  [
    'memory of 0', 'bytes', { resources: { memoryLimit: Size.mebibytes(0) } },
    'resources.memoryLimit: got "0Ki"; allowed: a cdk8s Size of more than 0', both({ memory: '0' }),
  ],
  [
    'a CPU request over the usual limit', 'request at most limit', { resources: { cpuRequest: Cpu.cores(2) } },
    'resources.cpuRequest: got "2"; allowed: at most cpuLimit, which is 1 by default', inMain((container) => (container.resources.requests.cpu = '2')),
  ],
  [
    'a memory request over its limit', 'request at most limit', { resources: { memoryRequest: Size.gibibytes(2), memoryLimit: Size.gibibytes(1) } },
    'resources.memoryRequest: got "2Gi"; allowed: at most memoryLimit, which is 1Gi', inMain((container) => (container.resources.requests.memory = '2Gi')),
  ],
  [
    'less local disk than the emptyDirs may hold', 'emptyDirs on disk', { resources: { ephemeralStorageLimit: Size.mebibytes(256) } },
    'resources.ephemeralStorageLimit: got "256Mi"; allowed: at least 768Mi', both({ 'ephemeral-storage': '256Mi' }),
  ],
]);

/** Ports. */
const PORTS = inTemplate([
  ['port 0', 'port', { port: 0 }, 'port: got 0; allowed: a whole number from 1 to 65535', ports({ containerPort: 0 })],
  [
    'port 70000', 'port', { port: 70000 },
    'port: got 70000; allowed: a whole number from 1 to 65535', ports({ containerPort: 70000 }),
  ],
  [
    'a port as text', 'port', { port: untyped('8000') },
    'port: got "8000"; allowed: a whole number from 1 to 65535', ports({ containerPort: '8000' }),
  ],
  ['both forms of ports', 'port or ports', { ports: [{ port: 8001 }] }, 'port: got 8000; allowed: either "port" or "ports"'],
  [
    'a port\'s name twice', 'port names differ', { port: undefined, ports: [{ port: 8000, name: 'http' }, { port: 8001, name: 'http' }] },
    'ports[1].name: got "http"; allowed: each name once', ports({ containerPort: 8000, name: 'http' }, { containerPort: 8001, name: 'http' }),
  ],
  [
    'a port\'s number twice', 'ports differ', { port: undefined, ports: [{ port: 8000 }, { port: 8000, name: 'http' }] },
    'ports[1].port: got "8000/TCP"; allowed: each number once with each protocol', ports({ containerPort: 8000 }, { containerPort: 8000, name: 'http' }),
  ],
  [
    'a port\'s name that is too long', 'port name', { port: undefined, ports: [{ port: 8000, name: LONG_WORD }] },
    `ports[0].name: got "${LONG_WORD}"; allowed: at most 15 characters`, ports({ containerPort: 8000, name: LONG_WORD }),
  ],
  [
    'a protocol in lower case', 'word', { port: undefined, ports: [{ port: 8000, protocol: 'tcp' as Protocol }] },
    'ports[0].protocol: got "tcp"; allowed: TCP, UDP, SCTP', ports({ containerPort: 8000, protocol: 'tcp' }),
  ],
  [
    'a sidecar on the main container\'s port', 'ports of containers differ', { sidecars: [{ name: 'proxy', image: IMAGE, ports: [{ port: 8000 }] }] },
    'sidecars[proxy].ports: got {"containerPort":8000…; allowed: that no other container of the Pod has; main has 8000', helper({ name: 'proxy', restartPolicy: 'Always', ports: [{ containerPort: 8000, protocol: 'TCP' }] }),
  ],
]);

/** Names, programs, environment. */
const PROGRAMS = inTemplate([
  [
    'a container\'s name twice', 'container names differ', { sidecars: [{ name: 'main', image: IMAGE }] },
    'sidecars[main].name: got "main"; allowed: a name that no other container of the Pod has', helper({ name: 'main' }),
  ],
  [
    'a container\'s name that is no label', 'dns label', { containerName: 'Main_1' },
    'containerName: got "Main_1"; allowed: a DNS label', inMain((container) => (container.name = 'Main_1')),
  ],
  [
    'a sidecar without name', 'dns label', { sidecars: [untyped({ image: IMAGE })] },
    'sidecars[0].name: got undefined; allowed: a DNS label', helper({ name: undefined }),
  ],
  ['an empty command', 'command', { command: [] }, 'command: got []; allowed: a list with the program first'],
  [
    'a command as one text', 'list', { command: untyped('python -m app') },
    'command: got "python -m app"; allowed: a list', inMain((container) => (container.command = 'python -m app')),
  ],
  [
    'a number among the arguments', 'argument', { args: ['--port', untyped(8000)] },
    'args[1]: got 8000; allowed: a text', inMain((container) => (container.args = ['--port', 8000])),
  ],
  [
    'a working folder that is relative', 'absolute path', { workingDir: 'app' },
    'workingDir: got "app"; allowed: an absolute path', inMain((container) => (container.workingDir = 'app')),
  ],
  [
    'a variable\'s name that begins with a digit', 'variable name', { env: { '1A': EnvValue.literal('x') } },
    'env: got "1A"; allowed: an environment variable name', inMain((container) => container.env.push({ name: '1A', value: 'x' })),
  ],
  [
    'a variable\'s value that is a number', 'variable value', { env: { PORT: EnvValue.literal(untyped(8000)) } },
    'env[PORT]: got 8000; allowed: a text without NUL characters', inMain((container) => container.env.push({ name: 'PORT', value: 8000 })),
  ],
  [
    'a variable that is a plain text', 'class', { env: { MODE: untyped('fast') } },
    'env[MODE]: got "fast"; allowed: a value of the class EnvValue',
  ],
  [
    'variables that refer to each other', 'variable cycle', { env: { A: EnvValue.literal('$(B)'), B: EnvValue.literal('$(A)') } },
    'env[A]: got "A -> B -> A"; allowed: references to variables that do not refer back', inMain((container) => container.env.push({ name: 'A', value: '$(B)' }, { name: 'B', value: '$(A)' })),
  ],
  [
    'a capability with its prefix', 'capability', { capabilities: Capabilities.add(['CAP_NET_RAW'], WAIVER) },
    'capabilities.names[0]: got "CAP_NET_RAW"; allowed: AUDIT_CONTROL, AUDIT_READ', inMain((container) => (container.securityContext.capabilities.add = ['CAP_NET_RAW'])),
  ],
  [
    'a capability without waiver', 'waiver given', { capabilities: Capabilities.add(['NET_RAW'], untyped(undefined) as WaiverProps) },
    'capabilities: got undefined; allowed: a waiver with reason, owner and expires', inMain((container) => (container.securityContext.capabilities.add = ['NET_RAW'])),
  ],
]);

/** Probes and hooks. */
const PROBES = inTemplate([
  [
    'a probe without any port', 'probe port', { port: undefined, readinessProbe: Probe.httpGet('/') },
    'readinessProbe.port: got undefined; allowed: a port, since the container declares none', readiness({ httpGet: { path: '/' } }),
  ],
  [
    'a probe\'s path without "/"', 'probe path', { readinessProbe: Probe.httpGet('healthz') },
    'readinessProbe.path: got "healthz"; allowed: a path that begins with "/"', readiness({ httpGet: { path: 'healthz', port: 8000 } }),
  ],
  [
    'a header with a blank in its name', 'probe header', { readinessProbe: Probe.httpGet('/', { headers: { 'X Y': 'z' } }) },
    'readinessProbe.headers: got "X Y"; allowed: a header name', readiness({ httpGet: { path: '/', port: 8000, httpHeaders: [{ name: 'X Y', value: 'z' }] } }),
  ],
  [
    'two successes of a liveness probe', 'integer', { livenessProbe: Probe.tcpSocket({ successThreshold: 2 }) },
    'livenessProbe.successThreshold: got 2; allowed: a whole number from 1 to 1', inMain((container) => (container.livenessProbe = { tcpSocket: { port: 8000 }, successThreshold: 2 })),
  ],
  [
    'a probe of an init container', 'init container ends', { initContainers: [{ name: 'setup', image: IMAGE, readinessProbe: Probe.tcpSocket({ port: 1 }) }] },
    'initContainers[setup].readinessProbe: got "a probe"; allowed: none on an init container', helper({ name: 'setup', readinessProbe: { tcpSocket: { port: 8000 } } }),
  ],
  [
    'a hook of an init container', 'init container ends', { initContainers: [{ name: 'setup', image: IMAGE, lifecycle: { preStop: LifecycleHandler.exec(['true']) } }] },
    'initContainers[setup].lifecycle: got "a lifecycle"; allowed: none on an init container', helper({ name: 'setup', lifecycle: { preStop: { exec: { command: ['true'] } } } }),
  ],
  [
    'a pause longer than the grace period', 'integer', { lifecycle: { preStop: LifecycleHandler.sleep(Duration.seconds(60)) } },
    'lifecycle.preStop.duration: got 60; allowed: a whole number from 1 to 30', inMain((container) => (container.lifecycle = { preStop: { sleep: { seconds: 60 } } })),
  ],
]);

/** Mistakes in what every container has. */
export const CONTAINERS: WrongInput[] = [...IMAGES, ...RESOURCES, ...PORTS, ...PROGRAMS, ...PROBES];
