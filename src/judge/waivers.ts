import { Result } from '../rules/judgement';
import { managedPolicyFor } from '../rules/standard';
import { GivenWaiver } from '../rules/subject';

const DAY = 24 * 60 * 60 * 1000;

/** What waivers do to a result that does not hold: the first that speaks of it decides, one that still holds before one whose day has passed. */
export function waive(result: Result, asOf: string, used: Set<GivenWaiver>): Result {
  const { rule, subject, place, verdict } = result;
  const about = subject.waivers.filter((waiver) => waiver.rules.includes(rule.id) && covers(waiver.at, place));
  if (verdict !== 'fail' || about.length === 0) return result;
  about.forEach((waiver) => used.add(waiver));
  const enforcedBy = managedPolicyFor(rule, subject.standard);
  if (enforcedBy !== undefined) return { ...result, message: `no waiver helps: the platform's policy ${enforcedBy} refuses it` };
  if (!rule.waivable) return { ...result, message: 'no waiver lifts this rule' };
  const holding = about.find((waiver) => waiver.expires >= asOf);
  return holding ? { ...result, verdict: 'waived', waiver: holding } : { ...result, verdict: 'expired', waiver: about[0] };
}

/** Whether a waiver's place is the one of a finding or contains it. Without a place it is about the whole object. */
export function covers(at: string | undefined, place: string): boolean {
  if (at === undefined || at === place) return true;
  return place.startsWith(at) && (place[at.length] === '.' || place[at.length] === '[');
}

/** Whole days from one ISO date to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY);
}
