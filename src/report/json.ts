import { nameOf } from './words';
import { compact, JsonObject } from '../private/json';
import { Judgement, Result } from '../rules/judgement';
import { Standard } from '../rules/standard';
import { GivenWaiver, Subject } from '../rules/subject';

/** The version of the report's form: its first number changes when something is taken away or means something else. */
export const REPORT_VERSION = '1.0';

/**
 * The judgement as JSON: no time, no path of the machine, the same for the same judgement. With the settings and waivers, so that the command line
 * can give the same verdicts for the same objects: see docs and data/report.schema.json.
 */
export function reportJson(judgement: Judgement): JsonObject {
  const standards = unique(judgement.subjects.map(({ standard }) => standard));
  const waivers = unique(judgement.subjects.flatMap((subject) => subject.waivers));
  return {
    schemaVersion: REPORT_VERSION,
    asOf: judgement.asOf,
    failOn: judgement.failOn,
    failed: judgement.failed,
    summary: judgement.counts,
    standards: standards.map(standardJson),
    waivers: waivers.map((waiver) => compact({ ...waiver })),
    subjects: judgement.subjects.map((subject) => subjectJson(subject, standards, waivers)),
    results: [...judgement.results()].filter(({ verdict }) => verdict !== 'not-applicable').map((result) => resultJson(result)),
  };
}

function standardJson({ release, ...data }: Standard): object | undefined {
  return compact({ ...data, release: release.version });
}

function subjectJson(subject: Subject, standards: readonly Standard[], waivers: readonly GivenWaiver[]): object | undefined {
  const { origin: { constructPath, file, line } } = subject;
  return compact({
    ...nameOf(subject),
    constructPath,
    file,
    line,
    standard: standards.indexOf(subject.standard),
    waivers: subject.waivers.map((waiver) => waivers.indexOf(waiver)),
    renderError: subject.renderError,
  });
}

/** One result with the fields that readers of reports count on. */
export function resultJson(result: Result): object | undefined {
  const { rule, severity, verdict, subject, pointer, place, expected, actual, message, fingerprint, waiver } = result;
  const { constructPath, file, line, lineOf } = subject.origin;
  return compact({
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
  });
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

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
