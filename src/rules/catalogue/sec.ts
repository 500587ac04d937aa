import { CLAIM_NAMES, CODE_NAMES, CREDENTIALS, isNamedCredential, TRUSTED_NAMES } from './env-texts';
import { family } from './family';
import { NO_SIDECAR } from './pod-texts';
import { POD_KINDS } from '../kinds';
import { Check } from '../rule';
import { Severity } from '../severity';

const NAME = 'env.name';

/** A check of the variables of containers that run code of the sandbox's user. */
const untrusted = (targets: readonly [Check['target'], Check['target'], Check['target']], check: Omit<Check, 'target' | 'kinds'>): readonly Check[] => {
  const [main, init, ephemeral] = targets;
  return [
    { target: main, kinds: POD_KINDS, ...check },
    { target: init, kinds: POD_KINDS, ...check, when: check.when === undefined ? NO_SIDECAR : `${NO_SIDECAR} && ${check.when}` },
    { target: ephemeral, kinds: POD_KINDS, ...check },
  ];
};

const ENV = ['MAIN_ENV', 'INIT_ENV', 'EPHEMERAL_ENV'] as const;
const ENV_FROM = ['MAIN_ENV_FROM', 'INIT_ENV_FROM', 'EPHEMERAL_ENV_FROM'] as const;

const NO_CREDENTIAL = 'no credential: a trusted sidecar can read it from a Secret';

/** What a literal that is none to be written down looks like; the same for containers and claims. */
const literals = (target: 'ENV' | 'CLAIM_ENV', kinds: Check['kinds']): Check[] => (
  [...CREDENTIALS.map((isCredential) => isCredential('env.value')), `(${isNamedCredential(NAME, 'env.value')})`].map((found) => ({
    target, kinds, field: 'value', when: 'has(env.value)', expected: NO_CREDENTIAL, expression: `!${found}`,
  }))
);

