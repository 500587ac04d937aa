import { family } from './family';
import { claimsEnd, referencesLead, variablesFit } from '../app/claims';
import { KindName } from '../kinds';
import { Check, DocumentedRow } from '../rule';
import { Severity } from '../severity';

const CLAIM: readonly KindName[] = ['SandboxClaim'];

/** Written as text where the server reads a moment. */
const MOMENT = '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})$';

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';

const reference = (kind: KindName, field: string): Check => {
  const name = `string(spec.?${field}.?name.orValue(''))`;
  return {
    target: 'SPEC',
    kinds: [kind],
    field: `${field}/name`,
    expected: 'a name as objects have it, without namespace',
    expression: `size(${name}) <= 253 && ${name}.matches('^${LABEL}([.]${LABEL})*$')`,
  };
};

/** Claims. */
export const CLM = family([
  {
    id: 'SBX-CLM-001',
    title: 'Claims have an end',
    severity: Severity.MEDIUM,
    rationale: 'A sandbox whose claim never ends is kept, with its volumes and its cost, until somebody finds it. So is one whose end depends on a '
      + 'program that never ends.',
    remediation: 'Give the claim a `lifecycle.shutdownTime` with its zone, `ttlSecondsAfterFinished`, or both. With the Python SDK, pass '
      + '`shutdown_after_seconds` when creating the sandbox: without it, the SDK sets no end.',
    prop: 'lifetime: Lifetime.until(…)',
    references: {},
    checks: [
      {
        target: 'SPEC',
        kinds: CLAIM,
        field: 'lifecycle',
        expected: 'shutdownTime or ttlSecondsAfterFinished (shutdown_after_seconds of the Python SDK)',
        expression: 'has(spec.lifecycle) && (has(spec.lifecycle.shutdownTime) || has(spec.lifecycle.ttlSecondsAfterFinished))',
      },
      {
        target: 'SPEC',
        kinds: CLAIM,
        field: 'lifecycle/ttlSecondsAfterFinished',
        expected: '0 to {ttlCeiling}',
        when: 'has(spec.lifecycle) && has(spec.lifecycle.ttlSecondsAfterFinished)',
        expression: 'spec.lifecycle.ttlSecondsAfterFinished >= 0 && spec.lifecycle.ttlSecondsAfterFinished <= params.ttlCeiling',
      },
      {
        target: 'SPEC',
        kinds: CLAIM,
        field: 'lifecycle/shutdownTime',
        expected: 'a moment in RFC 3339 with its zone, as 2027-06-30T00:00:00Z',
        when: 'has(spec.lifecycle) && has(spec.lifecycle.shutdownTime)',
        expression: `string(spec.lifecycle.shutdownTime).matches('${MOMENT}')`,
      },
    ],
    app: claimsEnd,
  },
  {
    id: 'SBX-CLM-002',
    title: 'What ends is deleted',
    severity: Severity.MEDIUM,
    rationale: 'With `Retain`, the default, the end of a claim takes the sandbox and its volumes, and leaves the claim: objects pile up, and '
      + 'whoever kept the claim for its data finds none.',
    remediation: 'Set `lifecycle.shutdownPolicy: Delete` or `DeleteForeground`, written out.',
    prop: 'shutdownPolicy: ClaimShutdownPolicy.DELETE',
    references: {},
    checks: [{
      target: 'SPEC',
      kinds: CLAIM,
      field: 'lifecycle/shutdownPolicy',
      expected: 'Delete or DeleteForeground',
      // A claim that never ends is SBX-CLM-001's alone.
      when: 'has(spec.lifecycle)',
      expression: 'spec.lifecycle.?shutdownPolicy.orValue(\'\') in [\'Delete\', \'DeleteForeground\']',
    }],
  },
  {
    id: 'SBX-CLM-003',
    title: 'Variables of claims are such as the template takes',
    severity: Severity.HIGH,
    judgedAt: 'synth',
    because: 'what a claim may set is in its template, another object',
    waivable: false,
    rationale: 'The controller refuses a claim with variables that the template does not let it set, and in some cases tries again without pause. '
      + 'The claim itself was accepted.',
    remediation: 'Set the variable in the template, or set `envVarsInjectionPolicy: Allowed` there and use names and containers that fit.',
    prop: 'envVarsInjectionPolicy: EnvVarsInjectionPolicy.allowed(…)',
    references: {},
    app: variablesFit,
  },
  {
    id: 'SBX-CLM-004',
    title: 'Claims add known metadata alone',
    severity: Severity.CRITICAL,
    rationale: 'Of annotations the controller refuses a few and passes on the rest. Runtimes, network plugins and injectors read them as settings: '
      + 'whoever may make a claim could open the sandbox from within its metadata.',
    remediation: 'Use labels of `sandbox.users.io` and annotations whose keys begin as the profile\'s `claimAnnotationPrefixes` say; everything '
      + 'else belongs into the template.',
    prop: 'additionalPodMetadata',
    references: {},
    checks: [
      {
        target: 'LABEL',
        kinds: CLAIM,
        field: '',
        expected: 'a key of {claimLabelDomains}',
        expression: 'label.contains(\'/\') && params.claimLabelDomains.exists(domain, label.split(\'/\')[0] == domain || '
          + 'label.split(\'/\')[0].endsWith(\'.\' + domain))',
      },
      {
        target: 'ANNOTATION',
        kinds: CLAIM,
        field: '',
        expected: 'a key that begins with {claimAnnotationPrefixes}',
        expression: 'params.claimAnnotationPrefixes.exists(prefix, annotation.startsWith(prefix))',
      },
    ],
  },
  {
    id: 'SBX-CLM-005',
    title: 'References lead to an object of the same namespace',
    severity: Severity.HIGH,
    rationale: 'A claim finds its pool, and a pool its template, in their own namespace alone. Another name, with a namespace before a "/" too, is '
      + 'accepted and never found: the claim waits until somebody looks.',
    remediation: 'Write the name alone, and put both objects into one namespace. For an object that another app makes, give a waiver.',
    prop: 'warmPool, template',
    references: {},
    checks: [reference('SandboxClaim', 'warmPoolRef'), reference('SandboxWarmPool', 'sandboxTemplateRef')],
    app: referencesLead,
  },
]);

/** Rows of the family that are no fault. */
export const CLM_DOCUMENTED: readonly DocumentedRow[] = [{
  id: 'SBX-CLM-006',
  title: 'Claims that are always made cold',
  severity: Severity.LOW,
  because: 'it is a matter of latency, and often meant',
  rationale: 'A claim with variables or volume claim templates of its own, or on a pool of size 0, gets no waiting sandbox: it takes as long as a '
    + 'Pod takes to start.',
  remediation: 'Where the latency matters, set variables and volumes in the template, and claim from a pool that holds sandboxes.',
  references: {},
}];
