import { createHash } from 'node:crypto';
import { redacted } from './redact';
import { waive } from './waivers';
import { isPlainObject } from '../private/json';
import { isFailing, Judgement, Result, Verdict } from '../rules/judgement';
import { Rule } from '../rules/rule';
import { SEVERITIES } from '../rules/severity';
import { severityOf } from '../rules/standard';
import { GivenWaiver, Subject } from '../rules/subject';

/** What a rule found wrong at a place. */
export interface Fault {
  readonly verdict: 'fail' | 'error';
  readonly pointer: string;
  readonly place: string;
  readonly expected?: string;
  readonly actual?: unknown;
  readonly message?: string;
}

// One byte for each rule and subject: nearly all hold or do not apply, and 100,000 documents have to fit.
const NOT_APPLICABLE = 0;
const HOLDS = 1;
const FAULTY = 2;

/** Where verdicts are collected. */
export class Verdicts {
  /** Waivers that lift something, or would if their day had not passed. */
  public readonly used = new Set<GivenWaiver>();

  private readonly codes: Uint8Array;
  private readonly faults: Result[][];
  private readonly numbers = new Map<Rule, number>();
  private readonly positions = new Map<Subject, number>();

  public constructor(
    private readonly subjects: readonly Subject[],
    private readonly rules: readonly Rule[],
    private readonly asOf: string,
  ) {
    this.codes = new Uint8Array(subjects.length * rules.length);
    this.faults = subjects.map(() => []);
    rules.forEach((rule, number) => this.numbers.set(rule, number));
    subjects.forEach((subject, position) => this.positions.set(subject, position));
  }

  /** A rule holds at a place of a subject. */
  public holds(subject: Subject, rule: Rule): void {
    const at = this.codeAt(this.positions.get(subject)!, this.numbers.get(rule)!);
    if (this.codes[at] === NOT_APPLICABLE) this.codes[at] = HOLDS;
  }

  /** A rule does not hold at a place of a subject. */
  public faulty(subject: Subject, rule: Rule, fault: Fault): void {
    const position = this.positions.get(subject)!;
    this.codes[this.codeAt(position, this.numbers.get(rule)!)] = FAULTY;
    const result: Result = {
      ...fault,
      rule,
      severity: severityOf(rule, subject.standard),
      subject,
      actual: redacted(fault.actual, rule.secret === true),
      absent: fault.actual === undefined,
      fingerprint: fingerprintOf(rule, identityOf(subject), fault.place),
    };
    this.faults[position].push(waive(result, this.asOf, this.used));
  }

  /** Takes back what was said of a subject. */
  public forget(subject: Subject): void {
    const position = this.positions.get(subject)!;
    this.codes.fill(NOT_APPLICABLE, this.codeAt(position, 0), this.codeAt(position + 1, 0));
    this.faults[position] = [];
  }

  /** What came of it all, of the rules whose ids are wanted. */
  public judgement({ reported, ...settings }: Pick<Judgement, 'failOn' | 'closed' | 'workloads'> & { reported?: ReadonlySet<string> }): Judgement {
    const { subjects, asOf } = this;
    const isWanted = ({ id }: Rule): boolean => !reported || reported.has(id);
    const rules = this.rules.filter(isWanted);
    const ranked = this.faults.flatMap((faults) => faults.sort((a, b) => this.numbers.get(a.rule)! - this.numbers.get(b.rule)!))
      .filter(({ rule }) => isWanted(rule));
    const findings = SEVERITIES.flatMap((severity) => ranked.filter((fault) => fault.severity === severity));
    return {
      ...settings,
      findings,
      failed: findings.some((finding) => isFailing(finding, settings.failOn)),
      asOf,
      subjects,
      rules,
      results: () => this.results(rules),
      counts: this.counts(rules, findings),
    };
  }

  private* results(rules: readonly Rule[]): Generator<Result> {
    for (const [position, subject] of this.subjects.entries()) {
      const identity = identityOf(subject);
      for (const rule of rules) {
        const code = this.codes[this.codeAt(position, this.numbers.get(rule)!)];
        if (code === FAULTY) {
          yield* this.faults[position].filter((fault) => fault.rule === rule);
        } else {
          const severity = severityOf(rule, subject.standard);
          const verdict = code === HOLDS ? 'pass' : 'not-applicable';
          yield { rule, severity, verdict, subject, pointer: '', place: '', fingerprint: fingerprintOf(rule, identity, '') };
        }
      }
    }
  }

  private counts(rules: readonly Rule[], findings: readonly Result[]): { [verdict in Verdict]: number } {
    const counts = { 'pass': 0, 'fail': 0, 'waived': 0, 'expired': 0, 'not-applicable': 0, 'error': 0 };
    const numbers = rules.map((rule) => this.numbers.get(rule)!);
    for (let position = 0; position < this.subjects.length; position += 1) {
      for (const number of numbers) {
        const code = this.codes[this.codeAt(position, number)];
        if (code === HOLDS) counts.pass += 1;
        else if (code === NOT_APPLICABLE) counts['not-applicable'] += 1;
      }
    }
    for (const { verdict } of findings) counts[verdict] += 1;
    return counts;
  }

  private codeAt(position: number, number: number): number {
    return position * this.rules.length + number;
  }
}

/** What an object is told by, as far as fingerprints go: the same whatever the version of its API. */
function identityOf({ manifest, origin }: Subject): unknown[] {
  if (!manifest) return [origin.constructPath];
  const metadata = isPlainObject(manifest.metadata) ? manifest.metadata : {};
  return [String(manifest.apiVersion).replace(/\/.*$/, ''), manifest.kind, metadata.namespace ?? '', metadata.name];
}

function fingerprintOf(rule: Rule, identity: readonly unknown[], place: string): string {
  return createHash('sha256').update(JSON.stringify([rule.id, ...identity, place])).digest('hex').slice(0, 16);
}
