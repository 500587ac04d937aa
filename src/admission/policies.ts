import { BundleOptions } from './bundle-options';
import { aboutItem, aboutObject, Mark } from './exceptions';
import { failingNames, usedVariables, Variable, variablesFor, wrapped } from './wrap';
import { celLiteral, compileExpression, replaceParams } from '../cel';
import { KindName } from '../rules/kinds';
import { expectedText } from '../rules/parameters';
import { Check, Rule } from '../rules/rule';
import { atLeast, Severity } from '../rules/severity';
import { managedPolicyFor, severityOf, Standard } from '../rules/standard';
import { variablesOf } from '../rules/targets';

/** One validation of a policy, with the rule that it comes from. */
export interface Validation {
  readonly rule: Rule;
  readonly expression: string;
  readonly messageExpression: string;
  /** The oldest minor version of Kubernetes that takes it. */
  readonly minimumVersion: string;
}

/** Clients see 256 characters of each warning where there are many, and the server says in front which policy it is. */
const LONGEST_WARNING = 150;

/** The validations of a kind by a standard, and the variables that they share. */
export function validationsFor(kind: KindName, standard: Standard, options: BundleOptions): { validations: Validation[]; variables: Variable[] } {
  const validations = options.rules.flatMap((rule) => rule.checks
    .filter((check) => check.kinds.includes(kind) && (check.judgedAt ?? rule.judgedAt) !== 'synth')
    .map((check) => validationOf(rule, check, kind, standard, options)));
  const texts = validations.flatMap(({ expression, messageExpression }) => [expression, messageExpression]);
  return { validations, variables: usedVariables(variablesFor(kind), texts) };
}

/** Whether what does not hold is refused, and not only warned of. */
export function isDenied(rule: Rule, standard: Standard): boolean {
  return atLeast(severityOf(rule, standard), Severity.HIGH);
}

function validationOf(rule: Rule, check: Check, kind: KindName, standard: Standard, options: BundleOptions): Validation {
  const names = variablesOf(check.target);
  const written = (text: string): string => replaceParams(text, standard.parameters);
  // Alone first: an expression must not reach beyond its brackets.
  const alone = (text: string): string => compileExpression(written(text), names, 'bool').text;
  const applies = check.when === undefined ? [] : [`!(${alone(check.when)}\n)`];
  const { whole, parts } = exceptionsFor(rule, check, kind, standard, options);
  const item = compileExpression([...parts, ...applies, `(${alone(check.expression)}\n)`].join(' || '), [...names, 'request', 'oldObject'], 'bool');
  const all = wrapped(check.target, item);
  const found = failingNames(check.target, item);
  return {
    rule,
    expression: [...whole, all].join(' || '),
    messageExpression: isDenied(rule, standard) ? messageOf(rule, found) : warningOf(rule, expectedText(check.expected, standard.parameters), found),
    minimumVersion: item.minimumVersion,
  };
}

/** The conditions under which a check does not matter for a whole object, and for single items. */
function exceptionsFor(rule: Rule, check: Check, kind: KindName, standard: Standard, options: BundleOptions): { whole: string[]; parts: string[] } {
  // What no waiver lifts, none lifts here.
  if (!rule.waivable || managedPolicyFor(rule, standard) !== undefined) return { whole: [], parts: [] };
  const marks: Mark[] = [];
  const parts: string[] = [];
  for (const exception of options.exceptions) {
    const mark = exception.rules.includes(rule.id) ? aboutObject(exception, kind, options.controller) : undefined;
    const item = mark && aboutItem(exception, check);
    if (!mark || item === undefined) continue;
    if (item === 'true') marks.push(mark);
    else parts.push(`(${[...conditionsOf([mark]), item].join(' && ')})`);
  }
  return { whole: conditionsOf(marks).map((text) => `(${text})`), parts: [...new Set(parts)] };
}

/** The marks as conditions: objects that are told in the same way are in one list, since there may be many. */
function conditionsOf(marks: readonly Mark[]): string[] {
  const values = new Map<string, Set<string>>();
  for (const { guard, key, value } of marks) {
    const text = [...guard === '' ? [] : [guard], `(${key}) in `].join(' && ');
    values.set(text, (values.get(text) ?? new Set()).add(value));
  }
  return [...values].map(([text, each]) => text + celLiteral([...each]));
}

/** Says which rule does not hold, for which items, and what to do: clients see nothing else. */
export function messageOf({ id, title, remediation }: Rule, names?: string): string {
  return said(`${id} ${title}`, names, `: ${remediation}`);
}

/** The same in few words: what would be right. */
function warningOf({ id, title }: Rule, expected: string, names?: string): string {
  const room = LONGEST_WARNING - id.length - title.length - 3;
  return said(`${id} ${title}`, names, `: ${expected.length > room ? `${expected.slice(0, room - 1)}…` : expected}`);
}

function said(first: string, names: string | undefined, last: string): string {
  // The server takes no line breaks in messages.
  const text = (value: string): string => celLiteral(value.replace(/\s+/g, ' '));
  return names === undefined ? text(first + last) : `${text(`${first} [`)} + ${names}.join(', ') + ${text(`]${last}`)}`;
}

/** The later of two minor versions, as `1.30`. */
export function later(a: string, b: string): string {
  return minorOf(a) >= minorOf(b) ? a : b;
}

function minorOf(version: string): number {
  return Number(version.split('.')[1]);
}
