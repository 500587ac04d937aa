import type { Candidates, Environment, MacroCall, Registry } from '#cel';
import { ADDRESSES } from './addresses';
import { COMPREHENSIONS, MORE_COMPREHENSIONS } from './comprehensions';
import { NAMED_FORMATS } from './formats';
import { Functions, Library } from './library';
import { LISTS, MORE_LISTS } from './lists';
import { FORMAT_MACRO, HAS, OPTIONAL_MACROS, SORT_MACRO } from './macros';
import { NUMBERS } from './numbers';
import { MORE_OPTIONALS, OPTIONALS } from './optionals';
import { QUANTITIES } from './quantities';
import { REGEXES } from './regexes';
import { SETS } from './sets';
import { MORE_STRINGS, STRINGS } from './strings';
import { TIMES } from './times';
import { URLS } from './urls';
import { cel, Opaque } from './values';

const LIBRARIES: readonly Library[] = [
  HAS, NUMBERS, TIMES, STRINGS, MORE_STRINGS, FORMAT_MACRO, REGEXES, LISTS, MORE_LISTS, SORT_MACRO, SETS,
  OPTIONALS, OPTIONAL_MACROS, MORE_OPTIONALS, COMPREHENSIONS, MORE_COMPREHENSIONS, QUANTITIES, ADDRESSES, URLS, NAMED_FORMATS,
];

/** What the evaluator has and Kubernetes has not; and functions of time zones, which depend on the machine here. */
const TAKEN_OUT = [
  'bytes.json()', 'bytes.hex()', 'bytes.string()', 'bytes.base64()', 'bytes.at(int)',
  ...['Date', 'DayOfMonth', 'DayOfWeek', 'DayOfYear', 'FullYear', 'Hours', 'Milliseconds', 'Minutes', 'Month', 'Seconds']
    .map((part) => `google.protobuf.Timestamp.get${part}(string)`),
];

/** Functions of the evaluator's own that not every Kubernetes has. */
const SINCE: { readonly [key: string]: string } = {
  'optional.of/1': '1.29', 'optional.none/0': '1.29', 'hasValue/0': '1.29', 'value/0': '1.29', 'or/1': '1.29', 'orValue/1': '1.29',
};

const SIGNATURE = /^(?:(.+)\.)?(\w+)\((.*)\)$/;
const SYNC = { async: false } as const;

/** The evaluator with Kubernetes' functions: one for all expressions, since making it takes longer than using it. */
export interface Kubernetes {
  readonly environment: Environment;
  /** Since when a function, by name and number of arguments as `sets.contains/2` or `all/3`; of those that not all have. */
  readonly since: { readonly [key: string]: string | undefined };
  /** The prefixes of functions, which are no values. */
  readonly prefixes: ReadonlySet<string>;
  /** The names of types and the prefixes: no names for variables. */
  readonly ownNames: ReadonlySet<string>;
}

/** The types that are values in an expression. */
export const TYPE_NAMES: ReadonlySet<string> = new Set(['bool', 'bytes', 'double', 'int', 'list', 'map', 'null_type', 'string', 'type', 'uint']);

let made: Kubernetes | undefined;

/** The evaluator, made with the first expression. */
export function kubernetes(): Kubernetes {
  return made ??= make();
}

function make(): Kubernetes {
  const environment = new (cel().Environment)({
    unlistedVariablesAreDyn: false,
    enableOptionalTypes: true,
    homogeneousAggregateLiterals: true,
    limits: { maxListElements: 100_000, maxMapEntries: 100_000 },
  });
  const registry = registryOf(environment);
  const since: { [key: string]: string } = { ...SINCE };
  const prefixes = new Set(['optional', 'cel', 'google']);
  for (const signature of TAKEN_OUT) takeOut(registry, signature);
  for (const library of LIBRARIES) {
    const equalities = Object.keys(library.types ?? {}).map((name) => [`${name} == ${name}: bool`, (a: Opaque, b: Opaque) => a.equals(b)] as const);
    for (const [name, ctor] of Object.entries(library.types ?? {})) environment.registerType(name, { ctor, fields: {} });
    register(environment, registry, library.functions ?? {});
    for (const [key, type] of Object.entries(library.ofAnything ?? {})) loosen(registry, key, type);
    for (const [signature, handler] of [...equalities, ...Object.entries(library.operators ?? {})]) {
      registerOperator(registry, signature, handler);
    }
    for (const [key, expand] of Object.entries(library.macros ?? {})) {
      const [name, count] = key.split('/');
      const receiver = name === 'has' ? '' : 'dyn.';
      registry.functionCandidates(receiver !== '', name, Number(count)).declarations.length = 0;
      environment.registerFunction(`${receiver}${name}(${Array(Number(count)).fill('ast').join(', ')}): dyn`, expand as never, SYNC);
    }
    for (const [prefix, functions] of Object.entries(library.namespaces ?? {})) {
      prefixes.add(prefix);
      register(environment, registry, inNamespace(environment, prefix, functions));
    }
    if (library.since) for (const key of keysOf(library)) since[key] = library.since;
  }
  return { environment, since, prefixes, ownNames: new Set([...TYPE_NAMES, ...prefixes]) };
}

