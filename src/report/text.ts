import { found, nameOf, oneLine, waiverFor } from './words';
import { isFailing, Judgement, Result, Verdict } from '../rules/judgement';
import { Rule } from '../rules/rule';
import { SEVERITIES } from '../rules/severity';
import { Subject } from '../rules/subject';

const VERDICTS: { readonly [verdict in Verdict]?: string } = { waived: 'waived', expired: 'waiver expired', error: 'cannot be judged' };

/** The findings that fail, for a terminal: grouped by object, the worst first; and for each rule once what mends it. Empty where nothing fails. */
export function failuresText(judgement: Judgement): string {
  const failing = judgement.findings.filter((finding) => isFailing(finding, judgement.failOn));
  if (failing.length === 0) return '';
  return [
    `guardrails: ${count(failing.length, 'finding')} of severity ${judgement.failOn} or worse, judged for ${judgement.asOf}`,
    ...groups(failing).flatMap(([subject, results]) => ['', ...objectLines(subject, results)]),
    '',
    'how to mend it:',
    ...rulesOf(failing).flatMap((first) => ruleLines(first)),
    summaryLine(judgement) && `\n${summaryLine(judgement)}`,
  ].filter((line) => line !== undefined).join('\n');
}

/** All findings, for a terminal or a file. */
export function reportText(judgement: Judgement): string {
  return [...reportLines(judgement)].map((line) => `${line}\n`).join('');
}

/** The same line by line: of thousands of objects it may be longer than a text can be. */
export function* reportLines({ findings, counts, subjects, asOf }: Judgement): Generator<string> {
  const known = findings.filter((finding) => finding.known).length;
  yield `guardrails: ${count(subjects.length, 'object')}, judged for ${asOf}: ${counts.pass} hold, ${counts.fail + counts.expired + counts.error} do not, `
    + `${counts.waived} waived${known === 0 ? '' : `, ${known} known`}`;
  for (const [subject, results] of groups(findings)) {
    yield '';
    yield* objectLines(subject, results);
  }
  const open = rulesOf(findings.filter(({ verdict }) => verdict !== 'waived'));
  if (open.length > 0) yield* ['', 'how to mend it:', ...open.flatMap((first) => ruleLines(first))];
}

/** One line about what does not fail but is no pass either, or undefined where there is nothing of that sort. */
export function summaryLine({ findings, failOn }: Judgement): string | undefined {
  const below = findings.filter((finding) => finding.verdict !== 'waived' && !finding.known && !isFailing(finding, failOn));
  const parts = SEVERITIES.map((severity) => [severity, below.filter((finding) => finding.severity === severity).length] as const)
    .filter(([, number]) => number > 0).map(([severity, number]) => `${number} ${severity}`);
  const waived = findings.filter(({ verdict }) => verdict === 'waived').length;
  if (waived > 0) parts.push(`${waived} waived`);
  return parts.length === 0 ? undefined : `guardrails: findings that do not fail: ${parts.join(', ')}`;
}

/** Findings by object, in the order of each object's worst. */
function groups(results: readonly Result[]): [Subject, Result[]][] {
  const map = new Map<Subject, Result[]>();
  for (const result of results) {
    const list = map.get(result.subject);
    if (list) list.push(result);
    else map.set(result.subject, [result]);
  }
  return [...map];
}

function objectLines(subject: Subject, results: readonly Result[]): string[] {
  const { kind, namespace, name } = nameOf(subject);
  const { constructPath, file, line } = subject.origin;
  const source = file === undefined ? undefined : `${file}${line === undefined ? '' : `:${line}`}`;
  const title = [kind, [namespace, name].filter(Boolean).join('/')].filter(Boolean).join(' ');
  return [[title, constructPath && `(${constructPath})`, source].filter(Boolean).join('  '), ...results.flatMap(resultLines)].map(oneLine);
}

function resultLines(result: Result): string[] {
  const { rule, severity, verdict, place, expected, message, waiver, known, subject, pointer } = result;
  const line = subject.origin.lineOf?.(pointer);
  const at = [place || 'the object', line === undefined ? '' : `line ${line}`].filter(Boolean).join(', ');
  const mark = [VERDICTS[verdict], known && 'known'].filter(Boolean).map((word) => ` [${word}]`).join('');
  const what = message ?? `found ${found(result)}${expected === undefined ? '' : `, wanted ${expected}`}`;
  const lines = [`  ${severity.toUpperCase()} ${rule.id} ${rule.title}${mark}`, `    ${at}: ${what}`];
  if (waiver) lines.push(`    waiver: ${waiver.reason} (${waiver.owner}, until ${waiver.expires}${waiver.ticket === undefined ? '' : `, ${waiver.ticket}`})`);
  return lines;
}

/** The first finding of each rule. */
function rulesOf(results: readonly Result[]): Result[] {
  const first = new Map<Rule, Result>();
  for (const result of results) if (!first.has(result.rule)) first.set(result.rule, result);
  return [...first.values()];
}

function ruleLines(first: Result): string[] {
  const { id, remediation, prop } = first.rule;
  return [`  ${id}: ${remediation}`, ...prop === undefined ? [] : [`    in this library: ${prop}`], `    waiver: ${waiverFor(first)}`].map(oneLine);
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
