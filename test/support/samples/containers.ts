import { Duration, Size } from 'cdk8s';
import { configMap, Sample, secret, template } from './support';
import {
  Capabilities, Cpu, EnvFrom, EnvValue, Guardrails, HttpScheme, LifecycleHandler, PodField, PrivilegeEscalation, Probe, Protocol, ResourceField,
  RootFilesystem, RunAs, Sandbox, SandboxImage, SandboxTemplate, StopSignal, StorageMedium,
} from '../../../src';
import { DIGEST, IMAGE, OTHER_IMAGE, WAIVER } from '../app';

const ENVIRONMENT: Sample[] = [
  template('env-literals', { env: { B: EnvValue.literal('$(A)/b'), A: EnvValue.literal(''), C: EnvValue.literal('$$(A)') } }),
  template('env-fields', {
    env: Object.fromEntries([
      PodField.NAME, PodField.NAMESPACE, PodField.UID, PodField.POD_IP, PodField.POD_IPS, PodField.SERVICE_ACCOUNT_NAME, PodField.label('team'),
      PodField.annotation('example.com/owner'),
    ].map((field, index) => [`FIELD_${index}`, EnvValue.fromField(field)])),
  }),
  template('env-resources', {
    env: {
      ...Object.fromEntries(Object.entries(ResourceField).map(([name, field]) => [name, EnvValue.fromResource(field)])),
      OTHERS: EnvValue.fromResource(ResourceField.MEMORY_LIMIT, { containerName: 'main', divisor: '1Mi' }),
      MILLIS: EnvValue.fromResource(ResourceField.CPU_LIMIT, { divisor: '1m' }),
    },
  }),
  template('env-config-map', (chart) => {
    const settings = configMap(chart);
    return { env: { MODE: EnvValue.fromConfigMap(settings, 'mode'), MORE: EnvValue.fromConfigMap(settings, 'more', { optional: true }) } };
  }),
  template('env-secret', (chart) => ({ env: { TOKEN: EnvValue.fromSecret(secret(chart), 'token', WAIVER, { optional: false }) } })),
  template('env-from', (chart) => ({
    envFrom: [EnvFrom.configMap(configMap(chart), { prefix: 'APP_', optional: true }), EnvFrom.secret(secret(chart), WAIVER)],
  })),
];

const PROBES: Sample[] = [
  template('probe-http', {
    readinessProbe: Probe.httpGet('/healthz', {
      port: 8000,
      scheme: HttpScheme.HTTPS,
      headers: { 'X-Probe': 'yes', 'Accept': '*/*' },
      initialDelay: Duration.seconds(0),
      period: Duration.seconds(20),
      timeout: Duration.seconds(5),
      failureThreshold: 4,
      successThreshold: 2,
    }),
    livenessProbe: Probe.httpGet('/', { scheme: HttpScheme.HTTP }),
  }),
  template('probe-tcp-and-exec', {
    readinessProbe: Probe.tcpSocket({ port: 8000 }),
    livenessProbe: Probe.exec(['/bin/alive'], { initialDelay: Duration.seconds(5) }),
    startupProbe: Probe.tcpSocket(),
  }),
  template('probe-grpc', { readinessProbe: Probe.grpc({ service: 'sandbox' }), startupProbe: Probe.grpc({ port: 8000 }) }),
];

