import { Rule } from './rule';
import { atLeast, Severity } from './severity';
import { GivenWaiver, Subject } from './subject';

/**
 * What came of a rule at a place: it holds, it does not, it does not and a waiver lifts it, it does not and the waiver's day has passed, there is
 * nothing that it could be about, or it cannot be evaluated, which counts as not holding.
 */
export type Verdict = 'pass' | 'fail' | 'waived' | 'expired' | 'not-applicable' | 'error';

/** One result: a rule about one place of an object, or about the whole object where it holds or does not apply. */
export interface Result {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly verdict: Verdict;
  readonly subject: Subject;
  /** RFC 6901 pointer to the place; '' is the object. For display: it moves with the order of lists. */
  readonly pointer: string;
  /** The place, keyed: below the PodSpec as `containers[name=main].securityContext.privileged`, elsewhere below the object as `spec.replicas`. */
  readonly place: string;
  /** What would be right. */
  readonly expected?: string;
  /** What was found, undefined where nothing is there; secrets are redacted. */
  readonly actual?: unknown;
  /** Whether the value at the place is absent, which `actual` alone cannot say. */
  readonly absent?: boolean;
  /** Why the rule could not be evaluated, or what else there is to say. */
  readonly message?: string;
  /** The same as long as rule, object and keyed place are the same. */
  readonly fingerprint: string;
  /** The waiver that lifts it, or that did until its day. */
  readonly waiver?: GivenWaiver;
  /** Whether it was there before, by a baseline: it is shown and does not fail. */
  readonly known?: boolean;
}

/** What came of all rules for all subjects. */
export interface Judgement {
  /** What does not hold, waived or not, and what could not be evaluated: the worst first, then by object in the order of the subjects. */
  readonly findings: readonly Result[];
  /** Whether a finding fails: verdict fail, expired or error, at the threshold or above it. */
  readonly failed: boolean;
  readonly asOf: string;
  readonly failOn: Severity;
  /** Whether a reference that points outside the subjects pointed nowhere. */
  readonly closed: boolean;
  /** Whether all workloads were judged, and not those of sandboxes alone. */
  readonly workloads: boolean;
  readonly subjects: readonly Subject[];
  /** The rules that results are about. */
  readonly rules: readonly Rule[];
  /** How many results there are of each verdict. */
  readonly counts: { readonly [verdict in Verdict]: number };
  /** All results, those that hold and those that do not apply too: made anew at each call, one for each rule and subject at least. */
  results(): Iterable<Result>;
}

/** Whether a result fails what is judged: one that does not hold, is as bad as that, and is neither waived nor known. */
export function isFailing({ verdict, severity, known }: Result, failOn: Severity): boolean {
  return (verdict === 'fail' || verdict === 'expired' || verdict === 'error') && known !== true && atLeast(severity, failOn);
}
