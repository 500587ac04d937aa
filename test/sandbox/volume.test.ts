import { Duration, Size } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { configMap, DIGEST, failure, mapped, misfits, place, podSchema, secret, WAIVER } from './value-support';
import { DownwardApiItem } from '../../src/sandbox/downward-api-item';
import { SandboxImage } from '../../src/sandbox/image';
import { PodField } from '../../src/sandbox/pod-field';
import { ProjectedSource } from '../../src/sandbox/projected-source';
import { ResourceField } from '../../src/sandbox/resource-field';
import { Volume } from '../../src/sandbox/volume';
import { AccessMode } from '../../src/sandbox/volume-claim-template';
import { StorageMedium } from '../../src/sandbox/writable-path';

const IMAGE = 'registry.example.com/models/small';

const map = (volume: Volume, template = true) => mapped((sink) => volume._toJson(place, sink, { template }));

/** What is known of a volume without mapping it: can a mount be written to, and who may mount it. */
const traits = (volume: Volume) => [volume._kind, volume._writable, volume._trustedOnly];

test.each<[string, Volume, object, unknown[]]>([
  ['an emptyDir', Volume.emptyDir('v', { sizeLimit: Size.mebibytes(256) }), { emptyDir: { sizeLimit: '256Mi' } }, ['emptyDir', true, false]],
  ['an emptyDir on disk', Volume.emptyDir('v', { sizeLimit: Size.gibibytes(1), medium: StorageMedium.DISK }), { emptyDir: { sizeLimit: '1Gi' } }, ['emptyDir', true, false]],
  ['an emptyDir in memory', Volume.emptyDir('v', { sizeLimit: Size.kibibytes(1), medium: StorageMedium.MEMORY }), {
    emptyDir: { medium: 'Memory', sizeLimit: '1Ki' },
  }, ['emptyDir', true, false]],
  ['a ConfigMap', Volume.configMap('v', configMap), { configMap: { name: 'app-settings', defaultMode: 0o444 } }, ['configMap', false, false]],
  ['keys of a ConfigMap', Volume.configMap('v', configMap, { items: { b: 'sub/b.yaml', a: 'a' }, optional: false, defaultMode: 0 }), {
    configMap: { name: 'app-settings', items: [{ key: 'a', path: 'a' }, { key: 'b', path: 'sub/b.yaml' }], optional: false, defaultMode: 0 },
  }, ['configMap', false, false]],
  ['a Secret', Volume.secret('v', secret), { secret: { secretName: 'app-credentials', defaultMode: 0o440 } }, ['secret', false, true]],
  ['fields of the Pod', Volume.downwardApi('v', [DownwardApiItem.fromField('labels', PodField.LABELS), DownwardApiItem.fromField('notes', PodField.ANNOTATIONS), DownwardApiItem.fromResource('cpu', ResourceField.CPU_LIMIT, 'main', '1m')]), {
    downwardAPI: {
      items: [
        { path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } },
        { path: 'notes', fieldRef: { fieldPath: 'metadata.annotations' } },
        { path: 'cpu', resourceFieldRef: { resource: 'limits.cpu', containerName: 'main', divisor: '1m' } },
      ],
      defaultMode: 0o444,
    },
  }, ['downwardAPI', false, false]],
  ['sources without credentials', Volume.projected('v', [ProjectedSource.configMap(configMap, { items: { a: 'a' } }), ProjectedSource.downwardApi([DownwardApiItem.fromField('name', PodField.NAME)])]), {
    projected: {
      sources: [
        { configMap: { name: 'app-settings', items: [{ key: 'a', path: 'a' }] } },
        { downwardAPI: { items: [{ path: 'name', fieldRef: { fieldPath: 'metadata.name' } }] } },
      ],
      defaultMode: 0o444,
    },
  }, ['projected', false, false]],
  ['sources with a Secret', Volume.projected('v', [ProjectedSource.configMap(configMap), ProjectedSource.secret(secret, { optional: true })], { defaultMode: 0o400 }), {
    projected: { sources: [{ configMap: { name: 'app-settings' } }, { secret: { name: 'app-credentials', optional: true } }], defaultMode: 0o400 },
  }, ['projected', false, true]],
  ['sources with a token', Volume.projected('v', [ProjectedSource.serviceAccountToken({ audience: 'vault' })]), {
    projected: { sources: [{ serviceAccountToken: { audience: 'vault', expirationSeconds: 3600, path: 'token' } }], defaultMode: 0o440 },
  }, ['projected', false, true]],
  ['a CSI volume', Volume.csi('v', 'secrets-store.csi.k8s.io', { volumeAttributes: { b: '2', a: '1' } }), {
    csi: { driver: 'secrets-store.csi.k8s.io', readOnly: true, volumeAttributes: { a: '1', b: '2' } },
  }, ['csi', false, false]],
  ['a writable CSI volume', Volume.csi('v', 'local.csi.example.com', { readOnly: false, fsType: 'ext4' }), {
    csi: { driver: 'local.csi.example.com', readOnly: false, fsType: 'ext4' },
  }, ['csi', true, false]],
  ['a pinned image', Volume.image('v', SandboxImage.fromDigest(`${IMAGE}@${DIGEST}`)), { image: { reference: `${IMAGE}@${DIGEST}`, pullPolicy: 'IfNotPresent' } }, ['image', false, false]],
  ['an image by its tag', Volume.image('v', SandboxImage.fromTag(`${IMAGE}:1`)), { image: { reference: `${IMAGE}:1`, pullPolicy: 'Always' } }, ['image', false, false]],
  ['an ephemeral claim', Volume.ephemeral('v', { size: Size.gibibytes(20), storageClassName: 'fast', accessMode: AccessMode.READ_WRITE_ONCE_POD }), {
    ephemeral: {
      volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOncePod'], resources: { requests: { storage: '20Gi' } }, storageClassName: 'fast' } },
    },
  }, ['ephemeral', true, false]],
])('maps %s', (_, volume, source, itsTraits) => {
  const { json, rules } = map(volume);
  expect(json).toEqual({ name: 'v', ...source });
  expect(misfits(podSchema('volumes[]'), json)).toEqual([]);
  expect(rules).toEqual([]);
  expect(traits(volume)).toEqual(itsTraits);
});

