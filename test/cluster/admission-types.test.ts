import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inTurns, OPTIONS, startForAdmission } from './support/admission';
import { apply, get, Manifest, waitFor } from './support/client';
import { ControlPlane } from './support/control-plane';
import { TypedExpression, typedExpressions, typedPolicy } from './support/typed';
import { bundle } from '../../src/admission/bundle';
import { JsonObject } from '../../src/private/json';
import { CATALOGUE } from '../../src/rules/catalogue';
import { KindName, KINDS } from '../../src/rules/kinds';
import { Check } from '../../src/rules/rule';

/** Fields that the types of a kind do not have, though nothing is misspelled, and why. */
const NOT_IN_TYPES: { readonly [kind: string]: { readonly [field: string]: string } } = {
  SandboxTemplate: { host: 'of handlers by HTTP and TCP alone', from: 'of ingress alone', to: 'of egress alone' },
  Sandbox: { host: 'of handlers by HTTP and TCP alone', volumeClaimTemplatesPolicy: 'of templates alone' },
  Pod: {
    host: 'of handlers by HTTP and TCP alone',
    volumeClaimTemplates: 'of templates and Sandboxes alone',
    volumeClaimTemplatesPolicy: 'of templates alone',
    limits: 'a quantity, which is text or number, has no type',
    requests: 'a quantity, which is text or number, has no type',
    sizeLimit: 'a quantity, which is text or number, has no type',
  },
  NetworkPolicy: { from: 'of ingress alone', to: 'of egress alone' },
  RuntimeClass: { podFixed: 'a quantity, which is text or number, has no type' },
};

/** What the server says of expressions that put several types together, as those for all kinds do. It is no error where types are unknown. */
const SEVERAL_TYPES = [
  /^found no matching overload for 'orValue' applied to 'optional_type\(.*\)\.\(map\(dyn, dyn\)\)'$/,
  /^found no matching overload for '_\+_' applied to '\(list\(.*\), list\(.*\)\)'$/,
  /^found no matching overload for '_==_' applied to '\(string, int\)'$/,
  /^expression of type '.*' cannot be range of a comprehension \(must be list, map, or dynamic\)$/,
];

const MISSPELLED: TypedExpression = { rule: 'misspelled', check: {} as Check, expression: "object.metadata.?nmae.orValue('') == ''" };

let cluster: ControlPlane;

beforeAll(async () => {
  cluster = await startForAdmission();
});
afterAll(() => cluster?.stop());

/** The warnings of the server about a policy: the number of the validation with each fault. */
async function checked(policy: JsonObject): Promise<{ at: number; fault: string }[]> {
  await apply(cluster.kubeConfig, policy as Manifest);
  const { status } = await waitFor('the type check', async () => {
    const object = await get(cluster.kubeConfig, policy as Manifest);
    return object.status?.observedGeneration ? object : undefined;
  });
  return (status.typeChecking?.expressionWarnings ?? []).flatMap(({ fieldRef, warning }: { fieldRef: string; warning: string }) => (
    [...warning.matchAll(/ERROR: <input>:\d+:\d+: (.*)/g)].map(([, fault]) => ({ at: Number(/\[(\d+)\]/.exec(fieldRef)![1]), fault }))
  ));
}

describe('the server', () => {
  test('has no warnings about the policies', async () => {
    const policies = bundle(OPTIONS);
    const warnings = await inTurns(policies, 4, async ({ name, policy }) => ({ name, faults: await checked(policy) }));
    expect(warnings.filter(({ faults }) => faults.length > 0)).toEqual([]);
    expect(policies.length).toBeGreaterThan(30);
  });

  test('cannot tell a misspelled field where a policy has variables', async () => {
    const variables = [{ name: 'pod', expression: 'object.?spec.?podTemplate.?spec.orValue({})' }];
    const expression = "[variables.pod].all(pod, pod.?runtimeClasName.orValue('') == '')";
    const policy = typedPolicy('through-variables', 'SandboxTemplate', [{ ...MISSPELLED, expression }]);
    expect(await checked({ ...policy, spec: { ...policy.spec as object, variables } })).toEqual([]);
  });

  test('tells it where there are none', async () => {
    const check: Check = { target: 'CONTAINER', kinds: ['SandboxTemplate'], field: '', expected: '', expression: 'container.?securityContxt.?privileged.orValue(false) == false' };
    const expressions = typedExpressions({ id: 'ACME-001' }, check, 'SandboxTemplate');
    expect(expressions.map(({ expression }) => expression.slice(0, 90))).toEqual([
      expect.stringContaining('pod.containers.all'), expect.stringContaining('pod.initContainers.all'), expect.stringContaining('pod.ephemeralContainers.all'),
    ]);
    const faults = await checked(typedPolicy('misspelled', 'SandboxTemplate', expressions));
    expect(faults).toEqual([0, 1, 2].map((at) => ({ at, fault: 'undefined field \'securityContxt\'' })));
  });
});

const JUDGED = (Object.keys(KINDS) as KindName[]).filter((kind) => CATALOGUE.some(({ checks }) => checks.some(({ kinds }) => kinds.includes(kind))));

test.each(JUDGED)('every field that a rule names is one of %s', async (kind) => {
  const expressions = CATALOGUE.flatMap((rule) => (
    rule.checks.filter(({ kinds }) => kinds.includes(kind)).flatMap((check) => typedExpressions(rule, check, kind))
  ));
  // The last one shows that the server knows the types.
  const faults = await checked(typedPolicy(`typed-${kind.toLowerCase()}`, kind, [...expressions, MISSPELLED]));
  expect(faults.pop()).toEqual({ at: expressions.length, fault: 'undefined field \'nmae\'' });
  const unknown = faults.flatMap(({ at, fault }) => {
    const field = /^undefined field '(.*)'$/.exec(fault)?.[1];
    const isKnown = field === undefined ? SEVERAL_TYPES.some((pattern) => pattern.test(fault)) : Object.hasOwn(NOT_IN_TYPES[kind] ?? {}, field);
    return isKnown ? [] : [`${expressions[at].rule} ${expressions[at].check.target}: ${fault}`];
  });
  expect(unknown).toEqual([]);
  const met = new Set(faults.map(({ fault }) => /^undefined field '(.*)'$/.exec(fault)?.[1]));
  expect(Object.keys(NOT_IN_TYPES[kind] ?? {}).filter((field) => !met.has(field)), 'exceptions that nothing needs').toEqual([]);
});
