import { Chart, Duration, Size } from 'cdk8s';
import { configMap, Sample, sandbox, secret, template } from './support';
import {
  AccessMode, DownwardApiItem, PodField, ProjectedSource, ResourceField, SandboxImage, StorageMedium, Volume, VolumeMount, Workspace,
} from '../../../src';
import { DIGEST, OTHER_IMAGE, WAIVER } from '../app';

const SIZE = Size.gibibytes(1);

const FILES = [
  DownwardApiItem.fromField('labels', PodField.LABELS),
  DownwardApiItem.fromField('annotations', PodField.ANNOTATIONS),
  DownwardApiItem.fromField('name', PodField.NAME),
  DownwardApiItem.fromResource('memory', ResourceField.MEMORY_LIMIT, 'main', '1Mi'),
];

/** A template whose main container sees a volume. */
const mounted = (name: string, volume: (chart: Chart) => Volume, mount: Partial<VolumeMount> = {}): Sample => (
  template(name, (chart) => ({ mounts: [{ path: '/data', volume: volume(chart), ...mount }] }))
);

/** A template with a trusted sidecar that sees a volume. */
const trusted = (name: string, volume: (chart: Chart) => Volume): Sample => template(name, (chart) => ({
  sidecars: [{ name: 'broker', image: OTHER_IMAGE, mounts: [{ path: '/data', volume: volume(chart), readOnly: true }] }],
}));

const VOLUMES_OF_ALL_KINDS: Sample[] = [
  mounted('empty-dir', () => Volume.emptyDir('scratch', { sizeLimit: Size.mebibytes(8), medium: StorageMedium.MEMORY }), { path: '/dev/shm' }),
  mounted('config-map', (chart) => Volume.configMap('settings', configMap(chart), { items: { 'app.yaml': 'etc/app.yaml' }, optional: true, defaultMode: 0o400 })),
  mounted('config-map-file', (chart) => Volume.configMap('settings', configMap(chart)), { path: '/etc/app.yaml', subPath: 'app.yaml', readOnly: true }),
  trusted('secret', (chart) => Volume.secret('credentials', secret(chart), { items: { token: 'token' }, defaultMode: 0o440 })),
  mounted('exposed-secret', (chart) => Volume.exposedSecret('credentials', secret(chart), WAIVER)),
  trusted('projected', (chart) => Volume.projected('all', [
    ProjectedSource.configMap(configMap(chart), { items: { mode: 'mode' }, optional: false }),
    ProjectedSource.secret(secret(chart)),
    ProjectedSource.downwardApi(FILES),
    ProjectedSource.serviceAccountToken({ audience: 'https://broker.example.com', expiration: Duration.minutes(30), path: 'broker/token' }),
  ], { defaultMode: 0o440 })),
  mounted('downward-api', () => Volume.downwardApi('pod', FILES)),
  trusted('csi', () => Volume.csi('store', 'secrets-store.csi.k8s.io', { readOnly: true, fsType: 'ext4', volumeAttributes: { secretProviderClass: 'sandboxes' } })),
  mounted('image-volume', () => Volume.image('models', SandboxImage.fromDigest(`registry.example.com/models@${DIGEST}`))),
  mounted('shared-claim', () => Volume.sharedPersistentVolumeClaim('shared', 'datasets', WAIVER, { readOnly: true })),
  mounted('ephemeral-volume', () => Volume.ephemeral('large', { size: SIZE, storageClassName: 'standard', accessMode: AccessMode.READ_WRITE_ONCE_POD })),
  sandbox('existing-claim', { mounts: [{ path: '/data', volume: Volume.persistentVolumeClaim('data', 'datasets', { readOnly: false }) }] }),
  template('claim-templates', {
    volumeClaimTemplates: [
      { name: 'data', size: SIZE, accessMode: AccessMode.READ_WRITE_ONCE_POD, storageClassName: 'standard' },
      { name: 'more', size: SIZE, labels: { team: 'a' }, annotations: { 'example.com/note': 'a' } },
    ],
    mounts: [{ path: '/data', volume: Volume.claimTemplate('data') }, { path: '/more', volume: Volume.claimTemplate('more') }],
  }),
];

/** Every volume and workspace. */
export const VOLUMES: Sample[] = [
  ...VOLUMES_OF_ALL_KINDS,
  template('workspace-ephemeral', { workspace: Workspace.ephemeral({ sizeLimit: Size.mebibytes(100), medium: StorageMedium.MEMORY, path: '/work' }) }),
  template('workspace-persistent', {
    workspace: Workspace.persistent({ size: SIZE, storageClassName: 'standard', accessMode: AccessMode.READ_WRITE_ONCE, path: '/work' }),
  }),
  sandbox('sandbox-workspace', { workspace: Workspace.persistent({ size: SIZE }) }),
  template('workspace-none', { workspace: Workspace.none() }),
];