/** The registry, which a macro is shown when it is parsed. Registering it also makes the environment's copy of what is built in its own. */
function registryOf(environment: Environment): Registry {
  let registry: Registry | undefined;
  environment.registerFunction('internalProbe(ast): dyn', (({ parser, ast }: MacroCall) => {
    registry = parser.registry;
    return { callAst: ast };
  }) as never, SYNC);
  environment.parse('internalProbe(1)');
  registry!.functionCandidates(false, 'internalProbe', 1).declarations.length = 0;
  registry!.binaryOverload('null', '<', 'null', () => false, 'bool', false);
  remove(registry!.operatorCandidates('<'), 'null < null:');
  return registry!;
}

function register(environment: Environment, registry: Registry, functions: Functions): void {
  for (const [signature, handler] of Object.entries(functions)) {
    takeOut(registry, signature.slice(0, signature.lastIndexOf(')') + 1));
    environment.registerFunction(signature, handler, SYNC);
  }
}

/** Makes the type of a list's method unknown where that of its items is: the evaluator would take the first of its forms for the one that is meant. */
function loosen(registry: Registry, key: string, type: string): void {
  const [name, count] = key.split('/');
  const candidates = registry.functionCandidates(true, name, Number(count));
  const find = candidates.findFunction.bind(candidates);
  const returnType = registry.getType(type);
  candidates.findFunction = (args, receiver) => {
    const found = find(args, receiver);
    return found && receiver?.kind === 'list' && receiver.valueType?.kind === 'dyn' ? { ...found, returnType } : found;
  };
}

/** Functions as methods of a value that stands for their prefix. */
function inNamespace(environment: Environment, prefix: string, functions: Functions): Functions {
  const type = `${prefix[0].toUpperCase()}${prefix.slice(1)}Namespace`;
  if (!environment.hasVariable(prefix)) {
    const ctor = class {};
    environment.registerType(type, { ctor, fields: {} }).registerConstant(prefix, type, new ctor());
  }
  return Object.fromEntries(Object.entries(functions).map(([signature, handler]) =>
    [`${type}.${signature}`, (_: unknown, ...args: never[]) => handler(...args)]));
}

function takeOut(registry: Registry, call: string): void {
  const [, receiver, name, args] = SIGNATURE.exec(call)!;
  const count = args === '' ? 0 : args.split(/,(?![^<]*>)/).length;
  remove(registry.functionCandidates(receiver !== undefined, name, count), `${call}:`);
}

/** Takes out what has the same types on both sides: what the evaluator says of the result may be wrong. */
function registerOperator(registry: Registry, signature: string, handler: (...args: never[]) => unknown): void {
  const [types, result] = signature.split(': ');
  const [, left, operator, right] = /^(.+?) ([^\w\s]+|in) (.+)$/.exec(types) ?? [];
  if (operator === undefined) {
    remove(registry.operatorCandidates(`${types[0]}_`), `${types[0]}_${types.slice(1)}:`);
    registry.unaryOverload(types[0], types.slice(1), handler, result, false);
    return;
  }
  for (const each of operator === '==' ? ['==', '!='] : [operator]) remove(registry.operatorCandidates(each), `${left} ${each} ${right}:`);
  registry.binaryOverload(left, operator, right, handler, result, false);
}

function remove(candidates: Candidates, start: string): void {
  const at = candidates.declarations.findIndex(({ signature }) => signature.startsWith(start));
  if (at >= 0) candidates.declarations.splice(at, 1);
}

function keysOf({ functions = {}, macros = {}, namespaces = {} }: Library): string[] {
  const key = (signature: string): string => {
    const [, , name, args] = SIGNATURE.exec(signature.slice(0, signature.lastIndexOf(')') + 1))!;
    return `${name}/${args === '' ? 0 : args.split(/,(?![^<]*>)/).length}`;
  };
  return [
    ...Object.keys(functions).filter((signature) => !signature.startsWith('string(')).map(key),
    ...Object.keys(macros),
    ...Object.entries(namespaces).flatMap(([prefix, each]) => Object.keys(each).map((signature) => `${prefix}.${key(signature)}`)),
  ];
}
