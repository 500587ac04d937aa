import { bad } from './bad';
import { INIT, SERVED_POD, set, SIDECAR, unset, variant, withDebugger } from './made';
import { CONFIG_MAP, GOOD, MAIN, Operation, RuleCase } from './support';
import { JsonObject } from '../../../src/private/json';

const REFERENCE = { name: 'credentials', key: 'token' };
const FILE = { volumeName: 'tmp', path: 'a.env', key: 'TOKEN' };
const SECRET = { name: 'TOKEN', valueFrom: { secretKeyRef: REFERENCE } };
const ALL = { secretRef: { name: 'credentials' } };
/** Containers that a template has anew have no variables yet. */
const env = (container: string, ...variables: JsonObject[]): Operation => set(`${container}/env`, variables);

const SECRETS: RuleCase = {
  rule: 'SBX-SEC-001',
  good: [
    // A trusted sidecar may, and it may hand on settings.
    variant(GOOD.template, 'brokering', env(SIDECAR, SECRET, { name: 'FILE', valueFrom: { fileKeyRef: FILE } }), set(`${SIDECAR}/envFrom`, [ALL])),
    variant(GOOD.sandbox, 'settings', set(`${MAIN}/envFrom`, [{ configMapRef: { name: 'settings' } }]),
      set(`${MAIN}/env/-`, { name: 'MODE', valueFrom: { configMapKeyRef: { name: 'settings', key: 'mode' } } }),
      env(INIT, { name: 'MODE', value: 'fast' }), set(`${INIT}/envFrom`, [{ configMapRef: { name: 'settings' } }])),
    SERVED_POD,
  ],
  bad: [
    bad('SBX-SEC-001', set(`${MAIN}/env/-`, SECRET), 'containers[name=main].env[name=TOKEN].valueFrom.secretKeyRef', REFERENCE, 'absent'),
    bad('SBX-SEC-001', set(`${MAIN}/env/-`, { name: 'TOKEN', valueFrom: { fileKeyRef: FILE } }), 'containers[name=main].env[name=TOKEN].valueFrom.fileKeyRef', FILE,
      'absent'),
    bad('SBX-SEC-001', set(`${MAIN}/envFrom`, [ALL]), 'containers[name=main].envFrom[0].secretRef', ALL.secretRef, 'absent'),
    bad('SBX-SEC-001', env(INIT, SECRET), 'initContainers[name=prepare].env[name=TOKEN].valueFrom.secretKeyRef', REFERENCE, 'absent'),
    bad('SBX-SEC-001', env(INIT, { name: 'TOKEN', valueFrom: { fileKeyRef: FILE } }), 'initContainers[name=prepare].env[name=TOKEN].valueFrom.fileKeyRef', FILE, 'absent'),
    bad('SBX-SEC-001', set(`${INIT}/envFrom`, [ALL]), 'initContainers[name=prepare].envFrom[0].secretRef', ALL.secretRef, 'absent'),
    bad('SBX-SEC-001', withDebugger(() => ({ env: [SECRET] })), 'ephemeralContainers[name=debugger].env[name=TOKEN].valueFrom.secretKeyRef', REFERENCE, 'absent',
      { fails: ['SBX-STR-010'] }),
    bad('SBX-SEC-001', withDebugger(() => ({ env: [{ name: 'TOKEN', valueFrom: { fileKeyRef: FILE } }] })),
      'ephemeralContainers[name=debugger].env[name=TOKEN].valueFrom.fileKeyRef', FILE, 'absent', { fails: ['SBX-STR-010'] }),
    bad('SBX-SEC-001', withDebugger(() => ({ envFrom: [ALL] })), 'ephemeralContainers[name=debugger].envFrom[0].secretRef', ALL.secretRef, 'absent',
      { fails: ['SBX-STR-010'] }),
    // Without its restart policy the sidecar is none.
    bad('SBX-SEC-001', unset(`${SIDECAR}/restartPolicy`), 'initContainers[name=broker].envFrom[0].secretRef', ALL.secretRef, 'absent'),
  ],
  notApplicable: [CONFIG_MAP],
};

