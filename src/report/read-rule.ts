import { ReadPart } from './read-part';
import { compileExpression } from '../cel';
import { KindName, KINDS } from '../rules/kinds';
import { Check, Rule } from '../rules/rule';
import { SEVERITIES } from '../rules/severity';
import { TargetName, TARGETS, variablesOf } from '../rules/targets';

const PLACES = ['both', 'synth', 'admission'] as const;

/** A rule of an app's own, as a report holds it. */
export function readRule(part: ReadPart): Rule {
  const id = part.at('id').text();
  if (id.startsWith('SBX-')) part.at('id').fail('a rule of the app\'s own', 'the report is of another version of this library: synthesize anew');
  return {
    id,
    title: part.at('title').text(),
    severity: part.at('severity').word(SEVERITIES),
    judgedAt: part.at('judgedAt').word(PLACES),
    waivable: part.at('waivable').flag(),
    rationale: part.at('rationale').text(),
    remediation: part.at('remediation').text(),
    references: {},
    checks: part.at('checks').list(readCheck),
    scopes: part.at('scopes').optional((scopes) => scopes.list((scope) => scope.text())),
  };
}

function readCheck(part: ReadPart): Check {
  const target = part.at('target').word(Object.keys(TARGETS) as TargetName[]);
  const expression = (field: ReadPart): string => {
    const text = field.text();
    return field.made(() => compileExpression(text, variablesOf(target), 'bool').text);
  };
  return {
    target,
    kinds: part.at('kinds').list((kind) => kind.word(Object.keys(KINDS) as KindName[])),
    expression: expression(part.at('expression')),
    when: part.at('when').optional(expression),
    field: part.at('field').text(),
    expected: part.at('expected').text(),
  };
}
