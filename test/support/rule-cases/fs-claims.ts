import { bad } from './bad';
import { CLAIMED_POD, claimSpec, claimTemplate, mounted, volume, WITH_CLAIM } from './fs-objects';
import { set, unset, variant } from './made';
import { CONFIG_MAP, GOOD, POD, RuleCase } from './support';

const SHARED: RuleCase = {
  rule: 'SBX-FS-008',
  good: [WITH_CLAIM],
  bad: [bad('SBX-FS-008', volume('shared', { persistentVolumeClaim: { claimName: 'datasets' } }), 'volumes[name=shared].persistentVolumeClaim',
    { claimName: 'datasets' }, 'absent: use volumeClaimTemplates')],
  notApplicable: [CONFIG_MAP, GOOD.sandbox, CLAIMED_POD],
};

/** Two ways to ask for storage, each with both modes that are good, and a small amount. */
const SMALL = { resources: { requests: { storage: '1k' } }, dataSourceRef: { kind: 'VolumeSnapshot', name: 'a' } };
const OWNING = variant(GOOD.sandbox, 'owning', set('/spec/volumeClaimTemplates', [
  claimTemplate('data', { ...SMALL, accessModes: ['ReadWriteOnce', 'ReadWriteOncePod'] }),
]));
const LARGE = mounted('large', { ephemeral: { volumeClaimTemplate: { spec: claimSpec({ ...SMALL, accessModes: ['ReadWriteOnce', 'ReadWriteOncePod'] }) } } });
const BOTH = [
  { object: 0, path: '/spec/volumeClaimTemplates/0/spec', place: 'spec.volumeClaimTemplates[name=data].spec' },
  { object: 1, path: `${POD}/volumes/4/ephemeral/volumeClaimTemplate/spec`, place: 'volumes[name=extra].ephemeral.volumeClaimTemplate.spec' },
] as const;

const SOME = 'a quantity of more than 0';
const STORAGE = 'resources.requests.storage';

const CLAIMS: RuleCase = {
  rule: 'SBX-FS-009',
  good: [OWNING, LARGE, WITH_CLAIM],
  bad: BOTH.flatMap(({ object, path, place }) => [
    ...[['ReadWriteMany'], ['ReadWriteOnce', 'ReadOnlyMany'], []].map((modes) => bad('SBX-FS-009', set(`${path}/accessModes`, modes), `${place}.accessModes`, modes,
      'ReadWriteOnce or ReadWriteOncePod', { object })),
    bad('SBX-FS-009', unset(`${path}/accessModes`), `${place}.accessModes`, undefined, 'ReadWriteOnce or ReadWriteOncePod', { object }),
    ...['0', '-1Gi', '1e1.5'].map((storage) => bad('SBX-FS-009', set(`${path}/resources/requests/storage`, storage), `${place}.${STORAGE}`, storage, SOME, { object })),
    { ...bad('SBX-FS-009', set(`${path}/resources/requests/storage`, '1g'), `${place}.${STORAGE}`, '1g', SOME, { object, fails: ['SBX-STR-013'] }), refused: 'schema' as const },
    bad('SBX-FS-009', unset(`${path}/resources`), `${place}.${STORAGE}`, undefined, SOME, { object }),
    bad('SBX-FS-009', unset(`${path}/storageClassName`), `${place}.storageClassName`, undefined, 'the name of a StorageClass', { object }),
    bad('SBX-FS-009', set(`${path}/storageClassName`, ''), `${place}.storageClassName`, '', 'the name of a StorageClass', { object }),
    bad('SBX-FS-009', set(`${path}/dataSourceRef/namespace`, 'team-b'), `${place}.dataSourceRef.namespace`, 'team-b', 'absent: no data of another namespace', { object }),
  ]),
  notApplicable: [CONFIG_MAP, GOOD.template],
};

/** Volumes that are made for a sandbox. */
export const CLAIM_CASES: readonly RuleCase[] = [SHARED, CLAIMS];
