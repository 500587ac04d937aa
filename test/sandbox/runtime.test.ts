import { Size } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { ClusterFacts, EnvValue, Probe, Release, SandboxImage, SandboxRuntime, SandboxTemplate, SandboxTemplateProps, Workspace } from '../../src';
import { DIGEST, failure, helperOf, IMAGE, mainOf, newTemplate, podSpecOf } from '../support/app';

/** A template of a runtime alone. */
const templateOf = (runtime: SandboxRuntime, release: Release = Release.V1_0_12, props: Partial<SandboxTemplateProps> = {}): SandboxTemplate => (
  newTemplate({ image: undefined, port: undefined, runtime, ...props }, { release })
);
const envOf = (template: SandboxTemplate) => Object.fromEntries(mainOf(template).env.map(({ name, value }: any) => [name, value]));
const patienceOf = ({ failureThreshold, periodSeconds }: any) => failureThreshold * periodSeconds;

describe('python from 1.0.0', () => {
  const template = templateOf(SandboxRuntime.python());

  test('works in the workspace by a variable', () => {
    expect(envOf(template)).toEqual({ HOME: '/workspace', SANDBOX_BASE_DIR: '/workspace', PYTHONDONTWRITEBYTECODE: '1' });
    expect(mainOf(template).volumeMounts).toEqual([{ name: 'tmp', mountPath: '/tmp' }, { name: 'workspace', mountPath: '/workspace' }]);
    expect(podSpecOf(template)).not.toHaveProperty('initContainers');
  });

  test('is a server on port 8888, with a patient probe', () => {
    expect(mainOf(template).ports).toEqual([{ name: 'http', containerPort: 8888, protocol: 'TCP' }]);
    expect(mainOf(template).readinessProbe.httpGet).toMatchObject({ path: '/', port: 8888 });
    expect(patienceOf(mainOf(template).readinessProbe)).toBeGreaterThanOrEqual(60);
    expect(podSpecOf(template).restartPolicy).toBe('Always');
  });

  test('is hardened', () => {
    expect(mainOf(template).securityContext.readOnlyRootFilesystem).toBe(true);
    expect(podSpecOf(template).securityContext.runAsUser).toBe(65532);
  });

  test('follows its workspace', () => {
    const elsewhere = templateOf(SandboxRuntime.python(), Release.V1_0_0, { workspace: Workspace.ephemeral({ path: '/work' }) });
    expect(envOf(elsewhere)).toMatchObject({ HOME: '/work', SANDBOX_BASE_DIR: '/work' });
    expect(envOf(templateOf(SandboxRuntime.python(), Release.V1_0_0, { workspace: Workspace.none() }))).toMatchObject({ SANDBOX_BASE_DIR: '/tmp' });
  });
});

describe('python up to 0.5.6', () => {
  const template = templateOf(SandboxRuntime.python(), Release.V0_5_3);

  test('works in a writable copy of /app', () => {
    expect(envOf(template)).toEqual({ HOME: '/app', PYTHONDONTWRITEBYTECODE: '1' });
    expect(mainOf(template).volumeMounts).toContainEqual({ name: 'workspace', mountPath: '/app' });
    const seed = helperOf(template, 'seed-workspace');
    expect(seed).toMatchObject({ image: mainOf(template).image, command: ['cp', '-R', '/app/.', '/seed'], volumeMounts: [{ name: 'workspace', mountPath: '/seed' }] });
    expect(seed.securityContext).toEqual(mainOf(template).securityContext);
    expect(seed).not.toHaveProperty('restartPolicy');
  });

  test('copies into a workspace that persists, too', () => {
    const persistent = templateOf(SandboxRuntime.python(), Release.V0_5_3, { workspace: Workspace.persistent({ size: Size.gibibytes(1) }) });
    expect(mainOf(persistent).volumeMounts).toContainEqual({ name: 'workspace', mountPath: '/app' });
    expect(podSpecOf(persistent).volumes.map(({ name }: any) => name)).toEqual(['tmp']);
  });

  test('fails without the workspace that it works in', () => {
    expect(failure(() => templateOf(SandboxRuntime.python(), Release.V0_5_6, { workspace: Workspace.none() })))
      .toContain('workspace: got "Workspace.none()"; allowed: a workspace at /app, where this runtime works');
  });
});

