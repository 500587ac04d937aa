import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changed, leavesOf, pointerOf, valuesOf, waysInto } from './schema-values';
import { schemaFaults } from '../../src/judge/schema';
import { podSpecSchema, schemaFor } from '../../src/judge/schema-of';
import { JsonObject } from '../../src/private/json';
import { Release } from '../../src/release/release';
import { GOOD } from '../support/wrong-inputs';

const CORE = 'agents.x-k8s.io';
const EXTENSIONS = 'extensions.agents.x-k8s.io';

const kinds = ([[Release.V0_5_6, 'v1alpha1'], [Release.V0_5_6, 'v1beta1'], [Release.V1_0_12, 'v1beta1']] as const).flatMap(([release, version]) => (
  [[CORE, 'Sandbox'], [EXTENSIONS, 'SandboxTemplate'], [EXTENSIONS, 'SandboxClaim'], [EXTENSIONS, 'SandboxWarmPool']].map(([group, kind]) => (
    { name: `${kind} ${version} of ${release.version}`, schema: schemaFor(release, `${group}/${version}`, kind)! }
  ))
));
const schemas = [...kinds, ...[Release.V0_5_6, Release.V1_0_12].map((release) => ({ name: `Pod of ${release.version}`, schema: podSpecSchema(release) }))];

/** Values of each of JSON's types, one of which is no integer. */
const OF_ANY_TYPE: unknown[] = [true, 12, 1.5, 'text', {}, []];

function isRight(value: unknown, { type, 'x-kubernetes-int-or-string': intOrString }: any): boolean {
  if (intOrString) return typeof value === 'string' || Number.isInteger(value);
  return type === 'integer' ? Number.isInteger(value) : typeof value === type;
}

describe.each(schemas)('$name', ({ schema }) => {
  const runs = { numRuns: 60 };

  test('has no faults where it is made by the schema', () => {
    fc.assert(fc.property(valuesOf(schema), (value) => {
      expect(schemaFaults(value, schema)).toEqual([]);
    }), runs);
  });

  test('has one at exactly the value whose type is changed', () => {
    fc.assert(fc.property(valuesOf(schema), fc.nat(), fc.nat(), (value, which, how) => {
      const leaves = leavesOf(value, schema);
      fc.pre(leaves.length > 0);
      const leaf = leaves[which % leaves.length];
      const wrong = OF_ANY_TYPE.filter((candidate) => !isRight(candidate, leaf.schema));
      const found = wrong[how % wrong.length];
      expect(schemaFaults(changed(value, leaf.way, found), schema)).toMatchObject([{ pointer: pointerOf(leaf.way), fault: 'type', found }]);
    }), runs);
  });

  test('has one at exactly the field that is added', () => {
    fc.assert(fc.property(valuesOf(schema), (value) => {
      expect(schemaFaults({ ...value, more: 1 }, schema)).toMatchObject([{ pointer: '/more', place: 'more', fault: 'unknown', found: 1 }]);
    }), { numRuns: 10 });
  });

  test('never makes it throw, whatever it is', () => {
    const anything = fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true, withMap: true, withSparseArray: true });
    fc.assert(fc.property(anything, (value) => {
      schemaFaults(value, schema);
    }));
  });

  test('never makes it throw, whatever is in it', () => {
    fc.assert(fc.property(valuesOf(schema), fc.jsonValue({ maxDepth: 5 }), fc.nat(), (value, anything, which) => {
      const ways = waysInto(value);
      schemaFaults(changed(value, ways[which % ways.length], anything), schema);
    }), runs);
  });
});

describe('what nests deeper than any stack', () => {
  const nested = (wrap: (inner: unknown) => unknown): unknown => {
    let value: unknown = 1;
    for (let depth = 0; depth < 10_000; depth++) value = wrap(value);
    return value;
  };
  const schema = schemaFor(Release.V1_0_12, `${EXTENSIONS}/v1beta1`, 'SandboxTemplate')!;
  const ways: (string | number)[][] = [
    [], ['spec'], ['metadata'], ['metadata', 'labels'], ['metadata', 'managedFields'], ['spec', 'podTemplate', 'spec', 'containers'], ['spec', 'podTemplate', 'spec', 'containers', 0],
    ['spec', 'podTemplate', 'spec', 'containers', 0, 'ports', 0, 'containerPort'], ['spec', 'networkPolicy', 'egress', 0, 'to'],
  ];

  test.each(ways.map((way) => [pointerOf(way), way] as const))('is a fault at or below %o', (pointer, way) => {
    for (const deep of [nested((inner) => [inner]), nested((inner) => ({ spec: inner })), nested((inner) => ({ name: [inner] }))]) {
      const faults = schemaFaults(changed(GOOD.template, way, deep), schema);
      expect(faults.length).toBeGreaterThan(0);
      expect(faults.filter((fault) => !fault.pointer.startsWith(pointer))).toEqual([]);
    }
  });

  test('may be in the fields of a manager, which nobody looks into', () => {
    const managedFields = [{ manager: 'kubectl', fieldsV1: nested((inner) => ({ 'f:spec': inner })) }];
    const template: JsonObject = { ...GOOD.template, metadata: { ...GOOD.template.metadata, managedFields } };
    expect(schemaFaults(template, schema)).toEqual([]);
  });
});
