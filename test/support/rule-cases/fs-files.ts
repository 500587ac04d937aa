import { bad } from './bad';
import { BROKERING, CREDENTIALS, EXCHANGE, mounted } from './fs-objects';
import { SERVED_POD, set, unset, variant } from './made';
import { CONFIG_MAP, GOOD, MAIN, Operation, POD, RuleCase, standard } from './support';
import { HardeningProfile } from '../../../src';
import { JsonObject } from '../../../src/private/json';
import { DIGEST } from '../app';

const FILES = `${POD}/volumes/4`;
const CLOSED = 'at most 0440 (288): for the owner and the group to read';
const UNWRITABLE = 'not writable for group and others, as 0444 (292)';
const readable = (source: string, fields: JsonObject): JsonObject => mounted(source.toLowerCase(), { [source]: fields }, MAIN, { readOnly: true });
const ITEMS = { items: [{ path: 'name', fieldRef: { fieldPath: 'metadata.name' } }] };
const KINDS = ['configMap', 'downwardAPI', 'projected'];
/** Modes for everybody to read, and what nobody but the owner may do. */
const CLOSING = [0, 0o040, 0o400, 0o440].map((mode) => variant(
  BROKERING, `closed-${mode}`, set(`${CREDENTIALS}/secret/defaultMode`, mode), set(`${EXCHANGE}/projected/defaultMode`, mode),
  set(`${CREDENTIALS}/secret/items`, [{ key: 'a', path: 'a', mode }, { key: 'b', path: 'b' }]),
));
const put = (path: string, value: unknown): Operation => (value === undefined ? unset(path) : set(path, value));

const MODE: RuleCase = {
  rule: 'SBX-FS-010',
  good: [
    BROKERING,
    readable('configMap', { name: 'settings' }),
    readable('downwardAPI', { ...ITEMS, defaultMode: 0o755 }),
    readable('projected', { sources: [{ configMap: { name: 'settings' } }], defaultMode: 0o644 }),
    ...CLOSING,
    SERVED_POD,
  ],
  bad: [
    ...[0o444, 0o640, 0o404, undefined].flatMap((mode) => [
      bad('SBX-FS-010', put(`${CREDENTIALS}/secret/defaultMode`, mode), 'volumes[name=credentials].secret.defaultMode', mode, CLOSED),
      bad('SBX-FS-010', put(`${EXCHANGE}/projected/defaultMode`, mode), 'volumes[name=exchange].projected.defaultMode', mode, CLOSED),
    ]),
    bad('SBX-FS-010', set(`${CREDENTIALS}/secret/items/1/mode`, 0o444), 'volumes[name=credentials].secret.items',
      [{ key: 'a', path: 'a', mode: 0 }, { key: 'b', path: 'b', mode: 0o444 }], `no mode of its own, or ${CLOSED}`, { object: 4 }),
    ...KINDS.flatMap((kind, index) => [0o420, 0o430, 0o460, 0o470, 0o402, 0o403, 0o406, 0o407].map((mode) => (
      bad('SBX-FS-010', set(`${FILES}/${kind}/defaultMode`, mode), `volumes[name=extra].${kind}.defaultMode`, mode, UNWRITABLE, { object: index + 1 })
    ))),
  ],
  notApplicable: [CONFIG_MAP, GOOD.template],
};

const DIGESTED = 'host/path[:tag]@sha256:<64 lower-case hex digits>';
const TWO = standard(HardeningProfile.custom(HardeningProfile.RESTRICTED_V1, { immutableTagRegistries: ['registry.k8s.io', 'docker.io/library'] }));
const withReference = (reference: string, index = 0): JsonObject => mounted(`models-${index}`, { image: { reference } });

const IMAGES: RuleCase = {
  rule: 'SBX-FS-011',
  standard: TWO,
  good: [withReference(`registry.example.com/models@${DIGEST}`), withReference(`localhost/models:latest@${DIGEST}`, 1), GOOD.template],
  bad: [
    ...[
      'registry.example.com/models:1', 'registry.example.com/models', `models@${DIGEST}`, `team/localhost/models@${DIGEST}`, '', `registry.example.com/models@${DIGEST}0`,
      'registry.k8s.io/models@sha256:0123', 'registry.k8s.io/models:1@sha256:0123', 'example.com/registry.k8s.io/models:1', 'example.com/docker.io/models:1',
      'docker.io/team/models:1',
    ].map((reference) => bad('SBX-FS-011', set(`${FILES}/image/reference`, reference), 'volumes[name=extra].image.reference', reference, DIGESTED)),
  ],
  notApplicable: [
    CONFIG_MAP, GOOD.sandbox, ...['registry.k8s.io/models:1', 'models:v1', 'docker.io/models:1', 'docker.io/library/models:1.0'].map(withReference),
  ],
};

/** What volumes bring. */
export const FILE_CASES: readonly RuleCase[] = [MODE, IMAGES];
