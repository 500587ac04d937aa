import { IConstruct } from 'constructs';
import { guardOf } from './guard';
import { formed, Forms, wordOf } from '../private/forms';
import { Place } from '../private/place';
import { found } from '../report/words';
import { Result } from '../rules/judgement';
import { atLeast, Severity } from '../rules/severity';

/** Which findings are meant. */
export interface FindingOptions {
  /**
   * The place of the finding, keyed, as `containers[name=main].securityContext.privileged`, or the beginning of it.
   *
   * @default - any
   */
  readonly at?: string;
}

/** Which findings count. */
export interface NoFindingsOptions {
  /**
   * The mildest severity that counts.
   *
   * @default Severity.LOW - every finding
   */
  readonly atLeast?: Severity;
}

const OPTIONS: Forms<FindingOptions> = { at: null };
const LIMITS: Forms<NoFindingsOptions> = { atLeast: wordOf(Severity) };

/** What the guardrails say of a construct and everything below it, for your own tests. The whole app is judged at each call; errors list what was found. */
export class GuardrailAssertions {
  /** Assertions about the objects at and below `scope`. */
  public static of(scope: IConstruct): GuardrailAssertions {
    return new GuardrailAssertions(scope);
  }

  private constructor(private readonly scope: IConstruct) {}

  /** Throws where a rule does not hold that no waiver lifts. */
  public hasNoFindings(options: NoFindingsOptions = {}): void {
    const { atLeast: limit = Severity.LOW } = formed(this.place('hasNoFindings'), options, LIMITS);
    const open = this.findings().filter(({ verdict, severity }) => verdict !== 'waived' && atLeast(severity, limit));
    if (open.length > 0) throw new Error(`[${this.path}] expected no findings, got ${open.length}:${listed(open)}`);
  }

  /** Throws where the rule holds, or where a waiver lifts what it finds. */
  public hasFinding(ruleId: string, options: FindingOptions = {}): void {
    this.expect(ruleId, 'finding', options, ({ verdict }) => verdict !== 'waived');
  }

  /** Throws where no finding of the rule is lifted by a waiver. */
  public hasWaivedFinding(ruleId: string, options: FindingOptions = {}): void {
    this.expect(ruleId, 'waived finding', options, ({ verdict }) => verdict === 'waived');
  }

  private expect(ruleId: string, what: string, options: FindingOptions, counts: (result: Result) => boolean): void {
    const { at } = formed(this.place(what), options, OPTIONS);
    const all = this.findings();
    if (all.some((result) => result.rule.id === ruleId && counts(result) && (at === undefined || result.place.startsWith(at)))) return;
    const where = at === undefined ? '' : ` at ${at}`;
    throw new Error(`[${this.path}] expected a ${what} of ${ruleId}${where}, got ${all.length === 0 ? 'none at all' : listed(all)}`);
  }

  private findings(): Result[] {
    const { path } = this.scope.node;
    const isWithin = (constructPath = ''): boolean => path === '' || constructPath === path || constructPath.startsWith(`${path}/`) || path === `${constructPath}/Resource`;
    return guardOf(this.scope).judge().findings.filter(({ subject }) => isWithin(subject.origin.constructPath));
  }

  private get path(): string {
    return this.scope.node.path || 'App';
  }

  private place(method: string): Place {
    return Place.of(this.scope).at(method);
  }
}

function listed(results: readonly Result[]): string {
  return results.map((result) => `\n  ${result.severity} ${result.rule.id} ${result.verdict} at ${result.subject.origin.constructPath} ${result.place}: `
    + `${result.message ?? `found ${found(result)}`}`).join('');
}
