import { EvaluationFailure } from './errors';
import { Functions, Library } from './library';
import { durationOf } from './times';
import { cel, compare, isInt64, isSame, nanosOf } from './values';

type List = readonly unknown[];

const COMPARABLE = ['int', 'uint', 'double', 'bool', 'string', 'bytes', 'google.protobuf.Duration', 'google.protobuf.Timestamp'];
/** What a sum begins with. */
const ZEROS: { readonly [type: string]: () => unknown } = {
  'int': () => 0n,
  'uint': () => new (cel().UnsignedInt)(0n),
  'double': () => 0,
  'google.protobuf.Duration': () => durationOf(0n),
};
/** So many items the server makes at most. */
const LONGEST_RANGE = 10_000_000n;

/** A function per type of item, since a list of what has no order is refused when the expression is made. */
function perType(types: readonly string[], declare: (type: string) => Functions): Functions {
  return Object.assign({}, ...types.map(declare));
}

function isSorted(list: List): boolean {
  return list.every((item, at) => at === 0 || !(compare(list[at - 1], item) > 0));
}

/** The first of the items that no other is before (`sign` 1) or after (`sign` -1). */
function extreme(list: List, sign: number): unknown {
  if (list.length === 0) throw new EvaluationFailure('empty_list', 'an empty list has neither a least nor a greatest item');
  return list.reduce((best, item) => (compare(best, item) * sign > 0 ? item : best));
}

function add(a: unknown, b: unknown): unknown {
  const { Duration, UnsignedInt } = cel();
  if (typeof a === 'bigint' && typeof b === 'bigint') return checkedInt(a + b);
  if (typeof a === 'number' && typeof b === 'number') return a + b;
  if (a instanceof UnsignedInt && b instanceof UnsignedInt) return new UnsignedInt(a.valueOf() + b.valueOf());
  if (a instanceof Duration && b instanceof Duration) return durationOf(nanosOf(a) + nanosOf(b));
  throw new EvaluationFailure('no_such_overload', 'the items of the list cannot be added');
}

function checkedInt(value: bigint): bigint {
  if (isInt64(value)) return value;
  throw new EvaluationFailure('numeric_overflow', 'the sum does not fit into an int');
}

/** A sum of what has not the type of the list (which may be unknown) begins with the zero of the first item. */
function sum(list: List, zero: unknown): unknown {
  return list.length === 0 ? zero : list.reduce(add);
}

function slice(list: List, start: bigint, end: bigint): List {
  if (start < 0n || end < start || end > BigInt(list.length)) {
    throw new EvaluationFailure('index_out_of_range', `a list of ${list.length} has no slice from ${start} to ${end}`);
  }
  return list.slice(Number(start), Number(end));
}

function flatten(list: List, depth: bigint): List {
  if (depth < 0n) throw new EvaluationFailure('index_out_of_range', 'a list cannot be flattened by a negative depth');
  if (depth === 0n) return list;
  return list.flatMap((item) => (Array.isArray(item) ? flatten(item, depth - 1n) : [item]));
}

function range(count: bigint): bigint[] {
  if (count < 0n || count > LONGEST_RANGE) throw new EvaluationFailure('index_out_of_range', `there is no range of ${count} numbers`);
  return Array.from({ length: Number(count) }, (_, at) => BigInt(at));
}

function lastIndexOf(list: List, item: unknown): number {
  const fromEnd = [...list].reverse().findIndex((each) => isSame(each, item));
  return fromEnd < 0 ? -1 : list.length - 1 - fromEnd;
}

/** The items in the order of their keys, of equal ones as they were. Keys of several types have none. */
export function sortedBy(list: List, keys: List): List {
  if (keys.some((key) => kindOf(key) !== kindOf(keys[0]))) {
    throw new EvaluationFailure('no_such_overload', 'what a list is sorted by must be of one type');
  }
  if (keys.length === 1) compare(keys[0], keys[0]);
  return keys.map((key, at) => ({ key, item: list[at] })).sort((a, b) => compare(a.key, b.key)).map(({ item }) => item);
}

function kindOf(value: unknown): unknown {
  return typeof value === 'object' ? value?.constructor : typeof value;
}

/** Kubernetes' own functions of lists. */
export const LISTS: Library = {
  ofAnything: { 'min/0': 'dyn', 'max/0': 'dyn', 'sum/0': 'dyn' },
  functions: {
    ...perType(COMPARABLE, (type) => ({
      [`list<${type}>.isSorted(): bool`]: isSorted,
      [`list<${type}>.min(): ${type}`]: (list: List) => extreme(list, 1),
      [`list<${type}>.max(): ${type}`]: (list: List) => extreme(list, -1),
    })),
    ...perType(Object.keys(ZEROS), (type) => ({ [`list<${type}>.sum(): ${type}`]: (list: List) => sum(list, ZEROS[type]()) })),
    'list<T>.indexOf(T): int': (list: List, item: unknown) => BigInt(list.findIndex((each) => isSame(each, item))),
    'list<T>.lastIndexOf(T): int': (list: List, item: unknown) => BigInt(lastIndexOf(list, item)),
  },
};

/** CEL's extension for lists. */
export const MORE_LISTS: Library = {
  since: '1.35',
  ofAnything: { 'sort/0': 'list' },
  functions: {
    'list<T>.slice(int, int): list<T>': slice,
    'list<list<T>>.flatten(): list<T>': (list: List) => flatten(list, 1n),
    'list.flatten(int): list<dyn>': flatten,
    ...perType(COMPARABLE, (type) => ({ [`list<${type}>.sort(): list<${type}>`]: (list: List) => sortedBy(list, list) })),
    'list<T>.reverse(): list<T>': (list: List) => [...list].reverse(),
    'list<T>.distinct(): list<T>': (list: List) => list.filter((item, at) => list.findIndex((each) => isSame(each, item)) === at),
  },
  namespaces: {
    lists: { 'range(int): list<int>': range },
  },
};
