import { Lazy, Size } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { describe, expect, test } from 'vitest';
import { Egress, EnvValue, SandboxTemplateProps, Toleration } from '../../src';
import { failure, mainOf, newSandbox, newTemplate, OTHER_IMAGE, podSpecOf } from '../support/app';

const specOf = (podSpecPatch: object, props: Partial<SandboxTemplateProps> = {}) => podSpecOf(newTemplate({ ...props, podSpecPatch }));
const mainAfter = (container: object, props: Partial<SandboxTemplateProps> = {}) => (
  mainOf(newTemplate({ ...props, podSpecPatch: { containers: [{ name: 'main', ...container }] } }))
);

describe('a patch', () => {
  test('merges objects by key', () => {
    expect(specOf({ securityContext: { supplementalGroupsPolicy: 'Strict' } }).securityContext).toMatchObject({ runAsUser: 65532, supplementalGroupsPolicy: 'Strict' });
  });

  test('merges containers, variables and ports by name', () => {
    const main = mainAfter({ stdin: true, env: [{ name: 'HOME', value: '/tmp' }, { name: 'NEW', value: '' }], ports: [{ name: 'http', containerPort: 8000 }] }, {
      env: { MODE: EnvValue.literal('fast') },
    });
    expect(main.stdin).toBe(true);
    expect(main.image).toContain('registry.example.com/team/app@');
    expect(main.env).toEqual([{ name: 'HOME', value: '/tmp' }, { name: 'MODE', value: 'fast' }, { name: 'NEW', value: '' }]);
    expect(main.ports).toEqual([{ containerPort: 8000, protocol: 'TCP' }, { name: 'http', containerPort: 8000 }]);
  });

  test('merges init containers and volumes by name, and adds others', () => {
    const spec = specOf({
      initContainers: [{ name: 'setup', tty: true }, { name: 'late', image: 'registry.example.com/late:1' }],
      volumes: [{ name: 'tmp', emptyDir: { medium: 'Memory' } }, { name: 'new', emptyDir: {} }],
    }, { initContainers: [{ name: 'setup', image: OTHER_IMAGE }] });
    expect(spec.initContainers).toMatchObject([{ name: 'setup', tty: true, securityContext: { privileged: false } }, { name: 'late' }]);
    expect(spec.volumes[0]).toEqual({ name: 'tmp', emptyDir: { medium: 'Memory', sizeLimit: '256Mi' } });
    expect(spec.volumes.at(-1)).toEqual({ name: 'new', emptyDir: {} });
  });

  test('replaces other lists', () => {
    expect(specOf({ tolerations: [{ key: 'b' }] }, { tolerations: [Toleration.exists('a')] }).tolerations).toEqual([{ key: 'b' }]);
    expect(mainAfter({ args: ['b'] }, { args: ['a', 'c'] }).args).toEqual(['b']);
  });

  test('is the last word, of what comes late too', () => {
    const template = newTemplate({ podSpecPatch: { dnsPolicy: 'Default', initContainers: [{ name: 'proxy', tty: true }] }, egress: [Egress.dns()] });
    template.addSidecar({ name: 'proxy', image: OTHER_IMAGE });
    expect(podSpecOf(template)).toMatchObject({ dnsPolicy: 'Default', initContainers: [{ name: 'proxy', tty: true, restartPolicy: 'Always' }] });
  });

  test('reaches a Sandbox too', () => {
    expect(podSpecOf(newSandbox({ podSpecPatch: { hostname: 'a' } })).hostname).toBe('a');
  });

  test('is taken as it was when it was given', () => {
    const podSpecPatch = { hostname: 'a' };
    const template = newTemplate({ podSpecPatch });
    podSpecPatch.hostname = 'b';
    expect(podSpecOf(template).hostname).toBe('a');
  });

  test('may hold values that are known late', () => {
    expect(specOf({ hostname: Lazy.any({ produce: () => 'late' }) }).hostname).toBe('late');
  });
});

test('0, false, [] and {} reach the manifest', () => {
  const patch = { zero: 0, no: false, text: '', list: [], map: {}, nested: [{ zero: 0, no: false, list: [], map: {} }] };
  expect(specOf({ someField: patch }).someField).toEqual(patch);
  expect(specOf({ terminationGracePeriodSeconds: 0, enableServiceLinks: false, tolerations: [] })).toMatchObject({
    terminationGracePeriodSeconds: 0, enableServiceLinks: false, tolerations: [],
  });
});

test('undefined and null say nothing', () => {
  const spec = specOf({ runtimeClassName: null, restartPolicy: undefined, securityContext: { runAsUser: null } });
  expect(spec).toEqual(podSpecOf(newTemplate()));
});

