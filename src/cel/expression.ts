import type { CelError, Node, Type } from '#cel';
import { Kubernetes, kubernetes } from './environment';
import { EvaluationFailure, ExpressionError, oneLine } from './errors';
import { Dependency, Findings, inspect } from './inspect';
import { patternFault } from './regexes';
import { tokensOf } from './tokens';
import { equals, hasKey, isInt64, isMap, isSame, mapOf } from './values';

/** An expression that is known to be right, as far as that can be known without values. */
export interface Expression {
  readonly text: string;
  /** The oldest minor version of Kubernetes, as `1.30`, whose API server takes the expression in a new policy. */
  readonly minimumVersion: string;
  /** What the value can depend on: nothing outside of it ever changes it. */
  readonly dependencies: readonly Dependency[];
  /** The value for these values of the variables, made by `toCel`. Throws an `EvaluationFailure` where CEL has an error instead of a value. */
  evaluate(values: { readonly [variable: string]: unknown }): boolean | string;
}

/** Functions that the server runs when it compiles an expression, where they are given a literal. */
const CONVERSIONS = new Set(['bool', 'bytes', 'double', 'duration', 'int', 'string', 'timestamp', 'uint']);
const PATTERN_FUNCTIONS = new Set(['find', 'findAll', 'matches']);
const MAP_KEYS = new Set(['string', 'int', 'bool', 'dyn']);

/**
 * Parses an expression and checks its types, as the API server would: variables are of unknown type, the result must be known to be a bool or
 * a string. What Kubernetes refuses is refused with an `ExpressionError`, and so is what this library cannot evaluate as Kubernetes does.
 */
export function compileExpression(text: string, variables: readonly string[], result: 'bool' | 'string'): Expression {
  const evaluator = kubernetes();
  const { environment } = evaluator;
  checkTokens(text);
  for (const name of variables) declare(text, name, evaluator);
  const program = attempt(text, () => environment.parse(text));
  const { dependencies, minimumVersion, nodes } = inspect(program.ast, text, new Set(variables), evaluator);
  const checked = program.check();
  if (!checked.valid) throw expressionError(text, checked.error);
  checkNodes(text, nodes);
  if (checked.type !== result) throw new ExpressionError(wrongResult(checked.type, result), text, program.ast.start);
  return { text, minimumVersion, dependencies, evaluate: (values) => evaluated(() => program(values)) as boolean | string };
}

/** One environment is for all expressions: which of its variables an expression may use is found by walking over it. */
function declare(text: string, name: string, { environment, ownNames }: Kubernetes): void {
  if (ownNames.has(name)) throw new ExpressionError(`a variable cannot be named ${name}, which is a name of CEL's own`, text);
  if (!environment.hasVariable(name)) attempt(text, () => environment.registerVariable(name, 'dyn'));
}

function evaluated<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof EvaluationFailure) throw error;
    const { code = 'internal_error', summary, message } = error as Partial<CelError>;
    throw new EvaluationFailure(code, oneLine(summary ?? message ?? 'unknown error'));
  }
}

function attempt<T>(text: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw expressionError(text, error);
  }
}

function expressionError(text: string, error: unknown): ExpressionError {
  const { summary, message, range } = error as Partial<CelError>;
  return new ExpressionError(oneLine(reason(text, range?.start) ?? summary ?? message ?? 'unknown error'), text, range?.start);
}

