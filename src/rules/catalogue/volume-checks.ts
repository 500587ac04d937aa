import { LASTING, MOUNTED_BY_UNTRUSTED } from './pod-texts';
import { hasLimit, isAmount, isSome, sumOf } from './quantity-texts';
import { POD_KINDS } from '../kinds';
import { Check } from '../rule';

const SOURCES = [
  'emptyDir', 'configMap', 'downwardAPI', 'projected', 'ephemeral', 'image', 'secret', 'csi', 'persistentVolumeClaim',
  // SBX-FS-012 is about this one.
  'hostPath',
];

/** What a volume may be. How many sources it has is SBX-STR-006's, and what is in a projected one SBX-TOK-002's. */
export const VOLUME_TYPES: readonly Check[] = [
  {
    target: 'VOLUME',
    kinds: POD_KINDS,
    field: '',
    expected: 'emptyDir, configMap, downwardAPI, projected, ephemeral, image, secret, csi or a persistent volume claim',
    expression: `volume.all(key, key in ['name', ${SOURCES.map((source) => `'${source}'`).join(', ')}])`,
  },
  {
    target: 'VOLUME',
    kinds: POD_KINDS,
    field: '',
    when: 'has(volume.secret) || volume.?projected.?sources.orValue([]).exists(s, has(s.secret))',
    expected: 'mounted by trusted sidecars alone: it holds a Secret',
    expression: `!${MOUNTED_BY_UNTRUSTED}`,
  },
  {
    target: 'VOLUME',
    kinds: POD_KINDS,
    field: 'csi/driver',
    when: 'has(volume.csi)',
    expected: 'a driver of the profile ({csiDrivers}), or mounted by trusted sidecars alone',
    expression: `volume.csi.driver in params.csiDrivers || !${MOUNTED_BY_UNTRUSTED}`,
  },
];

const onDisk = "has(v.emptyDir) && !(has(v.emptyDir.medium) && v.emptyDir.medium != '')";
const inMemory = "has(v.emptyDir) && has(v.emptyDir.medium) && v.emptyDir.medium == 'Memory'";
const isMounted = 'container.?volumeMounts.orValue([]).exists(m, m.name == v.name)';
const sizesThat = (is: string): string => sumOf(
  `pod.?volumes.orValue([]).filter(v, ${is} && has(v.emptyDir.sizeLimit) && ${isAmount('v.emptyDir.sizeLimit')})`, 'v', 'v.emptyDir.sizeLimit',
);
const DISK = 'ephemeral-storage';

/** Bounds of emptyDirs. The kubelet counts those on disk against what the containers may use together, the kernel those in memory against each. */
export const EMPTY_DIRS: readonly Check[] = [
  {
    target: 'VOLUME',
    kinds: POD_KINDS,
    field: 'emptyDir/sizeLimit',
    when: 'has(volume.emptyDir)',
    expected: 'a quantity of more than 0, which means no limit',
    expression: isSome('volume.emptyDir.?sizeLimit'),
  },
  {
    target: 'POD',
    kinds: POD_KINDS,
    field: 'volumes',
    expected: 'emptyDirs on disk that together hold no more than the ephemeral-storage limits of the containers',
    // A limit that is missing is SBX-RES-011's.
    when: `${LASTING}.all(c, ${hasLimit('c', DISK)})`,
    expression: `${sizesThat(onDisk)} <= ${sumOf(LASTING, 'c', `c.resources.limits['${DISK}']`)}`,
  },
  {
    target: 'CONTAINER',
    kinds: POD_KINDS,
    field: 'resources/limits/memory',
    expected: 'at least twice what the emptyDirs in memory hold that the container mounts',
    when: hasLimit('container', 'memory'),
    expression: `${sizesThat(`${inMemory} && ${isMounted}`)} * 2.0 <= quantity(string(container.resources.limits['memory'])).asApproximateFloat()`,
  },
];

/** Claims that are made for a sandbox: those of claim templates, and those of a volume's own. */
function claimed(field: string, expected: string, expression: (claim: string) => string): Check[] {
  return [
    {
      target: 'VOLUME_CLAIM',
      kinds: ['SandboxTemplate', 'Sandbox', 'SandboxClaim'],
      field: `spec/${field}`,
      expected,
      expression: expression('volumeClaim.?spec'),
    },
    {
      target: 'VOLUME',
      kinds: POD_KINDS,
      field: `ephemeral/volumeClaimTemplate/spec/${field}`,
      expected,
      when: 'has(volume.ephemeral)',
      expression: expression('volume.ephemeral.?volumeClaimTemplate.?spec'),
    },
  ];
}

/** How volumes are asked for. */
export const CLAIMED_VOLUMES: readonly Check[] = [
  ...claimed('accessModes', 'ReadWriteOnce or ReadWriteOncePod', (spec) => (
    `size(${spec}.?accessModes.orValue([])) > 0 && ${spec}.?accessModes.orValue([]).all(mode, mode in ['ReadWriteOnce', 'ReadWriteOncePod'])`
  )),
  ...claimed('resources/requests/storage', 'a quantity of more than 0', (spec) => isSome(`${spec}.?resources.?requests.?storage`)),
  ...claimed('storageClassName', 'the name of a StorageClass', (spec) => `${spec}.?storageClassName.orValue('') != ''`),
  ...claimed('dataSourceRef/namespace', 'absent: no data of another namespace', (spec) => `${spec}.?dataSourceRef.?namespace.orValue('') == ''`),
];

/** Permission bits that let nobody but the owner and the group read: r--r-----, and what is less. */
const CLOSED = '[0, 32, 256, 288]';
const SECRET_MODES = 'at most 0440 (288): for the owner and the group to read';

/** Permissions of files. Those of Secrets are open to everybody where nothing is said. */
export const FILE_MODES: readonly Check[] = [
  {
    target: 'VOLUME',
    kinds: POD_KINDS,
    field: 'secret/defaultMode',
    when: 'has(volume.secret)',
    expected: SECRET_MODES,
    expression: `volume.secret.?defaultMode.orValue(420) in ${CLOSED}`,
  },
  {
    target: 'VOLUME',
    kinds: POD_KINDS,
    field: 'secret/items',
    when: 'has(volume.secret)',
    expected: `no mode of its own, or ${SECRET_MODES}`,
    expression: `volume.secret.?items.orValue([]).all(item, item.?mode.orValue(0) in ${CLOSED})`,
  },
  {
    target: 'VOLUME',
    kinds: POD_KINDS,
    field: 'projected/defaultMode',
    when: 'volume.?projected.?sources.orValue([]).exists(s, has(s.secret))',
    expected: SECRET_MODES,
    expression: `volume.projected.?defaultMode.orValue(420) in ${CLOSED}`,
  },
  ...['configMap', 'projected', 'downwardAPI'].map((source): Check => ({
    target: 'VOLUME',
    kinds: POD_KINDS,
    field: `${source}/defaultMode`,
    when: `has(volume.${source})`,
    expected: 'not writable for group and others, as 0444 (292)',
    expression: `!(volume.${source}.?defaultMode.orValue(420) / 8 % 8 in [2, 3, 6, 7]) && !(volume.${source}.?defaultMode.orValue(420) % 8 in [2, 3, 6, 7])`,
  })),
];
