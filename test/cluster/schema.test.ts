import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ApiError, create } from './support/client';
import { ControlPlane, startControlPlane } from './support/control-plane';
import { install } from './support/definitions';
import { Release } from '../../src';
import { SchemaFault, schemaFaults } from '../../src/judge/schema';
import { schemaFor } from '../../src/judge/schema-of';
import { mutations } from '../judge/schema-mutations';
import { changed, pointerOf, valuesOf } from '../judge/schema-values';
import { GOOD } from '../support/wrong-inputs';

const KINDS = [
  ['agents.x-k8s.io', 'Sandbox', GOOD.sandbox],
  ['extensions.agents.x-k8s.io', 'SandboxTemplate', GOOD.template],
  ['extensions.agents.x-k8s.io', 'SandboxClaim', GOOD.claim],
  ['extensions.agents.x-k8s.io', 'SandboxWarmPool', GOOD.pool],
] as const;

const metadata = { name: 'object', labels: { app: 'a' }, annotations: { note: 'b' } };

/**
 * What the server looks at beside the schema: the address of the object, and the forms of names, of labels and of keys of annotations. And the
 * status, which it drops when an object is created, so that only unknown fields of it are refused.
 */
const staysAsItIs = ([first, second, third]: readonly (string | number)[]): boolean => (
  first === undefined || ['apiVersion', 'kind', 'status'].includes(first as string)
  || (first === 'metadata' && (second === undefined || second === 'name' || third !== undefined))
);

/** The server takes a list for a moment, which no controller can read. */
const isListForMoment = ({ fault, found, pointer }: SchemaFault): boolean => fault === 'type' && Array.isArray(found) && pointer.endsWith('Time');

/** Places are written by the server with indexes and now with dots, now with brackets. */
const plain = (place: string): string => place.replaceAll('~1', '/').replace(/[[\]/]+/g, '.').replace(/\.+/g, '.');