/** A claim with a variable. */
const ENV_CLAIM = variant(GOOD.claim, 'with-env', set('/spec/env', [{ name: 'TOPIC', value: 'a' }]));

const NONE = 'no credential: a trusted sidecar can read it from a Secret';
const HIDDEN = '(redacted)';
/** None of them is a credential of anybody. The parts are joined here so that no scanner of secrets takes them for one. */
const VALUES = [
  ['AKIA', 'IOSFODNN7EXAMPLE'], ['ASIA', 'IOSFODNN7EXAMPLE'], ['-----BEGIN RSA ', 'PRIVATE KEY-----'], ['-----BEGIN ', 'PRIVATE KEY-----'], ['ghp', '_0123456789'],
  ['github', '_pat_01234567890123456789'], ['glpat', '-01234567890123456789'], ['sk', '-01234567890123456789'], ['key=sk', '-01234567890123456789'],
  ['sk', '-proj-0123456789_123456789'], ['sk', '-ant-api03-01234567890123456789'], ['xoxb', '-0123456789'], ['AIza', '012345678901234567890123456789'],
  ['hf', '_012345678901234567890123456789'], ['eyJhbGciOiJIUzI1NiJ9.', 'eyJzdWIiOiIxIn0x.c2ln'], ['postgres://app:hunter', '@db.example.com/app'],
].map((parts) => parts.join(''));
const HARMLESS = [
  'run-task-with-a-long-name-of-its-own', 'desk-01234567890123456789', '-----BEGIN CERTIFICATE-----', 'postgres://app:$(DB_PASSWORD)@db.example.com/app',
  'https://example.com/a:b@c', 'sk-learn', 'AKIA', 'git@example.com:team/app',
];
const NAMED: readonly (readonly [string, string])[] = [
  ['TOKEN_FILE', '/run/secrets/token-1'], ['API_TOKEN', '/run/secrets/token-1'], ['OPENAI_API_KEY', 'unused'], ['MAX_TOKEN', '1000000000'], ['DB_PASSWORD', '$(OTHER_1)xx'],
  ['TOKENIZERS', 'parallel-1'], ['PASSWORD', ''], ['API_KEY', 'placeholder'], ['A_TOKEN', 'a1'], ['SECRET', '<see vault 1>'], ['CLIENT_SECRET', 'placeholder 1'],
];

const CREDENTIALS: RuleCase = {
  rule: 'SBX-SEC-002',
  good: [
    variant(GOOD.template, 'harmless', set(`${MAIN}/args`, HARMLESS), set(`${MAIN}/env`, [
      ...HARMLESS.map((value, index) => ({ name: `HARMLESS_${index}`, value })), ...NAMED.map(([name, value]) => ({ name, value })),
      { name: 'API_KEY_2', valueFrom: { configMapKeyRef: { name: 'settings', key: 'mode' } } },
    ])),
    variant(GOOD.template, 'words', set(`${MAIN}/command`, ['/bin/serve']), set(`${MAIN}/args`, ['--port', '8000'])),
    SERVED_POD,
    ENV_CLAIM,
    variant(GOOD.claim, 'harmless', set('/spec/env', [...HARMLESS.map((value, index) => ({ name: `HARMLESS_${index}`, value })), ...NAMED.map(([name, value]) => ({ name, value }))])),
  ],
  bad: [
    ...VALUES.map((value) => bad('SBX-SEC-002', set(`${MAIN}/env/0/value`, value), 'containers[name=main].env[name=HARMLESS_0].value', HIDDEN, NONE)),
    bad('SBX-SEC-002', set(`${MAIN}/command/-`, VALUES[0]), 'containers[name=main].command[1]', HIDDEN, NONE, { object: 1 }),
    bad('SBX-SEC-002', set(`${MAIN}/args/0`, VALUES[4]), 'containers[name=main].args[0]', HIDDEN, NONE, { object: 1 }),
    bad('SBX-SEC-002', env(SIDECAR, { name: 'A', value: VALUES[0] }), 'initContainers[name=broker].env[name=A].value', HIDDEN, NONE),
    ...['PASSWORD', 'db_password', 'GITHUB_TOKEN', 'API_KEY', 'APIKEY', 'AWS_SECRET_ACCESS_KEY', 'CLIENT_SECRET', 'GIT_CREDENTIALS'].map((name) => (
      bad('SBX-SEC-002', set(`${MAIN}/env/-`, { name, value: 'hunter22' }), `containers[name=main].env[name=${name}].value`, HIDDEN, NONE, { object: 1 })
    )),
    bad('SBX-SEC-002', set('/spec/env/0/value', VALUES[5]), 'spec.env[name=TOPIC].value', HIDDEN, NONE, { object: 3 }),
    bad('SBX-SEC-002', set('/spec/env/-', { name: 'API_TOKEN', value: 'hunter22' }), 'spec.env[name=API_TOKEN].value', HIDDEN, NONE, { object: 3 }),
  ],
  notApplicable: [CONFIG_MAP, GOOD.claim],
};

