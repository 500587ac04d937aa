import { bad, INIT, SERVED_POD, set, SIDECAR, templateFor, unset, variant, withDebuggerAs } from './made';
import { CONFIG_MAP, GOOD, GOOD_KATA, MAIN, Operation, POD, RuleCase, standard } from './support';
import { ClusterFacts, HardeningProfile, RunAs } from '../../../src';

const good = [GOOD.template, GOOD.sandbox, SERVED_POD, variant(GOOD_KATA.template, 'kata')];
const notApplicable = [CONFIG_MAP, GOOD.claim];

const SECURITY = `${POD}/securityContext`;
const ownUser = (uid: number) => set(`${MAIN}/securityContext/runAsUser`, uid);
const NOT_0 = 'a group other than 0';
const USER = 'a number, here or for the Pod, of at least 1000';
const GROUP = 'a number, here or for the Pod, other than 0';

/** Everybody gives a user and a group but the Pod. */
const BY_CONTAINER = variant(
  GOOD.template, 'by-container', unset(`${SECURITY}/runAsUser`), unset(`${SECURITY}/runAsGroup`),
  ...[MAIN, SIDECAR, INIT].flatMap((container) => ['runAsUser', 'runAsGroup'].map((field) => set(`${container}/securityContext/${field}`, 10001))),
);

const OPENSHIFT = ClusterFacts.openshift();
const ON_OPENSHIFT = templateFor(OPENSHIFT);

const CLAIM = { metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'fast', resources: { requests: { storage: '1Gi' } } } };
const CLAIMING = variant(GOOD.template, 'claiming', set('/spec/volumeClaimTemplates', [CLAIM]));

/** All ids that a Pod can have. */
const idsOf = (id: number): Operation[] => [
  ...['runAsUser', 'runAsGroup', 'fsGroup'].map((field) => set(`${SECURITY}/${field}`, id)), set(`${SECURITY}/supplementalGroups`, [id]),
  ...['runAsUser', 'runAsGroup'].map((field) => set(`${INIT}/securityContext/${field}`, id)),
];
const SHARED = [set(`${POD}/runtimeClassName`, 'crun'), set(`${POD}/hostUsers`, false)];

