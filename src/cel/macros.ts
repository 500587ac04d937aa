import type { Checker, Context, Evaluator, MacroCall, Node, Overlay, Type } from '#cel';
import { EvaluationFailure } from './errors';
import { Library, Macro } from './library';
import { sortedBy } from './lists';
import { formatFault, formatText } from './printf';
import { cel, hasKey, isMap, Opaque } from './values';

/** Whether a field is there. A list has indices only, so that asking it for a field is an error; what has no fields at all has none. */
function hasField(value: unknown, field: string): boolean {
  if (value instanceof cel().Optional) return value.hasValue() && hasField(value.value(), field);
  if (Array.isArray(value) || value instanceof Opaque) throw new EvaluationFailure('no_such_overload', `a value of this type has no field "${field}"`);
  return isMap(value) && hasKey(value, field);
}

/** `has(a.b)`, for any `a`: the evaluator's own takes only variables and their fields. */
function has({ args: [node] }: MacroCall): Macro {
  const [operand, field] = node.args as [Node, string];
  return {
    async: false,
    typeCheck: (checker, _, context) => {
      if (node.op !== '.') throw checker.createError('invalid_macro_argument', 'has() takes a field, as has(a.b)', node);
      const type = checker.check(operand, context);
      checker.checkAccessOnType(node, context, (type.kind === 'optional' && type.valueType) || type, true);
      return checker.getType('bool');
    },
    evaluate: (evaluator, _, context) => hasField(evaluator.run(operand, context), field),
  };
}

/** One or more variables that a macro binds in an argument of it. */
export class Binding {
  private scopes: Overlay[] = [];

  constructor(private readonly names: readonly Node[]) {}

  /** The context in which the variables have these types. */
  public declare(checker: Checker, context: Context, types: readonly Type[]): Context {
    const known = this.names.map((node) => node.args);
    this.scopes = this.names.map((node, at) => {
      if (node.op !== 'id') throw checker.createError('invalid_macro_argument', 'the name of a variable is needed here', node);
      if (known.indexOf(node.args) !== at) throw checker.createError('invalid_macro_argument', 'two variables have the same name', node);
      context = (context as Overlay).forkWithVariable(node.args as string, types[at]);
      return context as Overlay;
    });
    return context;
  }

  /** The context in which the variables have these values. */
  public bind(evaluator: Evaluator, context: Context, values: readonly unknown[]): Context {
    return this.scopes.reduce<Context>((parent, scope, at) => scope.reuse(parent).setIterValue(values[at], evaluator), context);
  }
}

/** The type of what an optional value may hold. */
function heldType(checker: Checker, node: Node, context: Context): Type {
  const type = checker.check(node, context);
  if (type.kind === 'dyn') return type;
  if (type.kind !== 'optional') throw checker.createError('optional_expected', `an optional value is needed, not ${type.name}`, node);
  return type.valueType!;
}

/** `optional.optMap(x, …)`, and `optFlatMap` whose `…` is optional itself. */
function mapped({ args: [name, transform], receiver }: MacroCall, isFlat: boolean): Macro {
  const binding = new Binding([name]);
  return {
    async: false,
    typeCheck: (checker, _, context) => {
      const inner = binding.declare(checker, context, [heldType(checker, receiver, context)]);
      const type = isFlat ? heldType(checker, transform, inner) : checker.check(transform, inner);
      return checker.registry.getOptionalType(type);
    },
    evaluate: (evaluator, _, context) => {
      const optional = expectOptional(evaluator.run(receiver, context));
      if (!optional.hasValue()) return optional;
      const result = evaluator.run(transform, binding.bind(evaluator, context, [optional.value()]));
      return isFlat ? result : cel().Optional.of(result);
    },
  };
}

function expectOptional(value: unknown): import('#cel').Optional {
  if (value instanceof cel().Optional) return value;
  throw new EvaluationFailure('optional_expected', 'the value is not optional');
}

/** `text.format([…])`: the list may hold values of several types, which lists otherwise do not. */
function format({ args: [list], receiver }: MacroCall): Macro {
  const items = list.op === 'list' ? list.args as Node[] : undefined;
  return {
    async: false,
    typeCheck: (checker, _, context) => {
      expectType(checker, receiver, context, 'string');
      if (!items) {
        expectType(checker, list, context, 'list');
      } else {
        const types = items.map((item) => checker.check(item, context).name.replace(/<.*/, ''));
        const fault = receiver.op === 'value' ? faultOf(() => formatFault(receiver.args as string, types)) : undefined;
        if (fault) throw checker.createError('invalid_format', fault, receiver);
      }
      return checker.getType('string');
    },
    evaluate: (evaluator, _, context) => {
      const text = evaluator.run(receiver, context);
      const values = items ? items.map((item) => evaluator.run(item, context)) : evaluator.run(list, context);
      if (typeof text !== 'string' || !Array.isArray(values)) throw new EvaluationFailure('no_such_overload', 'format() is a text\'s, and takes a list');
      return formatText(text, values);
    },
  };
}

function faultOf(check: () => string | undefined): string | undefined {
  try {
    return check();
  } catch (error) {
    return (error as Error).message;
  }
}

function expectType(checker: Checker, node: Node, context: Context, expected: string): void {
  const type = checker.check(node, context);
  if (!type.matches(checker.getType(expected))) throw checker.createError('no_such_overload', `a ${expected} is needed, not ${type.name}`, node);
}

/** `list.sortBy(x, …)`. */
function sortBy({ args: [name, key], receiver }: MacroCall): Macro {
  const binding = new Binding([name]);
  return {
    async: false,
    typeCheck: (checker, _, context) => {
      expectType(checker, receiver, context, 'list');
      const type = checker.check(receiver, context);
      const inner = binding.declare(checker, context, [type.valueType ?? checker.getType('dyn')]);
      const keyType = checker.check(key, inner);
      if (/^(list|map|optional|null|type)\b/.test(keyType.name)) throw checker.createError('no_such_overload', `${keyType.name} has no order`, key);
      return type;
    },
    evaluate: (evaluator, _, context) => {
      const list = evaluator.run(receiver, context);
      if (!Array.isArray(list)) throw new EvaluationFailure('no_such_overload', 'sortBy() is a list\'s');
      return sortedBy(list, list.map((item) => evaluator.run(key, binding.bind(evaluator, context, [item]))));
    },
  };
}

/** `has`, where the evaluator's own is narrower than the server's. */
export const HAS: Library = { macros: { 'has/1': has } };

/** What is done with the value of an optional value. */
export const OPTIONAL_MACROS: Library = {
  since: '1.29',
  macros: { 'optMap/2': (call) => mapped(call, false), 'optFlatMap/2': (call) => mapped(call, true) },
};

/** Texts with places for values. */
export const FORMAT_MACRO: Library = { since: '1.30', macros: { 'format/1': format } };

/** Sorting by a key. */
export const SORT_MACRO: Library = { since: '1.35', macros: { 'sortBy/2': sortBy } };