const RUNS = 'no variable that runs other code';
const FINDS = 'no variable that runs or finds other code';
const LEADS = 'no variable that runs or finds other code, or leads elsewhere';

const CODE = ['BASH_ENV', 'GIT_SSH_COMMAND', 'LD_PRELOAD', 'PERL5OPT', 'PYTHONSTARTUP', 'RUBYOPT'];
const SEARCH = ['ENV', 'JAVA_TOOL_OPTIONS', 'LD_LIBRARY_PATH', 'NODE_OPTIONS', 'PYTHONPATH'];
const SURROUNDINGS = ['HOME', 'PATH', 'HTTPS_PROXY', 'no_proxy', 'KUBERNETES_SERVICE_HOST'];

const NAMES: RuleCase = {
  rule: 'SBX-SEC-003',
  good: [
    variant(GOOD.template, 'own', set(`${MAIN}/env`, [...SEARCH, ...SURROUNDINGS].map((name) => ({ name, value: '/workspace' }))),
      env(SIDECAR, ...SURROUNDINGS.map((name) => ({ name, value: 'a' })))),
    variant(GOOD.claim, 'with-names', set('/spec/env', ['TOPIC', 'PROXY', 'MY_KUBERNETES_', 'PROXY_'].map((name) => ({ name, value: 'a' })))),
    GOOD.sandbox, SERVED_POD,
  ],
  bad: [
    ...CODE.map((name) => bad('SBX-SEC-003', set(`${MAIN}/env/-`, { name, value: 'a' }), `containers[name=main].env[name=${name}].name`, name, RUNS)),
    ...[...CODE, ...SEARCH].flatMap((name) => [
      bad('SBX-SEC-003', env(SIDECAR, { name, value: 'a' }), `initContainers[name=broker].env[name=${name}].name`, name, FINDS),
      bad('SBX-SEC-003', withDebugger(() => ({ env: [{ name, value: 'a' }] })), `ephemeralContainers[name=debugger].env[name=${name}].name`, name, FINDS,
        { fails: ['SBX-STR-010'] }),
    ]),
    ...[...CODE, ...SEARCH, ...SURROUNDINGS].map((name) => (
      bad('SBX-SEC-003', set('/spec/env/0/name', name), `spec.env[name=${name}].name`, name, LEADS, { object: 1 })
    )),
  ],
  notApplicable: [CONFIG_MAP, GOOD.claim],
};

const POLICY: RuleCase = {
  rule: 'SBX-SEC-004',
  good: [GOOD.template],
  bad: [
    ...['Allowed', 'Overrides'].map((value) => bad('SBX-SEC-004', set('/spec/envVarsInjectionPolicy', value), 'spec.envVarsInjectionPolicy', value, 'Disallowed')),
    bad('SBX-SEC-004', unset('/spec/envVarsInjectionPolicy'), 'spec.envVarsInjectionPolicy', undefined, 'Disallowed'),
  ],
  notApplicable: [CONFIG_MAP, GOOD.sandbox],
};

