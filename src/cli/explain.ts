import { exampleFor } from './example';
import { failFor } from './io';
import { replaceParams } from '../cel';
import { standardsOf } from '../report/json';
import { DOCUMENTED, ruleOf } from '../rules/catalogue';
import { expectedText } from '../rules/parameters';
import { Check, Place, Rule } from '../rules/rule';
import { severityOf, Standard } from '../rules/standard';

const WIDTH = 100;

const PLACES: { readonly [place in Place]: string } = {
  both: 'at synth, by check, and in the cluster at admission',
  synth: 'at synth and by check, not in the cluster',
  admission: 'in the cluster at admission alone',
};

/** Everything about a rule, with the values of a standard. */
export function* explained(id: string, standard: Standard): Generator<string> {
  const rule = ruleOf(id);
  const documented = DOCUMENTED.find((row) => row.id === id);
  if (!rule && !documented) failFor('explain', id, 'the id of a rule', 'see the command rules for all of them');
  const { title, severity, rationale, remediation, references } = rule ?? documented!;
  yield `${id} ${title}\n`;
  yield* part('severity', rule ? severityWords(rule, standard) : severity);
  if (rule) {
    yield* part('judged', [PLACES[rule.judgedAt], rule.because].filter(Boolean).join('. '));
    yield* part('waiver', rule.waivable ? 'a waiver lifts it for a time' : 'none lifts it');
  } else {
    yield* part('judged', `nowhere, documented only: ${documented!.because}`);
  }
  yield* part('why it matters', rationale);
  yield* part('how to fix it', remediation);
  if (rule?.prop !== undefined) yield* part('in cdk8s-agent-sandbox', rule.prop);
  const standards = standardsOf(references);
  if (standards.length > 0) yield* lines('answers to', standards);
  for (const check of rule?.checks ?? []) yield* lines(`check of ${check.kinds.join(', ')}`, checkLines(check, standard));
  for (const { match: { operations, resources }, expression } of rule?.requests ?? []) {
    yield* lines(`check of requests: ${operations.join(', ')} of ${resources.join(', ')}`, [`holds where: ${expression}`]);
  }
  if (rule?.app) yield* part('check', 'over all objects together, by this library: no expression of one object shows it');
  if (rule?.schema) yield* part('check', 'by the schema of the object\'s definition, in the release');
  const example = rule && exampleFor(rule, standard);
  if (example) yield* lines(`example, at ${example.place}`, [`holds:         ${example.good}`, `does not hold: ${example.bad}`]);
}

function severityWords(rule: Rule, standard: Standard): string {
  const severity = severityOf(rule, standard);
  return severity === rule.severity ? severity : `${severity} by the profile ${standard.profile}, else ${rule.severity}`;
}

function checkLines({ target, field, when, expression, expected, judgedAt }: Check, { parameters }: Standard): string[] {
  return [
    `about:       ${target}${field === '' ? '' : `, its field ${field.replaceAll('/', '.')}`}`,
    ...judgedAt === undefined ? [] : [`judged:      ${PLACES[judgedAt]}`],
    ...when === undefined ? [] : [`where:       ${replaceParams(when, parameters)}`],
    `holds where: ${replaceParams(expression, parameters)}`,
    `wanted:      ${expectedText(expected, parameters)}`,
  ];
}

function* part(name: string, text: string): Generator<string> {
  yield* lines(name, wrapped(text));
}

function* lines(name: string, texts: readonly string[]): Generator<string> {
  yield `\n${name}:\n`;
  for (const text of texts) yield `  ${text}\n`;
}

/** A text in lines that are not too long to read. */
function wrapped(text: string): string[] {
  const result: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + word.length >= WIDTH) {
      result.push(line);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  return [...result, line];
}
