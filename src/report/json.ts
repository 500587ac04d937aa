import { nameOf, serviceAccountOf } from './words';
import { compact, JsonObject } from '../private/json';
import { ruleOf } from '../rules/catalogue';
import { Judgement, Result } from '../rules/judgement';
import { Rule } from '../rules/rule';
import { Standard } from '../rules/standard';
import { GivenWaiver, Subject } from '../rules/subject';

/** The version of the report's form: its first number changes when something is taken away or means something else. */
export const REPORT_VERSION = '1.0';

/**
 * The judgement as JSON: no time, no path of the machine, the same for the same judgement. With the settings and waivers, so that the command line
 * can give the same verdicts for the same objects: see docs/command-line.md and data/report.schema.json. In pieces, since of thousands of objects
 * it may be longer than a text can be.
 */
export function* reportPieces(judgement: Judgement): Generator<string> {
  yield `${JSON.stringify(headJson(judgement), undefined, 2).slice(0, -'\n}'.length)},\n  "results": [`;
  let isFirst = true;
  for (const result of shownResults(judgement)) {
    yield `${isFirst ? '' : ','}\n    ${JSON.stringify(resultJson(result), undefined, 2).replaceAll('\n', '\n    ')}`;
    isFirst = false;
  }
  yield `${isFirst ? '' : '\n  '}]\n}\n`;
}

function headJson(judgement: Judgement): JsonObject {
  const { asOf, failOn, closed, workloads, failed, counts, subjects, findings, rules } = judgement;
  const standards = numbered(subjects.map(({ standard }) => standard));
  const waivers = numbered(subjects.flatMap((subject) => subject.waivers));
  return {
    schemaVersion: REPORT_VERSION,
    asOf,
    failOn,
    closed,
    workloads,
    failed,
    summary: { ...counts, known: findings.filter(({ known }) => known).length },
    rules: rules.filter(({ id }) => !ruleOf(id)).map(ruleJson),
    standards: [...standards.keys()].map(standardJson),
    waivers: [...waivers.keys()].map((waiver) => compact({ ...waiver })),
    subjects: subjects.map((subject) => subjectJson(subject, standards, waivers)),
  };
}

function* shownResults(judgement: Judgement): Generator<Result> {
  for (const result of judgement.results()) if (result.verdict !== 'not-applicable') yield result;
}

/** A rule of the app's own, whole: those of the catalogue are known to whoever reads the report. */
function ruleJson({ checks, ...data }: Rule): JsonObject | undefined {
  return compact({ ...data, checks: checks.map((check) => compact({ ...check })) });
}

function standardJson({ release, ...data }: Standard): JsonObject | undefined {
  return compact({ ...data, release: release.version });
}

function subjectJson(subject: Subject, standards: ReadonlyMap<Standard, number>, waivers: ReadonlyMap<GivenWaiver, number>): JsonObject | undefined {
  const { origin: { constructPath, file, line } } = subject;
  return compact({
    ...nameOf(subject),
    constructPath,
    file,
    line,
    serviceAccount: serviceAccountOf(subject),
    standard: standards.get(subject.standard),
    waivers: subject.waivers.map((waiver) => waivers.get(waiver)),
    renderError: subject.renderError,
  });
}

/** One result with the fields that readers of reports count on. */
export function resultJson(result: Result): JsonObject {
  const { rule, severity, verdict, subject, pointer, place, expected, actual, message, fingerprint, waiver, known } = result;
  const { constructPath, file, line, lineOf } = subject.origin;
  return compact<JsonObject>({
    rule: rule.id,
    title: rule.title,
    severity,
    verdict,
    ...nameOf(subject),
    constructPath,
    file,
    line: lineOf ? lineOf(pointer) : line,
    pointer,
    place,
    expected,
    actual,
    message,
    standards: standardsOf(rule.references),
    fingerprint,
    waiver: waiver && compact({ reason: waiver.reason, owner: waiver.owner, expires: waiver.expires, ticket: waiver.ticket, at: waiver.at }),
    known,
  })!;
}

/** A rule's references as texts: "Pod Security: privileged", "CIS Kubernetes 1.12: 5.2.2" and so on. */
export function standardsOf({ podSecurity, cis, nsa, owasp, kubescape, upstreamPolicy, scanners }: Result['rule']['references']): string[] {
  const named = (name: string, ids: readonly (string | number)[] = []) => ids.map((id) => `${name}: ${id}`);
  return [
    ...named('Pod Security', podSecurity),
    ...(cis ?? []).map((id) => (/^[0-9]/.test(id) ? `CIS Kubernetes 1.12: ${id}` : id)),
    ...named('NSA/CISA 1.2', nsa),
    ...named('OWASP Kubernetes', owasp),
    ...named('Kubescape', kubescape),
    ...named('Agent Sandbox policy', upstreamPolicy),
    ...scanners ?? [],
  ];
}

/** Each value once, with its number in their order. */
function numbered<T>(values: readonly T[]): Map<T, number> {
  return new Map([...new Set(values)].map((value, number) => [value, number]));
}
