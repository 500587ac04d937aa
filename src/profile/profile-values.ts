import { HardeningProfileOptions } from './hardening-profile-options';

/**
 * The rows of a profile: all that the options name but the name itself, none of them left out. The lists are frozen; that their type does
 * not say so is for the languages that know no such type.
 */
export type ProfileValues = { readonly [row in Exclude<keyof HardeningProfileOptions, 'name'>]-?: NonNullable<HardeningProfileOptions[row]> };

/** How severe findings are: see HardeningProfile.BASELINE_V1. */
export type Severities = 'restricted' | 'baseline';

/** The values with their lists made unchangeable. */
export function freeze(values: ProfileValues): ProfileValues {
  Object.values(values).filter(Array.isArray).forEach((list) => Object.freeze(list));
  return Object.freeze(values);
}

/** The values of RESTRICTED_V1. They are contract: other values come as another profile. */
export const RESTRICTED_V1: ProfileValues = freeze({
  runtimeClass: 'gvisor',
  runtimeClasses: [
    'gvisor', 'kata', 'kata-qemu', 'kata-clh', 'kata-fc', 'kata-dragonball', 'kata-vm-isolation', 'kata-qemu-snp', 'kata-qemu-tdx',
  ],
  registries: [],
  immutableTagRegistries: ['registry.k8s.io'],

  cpuRequest: '250m',
  cpuLimit: '1',
  guestCpuRequest: '1',
  guestCpuLimit: '1',
  cpuCeiling: '8',
  memory: '512Mi',
  memoryFloor: '16Mi',
  memoryCeiling: '32Gi',
  ephemeralStorage: '1Gi',
  ephemeralStorageCeiling: '50Gi',
  tmpSize: '256Mi',
  workspaceSize: '512Mi',

  user: 65532,
  group: 65532,
  fsGroup: 65532,
  minimumUser: 1000,
  userNamespaceIdCeiling: 65535,

  gracePeriodSeconds: 30,
  gracePeriodCeilingSeconds: 60,
  restartPolicy: 'Never',
  serverRestartPolicy: 'Always',
  claimLifetimeCeilingDays: 30,
  ttlCeilingSeconds: 86400,
  updateStrategy: 'Recreate',
  poolSize: 1,
  poolSizeCeiling: 1000,

  waiverCeilingDays: 180,
  waiverWarningDays: 14,

  apiAudiences: ['https://kubernetes.default.svc', 'https://kubernetes.default.svc.cluster.local'],
  claimAnnotationPrefixes: ['sandbox.users.io/'],
  allowedPodAnnotations: ['cluster-autoscaler.kubernetes.io/safe-to-evict', 'kubernetes.io/egress-bandwidth'],
  csiDrivers: [],
  internetPorts: [443, 80, 53],
  podSecurityVersion: 'v1.34',
});
