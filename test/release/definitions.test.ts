import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { ApiObject, App, Chart } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { JsonObject } from '../../src/private/json';
import { DEFINITION_CHANGES, definitionsFor } from '../../src/release/definition-changes';
import { definitionsOf, ReleaseLine, storageSchema } from '../../src/release/definitions';
import { FIELDS, POD_FIELDS_OF_0_37 } from '../../src/release/fields';
import { Release } from '../../src/release/release';
import { compareVersions } from '../../src/release/versions';

const LINES: ReleaseLine[] = ['0.5', '1.0'];
const RELEASES = Object.values(Release).filter((value) => value instanceof Release).map(({ version }) => version);
const CRDS = join(__dirname, '..', '..', 'imports', 'crds');

/** The definitions in the YAML files, which come from the same run of `npx projen import` but never went through the packing. */
function files(line: ReleaseLine): JsonObject[] {
  const folder = join(CRDS, `v${line}`);
  return parsed[line] ??= readdirSync(folder).sort().map((name) => parse(readFileSync(join(folder, name), 'utf8')));
}
const parsed: { [line in ReleaseLine]?: JsonObject[] } = {};

/** One kind's storage schema in a release. */
function schema(release: string, kind: string): JsonObject {
  return storageSchema(definitionsFor(release).find(({ spec }) => (spec as { names: { kind: string } }).names.kind === kind)!);
}

/** Every field of a schema by its path, with whatever is said of it beside its description and its own fields. */
function fieldsOf(at: any, path = ''): { [path: string]: JsonObject } {
  const { properties = {}, items, additionalProperties, description, ...facts } = at;
  return Object.assign(
    { [path]: facts },
    ...Object.entries(properties).map(([key, child]) => fieldsOf(child, `${path}.${key}`)),
    items && fieldsOf(items, `${path}[]`),
    additionalProperties && fieldsOf(additionalProperties, `${path}{}`),
  );
}

/** The paths that `newer` has and `older` lacks; whatever else differs makes the test fail. */
function added(older: JsonObject, newer: JsonObject): string[] {
  const [before, after] = [fieldsOf(older), fieldsOf(newer)];
  expect(after).toMatchObject(before);
  return Object.keys(after).filter((path) => !(path in before));
}

describe('definitions of a line', () => {
  test.each(LINES)('of %s are those of the YAML files', (line) => {
    expect(definitionsOf(line)).toEqual(files(line));
  });

  test('are four, storage version first, and only 0.5 converts', () => {
    const shape = (line: ReleaseLine) => definitionsOf(line).map(({ metadata, spec }: any) => [
      metadata.name, spec.versions.map(({ name, storage }: any) => `${name}${storage ? ' stored' : ''}`).join(', '), spec.conversion?.strategy,
    ]);
    expect(shape('0.5')).toEqual([
      ['sandboxes.agents.x-k8s.io', 'v1beta1 stored, v1alpha1', 'Webhook'],
      ['sandboxclaims.extensions.agents.x-k8s.io', 'v1beta1 stored, v1alpha1', 'Webhook'],
      ['sandboxtemplates.extensions.agents.x-k8s.io', 'v1beta1 stored, v1alpha1', 'Webhook'],
      ['sandboxwarmpools.extensions.agents.x-k8s.io', 'v1beta1 stored, v1alpha1', 'Webhook'],
    ]);
    expect(shape('1.0').map(([, versions, strategy]) => [versions, strategy])).toEqual(Array(4).fill(['v1beta1 stored', undefined]));
  });

  test('can be synthesized, without YAML aliases for shared parts', () => {
    const app = new App();
    const chart = new Chart(app, 'chart');
    definitionsOf('1.0').forEach((definition: any) => new ApiObject(chart, definition.metadata.name, definition));
    expect(parseAllDocuments(app.synthYaml(), { version: '1.1' }).map((document) => document.toJS({ maxAliasCount: 0 }))).toEqual(files('1.0'));
  });
});

