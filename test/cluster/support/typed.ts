import { resourceRuleOf, subjectOf } from '../../../src/admission/subjects';
import { compileExpression, replaceParams } from '../../../src/cel';
import { JsonObject } from '../../../src/private/json';
import { KindName, kindOf } from '../../../src/rules/kinds';
import { Check, Rule } from '../../../src/rules/rule';
import { Step, stepsOf, variablesOf } from '../../../src/rules/targets';
import { RESTRICTED } from '../../support/rule-cases/support';

/** An expression about a kind as the server checks it with the kind's types. */
export interface TypedExpression {
  readonly rule: string;
  readonly check: Check;
  readonly expression: string;
}

const ROOTS = ['spec', 'pod', 'podMetadata', 'network'] as const;

/**
 * The expressions of a check about objects of a kind, one for each list that its items are in. No variables, optional steps or lists put together, all of
 * which make the server forget the types: it then knows no wrong field from a right one.
 */
export function typedExpressions({ id }: Pick<Rule, 'id'>, check: Check, kind: KindName): TypedExpression[] {
  const [root, ...steps] = stepsOf(check.target);
  if (pathOf(kind, root) === undefined) return [];
  return [check.expression, ...check.when === undefined ? [] : [check.when]].flatMap((text) => {
    const { text: written, dependencies } = compileExpression(replaceParams(text, RESTRICTED.parameters), variablesOf(check.target), 'bool');
    const used = new Set(dependencies.map(({ variable }) => variable));
    return nests(steps, root.variable, `(${written}\n)`).map((nest) => ({
      rule: id, check, expression: ROOTS.filter((each) => each === root.variable || used.has(each)).reduce((inner, each) => `[${valueOf(kind, each)}].all(${each}, ${inner})`, nest),
    }));
  });
}

function nests(steps: readonly Step[], parent: string, inner: string): string[] {
  if (steps.length === 0) return [inner];
  const [{ variable, lists, objects, keys }, ...rest] = steps;
  const at = (path: string): string => `${parent}.${path.replaceAll('/', '.')}`;
  const items = [...lists.map(at), ...objects.map((path) => `[${at(path)}]`), ...keys === undefined ? [] : [at(keys)]];
  return items.flatMap((list) => nests(rest, variable, inner).map((nest) => `${list}.all(${variable}, ${nest})`));
}

function pathOf(kind: KindName, { root }: Step): string | undefined {
  return root === 'object' ? '' : root === 'spec' ? 'spec' : kindOf(kind)[root!];
}

function valueOf(kind: KindName, root: typeof ROOTS[number]): string {
  const path = root === 'spec' ? 'spec' : kindOf(kind)[root];
  return path === undefined || (root === 'spec' && !hasSpec(kind)) ? 'dyn({})' : `object.${path.replaceAll('/', '.')}`;
}

const hasSpec = (kind: KindName): boolean => !['Namespace', 'Role', 'ClusterRole', 'RoleBinding', 'RuntimeClass', 'ServiceAccount'].includes(kind);

/** A policy that is only there to be checked. */
export function typedPolicy(name: string, kind: KindName, expressions: readonly TypedExpression[]): JsonObject {
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name },
    spec: {
      matchConstraints: { resourceRules: [resourceRuleOf(subjectOf(kind, '', []))] },
      validations: expressions.map(({ expression }) => ({ expression })),
    },
  };
}
