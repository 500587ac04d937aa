import { compileExpression, Dependency, EvaluationFailure, Expression, replaceParams } from '../cel';
import { RuleParameters } from '../rules/parameters';
import { Check, Rule } from '../rules/rule';
import { TargetName, variablesOf } from '../rules/targets';

/** What came of a check for an item. */
export type Outcome = 'holds' | 'fails' | 'not-applicable' | Failure;

/** Why a check could not be evaluated. */
export class Failure {
  public constructor(public readonly reason: string) {}
}

/** A check with its expressions ready to be evaluated: those of one set of parameters. */
export interface CompiledCheck {
  readonly rule: Rule;
  readonly check: Check;
  /** What its outcome depends on. */
  readonly dependencies: readonly Dependency[];
  evaluate(values: { readonly [variable: string]: unknown }): Outcome;
}

/** Checks about the same items whose outcomes depend on the same: what came of them is found with one look. */
export interface Plan {
  readonly target: TargetName;
  readonly dependencies: readonly Dependency[];
  readonly checks: readonly CompiledCheck[];
  /** Outcomes so far, by the number of what they depend on: those of the checks, in their order. */
  readonly known: Map<number, readonly Outcome[]>;
  /** For which numbers these are: see Interner. */
  generation: number;
}

// Objects that are judged by the same settings share their parameters, and standards that differ elsewhere share most texts.
const texts = new Map<string, Expression>();

/** A check with the values of the profile written in. */
export function compileCheck(rule: Rule, check: Check, parameters: RuleParameters): CompiledCheck {
  const variables = variablesOf(check.target);
  const expression = compiled(check.expression, variables, parameters);
  const when = check.when === undefined ? undefined : compiled(check.when, variables, parameters);
  return {
    rule,
    check,
    dependencies: shortest([...expression.dependencies, ...when?.dependencies ?? []]),
    evaluate(values) {
      try {
        if (when && !when.evaluate(values)) return 'not-applicable';
        return expression.evaluate(values) ? 'holds' : 'fails';
      } catch (error) {
        if (error instanceof EvaluationFailure) return new Failure(error.message);
        throw error;
      }
    },
  };
}

/** The checks in the order of their first, those together that look at the same. */
export function plansOf(checks: readonly CompiledCheck[]): Plan[] {
  const plans = new Map<string, Plan & { readonly checks: CompiledCheck[] }>();
  for (const compiledCheck of checks) {
    const { check: { target }, dependencies } = compiledCheck;
    const key = `${target} ${JSON.stringify(dependencies)}`;
    const plan = plans.get(key);
    if (plan) plan.checks.push(compiledCheck);
    else plans.set(key, { target, dependencies, checks: [compiledCheck], known: new Map(), generation: 0 });
  }
  return [...plans.values()];
}

function compiled(text: string, variables: readonly string[], parameters: RuleParameters): Expression {
  const full = replaceParams(text, parameters);
  const key = `${variables.join()} ${full}`;
  let expression = texts.get(key);
  if (!expression) {
    expression = compileExpression(full, variables, 'bool');
    texts.set(key, expression);
  }
  return expression;
}

/** Each dependency once, in one order; a field of what is looked at as a whole is part of it. */
function shortest(dependencies: readonly Dependency[]): Dependency[] {
  const whole = new Set(dependencies.filter(({ field }) => field === undefined).map(({ variable }) => variable));
  const keys = new Map(dependencies.filter(({ variable, field }) => field === undefined || !whole.has(variable))
    .map((dependency) => [`${dependency.variable} ${dependency.field ?? ''}`, dependency]));
  return [...keys.keys()].sort().map((key) => keys.get(key)!);
}
