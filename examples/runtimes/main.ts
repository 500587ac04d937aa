import { App, Chart, Duration, Size } from 'cdk8s';
import {
  AgentSandbox, ClusterFacts, Cpu, Egress, EnvValue, Ingress, Isolation, Lifetime, NetworkPort, Probe, Release, RestartPolicy, Sandbox, SandboxClaim,
  SandboxImage, SandboxRuntime, SandboxTemplate, Volume, Workspace,
} from 'cdk8s-agent-sandbox';
import { Secret } from 'cdk8s-plus-28';

const app = new App();
AgentSandbox.of(app).configure({ release: Release.V1_0_12, asOf: '2026-12-01' });

const image = (name: string) => SandboxImage.fromDigest(`registry.example.com/sandboxes/${name}@sha256:${'4b'.repeat(32)}`);
const namespace = 'sandboxes';

// 1. Every isolation. The rest of each template is the same: an image and a port.
const isolations = new Chart(app, 'isolations', { namespace });
const template = (name: string, isolation: Isolation, scope = isolations) => new SandboxTemplate(scope, name, {
  name, image: image('agent'), port: 8000, isolation,
});
template('gvisor', Isolation.gvisor());
template('kata-qemu', Isolation.kataQemu());
template('kata-cloud-hypervisor', Isolation.kataCloudHypervisor());
template('firecracker', Isolation.firecracker());
template('aks-kata', Isolation.aksKata());
template('named-class', Isolation.runtimeClass('kata-dragonball'));
template('shared-kernel', Isolation.sharedKernel({
  reason: 'the build tool inside needs io_uring, which no sandboxed runtime has; nodes are dedicated and rebuilt each night',
  owner: 'team-builds',
  expires: '2027-03-31',
  ticket: 'BUILDS-417',
}));

// On GKE, node selector and toleration of the sandboxed nodes are written out.
const gke = new Chart(app, 'gke', { namespace });
AgentSandbox.of(gke).configure({ cluster: ClusterFacts.gke({ podCidrs: ['10.4.0.0/14'] }) });
template('gvisor-on-gke', Isolation.gvisor(), gke);

// 2. Every runtime.
const runtimes = new Chart(app, 'runtimes', { namespace });
new SandboxTemplate(runtimes, 'python', { name: 'python', runtime: SandboxRuntime.python(), egress: [Egress.dns(), Egress.https('0.0.0.0/0')] });
new SandboxTemplate(runtimes, 'sandboxd', { name: 'sandboxd', runtime: SandboxRuntime.sandboxd({ image: image('sandboxd') }) });
new SandboxTemplate(runtimes, 'chrome', { name: 'chrome', runtime: SandboxRuntime.chrome() });
new SandboxTemplate(runtimes, 'notebook', {
  name: 'notebook',
  runtime: SandboxRuntime.custom({
    image: image('notebook'),
    args: ['--port=8889'],
    ports: [{ name: 'http', port: 8889 }],
    readinessProbe: Probe.httpGet('/healthz'),
    env: { NOTEBOOK_DIR: EnvValue.literal('/workspace') },
    writablePaths: [{ path: '/home/notebook/.cache', sizeLimit: Size.mebibytes(128) }],
  }),
});

// A program that ends: its claims may end with it.
const batch = new SandboxTemplate(runtimes, 'batch', {
  name: 'batch',
  image: image('batch'),
  command: ['/usr/bin/run-task'],
  restartPolicy: RestartPolicy.NEVER,
  resources: { cpuLimit: Cpu.cores(2), memoryLimit: Size.gibibytes(2) },
  egress: [Egress.dns({ nameservers: ['10.96.0.10'] }), Egress.cidr('10.20.0.0/16', [NetworkPort.tcp(5432)])],
});
new SandboxClaim(runtimes, 'batch-claim', {
  name: 'batch-1',
  // Size 0: nothing waits, each claim is made cold.
  warmPool: batch.addWarmPool('pool', { name: 'batch-pool', size: 0 }),
  lifetime: Lifetime.afterFinishedOrUntil(Duration.minutes(10), '2026-12-05T00:00:00Z'),
});

// 3. A Sandbox on its own, with a workspace that outlives its Pod and a trusted sidecar that holds the credentials.
const standalone = new Chart(app, 'standalone', { namespace });
new Sandbox(standalone, 'assistant', {
  name: 'assistant',
  image: image('assistant'),
  port: 8000,
  workspace: Workspace.persistent({ size: Size.gibibytes(10), storageClassName: 'standard' }),
  env: { UPSTREAM_API: EnvValue.literal('http://127.0.0.1:9000') },
  sidecars: [{
    name: 'credentials',
    image: image('credential-proxy'),
    mounts: [{ path: '/etc/credentials', volume: Volume.secret('api-key', Secret.fromSecretName(standalone, 'api-key', 'upstream-api-key')) }],
    readinessProbe: Probe.tcpSocket({ port: 9000 }),
  }],
  egress: [Egress.dns(), Egress.https('10.30.0.0/24')],
  ingress: [Ingress.router(), Ingress.pods({ app: 'frontend' }, 'web', [NetworkPort.tcp(8000)])],
  shutdownTime: '2027-01-31T00:00:00Z',
});

// 4. A cluster that still runs the 0.5 line: the Python runtime of that line works in /app, which is copied into the workspace first.
const line05 = new Chart(app, 'line-0-5', { namespace });
AgentSandbox.of(line05).configure({ release: Release.V0_5_3 });
new SandboxTemplate(line05, 'python', { name: 'python-0-5', runtime: SandboxRuntime.python() }).addWarmPool('pool', { name: 'python-0-5-pool', size: 2 });

app.synth();
