import { App, Chart } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { AgentSandbox, AgentSandboxCrds, AgentSandboxCrdsProps, CrdConversion, Release } from '../../src';
import { definitionsFor } from '../../src/release/definition-changes';
import { failure, teamChart } from '../support/app';

const RELEASES = Object.values(Release).filter((value) => value instanceof Release);
const LABELS = {
  'app.kubernetes.io/managed-by': 'cdk8s-agent-sandbox', 'app.kubernetes.io/part-of': 'agent-sandbox', 'app.kubernetes.io/component': 'definition',
};

/** The definitions that a chart of a namespace gets, which they do not belong to. */
function definitions(release: Release, props?: AgentSandboxCrdsProps): any[] {
  const chart = teamChart({ release });
  new AgentSandboxCrds(chart, 'crds', props);
  return chart.toJson();
}

test.each(RELEASES.map((release) => [release.version, release] as const))('of %s are those of the release, labelled', (version, release) => {
  const expected = definitionsFor(version).map((definition: any) => ({ ...definition, metadata: { ...definition.metadata, labels: LABELS } }));
  expect(definitions(release)).toEqual(expected);
});

test('are four, and belong to no namespace', () => {
  expect(definitions(Release.V1_0_12).map(({ kind, metadata }) => [kind, metadata.name, metadata.namespace])).toEqual([
    'sandboxes.agents.x-k8s.io', 'sandboxclaims.extensions.agents.x-k8s.io', 'sandboxtemplates.extensions.agents.x-k8s.io', 'sandboxwarmpools.extensions.agents.x-k8s.io',
  ].map((name) => ['CustomResourceDefinition', name, undefined]));
});

test('belong to no namespace in a chart without one either', () => {
  const chart = new Chart(new App(), 'definitions');
  new AgentSandboxCrds(chart, 'crds');
  expect(chart.toJson().map(({ metadata }) => Object.keys(metadata))).toEqual(Array(4).fill(['labels', 'name']));
});

test('are of the newest release where none is set, and may stand twice in an app', () => {
  const app = new App();
  const charts = ['a', 'b'].map((id) => new Chart(app, id));
  charts.forEach((chart) => new AgentSandboxCrds(chart, 'crds'));
  expect(charts[0].toJson()).toEqual(definitions(Release.V1_0_12));
  expect(charts[1].toJson()).toEqual(charts[0].toJson());
});

describe('conversion', () => {
  const strategies = (release: Release, conversion?: CrdConversion) => (
    definitions(release, { conversion }).map(({ spec }) => spec.conversion?.strategy)
  );

  test.each<[string, CrdConversion | undefined, string]>([
    ['by default', undefined, 'Webhook'], ['by webhook', CrdConversion.webhook(), 'Webhook'], ['not at all', CrdConversion.none(), 'None'],
  ])('of the 0.5 line is done %s', (_, conversion, strategy) => {
    expect(strategies(Release.V0_5_6, conversion)).toEqual(Array(4).fill(strategy));
    expect(strategies(Release.V0_5_2, conversion)).toEqual(Array(4).fill(strategy));
  });

  test('names the controller\'s Service', () => {
    expect(definitions(Release.V0_5_6)[0].spec.conversion.webhook.clientConfig.service).toMatchObject({
      name: 'agent-sandbox-webhook-service', namespace: 'agent-sandbox-system', path: '/convert',
    });
    expect(definitions(Release.V0_5_6, { conversion: CrdConversion.none() })[0].spec.conversion).toEqual({ strategy: 'None' });
  });

  test('is nothing that the 1.0 line has', () => {
    expect(strategies(Release.V1_0_0)).toEqual(Array(4).fill(undefined));
  });

  test.each([CrdConversion.webhook(), CrdConversion.none()])('fails with the 1.0 line: $strategy', (conversion) => {
    expect(failure(() => definitions(Release.V1_0_0, { conversion }))).toMatch(/^\[team-a\/crds\] conversion: got "(Webhook|None)"; allowed: none with release 1\.0\.0/);
  });
});

test('fix the settings: another release comes too late', () => {
  const chart = teamChart();
  new AgentSandboxCrds(chart, 'crds');
  expect(failure(() => AgentSandbox.of(chart).configure({ release: Release.V1_0_0 }))).toContain('got "settings after team-a/crds has read them"');
});
