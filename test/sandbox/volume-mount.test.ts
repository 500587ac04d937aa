import { Size } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { configMap, failure, mapped, misfits, place, podSchema, secret, WAIVER } from './value-support';
import { DownwardApiItem } from '../../src/sandbox/downward-api-item';
import { SandboxImage } from '../../src/sandbox/image';
import { mountOf, mountsOf, writablePathOf } from '../../src/sandbox/mounts';
import { PodField } from '../../src/sandbox/pod-field';
import { ProjectedSource } from '../../src/sandbox/projected-source';
import { Volume } from '../../src/sandbox/volume';
import { VolumeMount } from '../../src/sandbox/volume-mount';
import { StorageMedium } from '../../src/sandbox/writable-path';

const scratch = Volume.emptyDir('scratch', { sizeLimit: Size.mebibytes(1) });
const settings = Volume.configMap('settings', configMap);
const credentials = Volume.secret('credentials', secret);

const untrusted = { trusted: false, csiDrivers: [] };
const map = (mount: VolumeMount, trusted = false) => mountOf(place, mount, { trusted, csiDrivers: ['a.example.com'] });

test.each([
  ['a writable volume', { path: '/work', volume: scratch }, { name: 'scratch', mountPath: '/work' }],
  ['a writable volume, said so', { path: '/work', volume: scratch, readOnly: false }, { name: 'scratch', mountPath: '/work', readOnly: false }],
  ['a writable volume for reading', { path: '/usr/local', volume: scratch, readOnly: true }, { name: 'scratch', mountPath: '/usr/local', readOnly: true }],
  ['files of a ConfigMap', { path: '/etc/app', volume: settings }, { name: 'settings', mountPath: '/etc/app', readOnly: true }],
  ['one file of a ConfigMap', { path: '/etc/app.yaml', volume: settings, subPath: 'app.yaml' }, {
    name: 'settings', mountPath: '/etc/app.yaml', readOnly: true, subPath: 'app.yaml',
  }],
])('maps %s', (_, mount, expected) => {
  expect(map(mount)).toEqual(expected);
  expect(misfits(podSchema('containers[].volumeMounts[]'), expected)).toEqual([]);
});

describe('paths', () => {
  const system = [
    '/bin', '/sbin/x', '/usr', '/usr/local/bin', '/usr/dev/shm', '/lib', '/lib64/x', '/libexec', '/etc', '/etc/ssl', '/boot',
    '/var', '/var/run', '/var/run/secrets', '/var/run/secrets/kubernetes.io', '/var/run/secrets-store',
  ];
  const kernel = ['/', '/proc', '/proc/sys', '/sys', '/sys/fs/cgroup', '/dev', '/dev/null', '/dev/shmx'];
  const open = ['/tmp', '/workspace', '/app', '/dev/shm', '/dev/shm/x', '/binary', '/usrlocal', '/etcd', '/opt/lib', '/home/user/bin', '/var/cache', '/var/runx', '/run', '/procfs', '/opt/proc', '/srv/dev'];

  test.each(open)('%s takes a writable volume', (path) => {
    expect(map({ path, volume: scratch })).toMatchObject({ mountPath: path });
  });

  test.each(system)('%s takes what is read-only', (path) => {
    expect(map({ path, volume: settings })).toMatchObject({ mountPath: path });
    expect(map({ path, volume: scratch, readOnly: true })).toMatchObject({ mountPath: path });
  });

  test.each([...system, ...kernel])('fails for a writable volume at %s', (path) => {
    expect(failure(() => map({ path, volume: scratch }))).toContain(`prop.path: got ${JSON.stringify(path)}`);
  });

  test.each(kernel)('fails for anything at %s', (path) => {
    expect(failure(() => map({ path, volume: settings }))).toContain('allowed: no mount at "/"');
  });

  test.each(['relative', '/usr/../work', '//work', '/work/', '/a:b', ''])('fails for the path %j', (path) => {
    expect(failure(() => map({ path, volume: scratch }))).toContain('prop.path: got ');
  });
});

