import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JsonObject } from '../../src/private/json';
import { mergePatch } from '../../src/private/patch';

const leaf = fc.oneof(fc.constantFrom('a', 'b', ''), fc.constantFrom(0, 1), fc.boolean());
const key = fc.constantFrom('a', 'b', 'c', 'args', 'ports');
const named = fc.uniqueArray(
  fc.record({ name: fc.constantFrom('x', 'y', 'z'), value: leaf, nested: fc.dictionary(key, leaf, { maxKeys: 2 }) }, { requiredKeys: ['name'] }),
  { selector: ({ name }) => name, maxLength: 3 },
);
const ports = fc.uniqueArray(
  fc.record({ containerPort: fc.constantFrom(1, 2), protocol: fc.constantFrom('TCP', 'UDP'), extra: leaf }, { requiredKeys: ['containerPort'] }),
  { selector: (port) => `${port.containerPort}/${port.protocol ?? 'TCP'}`, maxLength: 3 },
);
// As in any schema, a field is either a value, a list or an object: the law about two patches holds for such alone.
const plain = fc.record({
  hostname: leaf,
  args: fc.array(leaf, { maxLength: 3 }),
  tolerations: fc.array(leaf, { maxLength: 3 }),
  nodeSelector: fc.dictionary(key, leaf, { maxKeys: 3 }),
}, { requiredKeys: [] });
/** Something like a PodSpec: plain fields, and each kind of list. */
const spec: fc.Arbitrary<JsonObject> = fc.tuple(
  plain, fc.record({ containers: named, initContainers: named, volumes: named, env: named, ports }, { requiredKeys: [] }),
).map(([fields, lists]) => ({ ...fields, ...lists }));

describe('laws', () => {
  test('an empty patch changes nothing', () => {
    fc.assert(fc.property(spec, (base) => {
      expect(mergePatch(base, {})).toEqual(base);
    }));
  });

  test('a patch of nothing gives the patch', () => {
    fc.assert(fc.property(spec, (patch) => {
      expect(mergePatch({}, patch)).toEqual(patch);
    }));
  });

  test('twice is as once', () => {
    fc.assert(fc.property(spec, spec, (base, patch) => {
      const once = mergePatch(base, patch);
      expect(mergePatch(once, patch)).toEqual(once);
    }));
  });

  test('patching with a whole is patching with the whole of both', () => {
    fc.assert(fc.property(spec, spec, spec, (base, first, second) => {
      expect(mergePatch(mergePatch(base, first), second)).toEqual(mergePatch(base, mergePatch(first, second)));
    }));
  });

  test('neither argument is changed', () => {
    fc.assert(fc.property(spec, spec, (base, patch) => {
      const before = JSON.stringify([base, patch]);
      mergePatch(base, patch);
      expect(JSON.stringify([base, patch])).toBe(before);
    }));
  });

  test('nothing is removed', () => {
    fc.assert(fc.property(spec, spec, (base, patch) => {
      const result = mergePatch(base, patch);
      expect(Object.keys(result)).toEqual(expect.arrayContaining(Object.keys(base)));
      for (const list of ['containers', 'initContainers', 'volumes', 'env']) {
        const namesIn = (from: JsonObject) => ((from[list] ?? []) as { name: string }[]).map(({ name }) => name);
        // What was there keeps its place; what is new comes behind.
        expect(namesIn(result).slice(0, namesIn(base).length)).toEqual(namesIn(base));
      }
    }));
  });

  test('undefined and null say nothing', () => {
    fc.assert(fc.property(spec, fc.constantFrom(undefined, null), (base, nothing) => {
      expect(mergePatch(base, { hostname: nothing, nodeSelector: nothing, containers: nothing })).toEqual(base);
    }));
  });
});

describe('lists', () => {
  const base = {
    containers: [
      { name: 'main', image: 'a', args: ['1', '2'], env: [{ name: 'A', value: '1' }, { name: 'B', value: '2' }], ports: [{ containerPort: 80, protocol: 'TCP' }] },
      { name: 'helper', image: 'h' },
    ],
    tolerations: [{ key: 'a' }],
  };

  test.each<[string, JsonObject, object]>([
    ['a container by its name', { containers: [{ name: 'helper', image: 'i' }] }, { containers: [base.containers[0], { name: 'helper', image: 'i' }] }],
    ['a new container behind', { containers: [{ name: 'new' }] }, { containers: [...base.containers, { name: 'new' }] }],
    ['env within a container', { containers: [{ name: 'main', env: [{ name: 'B', value: '3' }, { name: 'C', value: '4' }] }] }, {
      containers: [
        { ...base.containers[0], env: [{ name: 'A', value: '1' }, { name: 'B', value: '3' }, { name: 'C', value: '4' }] }, base.containers[1],
      ],
    }],
    ['args as a whole', { containers: [{ name: 'main', args: ['3'] }] }, { containers: [{ ...base.containers[0], args: ['3'] }, base.containers[1]] }],
    ['args by none', { containers: [{ name: 'main', args: [] }] }, { containers: [{ ...base.containers[0], args: [] }, base.containers[1]] }],
    ['tolerations as a whole', { tolerations: [{ key: 'b' }] }, { tolerations: [{ key: 'b' }] }],
    ['an unnamed port by number and protocol', { containers: [{ name: 'main', ports: [{ containerPort: 80, hostIP: 'x' }, { containerPort: 80, protocol: 'UDP' }] }] }, {
      containers: [
        { ...base.containers[0], ports: [{ containerPort: 80, protocol: 'TCP', hostIP: 'x' }, { containerPort: 80, protocol: 'UDP' }] }, base.containers[1],
      ],
    }],
    ['a container without a name behind', { containers: [{ image: 'x' }] }, { containers: [...base.containers, { image: 'x' }] }],
    ['a list by what is no list', { containers: 'x' }, { containers: 'x' }],
  ])('patch %s', (_, patch, expected) => {
    expect(mergePatch(base, patch)).toEqual({ ...base, ...expected });
  });

  test('a named port is found by its name, whatever its number', () => {
    const patched = mergePatch({ ports: [{ name: 'http', containerPort: 80 }] }, { ports: [{ name: 'http', containerPort: 8080 }] });
    expect(patched).toEqual({ ports: [{ name: 'http', containerPort: 8080 }] });
  });
});

test('what is not plain is passed on as it is', () => {
  class Late {}
  const late = new Late();
  expect(mergePatch({ a: { b: 1 } }, { a: late }).a).toBe(late);
  expect(mergePatch({ a: late }, { a: { b: 1 } })).toEqual({ a: { b: 1 } });
});

test('falsy values replace', () => {
  expect(mergePatch({ a: 1, b: true, c: 'x', d: { e: 1 } }, { a: 0, b: false, c: '', d: {} })).toEqual({ a: 0, b: false, c: '', d: { e: 1 } });
});