const HELPERS: Sample[] = [
  template('sidecar', (chart) => ({
    containerName: 'agent',
    sidecars: [{
      name: 'proxy',
      image: OTHER_IMAGE,
      command: ['/proxy'],
      args: ['--listen', '9000'],
      workingDir: '/tmp',
      runAs: RunAs.user(65531, { group: 65531 }),
      env: { A: EnvValue.literal('1') },
      envFrom: [EnvFrom.configMap(configMap(chart))],
      ports: [{ port: 9000, name: 'proxy' }],
      resources: { cpuLimit: Cpu.millis(500) },
      readinessProbe: Probe.tcpSocket(),
      livenessProbe: Probe.tcpSocket(),
      startupProbe: Probe.exec(['/bin/started']),
      lifecycle: { preStop: LifecycleHandler.sleep(Duration.seconds(1)) },
      writablePaths: [{ path: '/var/cache/proxy' }],
    }],
  })),
  template('init-container', { initContainers: [{ name: 'setup', image: OTHER_IMAGE, command: ['/setup'] }, { name: 'more', image: IMAGE }] }),
  {
    name: 'added-helpers',
    build: (chart) => {
      const python = new SandboxTemplate(chart, 'python', { image: IMAGE, port: 8000 });
      python.addSidecar({ name: 'proxy', image: OTHER_IMAGE, ports: [{ port: 9000 }] });
      python.addInitContainer({ name: 'setup', image: OTHER_IMAGE });
    },
  },
  {
    name: 'sandbox-with-added-helpers',
    build: (chart) => {
      const agent = new Sandbox(chart, 'agent', { image: IMAGE, port: 8000 });
      agent.addSidecar({ name: 'proxy', image: OTHER_IMAGE, ports: [{ port: 9000 }] });
      agent.addInitContainer({ name: 'setup', image: OTHER_IMAGE, resources: { memoryLimit: Size.mebibytes(64) } });
    },
  },
];

/** Everything that a container can say. */
export const CONTAINERS: Sample[] = [
  ...ENVIRONMENT, ...PROBES, ...HELPERS,
  template('image-by-digest', { image: SandboxImage.fromDigest(`registry.example.com:5000/team/app:1.2@${DIGEST}`) }),
  {
    name: 'image-by-tag',
    build: (chart) => Guardrails.of(new SandboxTemplate(chart, 'python', { image: SandboxImage.fromTag('docker.io/library/python:3.12'), port: 8000 }))
      .waive('SBX-IMG-001', { ...WAIVER, at: 'containers[name=main].image' }),
  },
  template('image-pinned-later', { image: SandboxImage.pinnedLater('app') }),
  template('command', { command: ['/usr/bin/serve'], args: ['--port', '8000', ''], workingDir: '/workspace' }),
  template('ports', {
    port: undefined,
    ports: [{ port: 1, name: 'a' }, { port: 65535, protocol: Protocol.TCP }, { port: 65535, protocol: Protocol.UDP }, { port: 132, protocol: Protocol.SCTP }],
  }),
  template('no-port', { port: undefined }),
  template('lifecycle', {
    lifecycle: { postStart: LifecycleHandler.exec(['/bin/warm-up']), preStop: LifecycleHandler.sleep(Duration.seconds(30)) },
  }),
  ...Object.entries(StopSignal).map(([name, stopSignal]) => template(`stop-signal-${name.toLowerCase().replaceAll('_', '-')}`, {
    // Kubernetes takes a signal only where the Pod names its operating system.
    lifecycle: { stopSignal }, podSpecPatch: { os: { name: 'linux' } },
  })),
  template('resources', {
    resources: {
      cpuRequest: Cpu.millis(100),
      cpuLimit: Cpu.cores(1.5),
      memoryRequest: Size.mebibytes(256),
      memoryLimit: Size.gibibytes(2),
      ephemeralStorageRequest: Size.gibibytes(1),
      ephemeralStorageLimit: Size.gibibytes(4),
    },
  }),
  template('writable-paths', {
    writablePaths: [
      { path: '/var/cache/app', sizeLimit: Size.mebibytes(32), medium: StorageMedium.MEMORY },
      { path: '/var/lib/app', medium: StorageMedium.DISK, name: 'state' },
      { path: '/tmp', sizeLimit: Size.mebibytes(64) },
    ],
  }),
  template('read-only-root', { rootFilesystem: RootFilesystem.readOnly() }),
  template('writable-root', { rootFilesystem: RootFilesystem.writable(WAIVER) }),
  template('no-capabilities', { capabilities: Capabilities.none() }),
  template('bind-low-ports', { capabilities: Capabilities.add(['NET_BIND_SERVICE'], WAIVER) }),
  template('capabilities', { capabilities: Capabilities.add(['SYS_PTRACE', 'NET_RAW'], WAIVER) }, { refused: /"NET_RAW", "SYS_PTRACE"/ }),
  template('no-escalation', { privilegeEscalation: PrivilegeEscalation.denied() }),
  template('escalation', { privilegeEscalation: PrivilegeEscalation.allowed(WAIVER) }, { refused: /allowPrivilegeEscalation != false/ }),
];
