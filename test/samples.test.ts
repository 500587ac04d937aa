import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { misfits, schemaOf } from './sandbox/value-support';
import { POD_SECURITY } from './support/pod-security';
import { unusedParts } from './support/public-api';
import { SAMPLES, synthesized } from './support/samples';
import { KINDS } from '../src/release/names';

describe('the samples', () => {
  test('have names of their own', () => {
    expect(new Set(SAMPLES.map(({ name }) => name)).size).toBe(SAMPLES.length);
  });

  test('use every class, factory, property and enum value of the public API', () => {
    const folder = join(__dirname, 'support');
    const samples = readdirSync(join(folder, 'samples')).map((name) => join(folder, 'samples', name));
    // What applies to all of them is beside them. A conversion by webhook is shown where there is a server that can do without.
    const beside = [join(folder, 'samples.ts'), join(folder, 'app.ts'), join(__dirname, 'cluster', 'definitions.test.ts')];
    expect(unusedParts([...samples, ...beside])).toEqual([]);
  });
});

describe.each(SAMPLES)('the sample $name', (sample) => {
  const { objects, pods } = synthesized(sample);

  test('fits the definitions', () => {
    const ours = objects.filter(({ kind }) => Object.hasOwn(KINDS, kind));
    expect(ours.flatMap(({ kind, spec }) => misfits(schemaOf(kind, ''), spec))).toEqual([]);
  });

  test('passes Pod Security restricted, unless it says that it does not', () => {
    const refusals = POD_SECURITY.filter(({ holds }) => !pods.every(holds)).map(({ id }) => id);
    expect(refusals.length > 0).toBe(sample.refused !== undefined);
  });
});