export const IDN_CASES: readonly RuleCase[] = [
  {
    rule: 'SBX-IDN-001',
    good: [...good, variant(GOOD.template, 'both', set(`${MAIN}/securityContext/runAsNonRoot`, true))],
    bad: [
      bad(unset(`${SECURITY}/runAsNonRoot`), ['SBX-IDN-001'], 'securityContext.runAsNonRoot', undefined, 'true'),
      bad(set(`${SECURITY}/runAsNonRoot`, false), ['SBX-IDN-001'], 'securityContext.runAsNonRoot', false, 'true', 1),
      bad(
        set(`${MAIN}/securityContext/runAsNonRoot`, false), ['SBX-IDN-001'],
        'containers[name=main].securityContext.runAsNonRoot', false, 'true or absent',
      ),
      bad(
        set(`${INIT}/securityContext/runAsNonRoot`, false), ['SBX-IDN-001'],
        'initContainers[name=prepare].securityContext.runAsNonRoot', false, 'true or absent',
      ),
      bad(
        withDebuggerAs({ runAsNonRoot: false }), ['SBX-IDN-001', 'SBX-STR-010'],
        'ephemeralContainers[name=debugger].securityContext.runAsNonRoot', false, 'true or absent',
      ),
    ],
    notApplicable,
  },
  {
    rule: 'SBX-IDN-002',
    good: [...good, BY_CONTAINER],
    bad: [
      bad(unset(`${SECURITY}/runAsUser`), ['SBX-IDN-002'], 'initContainers[name=prepare].securityContext.runAsUser', undefined, USER),
      bad(unset(`${MAIN}/securityContext/runAsUser`), ['SBX-IDN-002'], 'containers[name=main].securityContext.runAsUser', undefined, USER, 4),
      bad(set(`${SECURITY}/runAsUser`, 999), ['SBX-IDN-002', 'SBX-IDN-006'], 'securityContext.runAsUser', 999, 'at least 1000'),
      bad(ownUser(0), ['SBX-IDN-002', 'SBX-IDN-006'], 'containers[name=main].securityContext.runAsUser', 0, 'at least 1000', 1),
      bad(
        set(`${INIT}/securityContext/runAsUser`, 101), ['SBX-IDN-002', 'SBX-IDN-006'],
        'initContainers[name=prepare].securityContext.runAsUser', 101, 'at least 1000',
      ),
    ],
    notApplicable,
  },
  {
    // The namespace gives user and group there, and says which.
    rule: 'SBX-IDN-002',
    standard: standard(undefined, OPENSHIFT),
    good: [ON_OPENSHIFT, templateFor(OPENSHIFT, { name: 'numbered', runAs: RunAs.user(10001) })],
    bad: [bad(ownUser(1), ['SBX-IDN-002', 'SBX-IDN-006'], 'containers[name=main].securityContext.runAsUser', 1, 'at least 1000')],
    notApplicable,
  },
  {
    rule: 'SBX-IDN-003',
    good: [
      ...good,
      BY_CONTAINER,
      variant(
        GOOD.template, 'groups', set(`${SECURITY}/runAsGroup`, 1), set(`${SECURITY}/fsGroup`, 1), set(`${SECURITY}/supplementalGroups`, [1, 2]), set(`${MAIN}/securityContext/runAsGroup`, 1),
      ),
      variant(GOOD.template, 'no-fs-group', unset(`${SECURITY}/fsGroup`)),
    ],
    bad: [
      bad(unset(`${SECURITY}/runAsGroup`), ['SBX-IDN-003'], 'containers[name=main].securityContext.runAsGroup', undefined, GROUP),
      bad(
        unset(`${INIT}/securityContext/runAsGroup`), ['SBX-IDN-003'],
        'initContainers[name=prepare].securityContext.runAsGroup', undefined, GROUP, 4,
      ),
      bad(set(`${SECURITY}/runAsGroup`, 0), ['SBX-IDN-003'], 'securityContext.runAsGroup', 0, NOT_0, 1),
      bad(set(`${MAIN}/securityContext/runAsGroup`, 0), ['SBX-IDN-003'], 'containers[name=main].securityContext.runAsGroup', 0, NOT_0),
      bad(set(`${SECURITY}/fsGroup`, 0), ['SBX-IDN-003'], 'securityContext.fsGroup', 0, NOT_0),
      bad(set(`${SECURITY}/supplementalGroups`, [5, 0]), ['SBX-IDN-003'], 'securityContext.supplementalGroups[1]', 0, NOT_0),
    ],
    notApplicable,
  },
  {
    rule: 'SBX-IDN-003',
    standard: standard(undefined, OPENSHIFT),
    good: [ON_OPENSHIFT],
    bad: [bad(set(`${SECURITY}/fsGroup`, 0), ['SBX-IDN-003'], 'securityContext.fsGroup', 0, NOT_0)],
    notApplicable,
  },
  {
    rule: 'SBX-IDN-004',
    good: [
      CLAIMING,
      variant(SERVED_POD, 'claiming', set('/spec/volumes/-', { name: 'data', persistentVolumeClaim: { claimName: 'data' } })),
      variant(GOOD.template, 'no-claims', unset(`${SECURITY}/fsGroup`), unset(`${SECURITY}/fsGroupChangePolicy`)),
    ],
    bad: [
      bad(unset(`${SECURITY}/fsGroup`), ['SBX-IDN-004'], 'securityContext.fsGroup', undefined, 'a group'),
      bad(unset(`${SECURITY}/fsGroupChangePolicy`), ['SBX-IDN-004'], 'securityContext.fsGroupChangePolicy', undefined, 'OnRootMismatch'),
      bad(set(`${SECURITY}/fsGroupChangePolicy`, 'Always'), ['SBX-IDN-004'], 'securityContext.fsGroupChangePolicy', 'Always', 'OnRootMismatch'),
      bad(
        set('/spec/securityContext/fsGroupChangePolicy', 'Always'), ['SBX-IDN-004'],
        'securityContext.fsGroupChangePolicy', 'Always', 'OnRootMismatch', 1,
      ),
      bad(
        set(`${POD}/volumes/-`, { name: 'data', persistentVolumeClaim: { claimName: 'data' } }), ['SBX-FS-008', 'SBX-IDN-004'],
        'securityContext.fsGroup', undefined, 'a group', 2,
      ),
      bad(
        set(`${POD}/volumes/-`, { name: 'data', ephemeral: { volumeClaimTemplate: { spec: CLAIM.spec } } }), ['SBX-IDN-004'],
        'securityContext.fsGroup', undefined, 'a group', 2,
      ),
    ],
    notApplicable: [...notApplicable, GOOD.template, variant(GOOD.template, 'none', set('/spec/volumeClaimTemplates', []))],
  },
  {
    rule: 'SBX-IDN-004',
    standard: standard(undefined, OPENSHIFT),
    good: [variant(ON_OPENSHIFT, 'claiming', set('/spec/volumeClaimTemplates', [CLAIM]))],
    bad: [
      bad(unset(`${SECURITY}/fsGroupChangePolicy`), ['SBX-IDN-004'], 'securityContext.fsGroupChangePolicy', undefined, 'OnRootMismatch'),
    ],
    notApplicable: [...notApplicable, ON_OPENSHIFT],
  },
  {
    rule: 'SBX-IDN-005',
    good: [...good, variant(GOOD.template, 'said', set(`${POD}/hostUsers`, true)), variant(GOOD.template, 'high', ...idsOf(65536))],
    bad: [
      bad(unset(`${POD}/runtimeClassName`), ['SBX-IDN-005', 'SBX-ISO-001'], 'hostUsers', undefined, 'false'),
      ...['', 'runc', 'crun', 'youki'].map((name) => bad(
        set(`${POD}/runtimeClassName`, name), ['SBX-IDN-005', 'SBX-ISO-001'],
        'hostUsers', true, 'false', 4,
      )),
      bad(set(`${POD}/hostUsers`, false), ['SBX-IDN-005', 'SBX-ISO-002'], 'hostUsers', false, 'absent'),
      bad(set(`${POD}/hostUsers`, false), ['SBX-IDN-005'], 'hostUsers', false, 'absent', 3),
      ...[
        'securityContext.runAsUser', 'securityContext.runAsGroup', 'securityContext.fsGroup', 'securityContext.supplementalGroups[0]',
        'initContainers[name=prepare].securityContext.runAsUser', 'initContainers[name=prepare].securityContext.runAsGroup',
      ].map((place) => bad(set(`${POD}/hostUsers`, false), ['SBX-IDN-005', 'SBX-ISO-002'], place, 65536, 'at most 65535', 5)),
    ],
    // What another class is nobody knows.
    notApplicable: [...notApplicable, variant(GOOD.template, 'other', set(`${POD}/runtimeClassName`, 'microvm'))],
  },
  {
    // A class of the node's own kernel that the profile approves of.
    rule: 'SBX-IDN-005',
    standard: standard(HardeningProfile.custom(HardeningProfile.RESTRICTED_V1, { name: 'own', runtimeClass: 'crun', runtimeClasses: ['crun', 'microvm'] })),
    good: [
      variant(GOOD.template, 'shared', ...SHARED),
      variant(GOOD.template, 'highest', ...SHARED, ...idsOf(65535)),
      variant(BY_CONTAINER, 'by-container', ...SHARED),
      variant(GOOD.template, 'microvm', set(`${POD}/runtimeClassName`, 'microvm')),
    ],
    bad: [
      bad(set(`${POD}/hostUsers`, true), ['SBX-IDN-005'], 'hostUsers', true, 'false'),
      bad(unset(`${POD}/hostUsers`), ['SBX-IDN-005'], 'hostUsers', undefined, 'false', 2),
      // What is named as gVisor or Kata Containers is that, whatever the profile approves of.
      bad(set(`${POD}/runtimeClassName`, 'runsc-gpu'), ['SBX-IDN-005', 'SBX-ISO-001', 'SBX-ISO-002'], 'hostUsers', false, 'absent'),
      bad(set(`${POD}/runtimeClassName`, 'kata-new'), ['SBX-IDN-005', 'SBX-ISO-001', 'SBX-RES-007'], 'hostUsers', false, 'absent'),
      bad(set(`${SECURITY}/fsGroup`, 65536), ['SBX-IDN-005'], 'securityContext.fsGroup', 65536, 'at most 65535', 1),
      bad(set(`${POD}/hostUsers`, false), ['SBX-IDN-005'], 'hostUsers', false, 'absent', 3),
    ],
    notApplicable: [...notApplicable, variant(GOOD.template, 'other', set(`${POD}/runtimeClassName`, 'other'))],
  },
  {
    rule: 'SBX-IDN-006',
    good: [...good, variant(GOOD.template, 'border', ownUser(10000), set(`${SECURITY}/runAsUser`, 10000))],
    bad: [
      bad(set(`${SECURITY}/runAsUser`, 9999), ['SBX-IDN-006'], 'securityContext.runAsUser', 9999, 'at least 10000'),
      bad(ownUser(1000), ['SBX-IDN-006'], 'containers[name=main].securityContext.runAsUser', 1000, 'at least 10000', 1),
      bad(
        set(`${SIDECAR}/securityContext/runAsUser`, 9999), ['SBX-IDN-006'],
        'initContainers[name=broker].securityContext.runAsUser', 9999, 'at least 10000',
      ),
    ],
    notApplicable,
  },
];
