import { bad } from './bad';
import { CLAIM_CASES } from './fs-claims';
import { FILE_CASES } from './fs-files';
import { MOUNT_CASES } from './fs-mounts';
import { BROKERING, CLAIMED_POD, claimSpec, mount, mounted, volume } from './fs-objects';
import { INIT, SERVED_POD, set, SIDECAR, unset, variant, withDebugger } from './made';
import { CONFIG_MAP, GOOD, MAIN, POD, RuleCase, standard } from './support';
import { HardeningProfile } from '../../../src';
import { DIGEST } from '../app';

const LISTED = 'secrets-store.csi.k8s.io';
const WITH_DRIVER = standard(HardeningProfile.custom(HardeningProfile.RESTRICTED_V1, { csiDrivers: [LISTED] }));
const VOLUMES = `${POD}/volumes`;
const volumesOf = (template: any): any[] => template.spec.podTemplate.spec.volumes;

const SOURCES = 'emptyDir, configMap, downwardAPI, projected, ephemeral, image, secret, csi or a persistent volume claim';
const TRUSTED = 'mounted by trusted sidecars alone: it holds a Secret';
const DRIVER = `a driver of the profile (${LISTED}), or mounted by trusted sidecars alone`;

const TYPES: RuleCase = {
  rule: 'SBX-FS-001',
  standard: WITH_DRIVER,
  good: [
    BROKERING,
    mounted('listed', { csi: { driver: LISTED, readOnly: true } }, MAIN, { readOnly: true }),
    mounted('settings', { configMap: { name: 'settings' } }),
    mounted('about', { downwardAPI: { items: [{ path: 'name', fieldRef: { fieldPath: 'metadata.name' } }] } }),
    mounted('joined', { projected: { sources: [{ configMap: { name: 'settings' } }] } }),
    mounted('large', { ephemeral: { volumeClaimTemplate: { spec: claimSpec() } } }),
    mounted('models', { image: { reference: `registry.example.com/models@${DIGEST}` } }),
    variant(GOOD.sandbox, 'owning', volume('extra', { persistentVolumeClaim: { claimName: 'data' } }), mount(MAIN, 'extra', '/extra')),
    CLAIMED_POD,
  ],
  bad: [
    bad('SBX-FS-001', volume('share', { nfs: { server: 'nfs.example.com', path: '/' } }), 'volumes[name=share]',
      { name: 'share', nfs: { server: 'nfs.example.com', path: '/' } }, SOURCES),
    bad('SBX-FS-001', volume('source', { gitRepo: { repository: 'https://git.example.com/a' } }), 'volumes[name=source]',
      { name: 'source', gitRepo: { repository: 'https://git.example.com/a' } }, SOURCES),
    ...[MAIN, INIT].map((container) => bad('SBX-FS-001', mount(container, 'credentials', '/credentials', { readOnly: true }), 'volumes[name=credentials]',
      { name: 'credentials', secret: { secretName: 'credentials', defaultMode: 288 } }, TRUSTED)),
    bad('SBX-FS-001', withDebugger(() => ({ volumeMounts: [{ name: 'credentials', mountPath: '/credentials', readOnly: true }] })), 'volumes[name=credentials]',
      { name: 'credentials', secret: { secretName: 'credentials', defaultMode: 288 } }, TRUSTED, { fails: ['SBX-STR-010'] }),
    // A token is in it too.
    bad('SBX-FS-001', mount(MAIN, 'exchange', '/exchange', { readOnly: true }), 'volumes[name=exchange]', volumesOf(BROKERING)[5], TRUSTED,
      { fails: ['SBX-TOK-002'] }),
    bad('SBX-FS-001', mount(MAIN, 'store', '/store', { readOnly: true }), 'volumes[name=store].csi.driver', 'store.example.com', DRIVER),
    bad('SBX-FS-001', set(`${VOLUMES}/4/csi/driver`, 'store.example.com'), 'volumes[name=extra].csi.driver', 'store.example.com', DRIVER, { object: 1 }),
  ],
  notApplicable: [CONFIG_MAP],
};

const SIZE = 'a quantity of more than 0, which means no limit';
const DISK = 'emptyDirs on disk that together hold no more than the ephemeral-storage limits of the containers';
const MEMORY = 'at least twice what the emptyDirs in memory hold that the container mounts';
/** The main container and the sidecar may fill 2304Mi of disk, and the volumes hold 1280Mi. */
const FULL = variant(GOOD.template, 'full', volume('more', { emptyDir: { sizeLimit: '1Gi', medium: '' } }));
const IN_MEMORY = variant(
  GOOD.template, 'in-memory', set(`${VOLUMES}/0/emptyDir`, { medium: 'Memory', sizeLimit: '256Mi' }), set(`${VOLUMES}/2/emptyDir/medium`, 'Memory'),
);
const withSize = (path: string, sizeLimit: unknown): unknown[] => {
  const volumes = structuredClone(volumesOf(FULL));
  volumes[Number(path)].emptyDir.sizeLimit = sizeLimit;
  return volumes;
};

