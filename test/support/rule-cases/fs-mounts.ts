import { bad } from './bad';
import { BROKERING, CLAIMED_POD, claimTemplate, mount, mounted, volume, WITH_CLAIM } from './fs-objects';
import { INIT, SERVED_POD, set, SIDECAR, unset, variant } from './made';
import { CONFIG_MAP, GOOD, MAIN, RuleCase } from './support';
import { JsonObject } from '../../../src/private/json';
import { DIGEST } from '../app';

const PLAIN = 'an absolute path without ":" and ".."';
const ELSEWHERE = 'a path outside of /bin, /sbin, /usr, /lib*, /etc, /proc, /sys, /dev (but /dev/shm), /boot and /var/run/secrets, or readOnly: true';
const placeOf = (path: string): string => `containers[name=main].volumeMounts[mountPath=${path}].mountPath`;
const SEALED = ['configMap', 'secret', 'projected', 'downwardAPI', 'image'];

const PATHS: RuleCase = {
  rule: 'SBX-FS-004',
  good: [
    variant(GOOD.template, 'elsewhere', ...[
      '/dev/shm', '/dev/shm/cache', '/opt/app', '/var/lib/app', '/var/running', '/run/app', '/run', '/data..', '/user', '/home/usr', '/home/lib', '/..data',
      '/proc-app', '/secrets', '/data/dev',
    ].map((path) => mount(MAIN, 'tmp', path)), mount(MAIN, 'tmp', '/usr/share/app', { readOnly: true })),
    mounted('settings', { configMap: { name: 'settings' } }, MAIN, { mountPath: '/etc/app' }),
    mounted('about', { downwardAPI: { items: [{ path: 'name', fieldRef: { fieldPath: 'metadata.name' } }] } }, MAIN, { mountPath: '/etc/about' }),
    mounted('joined', { projected: { sources: [{ configMap: { name: 'settings' } }] } }, MAIN, { mountPath: '/etc/joined' }),
    mounted('models', { image: { reference: `registry.example.com/models@${DIGEST}` } }, MAIN, { mountPath: '/usr/lib/models' }),
    variant(BROKERING, 'secret', set(`${SIDECAR}/volumeMounts/1/mountPath`, '/etc/credentials'), unset(`${SIDECAR}/volumeMounts/1/readOnly`)),
    SERVED_POD,
  ],
  bad: [
    ...['tmp', 'data/tmp', '/a:b', '/tmp/../usr', '/tmp/..'].map((path) => bad('SBX-FS-004', mount(MAIN, 'tmp', path), placeOf(path), path, PLAIN)),
    ...[
      '/', '/.', '//', '/bin', '/sbin', '/usr', '/usr/', '/usr/lib/python', '//usr', '/./usr', '/lib', '/lib64', '/etc', '/etc/ssl', '/proc', '/sys', '/boot/a',
      '/dev', '/dev/', '/dev/fuse', '/dev/shmem', '/dev/a/dev/shm', '/var', '/var/', '/var/run', '/var//run/', '/var/run/secrets', '/var/run/secrets-too',
      '/var/run/secrets/kubernetes.io', '/run/secrets',
    ].map((path) => bad('SBX-FS-004', mount(MAIN, 'tmp', path), placeOf(path), path, ELSEWHERE)),
    bad('SBX-FS-004', mount(SIDECAR, 'broker-tmp', '/usr'), 'initContainers[name=broker].volumeMounts[mountPath=/usr].mountPath', '/usr', ELSEWHERE),
    bad('SBX-FS-004', set(`${MAIN}/volumeMounts/2/name`, 'tmp'), placeOf('/etc/app'), '/etc/app', ELSEWHERE, { object: 1 }),
  ],
  notApplicable: [CONFIG_MAP],
};

const PART = `a relative path without "..", of a ${SEALED.slice(0, -1).join(', ')} or image volume`;