describe('the image', () => {
  test.each<[string, SandboxRuntime, Release, string, string]>([
    [
      'with the digest that is known', SandboxRuntime.python(), Release.V0_5_3,
      'registry.k8s.io/agent-sandbox/python-runtime-sandbox:v0.5.3@sha256:c29a57c0e9a32159cf4d86c6fa10986eb914c4d347013849fcdf43c3ba85995c', 'IfNotPresent',
    ],
    ['by its tag where none is', SandboxRuntime.python(), Release.V1_0_12, 'registry.k8s.io/agent-sandbox/python-runtime-sandbox:v1.0.12', 'Always'],
    [
      'of a version of its own', SandboxRuntime.chrome({ version: '0.5.2' }), Release.V1_0_12,
      'registry.k8s.io/agent-sandbox/chrome-sandbox:v0.5.2@sha256:0b4d16881d91cbaa31886cd1f9b7cb41322992a82a95d160185631a4ace8d9fc', 'IfNotPresent',
    ],
    [
      'with a digest that was given', SandboxRuntime.python(), Release.of('1.0.12', { imageDigests: { 'python-runtime-sandbox': DIGEST } }),
      `registry.k8s.io/agent-sandbox/python-runtime-sandbox:v1.0.12@${DIGEST}`, 'IfNotPresent',
    ],
    [
      'of another registry', SandboxRuntime.python({ image: SandboxImage.fromTag('registry.example.com/python:1') }), Release.V1_0_12,
      'registry.example.com/python:1', 'Always',
    ],
    ['of a release that came later', SandboxRuntime.python(), Release.of('1.0.99'), 'registry.k8s.io/agent-sandbox/python-runtime-sandbox:v1.0.99', 'Always'],
  ])('is %s', (_, runtime, release, image, imagePullPolicy) => {
    expect(mainOf(templateOf(runtime, release))).toMatchObject({ image, imagePullPolicy });
  });

  test('decides how python works, whatever the release', () => {
    expect(envOf(templateOf(SandboxRuntime.python({ version: '1.0.0' }), Release.V0_5_6))).toHaveProperty('SANDBOX_BASE_DIR');
    expect(podSpecOf(templateOf(SandboxRuntime.python({ version: '0.5.6' }), Release.V1_0_12)).initContainers).toHaveLength(1);
  });

  test.each(['0.5.0', '0.4.6', 'latest', '2.0.0'])('fails for the version %s', (version) => {
    expect(failure(() => templateOf(SandboxRuntime.python({ version })))).toMatch(/^\[team-a\/python\] runtime\.version: got "/);
  });
});

describe('sandboxd', () => {
  test('has REST and gRPC, and its health', () => {
    const template = templateOf(SandboxRuntime.sandboxd({ image: IMAGE }));
    expect(mainOf(template).ports.map(({ name, containerPort }: any) => [name, containerPort])).toEqual([['http', 8080], ['grpc', 9090]]);
    expect(mainOf(template).readinessProbe.httpGet).toMatchObject({ path: '/v1/health', port: 8080 });
    expect(podSpecOf(template).restartPolicy).toBe('Always');
  });

  test('fails where it listens on loopback alone, and without image', () => {
    expect(failure(() => templateOf(SandboxRuntime.sandboxd({ image: IMAGE }), Release.V0_5_6))).toContain('runtime.version: got "0.5.6"');
    expect(failure(() => templateOf(SandboxRuntime.sandboxd({} as { image: SandboxImage })))).toContain('image: got undefined');
  });
});

test('chrome has its home and profile in /tmp, and memory', () => {
  const template = templateOf(SandboxRuntime.chrome());
  expect(envOf(template)).toEqual({ HOME: '/tmp' });
  expect(podSpecOf(template).volumes[0]).toEqual({ name: 'tmp', emptyDir: { sizeLimit: '512Mi' } });
  expect(mainOf(template)).toMatchObject({
    ports: [{ containerPort: 9222 }], readinessProbe: { tcpSocket: { port: 9222 } }, resources: { limits: { memory: '1Gi' }, requests: { memory: '1Gi' } },
  });
});

describe('a runtime of one\'s own', () => {
  const runtime = SandboxRuntime.custom({
    image: IMAGE,
    command: ['/bin/run'],
    args: ['--port=7000'],
    workingDir: '/srv',
    ports: [{ name: 'http', port: 7000 }],
    env: { A: EnvValue.literal('1'), B: EnvValue.literal('2') },
    readinessProbe: Probe.httpGet('/healthz'),
    writablePaths: [{ path: '/cache', sizeLimit: Size.mebibytes(64) }],
    workspacePath: '/srv',
    user: 1000,
    resources: { memoryLimit: Size.gibibytes(1) },
  });

  test('brings all that it says', () => {
    const template = templateOf(runtime);
    expect(mainOf(template)).toMatchObject({
      command: ['/bin/run'],
      args: ['--port=7000'],
      workingDir: '/srv',
      ports: [{ name: 'http', containerPort: 7000, protocol: 'TCP' }],
      readinessProbe: { httpGet: { path: '/healthz', port: 7000 } },
      resources: { limits: { cpu: '1', memory: '1Gi' } },
    });
    expect(envOf(template)).toEqual({ HOME: '/srv', A: '1', B: '2' });
    expect(podSpecOf(template).securityContext).toMatchObject({ runAsUser: 1000, runAsGroup: 1000, fsGroup: 1000 });
    expect(podSpecOf(template).volumes).toContainEqual({ name: 'cache', emptyDir: { sizeLimit: '64Mi' } });
    expect(podSpecOf(template).restartPolicy).toBe('Always');
  });

  test('gives way to what the template says', () => {
    const template = templateOf(runtime, Release.V1_0_12, {
      args: [],
      env: { A: EnvValue.literal('9'), HOME: EnvValue.literal('/home') },
      port: 7001,
      writablePaths: [{ path: '/cache', name: 'mine' }, { path: '/tmp', sizeLimit: Size.mebibytes(16) }],
      resources: { memoryLimit: Size.gibibytes(2) },
    });
    expect(mainOf(template)).toMatchObject({ args: [], ports: [{ containerPort: 7001 }], resources: { limits: { memory: '2Gi' } } });
    expect(envOf(template)).toEqual({ HOME: '/home', A: '9', B: '2' });
    // What is not said again stays: the runtime's size of the cache.
    expect(podSpecOf(template).volumes.slice(0, 2)).toEqual([
      { name: 'mine', emptyDir: { sizeLimit: '64Mi' } }, { name: 'tmp', emptyDir: { sizeLimit: '16Mi' } },
    ]);
  });

  test.each<[string, Parameters<typeof SandboxRuntime.custom>[0], string]>([
    ['with ports is a server', { image: IMAGE, ports: [{ port: 7000 }] }, 'Always'],
    ['without is none', { image: IMAGE }, 'Never'],
    ['with ports may be none', { image: IMAGE, ports: [{ port: 7000 }], server: false }, 'Never'],
    ['without may be one', { image: IMAGE, server: true }, 'Always'],
  ])('%s', (_, props, restartPolicy) => {
    expect(podSpecOf(templateOf(SandboxRuntime.custom(props))).restartPolicy).toBe(restartPolicy);
  });

  test('keeps its user on OpenShift', () => {
    const template = newTemplate({ runtime: SandboxRuntime.custom({ image: IMAGE, user: 1001 }) }, { cluster: ClusterFacts.openshift() });
    expect(podSpecOf(template).securityContext.runAsUser).toBe(1001);
  });
});

test('a version that is the configured one keeps the digests of that release', () => {
  const release = Release.of('1.0.12', { imageDigests: { 'python-runtime-sandbox': DIGEST } });
  const template = newTemplate({ image: undefined, port: undefined, runtime: SandboxRuntime.python({ version: '1.0.12' }) }, { release });
  expect(mainOf(template).image).toBe(`registry.k8s.io/agent-sandbox/python-runtime-sandbox:v1.0.12@${DIGEST}`);
});

test.each<[string, SandboxRuntime, object]>([
  ['python', SandboxRuntime.python(), { httpGet: { port: 9000 } }],
  ['sandboxd', SandboxRuntime.sandboxd({ image: IMAGE }), { httpGet: { port: 9000 } }],
  ['chrome', SandboxRuntime.chrome(), { tcpSocket: { port: 9000 } }],
])('another port than the one of %s moves its probe too', (_, runtime, probe) => {
  expect(mainOf(templateOf(runtime, Release.V1_0_12, { port: 9000 })).readinessProbe).toMatchObject(probe);
});

test('what is undefined beside a runtime takes nothing from it', () => {
  const template = templateOf(SandboxRuntime.chrome(), Release.V1_0_12, { resources: { memoryLimit: undefined }, writablePaths: [{ path: '/tmp', sizeLimit: undefined }] });
  expect(mainOf(template).resources.limits.memory).toBe('1Gi');
  expect(podSpecOf(template).volumes).toContainEqual({ name: 'tmp', emptyDir: { sizeLimit: '512Mi' } });
});