describe('definitions for a release', () => {
  test.each(LINES)('the newest of %s has those of the files', (line) => {
    expect(definitionsFor(line === '0.5' ? '0.5.6' : '1.0.12')).toEqual(files(line));
  });

  test('of a release newer than all known ones are those of the newest', () => {
    expect(definitionsFor('1.0.99')).toEqual(definitionsOf('1.0'));
  });

  test('0.5.2 does not say that volumeClaimTemplates are immutable', () => {
    expect(fieldsOf(schema('0.5.2', 'Sandbox'))['.spec']).not.toHaveProperty('x-kubernetes-validations');
    expect(fieldsOf(schema('0.5.3', 'Sandbox'))['.spec']).toHaveProperty('x-kubernetes-validations.0.message', 'volumeClaimTemplates is immutable');
  });

  test('what a pool has observed is told since 0.5.6', () => {
    expect(added(schema('0.5.5', 'SandboxWarmPool'), schema('0.5.6', 'SandboxWarmPool'))).toEqual(['.status.observedGeneration']);
  });

  test('1.0.0 is v1beta1 of 0.5.6 and one field more', () => {
    expect(added(schema('0.5.6', 'Sandbox'), schema('1.0.0', 'Sandbox'))).toEqual([]);
    expect(added(schema('0.5.6', 'SandboxTemplate'), schema('1.0.0', 'SandboxTemplate'))).toEqual([]);
    expect(added(schema('0.5.6', 'SandboxClaim'), schema('1.0.0', 'SandboxClaim'))).toEqual(['.status.sandbox.serviceFQDN']);
    expect(added(schema('0.5.6', 'SandboxWarmPool'), schema('1.0.0', 'SandboxWarmPool'))).toEqual([]);
  });

  test.each(['Sandbox', 'SandboxTemplate'])('1.0.2 has the 44 fields of Kubernetes 1.37 in the Pod of a %s, 1.0.1 none of them', (kind) => {
    expect(schema('1.0.1', kind)).toEqual(schema('1.0.0', kind));
    const fields = added(schema('1.0.1', kind), schema('1.0.2', kind)).filter((path) => !path.endsWith('[]'));
    expect(fields).toHaveLength(44);
    expect(fields.every((path) => path.startsWith('.spec.podTemplate.spec.'))).toBe(true);
    // The same fields as in the table that refuses them: each row is in the schema, and nothing is without a row.
    const inTable = (path: string) => POD_FIELDS_OF_0_37.some((row) => path.includes(row.slice(row.indexOf('.'))));
    expect(fields.filter((path) => !inTable(path))).toEqual([]);
    expect(POD_FIELDS_OF_0_37.filter((row) => !fields.some((path) => path.includes(row.slice(row.indexOf('.')))))).toEqual([]);
  });

  test('the grace period of a pool came with 1.0.12', () => {
    expect(added(schema('1.0.11', 'SandboxWarmPool'), schema('1.0.12', 'SandboxWarmPool'))).toEqual(['.spec.readinessGracePeriodSeconds']);
    expect(fieldsOf(schema('1.0.12', 'SandboxWarmPool'))['.spec.readinessGracePeriodSeconds']).toMatchObject({ type: 'integer', minimum: 30 });
  });

  test.each(RELEASES)('%s has each field of the table of fields exactly from its first release on', (release) => {
    for (const [field, { since }] of Object.entries(FIELDS)) {
      const [, kind, path] = /^(Sandbox\w*)((?:\.\w+)+)$/.exec(field) ?? [];
      if (!kind) continue;
      expect([field, path in fieldsOf(schema(release, kind))]).toEqual([field, compareVersions(release, since) >= 0]);
    }
  });

  test('all is frozen, since equal parts are one object', () => {
    const seen = new Set<unknown>();
    const visit = (value: unknown): void => {
      if (typeof value !== 'object' || value === null || seen.has(value)) return;
      seen.add(value);
      if (!Object.isFrozen(value)) expect.fail(`not frozen: ${JSON.stringify(value).slice(0, 200)}`);
      Object.values(value).forEach(visit);
    };
    RELEASES.forEach((release) => definitionsFor(release, 'none').forEach(visit));
  });

  test('every change is of something that the definition has', () => {
    for (const { line, kind, path } of DEFINITION_CHANGES) {
      const definition = definitionsOf(line).find(({ spec }: any) => spec.names.kind === kind)!;
      const found = path.slice(1).split('/').reduce((at: any, key) => at?.[key], storageSchema(definition));
      expect([line, kind, path, typeof found]).toEqual([line, kind, path, 'object']);
    }
  });

  test('v1alpha1 is the same in every release that has it', () => {
    const old = (release: string) => definitionsFor(release).map(({ spec }: any) => spec.versions[1]);
    for (const release of RELEASES.filter((version) => version.startsWith('0.5'))) expect(old(release)).toEqual(old('0.5.6'));
  });

  test('without conversion webhook, 0.5 converts by strategy None and 1.0 is as ever', () => {
    const converted = files('0.5').map(({ spec, ...rest }) => ({ ...rest, spec: { ...spec as JsonObject, conversion: { strategy: 'None' } } }));
    expect(definitionsFor('0.5.6', 'none')).toEqual(converted);
    expect(definitionsFor('1.0.12', 'none')).toEqual(files('1.0'));
    expect(definitionsFor('0.5.6')).toEqual(files('0.5'));
  });
});
