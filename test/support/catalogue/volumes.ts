import { every, everyMount, everyVolume, inMain, inPod, inSecurity, PINNED, pod, Row, security, specOf, withVolume } from './support';
import { containersOf, unsetOr } from '../demand';
import { bytesOf } from '../quantity';

const withMount = (mount: object) => inMain((container) => container.volumeMounts.push({ name: 'tmp', ...mount }));
const VOLUMES = ['emptyDir', 'configMap', 'downwardAPI', 'projected', 'ephemeral', 'image'];
const SYSTEM = /^\/($|(bin|sbin|usr|lib[^/]*|etc|proc|sys|dev|boot)(\/|$))/;
const SEALED = ['configMap', 'secret', 'projected', 'downwardAPI', 'image'];
const sizesOf = (spec: any, medium?: string): number => (spec.volumes ?? [])
  .filter((volume: any) => volume.emptyDir && volume.emptyDir.medium === medium)
  .reduce((sum: number, volume: any) => sum + bytesOf(volume.emptyDir.sizeLimit), 0);
const isWritable = (mount: any, spec: any): boolean => {
  const volume = (spec.volumes ?? []).find((each: any) => each.name === mount.name) ?? {};
  return !mount.readOnly && !SEALED.some((kind) => volume[kind]);
};

/** Rows about volumes and the file system. */
export const VOLUMES_ROWS: readonly Row[] = [
  {
    id: 'SBX-FS-001',
    says: 'volumes of safe kinds, one source each',
    holds: everyVolume((volume) => Object.keys(volume).length === 2 && VOLUMES.some((kind) => kind in volume)),
    weaken: [
      withVolume({ hostPath: { path: '/' } }), withVolume({ nfs: {} }), withVolume({ csi: {} }), withVolume({ emptyDir: {}, configMap: {} }), withVolume({}),
    ],
  },
  {
    id: 'SBX-FS-002',
    says: 'emptyDirs are bounded, and fit into the limits',
    holds: pod((spec) => (spec.volumes ?? []).every((volume: any) => !volume.emptyDir || volume.emptyDir.sizeLimit !== undefined)
      && sizesOf(spec) <= bytesOf(spec.containers[0].resources.limits['ephemeral-storage'])
      && sizesOf(spec, 'Memory') <= bytesOf(spec.containers[0].resources.limits.memory) / 2),
    weaken: [
      inPod((spec) => delete spec.volumes[0].emptyDir.sizeLimit), inPod((spec) => (spec.volumes[0].emptyDir.sizeLimit = '1Gi')),
      inPod((spec) => (spec.volumes[1].emptyDir.medium = 'Memory')),
    ],
  },
  {
    id: 'SBX-FS-003',
    says: 'a read-only root and a writable /tmp, work folder and HOME',
    holds: pod((spec) => containersOf(spec).every((each) => security(each).readOnlyRootFilesystem === true)
      && ['/tmp', spec.containers[0].env?.find(({ name }: any) => name === 'HOME')?.value].every((path) => (
        spec.containers[0].volumeMounts?.some((mount: any) => mount.mountPath === path && !mount.readOnly)))),
    weaken: [
      inSecurity({ readOnlyRootFilesystem: false }),
      inSecurity({ readOnlyRootFilesystem: undefined }),
      inMain((container) => (container.env = [{ name: 'HOME', value: '/' }])),
      inMain((container) => container.volumeMounts.splice(0, 1)),
    ],
  },
  {
    id: 'SBX-FS-004',
    says: 'no writable mount over the system or tokens',
    holds: everyMount((mount, spec) => /^\/[^:]*$/.test(mount.mountPath) && !mount.mountPath.split('/').includes('..')
      && (!isWritable(mount, spec) || !(SYSTEM.test(mount.mountPath) || mount.mountPath.startsWith('/var/run/secrets')))),
    weaken: [withMount({ mountPath: '/usr/lib' }), withMount({ mountPath: '/tmp/../usr' }), withMount({ mountPath: '/' }), withMount({ mountPath: 'tmp' })],
  },
  {
    id: 'SBX-FS-005',
    says: 'no propagation, no part of what a sandbox can write',
    holds: everyMount((mount, spec) => unsetOr(mount.mountPropagation, 'None') && unsetOr(mount.subPathExpr)
      && (mount.subPath === undefined || !isWritable(mount, spec))),
    weaken: [withMount({ mountPath: '/a', mountPropagation: 'Bidirectional' }), withMount({ mountPath: '/a', subPath: 'a' })],
  },
  {
    id: 'SBX-FS-006',
    says: 'no devices',
    holds: every((each, spec) => each.volumeDevices === undefined && spec.resourceClaims === undefined),
    weaken: [inMain((container) => (container.volumeDevices = [{}])), inPod((spec) => (spec.resourceClaims = [{}]))],
  },
  {
    id: 'SBX-FS-007',
    says: 'mounts and volumes fit together',
    holds: (template) => {
      const own = (specOf(template).volumes ?? []).map((volume: any) => volume.name);
      const claimed = (template.spec.volumeClaimTemplates ?? []).map((each: any) => each.metadata.name);
      const all = [...own, ...claimed];
      return new Set(all).size === all.length && everyMount((mount) => all.includes(mount.name))(template);
    },
    weaken: [
      withMount({ name: 'missing', mountPath: '/a' }),
      (template) => (template.spec.volumeClaimTemplates = [{ metadata: { name: 'tmp' }, spec: {} }]),
    ],
  },
  {
    id: 'SBX-FS-008',
    says: 'no volume that all sandboxes share',
    holds: everyVolume((volume) => volume.persistentVolumeClaim === undefined),
    weaken: [withVolume({ persistentVolumeClaim: { claimName: 'shared' } })],
  },
  {
    id: 'SBX-FS-009',
    says: 'claim templates for one node, with size and class',
    holds: (template) => (template.spec.volumeClaimTemplates ?? []).every(({ spec }: any) => (
      spec.accessModes.every((mode: string) => /^ReadWriteOnce(Pod)?$/.test(mode)) && spec.resources?.requests?.storage && spec.storageClassName)),
    weaken: [(template) => (template.spec.volumeClaimTemplates = [{ metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteMany'] } }])],
  },
  {
    id: 'SBX-FS-010',
    says: 'secrets are not readable by others',
    holds: everyVolume((volume) => volume.secret === undefined || volume.secret.defaultMode <= 0o440),
    weaken: [withVolume({ secret: { secretName: 'a', defaultMode: 0o644 } })],
  },
  {
    id: 'SBX-FS-011',
    says: 'image volumes by digest',
    holds: everyVolume((volume) => volume.image === undefined || PINNED.test(volume.image.reference)),
    weaken: [withVolume({ image: { reference: 'registry.example.com/data:1' } })],
  },
];
