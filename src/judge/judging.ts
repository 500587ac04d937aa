import { CompiledCheck, Failure, Outcome } from './compiled';
import { EvaluatedObject, Evaluator, evaluatorOf, forgetWhereFull } from './evaluate';
import { Item, placeOf, pointerTo, valueAt } from './items';
import { schemaFaultsOf } from './object-schema';
import { judgedAs } from './scope';
import { Fault, Verdicts } from './verdicts';
import { withoutNulls } from './without-nulls';
import { TimeLimitError, withinTime } from '../cel';
import { JsonObject } from '../private/json';
import { AppObject, AppView } from '../rules/app-check';
import { KindName } from '../rules/kinds';
import { expectedText } from '../rules/parameters';
import { Check, Place, Rule } from '../rules/rule';
import { Subject } from '../rules/subject';

/** So many objects share one limit of time: starting the clock costs more than judging an object. */
const BATCH = 64;
const BATCH_MILLISECONDS = 5_000;

/** Judges by a set of rules and notes what comes of it. */
export class Judging {
  private readonly schemaRules: readonly Rule[];

  public constructor(private readonly rules: readonly Rule[], private readonly place: Place, private readonly verdicts: Verdicts) {
    this.schemaRules = place === 'admission' ? [] : rules.filter(({ schema }) => schema);
  }

  /** Subjects that could not be rendered: the rule about the whole object says so. */
  public unrendered(subjects: readonly Subject[]): void {
    const rule = this.rules.find(({ schema }) => schema === 'other');
    for (const subject of subjects) {
      const message = subject.renderError ?? (subject.manifest && typeof subject.manifest !== 'object' ? 'no object' : undefined);
      if (rule && message !== undefined) this.verdicts.faulty(subject, rule, { verdict: 'error', pointer: '', place: '', message });
    }
  }

  /** Each object by itself. */
  public objects(objects: readonly AppObject[], app: AppView, workloads: boolean): void {
    let at = 0;
    while (at < objects.length) {
      try {
        withinTime(BATCH_MILLISECONDS, () => {
          for (const end = Math.min(at + BATCH, objects.length); at < end; at += 1) this.object(objects[at], judgedAs(objects[at], app, workloads));
        });
      } catch (error) {
        if (!(error instanceof TimeLimitError)) throw error;
        // The object is judged again, without the check that ran away.
        this.evaluatorOf(objects[at].subject).stopCurrent();
        this.verdicts.forget(objects[at].subject);
      }
      forgetWhereFull();
    }
  }

  /** What only all objects together show. */
  public app(app: AppView): void {
    if (this.place === 'admission') return;
    for (const rule of this.rules) {
      for (const { object, holds, field, place, expected, actual } of rule.app?.(app) ?? []) {
        if (holds) this.verdicts.holds(object.subject, rule);
        else this.verdicts.faulty(object.subject, rule, { verdict: 'fail', pointer: `/${field}`, place: place ?? field.replaceAll('/', '.'), expected, actual });
      }
    }
  }

  private object({ subject, manifest, kind }: AppObject, as: KindName | undefined): void {
    if (!kind || !as) return;
    this.schema(subject, manifest);
    const object = new EvaluatedObject(withoutNulls(manifest) as JsonObject, kind);
    const evaluator = this.evaluatorOf(subject);
    for (const plan of evaluator.plansFor(as)) {
      for (const item of object.items.of(plan.target)) {
        const outcomes = evaluator.outcomesOf(plan, item, object);
        for (let at = 0; at < outcomes.length; at += 1) this.note(outcomes[at], plan.checks[at], item, subject);
      }
    }
  }

  private note(outcome: Outcome, { rule, check }: CompiledCheck, item: Item, subject: Subject): void {
    if (outcome === 'not-applicable' || (rule.scopes && !isWithin(subject.origin.constructPath, rule.scopes))) return;
    if (outcome === 'holds') this.verdicts.holds(subject, rule);
    else this.verdicts.faulty(subject, rule, faultOf(outcome, item, check, subject));
  }

  private schema(subject: Subject, manifest: JsonObject): void {
    if (this.schemaRules.length === 0) return;
    const faults = schemaFaultsOf(manifest, subject.standard.release);
    if (!faults) return;
    for (const rule of this.schemaRules) {
      const own = faults.filter(({ fault }) => (fault === 'unknown') === (rule.schema === 'unknown'));
      if (own.length === 0) this.verdicts.holds(subject, rule);
      for (const { pointer, place, found, wanted } of own) {
        this.verdicts.faulty(subject, rule, { verdict: 'fail', pointer, place, expected: wanted, actual: found });
      }
    }
  }

  private evaluatorOf({ standard }: Subject): Evaluator {
    return evaluatorOf(this.rules, standard.parameters, this.place);
  }
}

function faultOf(outcome: 'fails' | Failure, item: Item, { field, expected }: Check, { standard }: Subject): Fault {
  const where = { pointer: pointerTo(item, field), place: placeOf(item, field), expected: expectedText(expected, standard.parameters) };
  if (outcome instanceof Failure) return { ...where, verdict: 'error', message: `the rule cannot be evaluated: ${outcome.reason}` };
  return { ...where, verdict: 'fail', actual: valueAt(item, field) };
}

function isWithin(path: string | undefined, scopes: readonly string[]): boolean {
  return path === undefined || scopes.some((scope) => scope === '' || path === scope || path.startsWith(`${scope}/`));
}
