import { ApiObject, Chart, Duration, JsonPatch, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { describe, expect, test } from 'vitest';
import {
  ClaimShutdownPolicy, EnvVarsInjectionPolicy, Lifetime, RestartPolicy, SandboxClaim, SandboxClaimOptions, SandboxRuntime, SandboxTemplateProps,
  SandboxWarmPool, VolumeClaimTemplatesPolicy,
} from '../../src';
import { failure, manifestOf, newTemplate, OTHER_IMAGE, teamChart, WAIVER } from '../support/app';

const UNTIL = Lifetime.until('2027-06-30T00:00:00Z');
const AFTER = Lifetime.afterFinished(Duration.minutes(10));

/** A claim on a pool of a template that is else an image and a port. */
const newClaim = (options: Partial<SandboxClaimOptions> = {}, template: Partial<SandboxTemplateProps> = {}) => (
  newTemplate(template).addWarmPool('pool').addClaim('claim', { lifetime: UNTIL, ...options })
);

test('a claim ends, and leaves nothing', () => {
  expect(manifestOf(newClaim())).toEqual({
    apiVersion: 'extensions.agents.x-k8s.io/v1beta1',
    kind: 'SandboxClaim',
    metadata: {
      name: 'team-a-python-pool-claim',
      namespace: 'team-a',
      labels: {
        'app.kubernetes.io/managed-by': 'cdk8s-agent-sandbox',
        'app.kubernetes.io/part-of': 'agent-sandbox',
        'app.kubernetes.io/component': 'sandbox-claim',
      },
    },
    spec: { warmPoolRef: { name: 'team-a-python-pool' }, lifecycle: { shutdownTime: '2027-06-30T00:00:00Z', shutdownPolicy: 'Delete' } },
  });
});

describe('each property', () => {
  const open = {
    envVarsInjectionPolicy: EnvVarsInjectionPolicy.allowed(WAIVER),
    volumeClaimTemplatesPolicy: VolumeClaimTemplatesPolicy.allowed(WAIVER),
  };

  test.each<[string, Partial<SandboxClaimOptions>, string, unknown]>([
    ['name', { name: 'c'.repeat(63) }, 'metadata.name', 'c'.repeat(63)],
    ['lifetime', { lifetime: AFTER }, 'spec.lifecycle', { ttlSecondsAfterFinished: 600, shutdownPolicy: 'Delete' }],
    ['lifetime of 0', { lifetime: Lifetime.afterFinished(Duration.seconds(0)) }, 'spec.lifecycle.ttlSecondsAfterFinished', 0],
    ['shutdownPolicy', { shutdownPolicy: ClaimShutdownPolicy.DELETE_FOREGROUND }, 'spec.lifecycle.shutdownPolicy', 'DeleteForeground'],
    ['env', { env: [{ name: 'B', value: '' }, { name: 'A', value: '1', containerName: 'main' }] }, 'spec.env', [
      { name: 'B', value: '' }, { name: 'A', value: '1', containerName: 'main' },
    ]],
    ['no env', { env: [] }, 'spec.env', []],
    [
      'additionalPodMetadata', { additionalPodMetadata: { labels: { 'sandbox.users.io/user': 'u1' }, annotations: { 'sandbox.users.io/note': 'x' } } },
      'spec.additionalPodMetadata', { labels: { 'sandbox.users.io/user': 'u1' }, annotations: { 'sandbox.users.io/note': 'x' } },
    ],
    [
      'the autoscaler\'s annotation', { additionalPodMetadata: { annotations: { 'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false' } } },
      'spec.additionalPodMetadata.annotations', { 'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false' },
    ],
    [
      'volumeClaimTemplates', { volumeClaimTemplates: [{ name: 'data', size: Size.gibibytes(1) }] },
      'spec.volumeClaimTemplates[0]', { metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } },
    ],
    ['labels', { labels: { team: 'a' } }, 'metadata.labels.team', 'a'],
    ['annotations', { annotations: { note: 'x' } }, 'metadata.annotations', { note: 'x' }],
  ])('%s', (_, options, path, value) => {
    expect(manifestOf(newClaim(options, open))).toHaveProperty(path, value);
  });
});