/** What is written where the parser stopped, for syntax that Kubernetes has and the evaluator has not. */
function reason(text: string, at = text.length): string | undefined {
  if (text[at] === '`') return 'names in backticks are not evaluated here: write object[\'the-name\']';
  const isOptionalItem = text[at] === '?' && /[[{,]\s*$/.test(text.slice(0, at));
  return isOptionalItem ? 'optional items of lists and maps, as [?x] and {?k: v}, are not evaluated here' : undefined;
}

function wrongResult(type: string, result: string): string {
  const fix = type === 'dyn' && result === 'bool' ? ', which is not known to be one: compare it, as in x == true' : '';
  return `the expression must be a ${result}, and is of type ${type}${fix}`;
}

/** What the evaluator would read otherwise than the server does. */
function checkTokens(text: string): void {
  for (const { kind, start, text: token } of tokensOf(text)) {
    const isString = kind === 'raw' || kind === 'string';
    if (isString && token.includes('\r')) throw new ExpressionError('strings with carriage returns are not evaluated here: write \\r', text, start);
    if (kind === 'raw' && /(?<!\\)(?:\\\\)*\\['"]{1,3}$/.test(token)) {
      throw new ExpressionError('raw strings that end with a backslash are not evaluated here', text, start);
    }
    if (kind === 'string' && /^[bB]/.test(token) && /[^\x00-\x7f]/.test(token)) { // eslint-disable-line no-control-regex -- it looks for what is beyond ASCII
      throw new ExpressionError('bytes that are not ASCII must be written as escapes', text, start);
    }
  }
}

/** What only can be checked, or must be changed, when the types are known. */
function checkNodes(text: string, nodes: Findings['nodes']): void {
  for (const { node, parent } of nodes) {
    const fault = faultOf(node, parent);
    if (fault) throw new ExpressionError(fault, text, node.start);
    if (node.op === 'map') replaceMap(node);
    if (Object.hasOwn(OPERATORS, node.op)) node.handle = OPERATORS[node.op];
  }
}

/** Operators that the evaluator looks for by the types of values, and of first items in lists: those of JSON may have any. */
const OPERATORS: { readonly [operator: string]: (left: unknown, right: unknown) => boolean } = {
  '==': equals,
  '!=': (left, right) => !equals(left, right),
  'in': (sought, found) => {
    if (Array.isArray(found)) return found.some((item) => isSame(sought, item));
    if (isMap(found)) return hasKey(found, sought);
    throw new EvaluationFailure('no_such_overload', 'only lists and maps have something in them');
  },
};

function faultOf(node: Node, parent: Node | undefined): string | undefined {
  switch (node.op) {
    case 'value': {
      const { args } = node;
      const value = typeof args === 'bigint' && parent?.op === '-_' ? -args : args;
      return typeof value === 'bigint' && !isInt64(value) ? 'the number does not fit into an int' : undefined;
    }
    case '.': case '[]': return fieldFault(node);
    // What is to be put into a text may be of several types.
    case 'list': return isFormatted(parent) ? undefined : mixFault(node.args as Node[]);
    case 'map': return mapFault(node);
    case 'call': return callFault(node);
    case 'rcall': return methodFault(node);
    default: return undefined;
  }
}

/** Values of the function library, moments, durations and bytes have no fields. */
function fieldFault(node: Node): string | undefined {
  const [{ checkedType }] = node.args as [Node];
  return checkedType?.kind === 'message' || checkedType?.kind === 'primitive' ? `${checkedType.name} has no fields` : undefined;
}

function isFormatted(parent: Node | undefined): boolean {
  return parent?.op === 'rcall' && (parent.args as [string])[0] === 'format';
}

function mapFault(node: Node): string | undefined {
  const entries = node.args as [Node, Node][];
  const wrong = entries.map(([key]) => key.checkedType!.name).find((type) => !MAP_KEYS.has(type));
  return wrong === undefined ? mixFault(entries.map(([, value]) => value)) : `keys of maps are texts, ints or bools here, not ${wrong}`;
}

/** That items are of one type the evaluator sees to, but it takes an empty list or map for anything. */
function mixFault(items: readonly Node[]): string | undefined {
  const kinds = new Set(items.map(({ checkedType }) => (checkedType!.kind === 'primitive' ? checkedType!.name : checkedType!.kind)));
  return kinds.size > 1 ? 'items of a list or a map must have the same type: write dyn(…) around each' : undefined;
}

function callFault(node: Node): string | undefined {
  const [name, args] = node.args as [string, Node[]];
  if (name === 'matches') return literalPatternFault(args[1]);
  if (!CONVERSIONS.has(name) || args.length !== 1 || args[0].op !== 'value') return undefined;
  try {
    node.candidates?.findFunction(node.argTypes!)?.handler(args[0].args);
    return undefined;
  } catch (error) {
    return oneLine((error as Error).message);
  }
}

function methodFault(node: Node): string | undefined {
  const [name, receiver, args] = node.args as [string, Node, Node[]];
  const { candidates, argTypes } = node;
  // The evaluator itself looks at the arguments of a method of an unknown value only when it runs.
  const isKnown = !candidates || receiver.checkedType?.kind !== 'dyn' || candidates.declarations.some(takes(argTypes!));
  if (!isKnown) return `found no matching overload for 'dyn.${name}(${argTypes!.map((type) => type.name).join(', ')})'`;
  return PATTERN_FUNCTIONS.has(name) ? literalPatternFault(args[0]) : undefined;
}

const takes = (types: readonly Type[]) => (declaration: { signature: string; matchesArgs(types: readonly Type[]): unknown }): boolean =>
  !/^\w+Namespace\./.test(declaration.signature) && Boolean(declaration.matchesArgs(types));

function literalPatternFault(pattern: Node): string | undefined {
  const fault = pattern.op === 'value' && typeof pattern.args === 'string' ? patternFault(pattern.args) : undefined;
  return fault === undefined ? undefined : `${JSON.stringify(pattern.args)} is no pattern of RE2: ${fault}`;
}

/** The evaluator makes objects of maps: keys that are no texts would become some, and `constructor` would be left out. */
function replaceMap(node: Node): void {
  const entries = node.args as [Node, Node][];
  node.setMeta('evaluate', (evaluator: import('#cel').Evaluator, _: Node, context: import('#cel').Context) =>
    mapOf(entries.map(([key, value]) => [evaluator.run(key, context), evaluator.run(value, context)])));
}