/** Secrets and environment. */
export const SEC = family([
  {
    id: 'SBX-SEC-001',
    title: 'No Secret in the environment of untrusted code',
    severity: Severity.HIGH,
    rationale: 'Every program prints its environment when asked: a Secret in a variable is one that the user\'s code can send anywhere.',
    remediation: 'Mount the Secret in a trusted sidecar (an init container with `restartPolicy: Always`) that uses it on behalf of the code.',
    prop: 'sidecars: [{ mounts: [{ path, volume: Volume.secret(…) }] }]',
    references: {
      cis: ['5.4.1'],
      owasp: ['K03-2025'],
      kubescape: ['C-0207'],
      scanners: ['CKV_K8S_35', 'kube-linter read-secret-from-env-var', 'kubesec SecretsAsEnvironmentVariables'],
    },
    checks: [
      ...untrusted(ENV, { field: 'valueFrom/secretKeyRef', expected: 'absent', expression: '!env.?valueFrom.?secretKeyRef.hasValue()' }),
      ...untrusted(ENV, { field: 'valueFrom/fileKeyRef', expected: 'absent', expression: '!env.?valueFrom.?fileKeyRef.hasValue()' }),
      ...untrusted(ENV_FROM, { field: 'secretRef', expected: 'absent', expression: '!has(source.secretRef)' }),
    ],
  },
  {
    id: 'SBX-SEC-002',
    title: 'No credential as text',
    severity: Severity.CRITICAL,
    secret: true,
    rationale: 'A credential in a manifest lies in the history of the repository, in etcd and in every copy of the object, readable for all who may read it. '
      + 'Claims know no other kind of value.',
    remediation: 'Revoke it, for it has been seen. Put its successor into a Secret, and mount that in a trusted sidecar.',
    prop: 'sidecars: [{ mounts: [{ path, volume: Volume.secret(…) }] }]',
    references: {
      owasp: ['K03-2025'], kubescape: ['C-0012'], scanners: ['KSV-0109', 'kube-linter env-var-secret', 'Polaris sensitiveContainerEnvVar'],
    },
    checks: [
      ...literals('ENV', POD_KINDS),
      ...CREDENTIALS.map((isCredential): Check => (
        { target: 'WORD', kinds: POD_KINDS, field: '', expected: NO_CREDENTIAL, expression: `!${isCredential('word')}` }
      )),
      ...literals('CLAIM_ENV', ['SandboxClaim']),
    ],
  },
  {
    id: 'SBX-SEC-003',
    title: 'No variable that makes programs run other code',
    severity: Severity.HIGH,
    rationale: 'Interpreters and loaders run what such a variable names before the program itself. A claim can set variables of trusted sidecars and init '
      + 'containers too, and with a proxy, a search path or the address of the API server lead them elsewhere.',
    remediation: 'Remove the variable, or put what it does into the image. Variables of a main container that only its own code reads may stay: PYTHONPATH, '
      + 'NODE_OPTIONS and the like.',
    prop: 'env',
    references: {},
    checks: [
      { target: 'MAIN_ENV', kinds: POD_KINDS, field: 'name', expected: 'no variable that runs other code', expression: `!(${NAME} in ${CODE_NAMES})` },
      ...(['INIT_ENV', 'EPHEMERAL_ENV'] as const).map((target): Check => ({
        target, kinds: POD_KINDS, field: 'name', expected: 'no variable that runs or finds other code', expression: `!(${NAME} in ${TRUSTED_NAMES})`,
      })),
      {
        target: 'CLAIM_ENV',
        kinds: ['SandboxClaim'],
        field: 'name',
        expected: 'no variable that runs or finds other code, or leads elsewhere',
        expression: `!(${NAME} in ${CLAIM_NAMES}) && !${NAME}.upperAscii().endsWith('_PROXY') && !${NAME}.startsWith('KUBERNETES_')`,
      },
    ],
  },
  {
    id: 'SBX-SEC-004',
    title: 'Claims set no environment variables',
    severity: Severity.HIGH,
    rationale: 'With Overrides a claim replaces what the template says, a proxy for example, and with Allowed it adds to it, in sidecars as well.',
    remediation: 'Set `envVarsInjectionPolicy: Disallowed`, written out.',
    prop: 'envVarsInjectionPolicy: EnvVarsInjectionPolicy.disallowed()',
    references: {},
    checks: [{
      // The server writes this very value where there is none.
      target: 'SPEC',
      kinds: ['SandboxTemplate'],
      field: 'envVarsInjectionPolicy',
      expected: 'Disallowed',
      expression: "has(spec.envVarsInjectionPolicy) && spec.envVarsInjectionPolicy == 'Disallowed'",
    }],
  },
  {
    id: 'SBX-SEC-005',
    title: 'Claims bring no volumes',
    severity: Severity.MEDIUM,
    rationale: 'A claim that brings volume claim templates chooses class and size of storage, and takes the place of a volume of the same name.',
    remediation: 'Set `volumeClaimTemplatesPolicy: Disallowed`, written out.',
    prop: 'volumeClaimTemplatesPolicy: VolumeClaimTemplatesPolicy.disallowed()',
    references: {},
    checks: [{
      target: 'SPEC',
      kinds: ['SandboxTemplate'],
      field: 'volumeClaimTemplatesPolicy',
      expected: 'Disallowed',
      expression: "has(spec.volumeClaimTemplatesPolicy) && spec.volumeClaimTemplatesPolicy == 'Disallowed'",
    }],
  },
  {
    id: 'SBX-SEC-006',
    title: 'Nothing of the node in the environment',
    severity: Severity.LOW,
    rationale: 'The name and the addresses of its node tell untrusted code where else to look.',
    remediation: 'Refer to fields of the Pod itself: name, namespace, uid, IP addresses, ServiceAccount, labels and annotations.',
    prop: 'env: { POD_NAME: EnvValue.fromField(PodField.NAME) }',
    references: {},
    checks: untrusted(ENV, {
      field: 'valueFrom/fieldRef/fieldPath',
      expected: 'a field of the Pod itself',
      when: 'has(env.valueFrom) && has(env.valueFrom.fieldRef)',
      expression: 'env.valueFrom.fieldRef.fieldPath.matches('
        + "'^(metadata[.](name|namespace|uid|(labels|annotations)[[].*[]])|status[.]podIPs?|spec[.]serviceAccountName)$')",
    }),
  },
  {
    id: 'SBX-SEC-007',
    title: 'Each variable once',
    severity: Severity.MEDIUM,
    waivable: false,
    rationale: 'Of two variables of one name the last wins, so that a reader takes the other for what is in force.',
    remediation: 'Remove one of the two.',
    prop: 'env',
    references: { scanners: ['kube-linter duplicate-env-var', 'kube-score environment-variable-key-duplication'] },
    // Of templates and Sandboxes the definition refuses it.
    checks: [
      {
        target: 'CONTAINER',
        kinds: ['Pod'],
        field: 'env',
        expected: 'each name once',
        // Comparing each with each would cost the square of their number. One text is cut instead, in which names stand between what none can have.
        expression: "[container.?env.orValue([]).map(e, '=' + e.name + '=').join('')].all(names, "
          + "container.?env.orValue([]).all(e, size(names.split('=' + e.name + '=')) == 2))",
      },
      {
        target: 'SPEC',
        kinds: ['SandboxClaim'],
        field: 'env',
        expected: 'each name once in a container',
        expression: 'spec.?env.orValue([]).all(e, spec.env.exists_one(other, other.name == e.name'
          + " && other.?containerName.orValue('') == e.?containerName.orValue('')))",
      },
    ],
  },
]);
