import type { Checker, Context, Evaluator, MacroCall, Type } from '#cel';
import { Opaque } from './values';

/** A part of CEL's function library: what the evaluator is taught beside what it knows. */
export interface Library {
  /** The first minor version of Kubernetes that takes it in a new policy; unsaid where all do. */
  readonly since?: string;
  /** Values of a kind of their own, by the name of the type in CEL. */
  readonly types?: { readonly [name: string]: abstract new (...args: never[]) => Opaque };
  /** Functions `name(type, type): type` and methods `type.name(type): type`. A signature that the evaluator has already is replaced. */
  readonly functions?: Functions;
  /** Methods of lists, by name and number of arguments, and their type for a list of what may be anything: `dyn`, say. */
  readonly ofAnything?: { readonly [nameAndArguments: string]: string };
  /** Functions with a prefix: `sets.contains`, say. */
  readonly namespaces?: { readonly [prefix: string]: Functions };
  /** What is given the syntax of its arguments instead of their values, by name and number of arguments, as `optMap/2`. */
  readonly macros?: { readonly [nameAndArguments: string]: (call: MacroCall) => Macro };
  /** Operators, as `string < string: bool`. */
  readonly operators?: Functions;
}

/** What a signature does. */
export interface Functions {
  readonly [signature: string]: (...args: never[]) => unknown;
}

/** What a macro does: `typeCheck` when the expression is made, `evaluate` when it runs. */
export interface Macro {
  readonly async: false;
  typeCheck(checker: Checker, macro: unknown, context: Context): Type;
  evaluate(evaluator: Evaluator, macro: unknown, context: Context): unknown;
}

/** The values of a function of one text, kept: a program's rules and manifests say few, many times. */
export function remembered<T>(make: (text: string) => T, limit = 2000): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    let value = known.get(text);
    if (value === undefined) {
      value = make(text);
      if (known.size >= limit) known.clear();
      known.set(text, value);
    }
    return value;
  };
}