const OPTIONS: RuleCase = {
  rule: 'SBX-FS-005',
  good: [
    mounted('settings', { configMap: { name: 'settings' } }, MAIN, { subPath: 'etc/app.yaml', mountPropagation: 'None' }),
    mounted('models', { image: { reference: `registry.example.com/models@${DIGEST}` } }, MAIN, { subPathExpr: 'a..b/$(POD_NAME)' }),
    ...['subPath', 'subPathExpr'].flatMap((part) => [
      mounted(`configmap-${part.toLowerCase()}`, { configMap: { name: 'settings' } }, MAIN, { [part]: 'a' }),
      mounted(`projected-${part.toLowerCase()}`, { projected: { sources: [{ configMap: { name: 'settings' } }] } }, MAIN, { [part]: 'a' }),
      mounted(`about-${part.toLowerCase()}`, { downwardAPI: { items: [{ path: 'name', fieldRef: { fieldPath: 'metadata.name' } }] } }, MAIN, { [part]: 'a' }),
      mounted(`secret-${part.toLowerCase()}`, { secret: { secretName: 'credentials', defaultMode: 288 } }, SIDECAR, { [part]: 'a' }),
    ]),
    mounted('plain', { emptyDir: { sizeLimit: '1Mi' } }, MAIN, { subPath: '', subPathExpr: '' }),
    SERVED_POD,
  ],
  bad: [
    ...['HostToContainer'].map((value) => bad('SBX-FS-005', set(`${MAIN}/volumeMounts/0/mountPropagation`, value),
      'containers[name=main].volumeMounts[mountPath=/tmp].mountPropagation', value, 'None or absent')),
    ...['/app.yaml', '../app.yaml', 'app/..'].map((subPath) => bad('SBX-FS-005', set(`${MAIN}/volumeMounts/2/subPath`, subPath),
      'containers[name=main].volumeMounts[mountPath=/extra].subPath', subPath, PART)),
    bad('SBX-FS-005', set(`${MAIN}/volumeMounts/0/subPath`, 'a'), 'containers[name=main].volumeMounts[mountPath=/tmp].subPath', 'a', PART),
    ...['/$(POD_NAME)', '../$(POD_NAME)'].map((expression) => bad('SBX-FS-005', set(`${MAIN}/volumeMounts/2/subPathExpr`, expression),
      'containers[name=main].volumeMounts[mountPath=/extra].subPathExpr', expression, PART, { object: 1 })),
    bad('SBX-FS-005', set(`${INIT}/volumeMounts/0/subPathExpr`, '$(POD_NAME)'), 'initContainers[name=prepare].volumeMounts[mountPath=/tmp].subPathExpr',
      '$(POD_NAME)', PART, { object: 1 }),
  ],
  notApplicable: [CONFIG_MAP],
};

const DEVICE = { name: 'data', devicePath: '/dev/data' };
/** What goes with any device on gVisor. */
const REFUSED = ['SBX-ISO-002'];
const withDevice = (template: JsonObject, name: string): JsonObject => variant(template, 'with-device', set(`${MAIN}/volumeDevices`, [{ ...DEVICE, name }]));
const OPEN = variant(
  GOOD.template, 'open', set('/spec/volumeClaimTemplatesPolicy', 'Allowed'), mount(MAIN, 'theirs', '/theirs'),
  set(`${MAIN}/volumeDevices`, [{ ...DEVICE, name: 'theirs' }]),
);

const DEVICES: RuleCase = {
  rule: 'SBX-FS-006',
  good: [WITH_CLAIM, variant(GOOD.sandbox, 'empty', set(`${MAIN}/volumeDevices`, [])), SERVED_POD],
  bad: [
    ...['data', 'more', 'tmp'].map((name) => bad('SBX-FS-006', set(`${MAIN}/volumeDevices`, [{ ...DEVICE, name }]), 'containers[name=main].volumeDevices',
      [{ ...DEVICE, name }], 'absent', { fails: REFUSED })),
    // A template that lets claims bring volumes says what it does with them, whether it has them or not.
    bad('SBX-FS-006', { op: 'replace', path: '/spec', value: OPEN.spec }, 'containers[name=main].volumeDevices', [{ ...DEVICE, name: 'theirs' }], 'absent',
      { fails: [...REFUSED, 'SBX-SEC-005'] }),
  ],
  notApplicable: [CONFIG_MAP],
};