describe('the lifetime', () => {
  test.each<[string, Partial<SandboxTemplateProps>]>([
    ['a server', { image: undefined, port: undefined, runtime: SandboxRuntime.python() }],
    ['a server that is not started again', { image: undefined, port: undefined, runtime: SandboxRuntime.chrome(), restartPolicy: RestartPolicy.NEVER }],
    ['a program that is always started again', { restartPolicy: RestartPolicy.ALWAYS }],
  ])('fails as a time to live alone on %s', (_, template) => {
    expect(failure(() => newClaim({ lifetime: AFTER }, template))).toContain('the Pods of team-a/python never end by themselves');
    expect(manifestOf(newClaim({ lifetime: Lifetime.afterFinishedOrUntil(Duration.minutes(10), '2027-06-30T00:00:00Z') }, template)).spec.lifecycle)
      .toEqual({ ttlSecondsAfterFinished: 600, shutdownTime: '2027-06-30T00:00:00Z', shutdownPolicy: 'Delete' });
  });

  test.each<[string, Partial<SandboxTemplateProps>]>([
    ['a program that ends', {}],
    ['one that is started again where it failed', { restartPolicy: RestartPolicy.ON_FAILURE }],
    ['a runtime without ports', { image: undefined, port: undefined, runtime: SandboxRuntime.custom({ image: OTHER_IMAGE }) }],
  ])('may be a time to live alone on %s', (_, template) => {
    expect(manifestOf(newClaim({ lifetime: AFTER }, template)).spec.lifecycle.ttlSecondsAfterFinished).toBe(600);
  });

  test('may be without end, with a waiver', () => {
    const claim = newClaim({ lifetime: Lifetime.unbounded(WAIVER) });
    expect(manifestOf(claim).spec.lifecycle).toEqual({ shutdownPolicy: 'Delete' });
    expect(JSON.parse(manifestOf(claim).metadata.annotations['cdk8s-agent-sandbox/waivers'])).toMatchObject([{ rules: ['SBX-CLM-001'] }]);
  });

  test('is taken on trust where the pool is known by its name alone', () => {
    const chart = teamChart();
    const warmPool = SandboxWarmPool.fromSandboxWarmPoolName(chart, 'pool', 'theirs');
    expect(manifestOf(new SandboxClaim(chart, 'claim', { warmPool, lifetime: AFTER })).spec).toEqual({
      warmPoolRef: { name: 'theirs' }, lifecycle: { ttlSecondsAfterFinished: 600, shutdownPolicy: 'Delete' },
    });
  });
});

describe('variables', () => {
  const overrides = { envVarsInjectionPolicy: EnvVarsInjectionPolicy.overrides(WAIVER) };

  test('may be of a container that was added late', () => {
    const template = newTemplate(overrides);
    const pool = template.addWarmPool('pool');
    const claim = (id: string) => pool.addClaim(id, { lifetime: UNTIL, env: [{ name: 'A', value: '1', containerName: 'proxy' }] });
    expect(failure(() => claim('early'))).toContain('env[0].containerName: got "proxy"; allowed: main');
    template.addSidecar({ name: 'proxy', image: OTHER_IMAGE });
    expect(manifestOf(claim('late')).spec.env).toHaveLength(1);
  });

  test('may have one name in two containers, not twice in the first', () => {
    const named = (containerName?: string) => ({ name: 'A', value: '1', containerName });
    const template = { ...overrides, sidecars: [{ name: 'proxy', image: OTHER_IMAGE }] };
    expect(manifestOf(newClaim({ env: [named(), named('proxy')] }, template)).spec.env).toHaveLength(2);
    expect(failure(() => newClaim({ env: [named(), named('main')] }, template))).toContain('env[1].name: got "A"; allowed: each name once');
  });
});

test('a claim may stand in another chart of its pool\'s namespace', () => {
  const warmPool = newTemplate().addWarmPool('pool');
  const demo = new Chart(warmPool.node.root as Chart, 'demo', { namespace: 'team-a' });
  expect(new SandboxClaim(demo, 'claim', { warmPool, lifetime: UNTIL }).name).toBe('demo-claim');
});

test('roles can name it, and others\' are known by their names', () => {
  const chart = teamChart();
  const role = new kplus.Role(chart, 'reader');
  role.allowRead(newClaim({ name: 'mine' }), SandboxClaim.fromSandboxClaimName(chart, 'other', 'theirs'));
  expect(manifestOf(role).rules.map(({ resources, resourceNames }: any) => [...resources, ...resourceNames])).toEqual([
    ['sandboxclaims', 'mine'], ['sandboxclaims', 'theirs'],
  ]);
});

test('JSON patches of unknown fields survive', () => {
  const claim = newClaim();
  ApiObject.of(claim).addJsonPatch(JsonPatch.add('/spec/newField', {}));
  expect(manifestOf(claim).spec.newField).toEqual({});
});