describe('unsafe volumes', () => {
  test('a Secret for containers that are not trusted is waived', () => {
    const volume = Volume.exposedSecret('v', secret, WAIVER);
    expect(map(volume)).toEqual({ json: { name: 'v', secret: { secretName: 'app-credentials', defaultMode: 0o440 } }, rules: ['SBX-FS-001 volumes[name=v]'] });
    expect(traits(volume)).toEqual(['secret', false, false]);
  });

  test('a claim shared by the sandboxes of a template is waived', () => {
    const volume = Volume.sharedPersistentVolumeClaim('v', 'data', WAIVER, { readOnly: true });
    expect(map(volume)).toEqual({
      json: { name: 'v', persistentVolumeClaim: { claimName: 'data', readOnly: true } }, rules: ['SBX-FS-008 volumes[name=v]'],
    });
    expect(traits(volume)).toEqual(['persistentVolumeClaim', false, false]);
  });

  test('a claim of one Sandbox is nothing to waive', () => {
    expect(map(Volume.sharedPersistentVolumeClaim('v', 'data', WAIVER), false).rules).toEqual([]);
    const volume = Volume.persistentVolumeClaim('v', 'data');
    expect(map(volume, false)).toEqual({ json: { name: 'v', persistentVolumeClaim: { claimName: 'data' } }, rules: [] });
    expect(traits(volume)).toEqual(['persistentVolumeClaim', true, false]);
  });

  test.each([
    ['a claim by name in a template', Volume.persistentVolumeClaim('v', 'data'), 'prop.claimName: got "data"; allowed: no claim by name in a template'],
    ['a shared claim without a waiver', Volume.sharedPersistentVolumeClaim('v', 'data', undefined as never), 'allowed: a waiver'],
    ['an exposed Secret without a waiver', Volume.exposedSecret('v', secret, undefined as never), 'allowed: a waiver'],
  ])('fails for %s', (_, volume, words) => {
    expect(failure(() => map(volume))).toContain(words);
  });
});

test('a claim template\'s volume is left to the controller', () => {
  const volume = Volume.claimTemplate('data');
  expect(map(volume)).toEqual({ json: undefined, rules: [] });
  expect(traits(volume)).toEqual(['claimTemplate', true, false]);
  expect(volume.name).toBe('data');
});

