import { POD_KINDS } from '../kinds';
import { Check } from '../rule';

/** A "/" as the kernel reads it, which takes "//" and "/./" for the same. */
const S = '/(/|[.]/)*';
const END = '(/|$)';

/** Volumes that Kubernetes fills and no sandbox can write to, however they are mounted. */
const SEALED = ['configMap', 'secret', 'projected', 'downwardAPI', 'image'];
const IS_SEALED = 'pod.?volumes.orValue([]).exists(v, '
  + `v.name == mount.name && (${SEALED.map((source) => `has(v.${source})`).join(' || ')}))`;
const PATH = 'mount.mountPath';

/** The root itself; where programs, libraries and settings are; what the kernel shows; tokens, and what lies over them. */
const PLACES = [
  `${S}[.]?$`,
  `${S}(bin|sbin|usr|lib[^/]*|etc|proc|sys|boot)${END}`,
  `${S}var(${S}run)?${END}[./]*$`,
  `${S}(var${S})?run${S}secrets`,
];

/** Where containers see volumes. */
export const MOUNT_PATHS: readonly Check[] = [
  {
    target: 'MOUNT',
    kinds: POD_KINDS,
    field: 'mountPath',
    expected: 'an absolute path without ":" and ".."',
    expression: `${PATH}.matches('^/[^:]*$') && !${PATH}.matches('/[.][.]${END}')`,
  },
  {
    target: 'MOUNT',
    kinds: POD_KINDS,
    field: 'mountPath',
    when: `mount.?readOnly.orValue(false) == false && !${IS_SEALED}`,
    expected: 'a path outside of /bin, /sbin, /usr, /lib*, /etc, /proc, /sys, /dev (but /dev/shm), /boot and /var/run/secrets, or readOnly: true',
    expression: `!${PATH}.matches('^(${PLACES.join('|')})') && (!${PATH}.matches('^${S}dev${END}') || ${PATH}.matches('^${S}dev${S}shm${END}'))`,
  },
];

/** A part of a volume: where a sandbox can write, it may have put a link in its place. */
function partOf(field: 'subPath' | 'subPathExpr'): Check {
  return {
    target: 'MOUNT',
    kinds: POD_KINDS,
    field,
    when: `mount.?${field}.orValue('') != ''`,
    expected: 'a relative path without "..", of a configMap, secret, projected, downwardAPI or image volume',
    expression: `!mount.${field}.startsWith('/') && !mount.${field}.matches('(^|/)[.][.]${END}') && ${IS_SEALED}`,
  };
}

/** How mounts differ from plain ones. */
export const MOUNT_OPTIONS: readonly Check[] = [
  {
    target: 'MOUNT',
    kinds: POD_KINDS,
    field: 'mountPropagation',
    expected: 'None or absent',
    expression: "mount.?mountPropagation.orValue('None') == 'None'",
  },
  partOf('subPath'),
  partOf('subPathExpr'),
];

const CLAIMED = 'spec.?volumeClaimTemplates.orValue([])';
const isThere = (use: string): string => (
  `pod.?volumes.orValue([]).exists(v, v.name == ${use}.name) || ${CLAIMED}.exists(c, c.?metadata.?name == optional.of(${use}.name))`
);

/** Whether all volumes are in the object: a template that lets claims bring volumes, as nothing else does, mounts what only they have. */
const IS_COMPLETE = "spec.?volumeClaimTemplatesPolicy.orValue('Disallowed') == 'Disallowed'";
const IS_LABEL = "matches('^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$')";

/**
 * Volumes and their users. The controller adds a volume for each claim template, which takes the place of one of the same name. In Pods that has
 * happened. That the volumes of a Pod have different names is what the definition asks for; of claim templates it does not.
 */
export const VOLUMES_FIT: readonly Check[] = [
  {
    target: 'MOUNT',
    kinds: POD_KINDS,
    field: 'name',
    when: IS_COMPLETE,
    expected: 'the name of a volume or of a volumeClaimTemplate',
    expression: isThere('mount'),
  },
  {
    target: 'DEVICE',
    kinds: POD_KINDS,
    field: 'name',
    when: IS_COMPLETE,
    expected: 'the name of a volume or of a volumeClaimTemplate',
    expression: isThere('device'),
  },
  {
    target: 'VOLUME',
    kinds: POD_KINDS,
    field: 'name',
    expected: 'a name that no volumeClaimTemplate has: that one takes its place without a word',
    expression: `!${CLAIMED}.exists(c, c.?metadata.?name == optional.of(volume.name))`,
  },
  {
    target: 'VOLUME',
    kinds: POD_KINDS,
    field: 'name',
    expected: 'a DNS label: a-z, 0-9 and "-", at most 63 characters',
    expression: `volume.name.${IS_LABEL}`,
  },
  {
    target: 'VOLUME_CLAIM',
    kinds: ['SandboxTemplate', 'Sandbox', 'SandboxClaim'],
    field: 'metadata/name',
    expected: 'a DNS label: a-z, 0-9 and "-", at most 63 characters',
    expression: `has(volumeClaim.metadata) && has(volumeClaim.metadata.name) && volumeClaim.metadata.name.${IS_LABEL}`,
  },
  {
    target: 'VOLUME_CLAIM',
    kinds: ['SandboxTemplate', 'Sandbox', 'SandboxClaim'],
    field: 'metadata/name',
    expected: 'a name that no other one has',
    expression: `${CLAIMED}.exists_one(c, c.?metadata.?name == volumeClaim.?metadata.?name)`,
  },
];