const SIZES: RuleCase = {
  rule: 'SBX-FS-002',
  good: [
    FULL,
    IN_MEMORY,
    mounted('settings', { configMap: { name: 'settings' } }),
    // Claims and huge pages are no disk of the node.
    variant(GOOD.template, 'huge', volume('huge', { emptyDir: { medium: 'HugePages', sizeLimit: '100Gi' } })),
    variant(GOOD.template, 'tiny', set(`${VOLUMES}/0/emptyDir/sizeLimit`, '1k'), set(`${VOLUMES}/1/emptyDir/sizeLimit`, 1)),
    SERVED_POD,
  ],
  bad: [
    bad('SBX-FS-002', set(`${VOLUMES}/1/emptyDir/sizeLimit`, '1e1.5'), 'volumes[name=workspace].emptyDir.sizeLimit', '1e1.5', SIZE),
    bad('SBX-FS-002', unset(`${VOLUMES}/0/emptyDir/sizeLimit`), 'volumes[name=tmp].emptyDir.sizeLimit', undefined, SIZE),
    bad('SBX-FS-002', set(`${VOLUMES}/1/emptyDir/sizeLimit`, 0), 'volumes[name=workspace].emptyDir.sizeLimit', 0, SIZE),
    bad('SBX-FS-002', set(`${VOLUMES}/2/emptyDir/sizeLimit`, '-1Gi'), 'volumes[name=broker-tmp].emptyDir.sizeLimit', '-1Gi', SIZE),
    bad('SBX-FS-002', set(`${VOLUMES}/4/emptyDir/sizeLimit`, '1025Mi'), 'volumes', withSize('4', '1025Mi'), DISK),
    bad('SBX-FS-002', set(`${SIDECAR}/resources`, {
      limits: { 'cpu': '1', 'memory': '512Mi', 'ephemeral-storage': '1023Mi' }, requests: { 'cpu': '250m', 'memory': '512Mi', 'ephemeral-storage': '1023Mi' },
    }), 'volumes', volumesOf(FULL), DISK),
    bad('SBX-FS-002', set(`${VOLUMES}/0/emptyDir/sizeLimit`, '257Mi'), 'containers[name=main].resources.limits.memory', '512Mi', MEMORY, { object: 1 }),
    bad('SBX-FS-002', set(`${VOLUMES}/1/emptyDir/medium`, 'Memory'), 'containers[name=main].resources.limits.memory', '512Mi', MEMORY, { object: 1 }),
    bad('SBX-FS-002', set(`${VOLUMES}/2/emptyDir/sizeLimit`, '257Mi'), 'initContainers[name=broker].resources.limits.memory', '512Mi', MEMORY, { object: 1 }),
  ],
  notApplicable: [CONFIG_MAP],
};

const READ_ONLY: RuleCase = {
  rule: 'SBX-FS-003',
  good: [GOOD.template, GOOD.sandbox, SERVED_POD],
  bad: [
    ...[false, undefined].map((value) => bad('SBX-FS-003',
      value === undefined ? unset(`${MAIN}/securityContext/readOnlyRootFilesystem`) : set(`${MAIN}/securityContext/readOnlyRootFilesystem`, value),
      'containers[name=main].securityContext.readOnlyRootFilesystem', value, 'true')),
    bad('SBX-FS-003', unset(`${SIDECAR}/securityContext/readOnlyRootFilesystem`), 'initContainers[name=broker].securityContext.readOnlyRootFilesystem',
      undefined, 'true'),
  ],
  notApplicable: [CONFIG_MAP],
};

const HOST: RuleCase = {
  rule: 'SBX-FS-012',
  good: [GOOD.template, GOOD.sandbox, SERVED_POD],
  bad: [
    bad('SBX-FS-012', volume('node', { hostPath: { path: '/' } }), 'volumes[name=node].hostPath', { path: '/' }, 'absent'),
    bad('SBX-FS-012', set('/spec/volumes/-', { name: 'node', hostPath: { path: '/' } }), 'volumes[name=node].hostPath', { path: '/' }, 'absent', { object: 2 }),
  ],
  notApplicable: [CONFIG_MAP],
};

export const FS_CASES: readonly RuleCase[] = [TYPES, SIZES, READ_ONLY, HOST, ...MOUNT_CASES, ...CLAIM_CASES, ...FILE_CASES];