test('names have 63 characters at most, those of emptyDirs 33', () => {
  const options = { sizeLimit: Size.mebibytes(1) };
  expect(map(Volume.emptyDir('a'.repeat(33), options)).json).toMatchObject({ name: 'a'.repeat(33) });
  expect(map(Volume.configMap('a'.repeat(63), configMap)).json).toMatchObject({ name: 'a'.repeat(63) });
  expect(failure(() => map(Volume.emptyDir('a'.repeat(34), options)))).toMatch(/prop\.name: .*at most 33 characters; this one has 34; fix: shorten it: gVisor/);
  expect(failure(() => map(Volume.configMap('a'.repeat(64), configMap)))).toContain('at most 63 characters');
  expect(failure(() => map(Volume.claimTemplate('A')))).toContain('prop.name: got "A"');
});

const items = (...paths: string[]) => Volume.downwardApi('v', paths.map((path) => DownwardApiItem.fromField(path, PodField.NAME)));
const token = (options: object) => Volume.projected('v', [ProjectedSource.serviceAccountToken({ audience: 'vault', ...options })]);

test.each([
  ['an emptyDir without a size', Volume.emptyDir('v', {} as never), 'prop.sizeLimit: got undefined'],
  ['an emptyDir of no size', Volume.emptyDir('v', { sizeLimit: Size.mebibytes(0) }), 'prop.sizeLimit: got "0Ki"'],
  ['huge pages', Volume.emptyDir('v', { sizeLimit: Size.mebibytes(1), medium: 'HugePages' as never }), 'prop.medium: got "HugePages"'],
  ['a mode that is none', Volume.configMap('v', configMap, { defaultMode: 0o1000 }), 'prop.defaultMode: got 512'],
  ['a key with a slash', Volume.configMap('v', configMap, { items: { 'a/b': 'a' } }), 'prop.items: got "a/b"'],
  ['a file outside the mount', Volume.configMap('v', configMap, { items: { a: '../a' } }), 'prop.items[a]: got "../a"'],
  ['an absolute file', Volume.secret('v', secret, { items: { a: '/a' } }), 'prop.items[a]: got "/a"'],
  ['one file of two keys', Volume.secret('v', secret, { items: { a: 'x', b: 'x' } }), 'prop.items: got "x"; allowed: each path once'],
  ['no items', items(), 'prop.items: got []'],
  ['an item twice', items('a', 'b', 'a'), 'prop.items: got "a"; allowed: each path once'],
  ['an address as a file', Volume.downwardApi('v', [DownwardApiItem.fromField('ip', PodField.POD_IP)]), 'prop.items[0]: got "status.podIP"; allowed: a field of the Pod\'s metadata, which a file can show; fix: show it as an environment'],
  ['resources of no container', Volume.downwardApi('v', [DownwardApiItem.fromResource('cpu', ResourceField.CPU_LIMIT, undefined as never)]), 'prop.items[0].containerName: got undefined; allowed: the name of a container'],
  ['no sources', Volume.projected('v', []), 'prop.sources: got []'],
  ['one file of two sources', Volume.projected('v', [
    ProjectedSource.serviceAccountToken({ audience: 'vault' }), ProjectedSource.configMap(configMap, { items: { a: 'token' } }),
  ]), 'prop.sources: got "token"; allowed: each path once'],
  ['a token for nobody', token({ audience: '' }), 'prop.sources[0].audience: got ""'],
  ['a token without audience', token({ audience: undefined }), 'prop.sources[0].audience: got undefined'],
  ['a token of nine minutes', token({ expiration: Duration.minutes(9) }), 'prop.sources[0].expiration: got 540'],
  ['a token outside the mount', token({ path: '../token' }), 'prop.sources[0].path: got "../token"'],
  ['a driver that is none', Volume.csi('v', 'a driver'), 'prop.driver: got "a driver"'],
  ['a blank file system', Volume.csi('v', 'a.example.com', { fsType: '' }), 'prop.fsType: got ""'],
  ['an image without host', Volume.image('v', SandboxImage.fromTag('small:1')), 'prop.image: got "small:1"'],
  ['a claim for many nodes', Volume.ephemeral('v', { size: Size.gibibytes(1), accessMode: 'ReadWriteMany' as never }), 'prop.accessMode: got "ReadWriteMany"'],
])('fails for %s', (_, volume, words) => {
  expect(failure(() => map(volume))).toContain(words);
});
