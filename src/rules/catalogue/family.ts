import { Check, Rule } from '../rule';

/** A rule as a family file writes it: what is the same for most of them can be left out. */
export type RuleRow = Omit<Rule, 'judgedAt' | 'waivable' | 'checks'> & Partial<Pick<Rule, 'judgedAt' | 'waivable'>> & {
  readonly checks?: readonly Check[];
};

/** The rules of a family: judged at synth and at admission, and waivable, where a row does not say otherwise. */
export function family(rows: readonly RuleRow[]): readonly Rule[] {
  return rows.map((row) => {
    if ((row.judgedAt ?? 'both') !== 'both' && !row.because) throw new Error(`${row.id} is judged at one place only and does not say why`);
    return { judgedAt: 'both', waivable: true, checks: [], ...row };
  });
}
