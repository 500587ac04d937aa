import { bindingsOf, Scope } from './bindings';
import { BundleOptions } from './bundle-options';
import { isDenied, later, messageOf, Validation, validationsFor } from './policies';
import { PolicySubject, requestSubject, resourceRuleOf, subjectOf } from './subjects';
import { COLLECTORS } from './system-names';
import { usedVariables, Variable } from './wrap';
import { celLiteral, compileExpression, Expression, replaceParams } from '../cel';
import { compact, JsonObject } from '../private/json';
import { commonLabels, SANDBOX_NAME_HASH_LABEL } from '../release/names';
import { KindName, KINDS } from '../rules/kinds';
import { RequestParameters } from '../rules/request-parameters';
import { RequestCheck, Rule } from '../rules/rule';
import { Standard } from '../rules/standard';

const API_VERSION = 'admissionregistration.k8s.io/v1';

/** No policy has more validations: the API server bounds what one policy may cost. */
const MOST_VALIDATIONS = 64;

/** A policy with what its validations stand for, in their order. */
export interface BundledPolicy {
  readonly name: string;
  readonly rules: readonly Rule[];
  readonly policy: JsonObject;
  readonly bindings: readonly JsonObject[];
}

/** Objects that are judged alike: by a standard, in the namespaces that have it. */
interface Part {
  readonly prefix: string;
  readonly standard: Standard;
  readonly scope: Scope;
}

/** The policies and bindings that enforce rules in a cluster. */
export function bundle(options: BundleOptions): BundledPolicy[] {
  const parts = partsOf(options);
  return [
    ...parts.flatMap((part) => (Object.keys(KINDS) as KindName[]).flatMap((kind) => kindPolicies(kind, part, options))),
    ...options.rules.flatMap((rule) => (rule.requests ?? []).flatMap((request) => requestPolicies(rule, request, parts, options))),
  ];
}

function partsOf({ standard, namespaces }: BundleOptions): Part[] {
  const others = new Map<Standard, string[]>();
  for (const [namespace, each] of namespaces) {
    if (each !== standard) others.set(each, [...others.get(each) ?? [], namespace]);
  }
  return [
    { prefix: 'sbx', standard, scope: { notIn: [...others.values()].flat() } },
    ...[...others].map(([each, names], index) => ({ prefix: `sbx-${index + 2}`, standard: each, scope: { in: names, notIn: [] } })),
  ];
}

function kindPolicies(kind: KindName, part: Part, options: BundleOptions): BundledPolicy[] {
  const subject = subjectOf(kind, options.controller, options.rules);
  // No namespace says which standard is meant, so that it is the app's own.
  if (subject.clusterScoped && part.standard !== options.standard) return [];
  const { validations, variables } = validationsFor(kind, part.standard, options);
  return [true, false].flatMap((denies) => {
    const own = validations.filter(({ rule }) => isDenied(rule, part.standard) === denies);
    return chunks(own).map((chunk, index, all) => {
      const name = [part.prefix, subject.name, denies ? 'deny' : 'warn', ...all.length > 1 ? [index + 1] : []].join('-');
      return policyOf(name, subject, chunk, variables, denies, part, options);
    });
  });
}

/** One policy for all standards by which a request is judged alike. */
function requestPolicies(rule: Rule, request: RequestCheck, parts: readonly Part[], options: BundleOptions): BundledPolicy[] {
  const subject = requestSubject(request);
  const alike = new Map<string, { part: Part; compiled: Expression; denies: boolean }>();
  for (const part of subject.clusterScoped ? parts.slice(0, 1) : parts) {
    const compiled = compiledRequest(request, requestParameters(options, part.standard));
    const denies = isDenied(rule, part.standard);
    const key = `${denies} ${compiled.text}`;
    const known = alike.get(key);
    alike.set(key, { part: known ? joined(known.part, part) : part, compiled, denies });
  }
  return [...alike.values()].map(({ part, compiled: { text, minimumVersion }, denies }) => {
    const validation: Validation = { rule, expression: text, minimumVersion, messageExpression: messageOf(rule) };
    return policyOf(`${part.prefix}-${subject.name}`, subject, [validation], [], denies, part, options);
  });
}

/** Two parts as one. The first may be the one of all namespaces that no other part names. */
function joined(first: Part, { scope }: Part): Part {
  const names = scope.in ?? [];
  const { in: within, notIn } = first.scope;
  return { ...first, scope: { in: within && [...within, ...names], notIn: notIn.filter((name) => !names.includes(name)) } };
}

/** An expression about a request, with its parameters written in. */
export function compiledRequest({ expression }: RequestCheck, parameters: RequestParameters): Expression {
  return compileExpression(replaceParams(expression, { ...parameters }), ['object', 'oldObject', 'request'], 'bool');
}

/** What `params.x` stands for in expressions about requests. */
export function requestParameters(options: BundleOptions, { parameters }: Standard): RequestParameters {
  const { administrators, operators, controller, sandboxNamespaces, sandboxAccounts } = options;
  return {
    administrators,
    operators,
    controller,
    collectors: COLLECTORS,
    sandboxNamespaces,
    sandboxAccounts: sandboxAccounts.map((account) => account.replace('/', ':')),
    poolSizeCeiling: parameters.poolSizeCeiling,
  };
}

function policyOf(
  name: string,
  subject: PolicySubject,
  validations: readonly Validation[],
  variables: readonly Variable[],
  denies: boolean,
  part: Part,
  options: BundleOptions,
): BundledPolicy {
  checkVersion(name, validations, options.kubernetesVersion);
  const { conditions } = subject;
  return {
    name,
    rules: validations.map(({ rule }) => rule),
    policy: {
      apiVersion: API_VERSION,
      kind: 'ValidatingAdmissionPolicy',
      metadata: { name, labels: commonLabels('guardrails') },
      spec: compact({
        failurePolicy: 'Fail',
        matchConstraints: {
          resourceRules: [resourceRuleOf(subject)],
          ...subject.sandboxPods ? { objectSelector: { matchExpressions: [{ key: SANDBOX_NAME_HASH_LABEL, operator: 'Exists' }] } } : {},
        },
        matchConditions: conditions.length > 0 ? conditions : undefined,
        variables: variables.length > 0 ? usedBy(variables, validations) : undefined,
        validations: validations.map(({ rule, expression, messageExpression }) => ({
          expression, message: `${rule.id} ${rule.title}`, messageExpression,
        })),
        auditAnnotations: [{ key: 'profile', valueExpression: celLiteral(part.standard.profile) }],
      }),
    },
    bindings: bindingsOf(name, subject, denies, part.scope, options),
  };
}

function usedBy(variables: readonly Variable[], validations: readonly Validation[]): readonly Variable[] {
  const texts = validations.flatMap(({ expression, messageExpression }) => [expression, messageExpression]);
  return usedVariables(variables, texts);
}

function checkVersion(name: string, validations: readonly Validation[], kubernetesVersion: string): void {
  for (const { rule, minimumVersion } of validations) {
    if (later(minimumVersion, kubernetesVersion) !== kubernetesVersion) {
      throw new Error(`${rule.id} in the policy ${name} needs Kubernetes ${minimumVersion}, and the cluster's is ${kubernetesVersion}`);
    }
  }
}

function chunks<T>(values: readonly T[]): T[][] {
  const result: T[][] = [];
  for (let at = 0; at < values.length; at += MOST_VALIDATIONS) result.push(values.slice(at, at + MOST_VALIDATIONS));
  return result;
}
