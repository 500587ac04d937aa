import { describe, expect, test } from 'vitest';
import { schemaFaults } from '../../src/judge/schema';
import { podSpecSchema, schemaFor } from '../../src/judge/schema-of';
import { definitionsFor } from '../../src/release/definition-changes';
import { Release } from '../../src/release/release';

const CORE = 'agents.x-k8s.io';
const EXTENSIONS = 'extensions.agents.x-k8s.io';
const KINDS = [[CORE, 'Sandbox'], [EXTENSIONS, 'SandboxClaim'], [EXTENSIONS, 'SandboxTemplate'], [EXTENSIONS, 'SandboxWarmPool']] as const;
const RELEASES = Object.values(Release).filter((value) => value instanceof Release);

describe('the schema of a kind', () => {
  test.each(RELEASES.map((release) => [release.version, release] as const))('in %s is that of its definition, and says more of metadata', (version, release) => {
    definitionsFor(version).forEach(({ spec }: any, index) => {
      const [group, kind] = KINDS[index];
      for (const { name, schema: { openAPIV3Schema } } of spec.versions) {
        const schema: any = schemaFor(release, `${group}/${name}`, kind);
        expect(schema.properties.apiVersion).toEqual({ type: 'string' });
        expect(schema.properties.kind).toEqual({ type: 'string' });
        expect(schema.properties.metadata.properties.labels).toEqual({ type: 'object', additionalProperties: { type: 'string' } });
        expect({ ...schema, properties: { ...schema.properties, metadata: openAPIV3Schema.properties.metadata } }).toEqual(openAPIV3Schema);
      }
    });
  });

  test.each([
    [CORE, 'v1alpha1', 'Sandbox', true, false], [CORE, 'v1beta1', 'Sandbox', true, true], [EXTENSIONS, 'v1alpha1', 'SandboxWarmPool', true, false],
    [CORE, 'v1', 'Sandbox', false, false], [EXTENSIONS, 'v1beta1', 'Sandbox', false, false], [CORE, 'v1beta1', 'SandboxTemplate', false, false],
    [CORE, 'v1beta1', 'sandbox', false, false], ['', 'v1', 'Pod', false, false], ['__proto__', 'v1', 'constructor', false, false],
  ])('%s/%s %s is there: %s in line 0.5, %s in line 1.0', (group, version, kind, older, newer) => {
    expect([Release.V0_5_6, Release.V1_0_12].map((release) => schemaFor(release, `${group}/${version}`, kind) !== undefined)).toEqual([older, newer]);
  });

  test('is made once for a release, and what is not known yet has that of the newest', () => {
    const newest = schemaFor(Release.V1_0_12, `${EXTENSIONS}/v1beta1`, 'SandboxTemplate');
    expect(schemaFor(Release.V1_0_12, `${EXTENSIONS}/v1beta1`, 'SandboxTemplate')).toBe(newest);
    expect(schemaFor(Release.of('1.0.99'), `${EXTENSIONS}/v1beta1`, 'SandboxTemplate')).toBe(newest);
    expect(podSpecSchema(Release.of('1.0.12', { imageDigests: { sandboxd: `sha256:${'a'.repeat(64)}` } }))).toBe(podSpecSchema(Release.V1_0_12));
  });

  test.each([
    ['1.0.11', ['unknown /spec/readinessGracePeriodSeconds']], ['1.0.12', []],
  ])('in %s has the fields of that release', (version, faults) => {
    const pool = { apiVersion: `${EXTENSIONS}/v1beta1`, kind: 'SandboxWarmPool', metadata: { name: 'a' }, spec: { replicas: 1, sandboxTemplateRef: { name: 'a' }, readinessGracePeriodSeconds: 30 } };
    expect(schemaFaults(pool, schemaFor(Release.of(version), pool.apiVersion, pool.kind)!).map(({ fault, pointer }) => `${fault} ${pointer}`)).toEqual(faults);
  });
});

describe('the schema of a Pod\'s spec', () => {
  const pod = (extra: object) => ({ containers: [{ name: 'main' }], ...extra });

  test.each([[Release.V1_0_1, ['unknown /evictionResponders']], [Release.V1_0_2, []], [Release.V0_5_6, ['unknown /evictionResponders']]] as const)('has the fields that the release knows', (release, faults) => {
    const spec = pod({ evictionResponders: [] });
    expect(schemaFaults(spec, podSpecSchema(release)).map(({ fault, pointer }) => `${fault} ${pointer}`)).toEqual(faults);
  });

  test('is that of a template but for the metadata of an ephemeral volume\'s claim', () => {
    const metadata = { labels: { app: 'a' }, label: 1 };
    const volumes = [{ name: 'a', ephemeral: { volumeClaimTemplate: { metadata, spec: {} } } }];
    expect(schemaFaults(pod({ volumes }), podSpecSchema(Release.V1_0_12))).toMatchObject([
      { pointer: '/volumes/0/ephemeral/volumeClaimTemplate/metadata/label', fault: 'unknown', wanted: 'a field of volumeClaimTemplate.metadata; did you mean labels?' },
    ]);
    const inTemplate = (schemaFor(Release.V1_0_12, `${EXTENSIONS}/v1beta1`, 'SandboxTemplate') as any).properties.spec.properties.podTemplate.properties.spec;
    const own: any = podSpecSchema(Release.V1_0_12);
    const [ofTemplate, ofPod] = [inTemplate.properties.volumes, own.properties.volumes];
    expect({ ...own, properties: { ...own.properties, volumes: ofTemplate } }).toEqual(inTemplate);
    const { ephemeral, ...rest } = ofPod.items.properties;
    const { ephemeral: before, ...restBefore } = ofTemplate.items.properties;
    expect(rest).toEqual(restBefore);
    const claim = ephemeral.properties.volumeClaimTemplate;
    expect({ ...claim, properties: { ...claim.properties, metadata: { type: 'object' } } }).toEqual(before.properties.volumeClaimTemplate);
  });
});
