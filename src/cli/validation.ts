import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { judged, JudgeSettings } from './check';
import { CommandError, Io } from './io';
import { form, formed, Forms, FLAG, LIST, wordOf } from '../private/forms';
import { Place } from '../private/place';
import { found, nameOf, oneLine } from '../report/words';
import { isFailing, Judgement, Result } from '../rules/judgement';
import { Severity } from '../rules/severity';

// What cdk8s-cli hands over, as far as it is used here: this package does not depend on cdk8s-cli.

interface Violation {
  readonly ruleName: string;
  readonly recommendation: string;
  readonly fix: string;
  readonly violatingResources: readonly { readonly resourceName: string; readonly locations: readonly string[]; readonly manifestPath: string }[];
}

interface Context {
  readonly manifests: readonly string[];
  readonly report: {
    addViolation(violation: Violation): void;
    submit(status: 'success' | 'failure', metadata?: { readonly [key: string]: string }): void;
  };
}

const NAME = form((value) => typeof value === 'string', 'a text', 'put it in quotes');
/** A file, or what is in it: whoever reads it checks it. */
const FILE = null;

const FORMS: Forms<JudgeSettings> = {
  failOn: wordOf(Severity),
  profile: FILE,
  release: NAME,
  cluster: FILE,
  asOf: NAME,
  closed: FLAG,
  workloads: FLAG,
  report: NAME,
  baseline: NAME,
  rule: LIST,
  skip: LIST,
};

/**
 * The guardrails as a validation plugin of cdk8s-cli: judges the manifests of `cdk8s synth`. Its properties are the options of the command `check`;
 * `profile` and `cluster` may also be the object that the file would hold.
 */
export class AgentSandboxValidation {
  private readonly settings: JudgeSettings;

  constructor(properties: JudgeSettings = {}) {
    this.settings = formed(Place.named('AgentSandboxValidation'), properties, FORMS);
  }

  async validate({ manifests, report }: Context): Promise<void> {
    // A chart without objects is an empty file.
    const paths = manifests.filter((path) => readFileSync(path, 'utf8').trim() !== '');
    const judgement = this.judged(paths);
    for (const [rule, results] of byRule(judgement)) report.addViolation(violation(rule, results));
    report.submit(judgement.failed ? 'failure' : 'success', metadataOf(judgement));
  }

  private judged(paths: readonly string[]): Judgement {
    try {
      return judged(paths, this.settings, IO, (line) => IO.stderr(`guardrails: ${line}\n`));
    } catch (error) {
      // Its stack would say nothing to whoever wrote the manifest.
      if (error instanceof CommandError) error.stack = error.message;
      throw error;
    }
  }
}

const IO: Io = {
  stdin: () => Buffer.alloc(0),
  // Nothing is written there: it may be where cdk8s-cli writes manifests.
  stdout: () => undefined,
  stderr: (text) => process.stderr.write(text),
  cwd: process.cwd(),
};

/** What fails, by rule and severity: the same rule may be of two severities, by two profiles. */
function byRule({ findings, failOn }: Judgement): Map<string, Result[]> {
  const rules = new Map<string, Result[]>();
  for (const finding of findings) {
    if (!isFailing(finding, failOn)) continue;
    const name = `[${finding.severity.toUpperCase()}] ${finding.rule.id} ${finding.rule.title}`;
    rules.set(name, [...rules.get(name) ?? [], finding]);
  }
  return rules;
}

function violation(ruleName: string, results: readonly Result[]): Violation {
  const { rationale, remediation, prop } = results[0].rule;
  return {
    ruleName,
    recommendation: rationale,
    fix: prop === undefined ? remediation : `${remediation} In cdk8s-agent-sandbox: ${prop}`,
    violatingResources: results.map((result) => ({
      resourceName: oneLine(nameOf(result.subject).name ?? ''),
      locations: [oneLine(locationOf(result))],
      manifestPath: relative(IO.cwd, result.subject.origin.file ?? ''),
    })),
  };
}

/** The object is told in full: cdk8s-cli knows constructs by the names of their objects alone, and a template and its pool may share one. */
function locationOf(result: Result): string {
  const { subject: { origin }, place, message, expected, pointer } = result;
  const { kind, namespace, name } = nameOf(result.subject);
  const line = origin.lineOf?.(pointer);
  const what = message ?? `found ${found(result)}${expected === undefined ? '' : `, wanted ${expected}`}`;
  return `${kind} ${[namespace, name].filter(Boolean).join('/')}, ${place || 'the object'}${line === undefined ? '' : ` (line ${line})`}: ${what}`;
}

function metadataOf({ asOf, failOn, counts, findings, subjects }: Judgement): { [key: string]: string } {
  const below = findings.filter((finding) => finding.verdict !== 'waived' && !finding.known && !isFailing(finding, failOn)).length;
  return {
    'Objects': String(subjects.length),
    'Judged for': asOf,
    'Fails on': `${failOn} and worse`,
    'Findings below': String(below),
    'Waived': String(counts.waived),
    'Known': String(findings.filter(({ known }) => known).length),
  };
}
