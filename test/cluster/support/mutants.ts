import { createHash } from 'node:crypto';
import { Release } from '../../../src';
import { schemaFaultsOf } from '../../../src/judge/object-schema';
import { JsonObject } from '../../../src/private/json';
import { kindNameOf, KindName } from '../../../src/rules/kinds';
import { podProjectionOf } from '../../../src/sandbox/pod-projection';
import { RULE_CASES } from '../../support/rule-cases';
import { Operation, patched, RuleCase } from '../../support/rule-cases/support';

/** Numbers from 0 to 1, the same for the same seed. */
export function randomOf(seed: number): () => number {
  let drawn = 0;
  return () => {
    drawn += 1;
    return createHash('sha256').update(`${seed}/${drawn}`).digest().readUInt32BE() / 2 ** 32;
  };
}

type Path = readonly (string | number)[];

/** Texts that mean something somewhere. */
const TEXTS = [
  '', 'a', 'main', 'broker', 'default', 'gvisor', 'runc', 'kata-qemu', 'None', 'Always', 'Never', 'IfNotPresent', 'RuntimeDefault', 'Unconfined', 'ALL', 'NET_ADMIN',
  '1', '100m', '1Gi', '64Gi', '0', '-1', '1e3', '500M', '/', '/tmp', '/usr/../bin', '/var/run/secrets/x', '10.0.0.0/8', '0.0.0.0/0', '169.254.169.254/32', '::/0', 'TCP', 'UDP',
  'docker.io/library/python:latest', 'python', 'registry.example.com/team/app:1.0', 'agents.x-k8s.io/x', 'sandbox.users.io/y', 'LD_PRELOAD', 'API_TOKEN', 'é😀', 'true',
  '2027-06-30T00:00:00Z', 'Delete', 'Retain', 'Recreate', 'OnReplenish', 'Managed', 'Unmanaged', 'Allowed', 'Disallowed', 'memory', 'cpu', 'Bidirectional', 'linux', 'windows',
];
const NUMBERS = [0, 1, -1, 2, 22, 53, 80, 443, 999, 1000, 8000, 8888, 30000, 65532, 65536, 100000, 2147483647];

/** A change of an object, or undefined where it comes to nothing. */
type Change = (object: JsonObject, random: () => number) => JsonObject | undefined;

/** Objects of a kind, and what is known to be wrong with such: the cases of all rules that the restricted profile is judged by. */
interface Stock {
  readonly objects: readonly JsonObject[];
  readonly patches: readonly Operation[];
  /** Values that are somewhere in them, by where: indices and keys aside. */
  readonly values: ReadonlyMap<string, readonly unknown[]>;
}

const STOCKS = new Map<KindName, Stock>();

function stockOf(kind: KindName): Stock {
  let stock = STOCKS.get(kind);
  if (!stock) {
    const cases = RULE_CASES.filter(({ standard, standards }) => !standard && !standards);
    const objects = cases.flatMap(({ good }) => good).filter((object) => kindNameOf(object) === kind && JSON.stringify(object).length < 50_000);
    const patches = cases.flatMap(({ good, bad }) => bad.filter(({ object = 0 }) => kindNameOf(good[object]) === kind).map(({ patch }) => patch))
      .filter(({ value }) => JSON.stringify(value ?? null).length < 20_000);
    const values = new Map<string, unknown[]>();
    for (const object of objects) {
      for (const path of pathsIn(object)) {
        const key = generalized(path);
        const list = values.get(key) ?? [];
        values.set(key, list);
        if (list.length < 200) list.push(at(object, path));
      }
    }
    stock = { objects, patches, values };
    STOCKS.set(kind, stock);
  }
  return stock;
}

/** So many objects of a kind that a schema takes, each wrong in up to three places, or not wrong after all. */
export function mutants(kind: KindName, count: number, seed: number): JsonObject[] {
  const random = randomOf(seed);
  const stock = stockOf(kind);
  const result: JsonObject[] = [];
  for (let attempts = 0; result.length < count && attempts < count * 20; attempts += 1) {
    let object: JsonObject | undefined = pick(stock.objects, random);
    for (let changes = 1 + Math.floor(random() * 3); changes > 0 && object; changes -= 1) object = changed(object, stock, random);
    if (object && (schemaFaultsOf(object, Release.V1_0_12) ?? []).length === 0) result.push(object);
  }
  return result;
}

/**
 * Objects that are wrong, or right, about one rule, in every second case with another change: as a case of it says, in its own objects and in others.
 * Rules that are seldom met are met by these alone.
 */
