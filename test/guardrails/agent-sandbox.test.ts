import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { describe, expect, test } from 'vitest';
import { AgentSandbox, ClusterFacts, HardeningProfile, Release, SandboxTemplate } from '../../src';
import { failure, IMAGE, podSpecOf } from '../support/app';

describe('without settings', () => {
  const settings = AgentSandbox.of(new App());

  test('the newest release, the restricted profile and a generic cluster hold', () => {
    expect(settings.release).toBe(Release.V1_0_12);
    expect(settings.profile).toBe(HardeningProfile.RESTRICTED_V1);
    expect(settings.cluster.platform).toBe('generic');
    expect(settings.asOf).toBeUndefined();
  });
});

describe('settings', () => {
  test('are inherited, each from the nearest that says it', () => {
    const app = new App();
    AgentSandbox.of(app).configure({ release: Release.V0_5_6, profile: HardeningProfile.BASELINE_V1, asOf: '2027-01-01' });
    const chart = new Chart(app, 'team-a');
    AgentSandbox.of(chart).configure({ release: Release.V1_0_0, cluster: ClusterFacts.gke() });
    const below = AgentSandbox.of(new Construct(new Construct(chart, 'group'), 'one'));
    expect([below.release.version, below.profile.name, below.cluster.platform, below.asOf]).toEqual(['1.0.0', 'baseline/v1', 'gke', '2027-01-01']);
    const beside = AgentSandbox.of(new Chart(app, 'team-b'));
    expect([beside.release.version, beside.cluster.platform]).toEqual(['0.5.6', 'generic']);
  });

  test('may be made in several steps, and undefined says nothing', () => {
    const app = new App();
    AgentSandbox.of(app).configure({ release: Release.V1_0_0, profile: undefined });
    AgentSandbox.of(app).configure({ profile: HardeningProfile.BASELINE_V1 });
    expect([AgentSandbox.of(app).release.version, AgentSandbox.of(app).profile.name]).toEqual(['1.0.0', 'baseline/v1']);
  });

  test('reach what is below', () => {
    const app = new App();
    const profile = HardeningProfile.custom(HardeningProfile.RESTRICTED_V1, {
      memory: '1Gi',
      cpuLimit: '2',
      cpuRequest: '500m',
      ephemeralStorage: '2Gi',
      tmpSize: '128Mi',
      user: 20000,
      group: 20001,
      fsGroup: 20002,
      gracePeriodSeconds: 10,
      restartPolicy: 'OnFailure',
    });
    AgentSandbox.of(app).configure({ profile });
    const spec = podSpecOf(new SandboxTemplate(new Chart(app, 'team-a'), 'python', { image: IMAGE }));
    expect(spec).toMatchObject({
      securityContext: { runAsUser: 20000, runAsGroup: 20001, fsGroup: 20002 },
      terminationGracePeriodSeconds: 10,
      restartPolicy: 'OnFailure',
      volumes: [{ emptyDir: { sizeLimit: '128Mi' } }, {}],
      containers: [{
        resources: {
          requests: { 'cpu': '500m', 'memory': '1Gi', 'ephemeral-storage': '2Gi' }, limits: { 'cpu': '2', 'memory': '1Gi', 'ephemeral-storage': '2Gi' },
        },
      }],
    });
  });
});

describe('settings fail', () => {
  const read = (scope: Construct) => new SandboxTemplate(scope, 'python', { image: IMAGE });

  test('after something below has read them, at each scope above it', () => {
    const app = new App();
    const chart = new Chart(app, 'team-a');
    read(chart);
    for (const scope of [app, chart]) {
      expect(failure(() => AgentSandbox.of(scope).configure({ asOf: '2027-01-01' })))
        .toContain(`[${scope === app ? 'App' : 'team-a'}] configure: got "settings after team-a/python has read them"`);
    }
  });

  test('after they were read by hand', () => {
    const chart = new Chart(new App(), 'team-a');
    expect(AgentSandbox.of(chart).release).toBeDefined();
    expect(failure(() => AgentSandbox.of(chart).configure({ release: Release.V1_0_0 }))).toContain('fix: call configure(…) first, and read them afterwards');
  });

  test('not beside what has read them', () => {
    const app = new App();
    read(new Chart(app, 'team-a'));
    const other = new Chart(app, 'team-b');
    AgentSandbox.of(other).configure({ release: Release.V1_0_0 });
    expect(AgentSandbox.of(other).release.version).toBe('1.0.0');
  });

  test('where one is made twice, and keeps the first', () => {
    const app = new App();
    AgentSandbox.of(app).configure({ release: Release.V1_0_0, asOf: '2027-01-01' });
    expect(failure(() => AgentSandbox.of(app).configure({ release: Release.V1_0_1 }))).toContain('[App] configure.release: got "a second value"');
    expect(AgentSandbox.of(app).release.version).toBe('1.0.0');
  });

  test('where the cluster\'s facts are wrong, with the construct that they are given at', () => {
    const configure = (cluster: ClusterFacts) => failure(() => AgentSandbox.of(new App()).configure({ cluster }));
    expect(configure(ClusterFacts.generic({ nodeCidrs: ['10.0.0.0/8', '10.1'] }))).toContain('[App] configure.cluster.nodeCidrs[1]: got "10.1"');
    expect(configure(ClusterFacts.aks({ runtimeClasses: ['Kata'] }))).toContain('[App] configure.cluster.runtimeClasses[0]: got "Kata"');
  });
});

test('asOf reaches no byte of the manifests', () => {
  const program = (asOf?: string) => {
    const app = new App();
    AgentSandbox.of(app).configure({ asOf });
    new SandboxTemplate(new Chart(app, 'team-a'), 'python', { image: IMAGE });
    return app.synthYaml();
  };
  expect(program('2027-01-01')).toBe(program());
});
