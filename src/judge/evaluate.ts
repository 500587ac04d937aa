import { CompiledCheck, compileCheck, Failure, Outcome, Plan, plansOf } from './compiled';
import { Interner } from './intern';
import { Item, Items } from './items';
import { toCel } from '../cel';
import { JsonObject } from '../private/json';
import { KindName } from '../rules/kinds';
import { RuleParameters } from '../rules/parameters';
import { Place, Rule } from '../rules/rule';

/** Stands for what is not there where an expression speaks of another part of the object. */
const NOTHING = {};

const interner = new Interner();

/** Evaluators by their rules and parameters: compiling costs far more than judging an object. */
const evaluators = new WeakMap<readonly Rule[], WeakMap<RuleParameters, Map<Place, Evaluator>>>();

/** The evaluator of a set of rules for a set of parameters, made once. */
export function evaluatorOf(rules: readonly Rule[], parameters: RuleParameters, place: Place): Evaluator {
  const byParameters = entryOf(evaluators, rules, () => new WeakMap<RuleParameters, Map<Place, Evaluator>>());
  const byPlace = entryOf(byParameters, parameters, () => new Map<Place, Evaluator>());
  return entryOf(byPlace, place, () => new Evaluator(rules, parameters, place));
}

function entryOf<K extends WeakKey | string, V>(map: { get(key: K): V | undefined; set(key: K, value: V): unknown }, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}

/** The checks of a set of rules for a set of parameters, compiled when the first object of a kind asks for them. */
export class Evaluator {
  private readonly byKind = new Map<KindName, readonly Plan[]>();
  private readonly stopped = new Set<CompiledCheck>();
  /** The check that is being evaluated: the culprit where time runs out. */
  private current?: CompiledCheck;

  public constructor(private readonly rules: readonly Rule[], private readonly parameters: RuleParameters, private readonly place: Place) {}

  /** The checks for objects of a kind. */
  public plansFor(kind: KindName): readonly Plan[] {
    let plans = this.byKind.get(kind);
    if (!plans) {
      const checks = this.rules.flatMap((rule) => rule.checks
        .filter((check) => check.kinds.includes(kind) && isJudgedAt(check.judgedAt ?? rule.judgedAt, this.place))
        .map((check) => compileCheck(rule, check, this.parameters)));
      plans = plansOf(checks);
      this.byKind.set(kind, plans);
    }
    return plans;
  }

  /** Never again evaluates the check that was at work when time ran out. */
  public stopCurrent(): void {
    if (!this.current) throw new Error('time ran out outside of all checks');
    this.stopped.add(this.current);
    this.byKind.forEach((plans) => plans.forEach(({ known }) => known.clear()));
  }

  /** What comes of a plan's checks for an item of an object. */
  public outcomesOf(plan: Plan, item: Item, object: EvaluatedObject): readonly Outcome[] {
    if (item.fault) {
      const failure = new Failure(item.fault);
      return plan.checks.map(() => failure);
    }
    const key = object.numberOf(item, plan);
    if (plan.generation !== interner.generation) {
      plan.known.clear();
      plan.generation = interner.generation;
    }
    let outcomes = plan.known.get(key);
    if (outcomes === undefined) {
      const values = object.valuesFor(item, plan);
      outcomes = plan.checks.map((check) => this.evaluate(check, values));
      plan.known.set(key, outcomes);
    }
    return outcomes;
  }

  private evaluate(check: CompiledCheck, values: { readonly [variable: string]: unknown }): Outcome {
    if (this.stopped.has(check)) return new Failure('evaluating it took too long');
    this.current = check;
    return check.evaluate(values);
  }
}

/** Keeps memory bounded: called between objects. */
export function forgetWhereFull(): void {
  if (interner.isFull) interner.clear();
}

/** An object as expressions see it. */
export class EvaluatedObject {
  public readonly items: Items;

  public constructor(manifest: JsonObject, kind: KindName) {
    this.items = new Items(manifest, kind);
  }

  /** The number of all that a plan's checks look at for an item. */
  public numberOf(item: Item, { dependencies }: Plan): number {
    let number = -1;
    for (const { variable, field } of dependencies) {
      const json = this.jsonOf(item, variable);
      // What has no fields is looked at as a whole, and must not be taken for a field of that value.
      const isWhole = field !== undefined && !isMap(json);
      const value = interner.numberOf(field === undefined || isWhole ? json : (json as JsonObject)[field]);
      const part = isWhole ? interner.pair(value, value) : value;
      number = number < 0 ? part : interner.pair(number, part);
    }
    return number;
  }

  /** The values of the variables, no more of each than a plan's checks look at. */
  public valuesFor(item: Item, { dependencies }: Plan): { readonly [variable: string]: unknown } {
    const parts: { [variable: string]: unknown } = {};
    for (const { variable, field } of dependencies) {
      const json = this.jsonOf(item, variable);
      if (field === undefined || !isMap(json)) parts[variable] = json;
      else parts[variable] = Object.assign(parts[variable] ?? {}, Object.hasOwn(json, field) ? { [field]: json[field] } : {});
    }
    return Object.fromEntries(Object.entries(parts).map(([variable, json]) => [variable, toCel(json)]));
  }

  private jsonOf(item: Item, variable: string): unknown {
    for (let at: Item | undefined = item; at; at = at.parent) {
      if (at.variable === variable) return at.json;
    }
    return this.items.root(variable as 'object')?.json ?? NOTHING;
  }
}

function isMap(json: unknown): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

function isJudgedAt(judged: Place, place: Place): boolean {
  return judged === 'both' || place === 'both' || judged === place;
}
