import { App, Chart } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { Place } from '../../src/private/place';
import { Field, FIELDS, hasField, podApiOf, POD_FIELDS_OF_0_37, requireField } from '../../src/release/fields';
import { Release } from '../../src/release/release';
import { compareVersions } from '../../src/release/versions';

const place = Place.of(new Chart(new App(), 'team-a')).at('readinessGracePeriod');

/** The first release of this library's table that has a field. */
function firstWith(field: Field): string {
  return Object.values(Release).find((release): release is Release => release instanceof Release && hasField(release, field))!.version;
}

describe('fields', () => {
  test.each([
    ['SandboxWarmPool.spec.readinessGracePeriodSeconds', '1.0.12'],
    ['SANDBOX_BASE_DIR of python-runtime-sandbox', '1.0.0'],
    ['the image sandboxd', '1.0.10'],
    ['the router', '1.0.0'],
    ['gRPC through the router', '1.0.9'],
    ['scoped router tokens verified by public keys', '1.0.2'],
    ['sandboxd listening on all addresses', '1.0.0'],
    ['SandboxClaim.status.sandbox.serviceFQDN', '1.0.0'],
    ['the server refuses changed volumeClaimTemplates of a Sandbox', '0.5.3'],
    ['pools do not create more members than asked for', '0.5.4'],
    ['pools with strategy Recreate hand out no stale member', '0.5.6'],
    ['the label agents.x-k8s.io/claim-uid reaches the Pod', '1.0.6'],
    ['PodSpec.evictionResponders', '1.0.2'],
    ['Volume.emptyDir.mode', '1.0.2'],
    ['SandboxTemplate.spec.volumeClaimTemplatesPolicy', '0.5.2'],
    ['SandboxClaim.spec.warmPoolRef', '0.5.2'],
  ] as [Field, string][])('%s is there from %s on', (field, version) => {
    expect(firstWith(field)).toBe(version);
  });

  test('are there in all later releases, but for the router', () => {
    const gone = Object.keys(FIELDS).filter((field) => {
      const releases = Object.values(Release).filter((release): release is Release => release instanceof Release);
      const first = releases.findIndex((release) => hasField(release, field as Field));
      return first < 0 || releases.slice(first).some((release) => !hasField(release, field as Field));
    });
    expect(gone).toEqual(['the router']);
  });

  test('name releases that exist, so that the fix of a message can be written down', () => {
    const known = Object.values(Release).map((release) => (release as Release).version);
    const named = Object.values(FIELDS).map(({ since }) => since).filter((since) => compareVersions(since, '0.5.2') >= 0);
    expect(named.filter((since) => !known.includes(since))).toEqual([]);
  });

  test('the router is broken in 1.0.7 and 1.0.8', () => {
    const broken = Object.values(Release).filter((release): release is Release => release instanceof Release && release._atLeast('1.0.0') && !hasField(release, 'the router'));
    expect(broken.map(({ version }) => version)).toEqual(['1.0.7', '1.0.8']);
  });

  test('a release newer than the table has them all', () => {
    expect(Object.keys(FIELDS).filter((field) => !hasField(Release.of('1.0.13'), field as Field))).toEqual([]);
  });
});

describe('requireField', () => {
  test('lets a value pass where the release has the field', () => {
    expect(() => requireField(place, Release.V1_0_12, 'SandboxWarmPool.spec.readinessGracePeriodSeconds', 60)).not.toThrow();
    expect(() => requireField(place, Release.of('1.0.13'), 'SandboxWarmPool.spec.readinessGracePeriodSeconds', 60)).not.toThrow();
    expect(() => requireField(place, Release.V0_5_2, 'SandboxTemplate.spec.envVarsInjectionPolicy', 'Disallowed')).not.toThrow();
    expect(() => requireField(place, Release.V1_0_9, 'the router', 'a router')).not.toThrow();
  });

  test('fails before, and names the first release that has it', () => {
    expect(() => requireField(place, Release.V1_0_11, 'SandboxWarmPool.spec.readinessGracePeriodSeconds', 60)).toThrow(
      '[team-a] readinessGracePeriod: got 60; '
      + 'allowed: nothing with release 1.0.11: "SandboxWarmPool.spec.readinessGracePeriodSeconds" came with 1.0.12; '
      + 'fix: configure Release.V1_0_12 or a later release, or leave it out');
  });

  test.each([Release.V1_0_7, Release.V1_0_8])('fails for the router of a release in which it is broken', (release) => {
    expect(() => requireField(place, release, 'the router', 'a router')).toThrow(
      `[team-a] readinessGracePeriod: got "a router"; allowed: nothing with release ${release.version}: in "the router" of the releases from 1.0.7 to before 1.0.9 `
      + 'WebSockets through it are broken; fix: configure Release.V1_0_9 or a later release');
  });
});

describe('the Pod API', () => {
  test.each([[Release.V0_5_2, '0.36'], [Release.V0_5_6, '0.36'], [Release.V1_0_1, '0.36'], [Release.V1_0_2, '0.37'], [Release.V1_0_12, '0.37']])('follows the release', (release, api) => {
    expect(podApiOf(release)).toBe(api);
  });

  test('of 0.37 has 44 fields that 0.36 lacks, written out for every list of containers', () => {
    const places: { [name: string]: number } = { Container: 3, Probe: 9, LifecycleHandler: 6, PodSpec: 1, Volume: 1 };
    const counts = POD_FIELDS_OF_0_37.map((field) => places[field.split('.')[0]]);
    // An eviction responder has a name and a priority, which the table does not list.
    expect(counts.reduce((sum, count) => sum + count, 0) + 2).toBe(44);
  });
});