describe('who may mount what', () => {
  const token = Volume.projected('token', [ProjectedSource.serviceAccountToken({ audience: 'vault' })]);

  test.each([credentials, token])('a trusted sidecar may mount $name', (volume) => {
    expect(map({ path: '/run/credentials', volume }, true)).toEqual({ name: volume.name, mountPath: '/run/credentials', readOnly: true });
  });

  test.each([credentials, token])('fails for $name in a container that is not trusted', (volume) => {
    expect(failure(() => map({ path: '/run/credentials', volume }))).toContain('allowed: such volumes in trusted sidecars alone; fix: mount it in a sidecar');
  });

  test('a Secret with a waiver may be mounted anywhere', () => {
    expect(map({ path: '/run/credentials', volume: Volume.exposedSecret('exposed', secret, WAIVER) })).toMatchObject({ name: 'exposed' });
  });
});

describe('a part of a volume', () => {
  test.each([
    settings, Volume.exposedSecret('exposed', secret, WAIVER), Volume.projected('projected', [ProjectedSource.configMap(configMap)]),
    Volume.downwardApi('pod', [DownwardApiItem.fromField('name', PodField.NAME)]), Volume.image('image', SandboxImage.pinnedLater('image')),
  ])('can be mounted of $name', (volume) => {
    expect(map({ path: '/a', volume, subPath: 'b/c' })).toMatchObject({ subPath: 'b/c' });
  });

  test.each([
    scratch, Volume.persistentVolumeClaim('claim', 'data', { readOnly: true }), Volume.claimTemplate('template'), Volume.csi('csi', 'a.example.com'),
    Volume.ephemeral('ephemeral', { size: Size.gibibytes(1) }),
  ])('fails for $name, which a sandbox may have written', (volume) => {
    expect(failure(() => map({ path: '/a', volume, subPath: 'b' }))).toContain('prop.subPath: got "b"; allowed: a subPath of a ConfigMap');
  });

  test.each(['../x', '/x', 'a/../../x', '', 'a/'])('fails for the subPath %j', (subPath) => {
    expect(failure(() => map({ path: '/a', volume: settings, subPath }))).toContain('prop.subPath: got ');
  });
});

test('fails without a volume', () => {
  expect(failure(() => map({ path: '/a', volume: undefined as unknown as Volume }))).toContain('prop.volume: got undefined; allowed: a Volume; fix: ');
});

describe('the mounts of a container', () => {
  const at = (index: number, mount: VolumeMount) => ({ place: place.item(index), mount });

  test('keep their order', () => {
    const mounts = [at(0, { path: '/b', volume: scratch }), at(1, { path: '/a', volume: settings }), at(2, { path: '/b/c', volume: scratch })];
    expect(mountsOf(mounts, untrusted).map(({ mountPath }) => mountPath)).toEqual(['/b', '/a', '/b/c']);
  });

  test('fails for two on one path', () => {
    const mounts = [at(0, { path: '/a', volume: scratch }), at(1, { path: '/a', volume: settings })];
    expect(failure(() => mountsOf(mounts, untrusted))).toContain('prop[1].path: got "/a"; allowed: one mount on each path');
  });
});

describe('a writable path', () => {
  const volumeOf = ({ mount }: { mount: VolumeMount }) => mapped((sink) => mount.volume._toJson(place, sink, { template: true })).json;

  test.each([
    [{ path: '/var/cache/x' }, { name: 'var-cache-x', emptyDir: { sizeLimit: '256Mi' } }],
    [{ path: '/tmp', sizeLimit: Size.gibibytes(2), medium: StorageMedium.DISK }, { name: 'tmp', emptyDir: { sizeLimit: '2Gi' } }],
    [{ path: '/dev/shm', medium: StorageMedium.MEMORY, name: 'shm' }, { name: 'shm', emptyDir: { medium: 'Memory', sizeLimit: '256Mi' } }],
  ])('%j is a mount of an emptyDir of its own', (writable, volume) => {
    const placed = writablePathOf(place, writable, '256Mi');
    expect(volumeOf(placed)).toEqual(volume);
    expect(mountsOf([placed], untrusted)).toEqual([{ name: volume.name, mountPath: writable.path }]);
  });

  test.each([
    ['system files', { path: '/usr' }, 'prop.path: got "/usr"'],
    ['a way up', { path: '/tmp/../usr' }, 'prop.path: got "/tmp/../usr"'],
    ['a long name', { path: '/tmp', name: 'a'.repeat(34) }, 'prop.name: got '],
    ['no size', { path: '/tmp', sizeLimit: Size.mebibytes(0) }, 'prop.sizeLimit: got "0Ki"'],
  ])('fails for %s', (_, writable, words) => {
    expect(failure(() => mountsOf([writablePathOf(place, writable, '256Mi')], untrusted))).toContain(words);
  });
});
