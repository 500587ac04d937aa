import { ApiObject, Chart, Duration, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { describe, expect, test } from 'vitest';
import { misfits, schemaOf } from './value-support';
import { HardeningProfile, Lifetime, PoolUpdateStrategy, Release, SandboxTemplate, SandboxWarmPool, SandboxWarmPoolOptions } from '../../src';
import { failure, manifestOf, newTemplate, teamChart } from '../support/app';

const newPool = (options: SandboxWarmPoolOptions = {}) => newTemplate().addWarmPool('pool', options);

test('a pool names its template', () => {
  const pool = newPool();
  expect(manifestOf(pool)).toMatchObject({
    apiVersion: 'extensions.agents.x-k8s.io/v1beta1',
    kind: 'SandboxWarmPool',
    metadata: { name: 'team-a-python-pool', namespace: 'team-a', labels: { 'app.kubernetes.io/component': 'sandbox-warm-pool' } },
    spec: { sandboxTemplateRef: { name: 'team-a-python' } },
  });
  expect(pool.template.name).toBe('team-a-python');
});

test.each<[string, SandboxWarmPoolOptions, string, unknown]>([
  ['name', { name: 'p'.repeat(57) }, 'metadata.name', 'p'.repeat(57)],
  ['size', { size: 20 }, 'spec.replicas', 20],
  ['size 0', { size: 0 }, 'spec.replicas', 0],
  ['updateStrategy', { updateStrategy: PoolUpdateStrategy.ON_REPLENISH }, 'spec.updateStrategy', { type: 'OnReplenish' }],
  ['readinessGracePeriod', { readinessGracePeriod: Duration.minutes(10) }, 'spec.readinessGracePeriodSeconds', 600],
  ['labels', { labels: { team: 'a' } }, 'metadata.labels.team', 'a'],
  ['annotations', { annotations: { note: 'x' } }, 'metadata.annotations', { note: 'x' }],
])('%s', (_, options, path, value) => {
  const manifest = manifestOf(newPool(options));
  expect(manifest).toHaveProperty(path, value);
  expect(misfits(schemaOf('SandboxWarmPool', 'sandboxTemplateRef'), manifest.spec.sandboxTemplateRef)).toEqual([]);
});

test('size and strategy are the profile\'s', () => {
  const profile = HardeningProfile.custom(HardeningProfile.RESTRICTED_V1, { poolSize: 5, updateStrategy: 'OnReplenish' });
  const pool = newTemplate({}, { profile }).addWarmPool('pool');
  expect(manifestOf(pool).spec).toMatchObject({ replicas: 5, updateStrategy: { type: 'OnReplenish' } });
  expect(pool.size).toBe(5);
});

describe('an autoscaled pool', () => {
  test('leaves its size to others', () => {
    const pool = newPool();
    expect(pool.size).toBe(1);
    pool.autoscaled();
    expect(manifestOf(pool).spec).not.toHaveProperty('replicas');
    expect(pool.size).toBeUndefined();
  });

  test('fails with a size, 0 too', () => {
    expect(failure(() => newPool({ size: 0 }).autoscaled())).toContain('[team-a/python/pool] size: got 0; allowed: no size on a pool that an autoscaler owns');
  });
});

describe('readinessGracePeriod', () => {
  test.each([Release.V1_0_11, Release.V0_5_6])('fails with release %j', (release) => {
    const template = newTemplate({}, { release });
    expect(failure(() => template.addWarmPool('pool', { readinessGracePeriod: Duration.minutes(1) }))).toContain('Release.V1_0_12');
    expect(manifestOf(template.addWarmPool('other')).spec).not.toHaveProperty('readinessGracePeriodSeconds');
  });
});

describe('the template', () => {
  test('may be one that is known by its name', () => {
    const chart = teamChart();
    const pool = new SandboxWarmPool(chart, 'pool', { template: SandboxTemplate.fromSandboxTemplateName(chart, 'template', 'theirs') });
    expect(manifestOf(pool).spec.sandboxTemplateRef).toEqual({ name: 'theirs' });
  });

  test('may be in another chart of the namespace', () => {
    const template = newTemplate();
    const chart = new Chart(template.node.root as Chart, 'pools', { namespace: 'team-a' });
    expect(manifestOf(new SandboxWarmPool(chart, 'pool', { template })).metadata.name).toBe('pools-pool');
  });

  test('fails where it is in a namespace and the pool in none', () => {
    const nowhere = teamChart(undefined, {});
    expect(failure(() => new SandboxWarmPool(nowhere, 'pool', { template: newTemplate() }))).toContain('a SandboxTemplate in no namespace, where this construct is');
  });
});

test('roles can name it, and others\' are known by their names', () => {
  const chart = teamChart();
  const role = new kplus.Role(chart, 'reader');
  role.allowReadWrite(newPool(), SandboxWarmPool.fromSandboxWarmPoolName(chart, 'other', 'theirs'));
  expect(manifestOf(role).rules.map(({ apiGroups, resources, resourceNames }: any) => [...apiGroups, ...resources, ...resourceNames])).toEqual([
    ['extensions.agents.x-k8s.io', 'sandboxwarmpools', 'team-a-python-pool'], ['extensions.agents.x-k8s.io', 'sandboxwarmpools', 'theirs'],
  ]);
});

test('a claim on it is its child', () => {
  const claim = newPool().addClaim('claim', { lifetime: Lifetime.until('2027-06-30T00:00:00Z') });
  expect([claim.node.path, claim.name]).toEqual(['team-a/python/pool/claim', 'team-a-python-pool-claim']);
  expect(manifestOf(claim).spec.warmPoolRef).toEqual({ name: 'team-a-python-pool' });
});

test('JSON patches of unknown fields survive', () => {
  const pool = newPool();
  ApiObject.of(pool).addJsonPatch(JsonPatch.add('/spec/newField', []));
  expect(manifestOf(pool).spec.newField).toEqual([]);
});

test('a template with a deadline has pools of size 0, for claims that are made cold', () => {
  const template = newTemplate({ activeDeadline: Duration.hours(1) });
  expect(manifestOf(template.addWarmPool('pool', { size: 0 })).spec.replicas).toBe(0);
});
