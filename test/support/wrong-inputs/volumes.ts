import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { inMain, inPodSpec, inTemplate, untyped, withMount, WrongInput } from './support';
import { StorageMedium, Volume, Workspace } from '../../../src';

const withVolume = (volume: object, mount: object) => inPodSpec((spec) => spec.volumes.push(volume) && spec.containers[0].volumeMounts.push(mount));
const CLAIM = { metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } };
const claims = (...list: object[]) => (manifest: any) => (manifest.spec.volumeClaimTemplates = list);
const SMALL = { sizeLimit: Size.mebibytes(1) };
const LONG_NAME = 'v'.repeat(34);

/** Mistakes in mounts and volumes. */
export const VOLUMES: WrongInput[] = inTemplate([
  [
    'a writable path below /usr', 'mount over the system', { writablePaths: [{ path: '/usr/local/lib' }] },
    'writablePaths[0].path: got "/usr/local/lib"; allowed: no writable mount at or below /bin, /sbin, /usr', withMount({ mountPath: '/usr/local/lib' }),
  ],
  [
    'a writable path near tokens', 'mount over the system', { writablePaths: [{ path: '/var/run/secrets/extra' }] },
    'writablePaths[0].path: got "/var/run/secrets/extra"; allowed: nor at, above or below /var/run/secrets', withMount({ mountPath: '/var/run/secrets/extra' }),
  ],
  [
    'a mount below /proc', 'mount over the kernel', { writablePaths: [{ path: '/proc/sys' }] },
    'writablePaths[0].path: got "/proc/sys"; allowed: nor at or below /proc, /sys and /dev', withMount({ mountPath: '/proc/sys' }),
  ],
  [
    'a mount at the root', 'mount over the kernel', { writablePaths: [{ path: '/' }] },
    'writablePaths[0].path: got "/"; allowed: no mount at "/"', withMount({ mountPath: '/' }),
  ],
  [
    'a mount with a relative path', 'absolute path', { writablePaths: [{ path: 'data' }] },
    'writablePaths[0].path: got "data"; allowed: an absolute path', withMount({ mountPath: 'data' }),
  ],
  [
    'a mount that leads elsewhere', 'plain path', { writablePaths: [{ path: '/tmp/../usr' }] },
    'writablePaths[0].path: got "/tmp/../usr"; allowed: a path without ".", ".."', withMount({ mountPath: '/tmp/../usr' }),
  ],
  [
    'two mounts on a path', 'paths differ', { mounts: ['a', 'b'].map((name) => ({ path: '/tmp/a', volume: Volume.emptyDir(name, SMALL) })) },
    'mounts[1].path: got "/tmp/a"; allowed: one mount on each path', inMain((container) => container.volumeMounts.push(container.volumeMounts[0])),
  ],
  [
    'a mount where the workspace is', 'paths differ', { mounts: [{ path: '/workspace', volume: Volume.claimTemplate('data') }] },
    'mounts[0].path: got "/workspace"; allowed: one mount on each path', withMount({ mountPath: '/workspace' }),
  ],
  [
    'a volume\'s name that is too long for gVisor', 'dns label', { writablePaths: [{ path: '/cache', name: LONG_NAME }] },
    `writablePaths[0].name: got "${LONG_NAME}"; allowed: of at most 33 characters; this one has 34`, withVolume({ name: LONG_NAME, emptyDir: { sizeLimit: '1Mi' } }, { name: LONG_NAME, mountPath: '/cache' }),
  ],
  [
    'a volume\'s name in upper case', 'dns label', { writablePaths: [{ path: '/cache', name: 'Cache' }] },
    'writablePaths[0].name: got "Cache"; allowed: a DNS label', withVolume({ name: 'Cache', emptyDir: { sizeLimit: '1Mi' } }, { name: 'Cache', mountPath: '/cache' }),
  ],
  [
    'two volumes of a name', 'volume names differ', { writablePaths: [{ path: '/a', name: 'data' }, { path: '/b', name: 'data' }] },
    'writablePaths[1].volume: got "data"; allowed: one volume of each name in a Pod', inPodSpec((spec) => spec.volumes.push(spec.volumes[0])),
  ],
  [
    'an emptyDir of no size', 'bytes', { writablePaths: [{ path: '/cache', sizeLimit: Size.mebibytes(0) }] },
    'writablePaths[0].sizeLimit: got "0Ki"; allowed: a cdk8s Size of more than 0', inPodSpec((spec) => (spec.volumes[0].emptyDir.sizeLimit = '0')),
  ],
  [
    'a workspace in memory that is larger than half of it', 'emptyDirs in memory', { workspace: Workspace.ephemeral({ sizeLimit: Size.mebibytes(300), medium: StorageMedium.MEMORY }) },
    'resources.memoryLimit: got "512Mi"; allowed: at least twice 300Mi', inPodSpec((spec) => (spec.volumes[1].emptyDir.medium = 'Memory')),
  ],
  [
    'a medium that does not exist', 'word', { writablePaths: [{ path: '/cache', medium: 'memory' as StorageMedium }] },
    'writablePaths[0].volume.medium: got "memory"; allowed: "", Memory', inPodSpec((spec) => (spec.volumes[0].emptyDir.medium = 'memory')),
  ],
  [
    'a Secret in the container that runs the user\'s code', 'trusted sidecars alone', { mounts: [{ path: '/etc/key', volume: Volume.secret('key', { name: 'api-key' } as kplus.ISecret) }] },
    'mounts[0].volume: got "key, which holds a Secret or a token"; allowed: such volumes in trusted sidecars alone', withVolume({ name: 'key', secret: { secretName: 'api-key' } }, { name: 'key', mountPath: '/etc/key', readOnly: true }),
  ],
  [
    'a part of a volume that sandboxes write to', 'subPath', { mounts: [{ path: '/cache', subPath: 'a', volume: Volume.emptyDir('cache', SMALL) }] },
    'mounts[0].subPath: got "a"; allowed: a subPath of a ConfigMap', withMount({ mountPath: '/cache', subPath: 'a' }),
  ],
  [
    'a mount of nothing', 'claim template exists', { mounts: [{ path: '/data', volume: Volume.claimTemplate('data') }] },
    'mounts[0].volume: got "the claim template data"; allowed: none: there are no volumeClaimTemplates', withMount({ name: 'data', mountPath: '/data' }),
  ],
  [
    'a volume named like a claim template', 'claim template takes no volume\'s place', {
      volumeClaimTemplates: [{ name: 'data', size: Size.gibibytes(1) }],
      mounts: [{ path: '/data', volume: Volume.emptyDir('data', SMALL) }],
    },
    'mounts[0].volume: got "data"; allowed: a name that no volume claim template has', claims({ ...CLAIM, metadata: { name: 'tmp' } }),
  ],
  [
    'a claim that all sandboxes would share', 'no shared claim', { mounts: [{ path: '/data', volume: Volume.persistentVolumeClaim('data', 'shared') }] },
    'mounts[0].volume.claimName: got "shared"; allowed: no claim by name in a template', withVolume({ name: 'data', persistentVolumeClaim: { claimName: 'shared' } }, { name: 'data', mountPath: '/data' }),
  ],
  [
    'two claim templates of a name', 'claim template names differ', { volumeClaimTemplates: [{ name: 'data', size: Size.gibibytes(1) }, { name: 'data', size: Size.gibibytes(2) }] },
    'volumeClaimTemplates[1].name: got "data"; allowed: each name once', claims(CLAIM, CLAIM),
  ],
  [
    'a claim template named like the workspace', 'claim template is not the workspace', { workspace: Workspace.persistent({ size: Size.gibibytes(1) }), volumeClaimTemplates: [{ name: 'workspace', size: Size.gibibytes(1) }] },
    'volumeClaimTemplates[0].name: got "workspace"; allowed: a name other than that of the persistent workspace',
  ],
  [
    'an access mode for several nodes', 'word', { volumeClaimTemplates: [{ name: 'data', size: Size.gibibytes(1), accessMode: untyped('ReadWriteMany') }] },
    'volumeClaimTemplates[0].accessMode: got "ReadWriteMany"; allowed: ReadWriteOnce, ReadWriteOncePod', claims({ ...CLAIM, spec: { ...CLAIM.spec, accessModes: ['ReadWriteMany'] } }),
  ],
  [
    'a persistent workspace without size', 'bytes', { workspace: Workspace.persistent(untyped({})) },
    'workspace.size: got undefined; allowed: a cdk8s Size', claims({ metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'] } }),
  ],
  [
    'a workspace over the system', 'mount over the system', { workspace: Workspace.ephemeral({ path: '/usr/share' }) },
    'workspace.path: got "/usr/share"; allowed: no writable mount', inMain((container) => (container.volumeMounts[1].mountPath = '/usr/share')),
  ],
]);
