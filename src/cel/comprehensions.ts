import type { Checker, Context, MacroCall, Node, Type } from '#cel';
import { EvaluationFailure } from './errors';
import { Library, Macro } from './library';
import { Binding } from './macros';
import { entriesOf, isMap, mapOf } from './values';

/** What a macro makes of a collection: its type, and its value from the results of an expression that is run for each entry. */
interface Kind {
  /** Whether the expression must be a bool, or a map. */
  readonly body?: 'bool' | 'map';
  /** The type, given those of the first variable and of the expression. */
  type(checker: Checker, first: Type, body: Type): Type;
  collect(entries: Iterable<unknown[]>, run: (entry: unknown[]) => unknown): unknown;
}

/** Indices and items of a list, keys and values of a map. With one variable, items of a list and keys of a map. */
function entries(value: unknown, variables: number): unknown[][] {
  const isList = Array.isArray(value);
  if (!isList && !isMap(value)) throw new EvaluationFailure('invalid_comprehension_range', 'only lists and maps have entries');
  if (variables === 2) return isList ? value.map((item, at) => [BigInt(at), item]) : entriesOf(value);
  return isList ? value.map((item) => [item]) : entriesOf(value).map(([key]) => [key]);
}

/** The types of the variables. What an empty literal has in it may be anything. */
function entryTypes(checker: Checker, node: Node, context: Context, variables: number): Type[] {
  const type = checker.check(node, context);
  const types = type.kind === 'dyn' ? [type, type] : memberTypes(checker, type, node);
  const used = variables === 2 ? types : [types[type.kind === 'list' ? 1 : 0]];
  return used.map((each) => (each.kind === 'param' ? checker.getType('dyn') : each));
}

function memberTypes(checker: Checker, type: Type, node: Node): [Type, Type] {
  if (type.kind === 'list') return [checker.getType('int'), type.valueType!];
  if (type.kind === 'map') return [type.keyType!, type.valueType!];
  throw checker.createError('invalid_comprehension_range', `${type.name} has no entries: a list or a map is needed`, node);
}

function expectBool(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  throw new EvaluationFailure('no_such_overload', 'what is asked of each entry must be true or false');
}

/** `all` (until one is false) or `exists` (until one is true). What fails counts only where no entry decides. */
function quantify(found: Iterable<unknown[]>, run: (entry: unknown[]) => unknown, decisive: boolean): boolean {
  let failure: unknown;
  for (const entry of found) {
    try {
      if (expectBool(run(entry)) === decisive) return decisive;
    } catch (error) {
      failure ??= error;
    }
  }
  if (failure !== undefined) throw failure;
  return !decisive;
}

/** The map of entries, none of whose keys may come twice. */
function uniqueMap(found: readonly (readonly [unknown, unknown])[]): object {
  const keys = new Set(found.map(([key]) => key));
  if (keys.size < found.length) throw new EvaluationFailure('duplicate_key', 'a key comes twice');
  return mapOf(found);
}

const bool = (checker: Checker): Type => checker.getType('bool');
const ALL: Kind = { type: bool, body: 'bool', collect: (found, run) => quantify(found, run, false) };
const EXISTS: Kind = { type: bool, body: 'bool', collect: (found, run) => quantify(found, run, true) };
const EXISTS_ONE: Kind = { type: bool, body: 'bool', collect: (found, run) => [...found].filter((entry) => expectBool(run(entry))).length === 1 };
const LIST: Kind = { type: (checker, _, body) => checker.registry.getListType(body), collect: (found, run) => Array.from(found, run) };
const FILTER: Kind = {
  type: (checker, item) => checker.registry.getListType(item),
  body: 'bool',
  collect: (found, run) => Array.from(filtered(found, run), ([item]) => item),
};
const MAP: Kind = {
  type: (checker, key, body) => checker.registry.getMapType(key, body),
  collect: (found, run) => uniqueMap(Array.from(found, (entry) => [entry[0], run(entry)] as const)),
};
const MAP_ENTRY: Kind = {
  type: (_checker, _key, body) => body,
  body: 'map',
  collect: (found, run) => uniqueMap(Array.from(found, run).flatMap((made) => {
    if (!isMap(made)) throw new EvaluationFailure('no_such_overload', 'transformMapEntry makes maps');
    return entriesOf(made);
  })),
};

/** A macro of one or two variables, and in a longer form a filter, before its expression. */
function comprehension(kind: Kind, variables: number): (call: MacroCall) => Macro {
  return ({ args, receiver }) => {
    const binding = new Binding(args.slice(0, variables));
    const body = args.at(-1)!;
    const filter = args.length === variables + 2 ? args[variables] : undefined;
    return {
      async: false,
      typeCheck: (checker, _, context) => {
        const types = entryTypes(checker, receiver, context, variables);
        const inner = binding.declare(checker, context, types);
        if (filter) expectKind(checker, filter, inner, 'bool');
        if (kind.body) expectKind(checker, body, inner, kind.body);
        return kind.type(checker, types[0], checker.check(body, inner));
      },
      evaluate: (evaluator, _, context) => {
        const runs = (node: Node) => (entry: unknown[]) => evaluator.run(node, binding.bind(evaluator, context, entry));
        const found = entries(evaluator.run(receiver, context), variables);
        // One entry at a time: the filter of the next one is asked after the expression of the one before.
        return kind.collect(filter ? filtered(found, runs(filter)) : found, runs(body));
      },
    };
  };
}

function* filtered(found: Iterable<unknown[]>, test: (entry: unknown[]) => unknown): Iterable<unknown[]> {
  for (const entry of found) {
    if (expectBool(test(entry))) yield entry;
  }
}

function expectKind(checker: Checker, node: Node, context: Context, expected: 'bool' | 'map'): void {
  const type = checker.check(node, context);
  if (!type.matches(checker.getType(expected))) throw checker.createError('no_such_overload', `a ${expected} is needed, not ${type.name}`, node);
}

/** Comprehensions of one variable. The evaluator's own would go over the insides of a quantity, say, and not over an empty list. */
export const COMPREHENSIONS: Library = {
  macros: {
    'all/2': comprehension(ALL, 1),
    'exists/2': comprehension(EXISTS, 1),
    'exists_one/2': comprehension(EXISTS_ONE, 1),
    'filter/2': comprehension(FILTER, 1),
    'map/2': comprehension(LIST, 1),
    'map/3': comprehension(LIST, 1),
  },
};

/** Comprehensions that have key and value in a variable each. */
export const MORE_COMPREHENSIONS: Library = {
  since: '1.33',
  macros: {
    'all/3': comprehension(ALL, 2),
    'exists/3': comprehension(EXISTS, 2),
    'existsOne/3': comprehension(EXISTS_ONE, 2),
    'exists_one/3': comprehension(EXISTS_ONE, 2),
    'transformList/3': comprehension(LIST, 2),
    'transformList/4': comprehension(LIST, 2),
    'transformMap/3': comprehension(MAP, 2),
    'transformMap/4': comprehension(MAP, 2),
    'transformMapEntry/3': comprehension(MAP_ENTRY, 2),
    'transformMapEntry/4': comprehension(MAP_ENTRY, 2),
  },
};