const VOLUMES_POLICY: RuleCase = {
  rule: 'SBX-SEC-005',
  good: [GOOD.template],
  bad: [
    ...['Allowed', 'Overrides'].map((value) => (
      bad('SBX-SEC-005', set('/spec/volumeClaimTemplatesPolicy', value), 'spec.volumeClaimTemplatesPolicy', value, 'Disallowed')
    )),
    bad('SBX-SEC-005', unset('/spec/volumeClaimTemplatesPolicy'), 'spec.volumeClaimTemplatesPolicy', undefined, 'Disallowed'),
  ],
  notApplicable: [CONFIG_MAP, GOOD.sandbox],
};

const OWN = 'a field of the Pod itself';
const field = (name: string, fieldPath: string): JsonObject => ({ name, valueFrom: { fieldRef: { fieldPath } } });
const NODE = field('NODE', 'spec.nodeName');

const PATHS = [
  'metadata.name', 'metadata.namespace', 'metadata.uid', 'status.podIP', 'status.podIPs', 'spec.serviceAccountName', 'metadata.labels[\'team\']',
  'metadata.annotations[\'example.com/owner\']',
];
const FOREIGN = ['spec.nodeName', 'status.hostIP', 'status.hostIPs', 'metadata.names', 'spec.nodeName/metadata.name'];
const shown = [...PATHS.map((path, index) => field(`FIELD_${index}`, path)), { name: 'CPU', valueFrom: { resourceFieldRef: { resource: 'limits.cpu' } } }, { name: 'A', value: '' }];

const FIELDS: RuleCase = {
  rule: 'SBX-SEC-006',
  good: [
    // A sidecar may want to know where it is.
    variant(GOOD.template, 'fields', env(MAIN, ...shown), env(INIT, ...shown), env(SIDECAR, NODE)),
    GOOD.sandbox, SERVED_POD,
  ],
  bad: FOREIGN.flatMap((path) => [
    ...[MAIN, INIT].map((container) => bad('SBX-SEC-006', set(`${container}/env/0/valueFrom/fieldRef/fieldPath`, path),
      `${container === MAIN ? 'containers[name=main]' : 'initContainers[name=prepare]'}.env[name=FIELD_0].valueFrom.fieldRef.fieldPath`, path, OWN)),
    bad('SBX-SEC-006', withDebugger(() => ({ env: [...shown, field('NODE', path)] })), 'ephemeralContainers[name=debugger].env[name=NODE].valueFrom.fieldRef.fieldPath',
      path, OWN, { fails: ['SBX-STR-010'] }),
  ]),
  notApplicable: [CONFIG_MAP],
};

const TWICE = [{ name: 'A', value: '1' }, { name: 'B', value: '2' }, { name: 'A', value: '2' }];
const DIFFERENT = [{ name: 'A', value: '1' }, { name: 'A', value: '1', containerName: 'broker' }, { name: 'B', value: '1' }];

const ONCE: RuleCase = {
  rule: 'SBX-SEC-007',
  good: [SERVED_POD, variant(ENV_CLAIM, 'different', set('/spec/env', DIFFERENT)), GOOD.claim],
  bad: [
    bad('SBX-SEC-007', set('/spec/containers/0/env', TWICE), 'containers[name=main].env', TWICE, 'each name once', { fails: ['SBX-STR-013'] }),
    bad('SBX-SEC-007', unset('/spec/env/1/containerName'), 'spec.env', [DIFFERENT[0], { name: 'A', value: '1' }, DIFFERENT[2]], 'each name once in a container', { object: 1 }),
    bad('SBX-SEC-007', set('/spec/env/0/containerName', 'broker'), 'spec.env', [DIFFERENT[1], DIFFERENT[1], DIFFERENT[2]], 'each name once in a container', { object: 1 }),
  ],
  notApplicable: [CONFIG_MAP, GOOD.template],
};

export const SEC_CASES: readonly RuleCase[] = [SECRETS, CREDENTIALS, NAMES, POLICY, VOLUMES_POLICY, FIELDS, ONCE];
