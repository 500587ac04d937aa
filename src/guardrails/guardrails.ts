import { IConstruct } from 'constructs';
import { guardOf } from './guard';
import { GuardrailsProps, GuardrailWaiverProps } from './guardrails-props';
import { recordWaiver } from './waivers';
import { formed, Forms, FLAG, madeBy, wordOf } from '../private/forms';
import { Place } from '../private/place';
import { checkText } from '../private/syntax';
import { Report } from '../report/report';
import { GuardrailPack, GuardrailRule } from '../rules/guardrail-rule';
import { Severity } from '../rules/severity';
import { WaiverProps } from '../rules/waiver';
import { waiverRecord } from '../rules/waiver-record';

const PROPS: Forms<GuardrailsProps> = { failOn: wordOf(Severity), closed: FLAG, workloads: FLAG };
const WAIVER: Forms<GuardrailWaiverProps> = { reason: null, owner: null, expires: null, ticket: null, at: null, inherit: FLAG };

/**
 * The guardrails of an app: every object in its final form, after all patches and whoever made it, is judged once at each synth, and a finding
 * of severity high or worse fails it before anything is written. Constructs of this library switch them on by themselves; `Guardrails.of(app)`
 * does it for apps that have none.
 */
export class Guardrails {
  /** The guardrails at `scope`: an App, a Chart or any construct. */
  public static of(scope: IConstruct): Guardrails {
    return new Guardrails(scope);
  }

  private constructor(private readonly scope: IConstruct) {
    guardOf(scope);
  }

  /** Sets how the app is judged as a whole. Only at the app, and each setting once. */
  public configure(props: GuardrailsProps): void {
    const place = this.placeOf('configure');
    if (this.scope.node.scope) {
      place.fail({ given: 'settings at a construct', allowed: 'settings at the app, which is judged as a whole', fix: 'call Guardrails.of(app).configure(…)' });
    }
    guardOf(this.scope).configure(place, formed(place, props, PROPS));
  }

  /** Adds a rule of your own for everything at and below this scope. */
  public addRule(rule: GuardrailRule): void {
    const place = this.placeOf('addRule');
    madeBy(GuardrailRule, 'new GuardrailRule({ … })')(place, rule);
    guardOf(this.scope).add(place, rule._rule, this.scope);
  }

  /** Adds all rules of a pack for everything at and below this scope. */
  public addPack(pack: GuardrailPack): void {
    madeBy(GuardrailPack, 'new GuardrailPack(name, rules)')(this.placeOf('addPack'), pack);
    pack.rules.forEach((rule) => this.addRule(rule));
  }

  /**
   * Accepts findings of a rule at this construct's own objects until a day. It is recorded in the report and, for readers, in the object's
   * annotation.
   *
   * @param ruleId the rule, as `SBX-ISO-001`. Rules that cannot be waived stay failing
   * @param waiver why, who answers for it, until when and where
   */
  public waive(ruleId: string, waiver: GuardrailWaiverProps): void {
    const place = this.placeOf('waive');
    checkText(place, ruleId, 'give the id of a rule');
    const { at, inherit, ...props } = formed(place, waiver, WAIVER);
    if (at !== undefined) checkText(place.at('at'), at, 'give the place as the finding names it, or leave it out');
    const record = waiverRecord(place, props, [ruleId], at);
    recordWaiver(this.scope, inherit ? { ...record, inherit } : record);
  }

  /**
   * Switches a rule off for everything at and below this scope until a day: its findings are waived.
   *
   * @param ruleId the rule, as `SBX-ISO-001`
   * @param waiver why, who answers for it and until when
   */
  public disable(ruleId: string, waiver: WaiverProps): void {
    this.waive(ruleId, { ...waiver, inherit: true });
  }

  /** Writes a report at each synth, a failing one too. */
  public addReport(report: Report): void {
    const place = this.placeOf('addReport');
    madeBy(Report, 'Report.json(path)')(place, report);
    guardOf(this.scope).addReport(place, report);
  }

  private placeOf(method: string): Place {
    return Place.of(this.scope).at(`guardrails.${method}`);
  }
}
