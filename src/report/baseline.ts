import { isFailing, Judgement, Result } from '../rules/judgement';

/** A judgement in which findings that were there before are known: they are shown, and do not count. */
export function withBaseline(judgement: Judgement, fingerprints: ReadonlySet<string>): Judgement {
  const marked = (result: Result): Result => {
    const isKnown = result.verdict !== 'pass' && result.verdict !== 'not-applicable' && result.verdict !== 'waived' && fingerprints.has(result.fingerprint);
    return isKnown ? { ...result, known: true } : result;
  };
  const findings = judgement.findings.map(marked);
  const counts = { ...judgement.counts };
  for (const { known, verdict } of findings) if (known) counts[verdict] -= 1;
  return {
    ...judgement,
    findings,
    counts,
    failed: findings.some((finding) => isFailing(finding, judgement.failOn)),
    *results() {
      for (const result of judgement.results()) yield marked(result);
    },
  };
}