const THERE = 'the name of a volume or of a volumeClaimTemplate';
const LABEL = 'a DNS label: a-z, 0-9 and "-", at most 63 characters';
const LONG = `a${'b'.repeat(60)}-9`;
const NO_LABELS = ['Extra', 'a_b', '-a', 'a-', 'b'.repeat(64)];
const SMALL = { emptyDir: { sizeLimit: '1Mi' } };
const SILENT = variant(GOOD.template, 'silent', unset('/spec/volumeClaimTemplatesPolicy'), mount(MAIN, 'missing', '/missing'));
const SILENT_DEVICE = variant(withDevice(GOOD.template, 'missing'), 'silent', unset('/spec/volumeClaimTemplatesPolicy'));
const DEVICE_PLACE = 'containers[name=main].volumeDevices[devicePath=/dev/data].name';

const FIT: RuleCase = {
  rule: 'SBX-FS-007',
  good: [
    WITH_CLAIM,
    CLAIMED_POD,
    variant(GOOD.sandbox, 'bounds', volume(LONG, SMALL), volume('1', SMALL), set('/spec/volumeClaimTemplates', [claimTemplate(LONG.replace('a', 'c')), claimTemplate('2')])),
    GOOD.template,
  ],
  bad: [
    ...[0, 2].map((object) => bad('SBX-FS-007', set(`${MAIN}/volumeMounts/0/name`, 'missing'), 'containers[name=main].volumeMounts[mountPath=/tmp].name', 'missing',
      THERE, { object })),
    bad('SBX-FS-007', unset('/spec/volumeClaimTemplates'), 'containers[name=main].volumeMounts[mountPath=/data].name', 'data', THERE),
    ...[0, 2].map((object) => bad('SBX-FS-007', set(`${MAIN}/volumeDevices`, [{ ...DEVICE, name: 'missing' }]), DEVICE_PLACE, 'missing', THERE,
      { object, fails: ['SBX-FS-006', ...REFUSED] })),
    bad('SBX-FS-007', { op: 'replace', path: '/spec', value: SILENT.spec }, 'containers[name=main].volumeMounts[mountPath=/missing].name', 'missing', THERE,
      { fails: ['SBX-SEC-005'] }),
    bad('SBX-FS-007', { op: 'replace', path: '/spec', value: SILENT_DEVICE.spec }, DEVICE_PLACE, 'missing', THERE,
      { fails: ['SBX-FS-006', 'SBX-SEC-005', ...REFUSED] }),
    bad('SBX-FS-007', set('/spec/volumeClaimTemplates/0/metadata/name', 'tmp'), 'volumes[name=tmp].name', 'tmp',
      'a name that no volumeClaimTemplate has: that one takes its place without a word'),
    ...NO_LABELS.map((name) => bad('SBX-FS-007', volume(name, SMALL), `volumes[name=${name}].name`, name, LABEL)),
    ...NO_LABELS.map((name) => bad('SBX-FS-007', set('/spec/volumeClaimTemplates/-', claimTemplate(name)), `spec.volumeClaimTemplates[name=${name}].metadata.name`,
      name, LABEL)),
    ...['/spec/volumeClaimTemplates/1/metadata/name', '/spec/volumeClaimTemplates/1/metadata'].map((path) => (
      bad('SBX-FS-007', unset(path), 'spec.volumeClaimTemplates[1].metadata.name', undefined, LABEL)
    )),
    bad('SBX-FS-007', set('/spec/volumeClaimTemplates/-', claimTemplate('data')), 'spec.volumeClaimTemplates[name=data].metadata.name', 'data',
      'a name that no other one has'),
    {
      ...bad('SBX-FS-007', set('/spec/containers/0/volumeMounts/0/name', 'missing'), 'containers[name=main].volumeMounts[mountPath=/tmp].name', 'missing', THERE,
        { object: 1 }),
      refused: 'validation',
    },
  ],
  notApplicable: [CONFIG_MAP],
};

/** Where containers see volumes. */
export const MOUNT_CASES: readonly RuleCase[] = [PATHS, OPTIONS, DEVICES, FIT];
