import { CommandError, failFor, Io, textOf, today } from './io';
import { manifestsIn } from './manifests';
import { writeResult } from './output';
import { dayFor, StandardOptions, standardFor } from './settings';
import { Subjects } from './subjects';
import { judge } from '../judge/judge';
import { withBaseline } from '../report/baseline';
import { reportPieces } from '../report/json';
import { readFingerprints, ReportedSettings, readSettings } from '../report/read';
import { reportLines } from '../report/text';
import { oneLine } from '../report/words';
import { CATALOGUE } from '../rules/catalogue';
import { isFailing, Judgement } from '../rules/judgement';
import { Rule } from '../rules/rule';
import { Severity } from '../rules/severity';
import { Standard } from '../rules/standard';

/** How manifests are judged. */
export interface JudgeSettings extends StandardOptions {
  readonly failOn?: Severity;
  readonly asOf?: string;
  readonly closed?: boolean;
  readonly workloads?: boolean;
  /** A file: a report of synth. */
  readonly report?: string;
  /** A file: a report whose findings are known. */
  readonly baseline?: string;
  /** Ids of the rules that are reported alone. */
  readonly rule?: readonly string[];
  /** Ids of rules that are not reported. */
  readonly skip?: readonly string[];
}

/** The options of `check`. */
export interface CheckOptions extends JudgeSettings {
  readonly format: 'text' | 'json';
  readonly output?: string;
}

/** The exit code of a check that found something. */
const FOUND = 2;

/** Judges manifests, writes what came of it, and gives the exit code. */
export function check(paths: readonly string[], options: CheckOptions, io: Io): number {
  const judgement = judged(paths, options, io, (line) => io.stderr(`${line}\n`));
  writeResult(options.format === 'json' ? reportPieces(judgement) : textOfCheck(judgement), options.output, io);
  return judgement.failed ? FOUND : 0;
}

/** Judges manifests. What is worth knowing beside it goes to `tell`, line by line. */
export function judged(paths: readonly string[], options: JudgeSettings, io: Io, tell: (line: string) => void): Judgement {
  const report = options.report === undefined ? undefined : readSettings(textOf('--report', options.report, io), options.report);
  const known = options.baseline === undefined ? undefined : readFingerprints(textOf('--baseline', options.baseline, io), options.baseline);
  const rules = report ? [...CATALOGUE, ...report.rules] : CATALOGUE;
  const reported = reportedRules(rules, options);
  const asOf = options.asOf === undefined ? report?.asOf ?? today() : dayFor('--as-of', options.asOf);
  const subjects = new Subjects(standardOf(options, report, io), report);
  for (const document of manifestsIn(paths, io)) subjects.add(document);
  const { all } = subjects;
  subjects.differences.map(oneLine).forEach(tell);
  const judgement = judge(all, {
    asOf,
    failOn: options.failOn ?? report?.failOn ?? Severity.HIGH,
    closed: options.closed === true || report?.closed === true,
    workloads: options.workloads === true || report?.workloads === true,
    rules,
    reported,
  });
  return known ? withBaseline(judgement, known) : judgement;
}

/** By what objects are judged that no report knows: as options say, or as all that it knows where it is one standard for all. */
export function standardOf(options: StandardOptions, report: ReportedSettings | undefined, io: Io): Standard {
  const isAsked = options.profile !== undefined || options.cluster !== undefined || options.release !== undefined;
  return !isAsked && report?.standards.length === 1 ? report.standards[0] : standardFor(options, io);
}

function reportedRules(rules: readonly Rule[], { rule, skip }: JudgeSettings): ReadonlySet<string> | undefined {
  if (!rule && !skip) return undefined;
  const all = new Set(rules.map(({ id }) => id));
  for (const [name, ids] of [['--rule', rule], ['--skip', skip]] as const) {
    const unknown = ids?.find((id) => !all.has(id));
    if (unknown !== undefined) failFor(name, unknown, 'the id of a rule', 'see the command rules for all of them');
  }
  const wanted = [...rule ?? all].filter((id) => !skip?.includes(id));
  if (wanted.length === 0) throw new CommandError(['--rule and --skip leave no rule']);
  return new Set(wanted);
}

function* textOfCheck(judgement: Judgement): Generator<string> {
  for (const line of reportLines(judgement)) yield `${line}\n`;
  const { failOn, findings } = judgement;
  const failing = findings.filter((finding) => isFailing(finding, failOn)).length;
  const what = `of severity ${failOn} or worse`;
  yield `\n${failing === 0 ? `passed: no finding ${what}` : `failed: ${failing} finding${failing === 1 ? '' : 's'} ${what}`}\n`;
}