describe.each([
  { release: Release.V1_0_12, version: 'v1beta1', runs: 160 },
  { release: Release.V0_5_6, version: 'v1beta1', runs: 80 },
  { release: Release.V0_5_6, version: 'v1alpha1', runs: 80 },
])('$version of $release.version', ({ release, version, runs }) => {
  let cluster: ControlPlane;

  beforeAll(async () => {
    cluster = await startControlPlane({ nodes: 0 });
    await install(cluster, release);
  });
  afterAll(() => cluster?.stop());

  /** Why the server refuses an object, or undefined where it takes it. */
  async function refusal(object: any): Promise<string | undefined> {
    try {
      await create(cluster.kubeConfig, object, { dryRun: true });
      return undefined;
    } catch (error) {
      if (error instanceof ApiError && (error.status === 400 || error.status === 422)) return error.message;
      throw error;
    }
  }

  /** Where server and interpreter do not agree on an object, in words. */
  async function difference(object: any, faults: readonly SchemaFault[]): Promise<string | undefined> {
    const says = await refusal(object);
    if ((says !== undefined) !== (faults.length > 0)) return `${JSON.stringify(faults)} but ${says} of ${JSON.stringify(object)}`;
    // Of a wrong type in the metadata the server names the Go type and not the place.
    if (says === undefined || says.includes('Go ')) return undefined;
    return faults.some(({ pointer }) => plain(says).includes(plain(pointer).slice(1))) ? undefined : `${JSON.stringify(faults)} elsewhere than ${says}`;
  }

  describe.each(KINDS)('%s %s', (group, kind, good) => {
    const apiVersion = `${group}/${version}`;
    const schema = schemaFor(release, apiVersion, kind)!;
    // What this library makes is there as well, where it is for this API version.
    const made = schemaFaults({ ...good, apiVersion }, schema).length === 0 ? [good] : [];
    const objects = fc.oneof(valuesOf(schema), ...made.map((object) => fc.constant(object)))
      .map((value) => ({ ...value, apiVersion, kind, metadata }));
    const differences = async (samples: readonly any[]) => {
      const all = await Promise.all(samples.map((object) => difference(object, schemaFaults(object, schema))));
      return all.filter((each) => each !== undefined);
    };

    test('that the schema allows are taken', async () => {
      const samples = fc.sample(objects, { seed: 1, numRuns: runs / 4 });
      expect(samples.flatMap((object) => schemaFaults(object, schema))).toEqual([]);
      expect(await differences(samples)).toEqual([]);
    });

    test('that are wrong somewhere are refused for what the interpreter finds', async () => {
      const samples = fc.sample(mutations(objects, staysAsItIs), { seed: 2, numRuns: runs });
      const comparable = samples.filter((object) => !schemaFaults(object, schema).some(isListForMoment));
      const wrong = comparable.filter((object) => schemaFaults(object, schema).length > 0).length;
      expect(wrong).toBeGreaterThan(runs / 2);
      expect(wrong).toBeLessThan(runs);
      expect(await differences(comparable)).toEqual([]);
    });
  });

  if (version === 'v1beta1') {
    const { claim, template } = GOOD;
    const shutdownTime = ['spec', 'lifecycle', 'shutdownTime'];
    const faultsOf = (object: any) => schemaFaults(object, schemaFor(release, object.apiVersion, object.kind)!);

    // Where the server takes what no controller can read, and where metadata has rules that are not in a schema.
    test.each([
      ['a list for a moment', claim, shutdownTime, [], 'type', undefined],
      ['a status of the wrong type', claim, ['status'], true, 'type', undefined],
      ['no manager', template, ['metadata', 'managedFields'], [null], 'null', undefined],
      ['no name', template, ['metadata', 'name'], undefined, undefined, 'name or generateName is required'],
      ['a wrong name', template, ['metadata', 'name'], 'A', undefined, 'metadata.name: Invalid value'],
      ['a wrong label', template, ['metadata', 'labels'], { a: '-' }, undefined, 'metadata.labels: Invalid value'],
      ['a moment in lower case in the metadata', template, ['metadata', 'creationTimestamp'], '2027-06-30t00:00:00z', undefined, 'cannot parse'],
    ])('they differ about %s', async (_, object, way, value, fault, says) => {
      const wrong = changed(object, way, value);
      expect(faultsOf(wrong)).toMatchObject(fault === undefined ? [] : [{ fault, pointer: expect.stringContaining(pointerOf(way)) }]);
      const refused = await refusal(wrong);
      if (says === undefined) expect(refused).toBeUndefined();
      else expect(refused).toContain(says);
    });

    test.each([
      ['2027-06-30T00:00:00Z', true], ['2027-06-30T23:59:59.123456789+02:00', true], ['2028-02-29T00:00:00Z', true], ['2027-02-29T00:00:00Z', false],
      ['2100-02-29T00:00:00Z', false], ['2000-02-29T00:00:00Z', true], ['0000-01-01T00:00:00Z', true], ['2027-06-31T00:00:00Z', false],
      ['2027-06-30t00:00:00z', true], ['2027-06-30T00:00:00', false], ['2027-06-30', false], ['2027-06-30T24:00:00Z', false], ['2027-06-30T00:60:00Z', false],
      ['2027-06-30T00:00:60Z', false], ['2027-06-30T0:00:00Z', false], ['2027-06-30T00:00:00,5Z', true], ['2027-06-30T00:00:00😀5Z', true],
      ['2027-06-30T00:00:00\n5Z', false], ['2027-06-30T00:00:00\r5Z', true], ['2027-06-30T00:00:00+99:99', true], ['2027-06-30T00:00:00Ztrue', true],
      ['2027-06-30T00:00:00Z ', false], [' 2027-06-30T00:00:00Z', false], ['2027-6-30T00:00:00Z', false], ['12027-06-30T00:00:00Z', false],
      ['2027-06-30T00:00:00Z\n', false], ['', false], ['t', false], ['2027-00-30T00:00:00Z', false], ['2027-13-30T00:00:00Z', false], ['2027-06-00T00:00:00Z', false],
    ])('the moment %j: %s', async (moment, right) => {
      const object = changed(claim, shutdownTime, moment);
      expect(faultsOf(object).length === 0).toBe(right);
      expect(await refusal(object) === undefined).toBe(right);
    });
  }
});