export function aimed({ good: objects, bad }: RuleCase, kinds: ReadonlySet<KindName>, count: number, seed: number): JsonObject[] {
  const random = randomOf(seed);
  const cases = bad.filter(({ refused }) => !refused)
    .map(({ patch, object = 0 }) => ({ patch, good: objects[object], kind: kindNameOf(objects[object]) }))
    .filter(({ kind, good, patch }) => kind && kinds.has(kind) && JSON.stringify([good, patch]).length < 50_000);
  if (cases.length === 0) return [];
  return Array.from({ length: count }, (_, index): JsonObject | undefined => {
    const { patch, good, kind } = pick(cases, random);
    const stock = stockOf(kind!);
    const base = random() < 0.6 ? good : pick(stock.objects, random);
    try {
      const isRight = index % 3 === 2;
      const object = named(isRight ? good : patched(base, patch), `aimed-${index}`);
      return isRight || random() < 0.5 ? changed(object, stock, random) : object;
    } catch {
      return undefined;
    }
  }).filter((object) => object !== undefined);
}

/** The same under another name. */
function named(object: JsonObject, name: string): JsonObject {
  return { ...object, metadata: { ...object.metadata as JsonObject, name } };
}

/** Pods that the controller would make of such templates. */
export function mutantPods(count: number, seed: number): JsonObject[] {
  return mutants('SandboxTemplate', count, seed).flatMap((template) => {
    try {
      return [podProjectionOf(template as never)];
    } catch {
      // The controller would not get as far, either.
      return [];
    }
  });
}

function changed(object: JsonObject, stock: Stock, random: () => number): JsonObject | undefined {
  const change = random() < 0.4 ? patchedByCase(stock) : pick([removed, replaced, doubled, transplanted(stock), transplanted(stock)], random);
  return change(object, random) ?? object;
}

const patchedByCase = ({ patches }: Stock): Change => (object, random) => {
  try {
    return patches.length === 0 ? undefined : patched(object, pick(patches, random));
  } catch {
    return undefined;
  }
};

const removed: Change = (object, random) => {
  const paths = pathsIn(object);
  if (paths.length === 0) return undefined;
  const path = pick(paths, random);
  return edited(object, path, (parent, step) => {
    if (Array.isArray(parent)) parent.splice(step as number, 1);
    else delete parent[step];
  });
};

const replaced: Change = (object, random) => {
  const leaves = pathsIn(object).filter((path) => typeof at(object, path) !== 'object');
  if (leaves.length === 0) return undefined;
  const path = pick(leaves, random);
  const value = at(object, path);
  const by = typeof value === 'boolean' ? !value : pick<unknown>(typeof value === 'number' ? NUMBERS : TEXTS, random);
  return edited(object, path, (parent, step) => { parent[step] = by; });
};

const doubled: Change = (object, random) => {
  const items = pathsIn(object).filter((path) => typeof path.at(-1) === 'number');
  if (items.length === 0) return undefined;
  return edited(object, pick(items, random), (parent, step) => parent.push(structuredClone(parent[step])));
};

/** Puts what another object has at such a place into this one, there or beside. */
const transplanted = ({ values }: Stock): Change => (object, random) => {
  const paths = pathsIn(object);
  if (paths.length === 0) return undefined;
  const path = pick(paths, random);
  const parent = path.slice(0, -1);
  const prefix = `${generalized(parent)}/`;
  if (Array.isArray(at(object, parent)) || random() < 0.5) {
    const by = pick(values.get(generalized(path)) ?? [at(object, path)], random);
    return edited(object, path, (owner, step) => { owner[step] = structuredClone(by); });
  }
  const fields = [...values.keys()].filter((key) => key.startsWith(prefix) && !key.slice(prefix.length).includes('/') && !key.endsWith('*'));
  if (fields.length === 0) return undefined;
  const key = pick(fields, random);
  const by = pick(values.get(key)!, random);
  return edited(object, [...parent, key.slice(prefix.length)], (owner, step) => { owner[step] = structuredClone(by); });
};

/** The ways to everything in an object that says something: kind and names stay. */
function pathsIn(object: JsonObject): Path[] {
  const paths: Path[] = [];
  const visit = (value: unknown, path: Path): void => {
    if (path.length > 0 && !['apiVersion', 'kind'].includes(String(path[0])) && !(path[0] === 'metadata' && (path.length === 1 || ['name', 'namespace'].includes(String(path[1]))))) {
      paths.push(path);
    }
    if (Array.isArray(value)) value.forEach((each, index) => visit(each, [...path, index]));
    else if (typeof value === 'object' && value !== null) Object.entries(value).forEach(([key, each]) => visit(each, [...path, key]));
  };
  visit(object, []);
  return paths;
}

/** A way as it is in all objects: the number of an item does not matter, and what is below maps of free keys is theirs. */
const generalized = (path: Path): string => path.map((step) => (typeof step === 'number' ? '*' : step.replaceAll('/', '|'))).join('/');

const at = (object: unknown, path: Path): any => path.reduce<any>((value, step) => value?.[step], object);

function edited(object: JsonObject, path: Path, edit: (parent: any, step: string | number) => void): JsonObject {
  const copy = structuredClone(object);
  edit(at(copy, path.slice(0, -1)), path.at(-1)!);
  return copy;
}

function pick<T>(list: readonly T[], random: () => number): T {
  return list[Math.floor(random() * list.length)];
}
