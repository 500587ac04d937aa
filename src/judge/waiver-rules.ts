import { Verdicts } from './verdicts';
import { daysBetween } from './waivers';
import { isPlainObject } from '../private/json';
import { Rule, WaiverFaultName } from '../rules/rule';
import { Standard } from '../rules/standard';
import { GivenWaiver, Subject } from '../rules/subject';

/** What a rule about waivers looks at. */
export interface WaiverFacts {
  readonly waiver: GivenWaiver;
  readonly standard: Standard;
  readonly asOf: string;
  /** Whether a finding was lifted by it, or would be if its day had not passed. */
  readonly used: boolean;
  /** How many namespaces have objects that it holds for. */
  readonly namespaces: number;
  ruleOf(id: string): Rule | undefined;
}

/** What a fault of a waiver is, or undefined where there is none. */
export interface WaiverFault {
  readonly field: string;
  readonly actual: unknown;
  readonly expected: string;
}

/** The faults that a waiver can have, by the names that rules of family WVR have for them. */
export const WAIVER_FAULTS = {
  unknown({ waiver, ruleOf }) {
    const unknown = waiver.rules.filter((id) => !ruleOf(id));
    return unknown.length > 0 ? { field: 'rules', actual: unknown.join(', '), expected: 'ids of rules in the catalogue or of custom rules' } : undefined;
  },
  unwaivable({ waiver, ruleOf }) {
    const fixed = waiver.rules.filter((id) => ruleOf(id)?.waivable === false);
    return fixed.length > 0 ? { field: 'rules', actual: fixed.join(', '), expected: 'rules that a waiver can lift' } : undefined;
  },
  expired({ waiver, asOf }) {
    return waiver.expires < asOf ? { field: 'expires', actual: waiver.expires, expected: `a day from ${asOf} on` } : undefined;
  },
  overlong({ waiver, asOf, standard }) {
    const ceiling = standard.parameters.waiverCeilingDays as number;
    return daysBetween(asOf, waiver.expires) > ceiling
      ? { field: 'expires', actual: waiver.expires, expected: `at most ${ceiling} days after ${asOf}` }
      : undefined;
  },
  broad({ waiver, namespaces }) {
    return waiver.at === undefined && namespaces > 1
      ? { field: 'scope', actual: `objects of ${namespaces} namespaces`, expected: 'objects of one namespace: give it where the deviation is' }
      : undefined;
  },
  unused({ used, waiver }) {
    return used ? undefined : { field: 'rules', actual: waiver.rules.join(', '), expected: 'a finding that it lifts: remove the waiver' };
  },
  ending({ waiver, asOf, standard }) {
    const left = daysBetween(asOf, waiver.expires);
    const warning = standard.parameters.waiverWarningDays as number;
    return left >= 0 && left <= warning
      ? { field: 'expires', actual: waiver.expires, expected: `more than ${warning} days left on ${asOf}: renew it or mend the cause` }
      : undefined;
  },
} as const satisfies { readonly [fault in WaiverFaultName]: (facts: WaiverFacts) => WaiverFault | undefined };

/** Judges the waivers themselves, each at the first subject that has it. */
export function judgeWaivers(subjects: readonly Subject[], rules: readonly Rule[], asOf: string, verdicts: Verdicts): void {
  const waiverRules = rules.filter(({ waiver }) => waiver);
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  for (const [waiver, holders] of holdersOf(subjects)) {
    if (waiver.builtIn) continue;
    const [subject] = holders;
    const namespaces = new Set(holders.map(namespaceOf)).size;
    const facts = { waiver, standard: subject.standard, asOf, used: verdicts.used.has(waiver), namespaces, ruleOf: (id: string) => byId.get(id) };
    for (const rule of waiverRules) {
      const fault = WAIVER_FAULTS[rule.waiver!](facts);
      if (!fault) {
        verdicts.holds(subject, rule);
      } else {
        const { field, actual, expected } = fault;
        const place = `waivers[${waiver.rules.join(',')}${waiver.at === undefined ? '' : ` at ${waiver.at}`}].${field}`;
        verdicts.faulty(subject, rule, { verdict: 'fail', pointer: '', place, expected, actual });
      }
    }
  }
}

/** Every waiver with the subjects that it holds for, in their order. */
function holdersOf(subjects: readonly Subject[]): Map<GivenWaiver, Subject[]> {
  const holders = new Map<GivenWaiver, Subject[]>();
  for (const subject of subjects) {
    for (const waiver of subject.waivers) {
      const list = holders.get(waiver);
      if (list) list.push(subject);
      else holders.set(waiver, [subject]);
    }
  }
  return holders;
}

function namespaceOf({ manifest }: Subject): string {
  const namespace = isPlainObject(manifest?.metadata) ? manifest.metadata.namespace : undefined;
  return typeof namespace === 'string' ? namespace : '';
}