describe('quantities', () => {
  test.each<[string, object, string, unknown]>([
    ['numbers', { limits: { cpu: 2, memory: 1073741824 } }, 'limits.cpu', '2'],
    ['fractions', { requests: { cpu: 0.5 } }, 'requests.cpu', '500m'],
    ['texts', { limits: { memory: '2048Mi' } }, 'limits.memory', '2Gi'],
    ['those of devices', { limits: { 'devices.example.com/gpu': 1 } }, 'limits["devices.example.com/gpu"]', '1'],
  ])('of resources are written as the server does: %s', (_, resources, path, value) => {
    expect(mainAfter({ resources }).resources).toHaveProperty(path.includes('"') ? ['limits', 'devices.example.com/gpu'] : path, value);
  });

  test('of emptyDirs and divisors are written as the server does', () => {
    const spec = specOf({
      volumes: [{ name: 'tmp', emptyDir: { sizeLimit: '1024Mi' } }],
      containers: [{ name: 'main', env: [{ name: 'CPU', valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor: 0.001 } } }] }],
    });
    expect(spec.volumes[0].emptyDir.sizeLimit).toBe('1Gi');
    expect(spec.containers[0].env.at(-1).valueFrom.resourceFieldRef.divisor).toBe('1m');
  });

  test('and ports that generated classes wrap are unwrapped', () => {
    const { resources, readinessProbe } = mainAfter({
      resources: { limits: { cpu: k8s.Quantity.fromNumber(0.5), memory: k8s.Quantity.fromString('1024Mi') } },
      readinessProbe: { tcpSocket: { port: k8s.IntOrString.fromNumber(9000) } },
    });
    expect([resources.limits.cpu, resources.limits.memory, readinessProbe.tcpSocket.port]).toEqual(['500m', '1Gi', 9000]);
    // A plain object is one, whatever its fields.
    expect(specOf({ someField: { value: 1 } }).someField).toEqual({ value: 1 });
  });

  test('that are none stay, for the judge', () => {
    expect(mainAfter({ resources: { limits: { memory: 'much' } } }).resources.limits.memory).toBe('much');
  });

  test('are not seen in other fields', () => {
    expect(mainAfter({ env: [{ name: 'limits', value: '1024Mi' }] }).env.at(-1).value).toBe('1024Mi');
    expect(specOf({ priority: 1000 }).priority).toBe(1000);
  });
});

describe('fails for', () => {
  test.each([
    ['a Size', { volumes: [{ name: 'tmp', emptyDir: { sizeLimit: Size.gibibytes(1) } }] }, 'podSpecPatch.volumes[0].emptyDir.sizeLimit: got {"amount":1'],
    ['a Date', { someField: new Date(0) }, 'podSpecPatch.someField: got "1970-01-01'],
    ['a symbol', { someField: Symbol('a') }, 'podSpecPatch.someField: got Symbol(a)'],
    ['a bigint', { priority: 1n }, 'podSpecPatch.priority: got 1;'],
    ['infinity', { priority: Infinity }, 'podSpecPatch.priority: got Infinity'],
    ['a list', [], 'podSpecPatch: got []'],
  ])('%s', (_, patch, words) => {
    expect(failure(() => specOf(patch))).toContain(words);
  });

  test.each(['Linux', 'windows', '', 5])('the operating system %j', (name) => {
    expect(failure(() => specOf({ os: { name } }))).toContain('podSpecPatch.os.name: got');
  });

  test('but not Linux', () => {
    expect(specOf({ os: { name: 'linux' } }).os).toEqual({ name: 'linux' });
  });
});

describe('a patch of a container that there is not', () => {
  const patch = (list: string, container: object) => () => podSpecOf(newTemplate({ podSpecPatch: { [list]: [container] } }));

  test('fails without an image: the name is misspelled', () => {
    expect(failure(patch('containers', { name: 'mian', stdin: false })))
      .toContain('podSpecPatch.containers[mian]: got "mian"; allowed: main; or a new container with an image');
    expect(failure(patch('initContainers', { name: 'proxy', stdin: false }))).toContain('podSpecPatch.initContainers[proxy]: got "proxy"; allowed: none;');
  });

  test('adds it with an image', () => {
    expect(patch('containers', { name: 'second', image: 'registry.example.com/second:1' })().containers).toHaveLength(2);
  });

  test('reaches a sidecar that was added later', () => {
    const template = newTemplate({ podSpecPatch: { initContainers: [{ name: 'proxy', stdin: false }] } });
    template.addSidecar({ name: 'proxy', image: OTHER_IMAGE });
    expect(podSpecOf(template).initContainers).toMatchObject([{ name: 'proxy', stdin: false, restartPolicy: 'Always' }]);
  });
});
