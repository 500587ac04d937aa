import { describe, expect, test } from 'vitest';
import { HardeningProfile } from '../../src/profile/hardening-profile';
import { HardeningProfileOptions } from '../../src/profile/hardening-profile-options';
import { SAFE_TO_EVICT_ANNOTATION, DEFAULT_LABEL_DOMAIN } from '../../src/release/names';

const { RESTRICTED_V1, BASELINE_V1 } = HardeningProfile;

/** The rows of a profile as its public members give them. */
function rowsOf(profile: HardeningProfile): { [row: string]: unknown } {
  return Object.fromEntries(Object.keys(NUMBERS).map((row) => [row, profile[row as keyof HardeningProfile]]));
}

/** The documented defaults and ceilings: contract with whoever names the profile. */
const NUMBERS: { [row in Exclude<keyof HardeningProfileOptions, 'name'>]-?: unknown } = {
  runtimeClass: 'gvisor',
  runtimeClasses: ['gvisor', 'kata', 'kata-qemu', 'kata-clh', 'kata-fc', 'kata-dragonball', 'kata-vm-isolation', 'kata-qemu-snp', 'kata-qemu-tdx'],
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
};

describe('RESTRICTED_V1', () => {
  test.each(Object.entries(NUMBERS))('%s is %j', (row, value) => {
    expect(RESTRICTED_V1[row as keyof HardeningProfile]).toEqual(value);
  });

  test('has no row besides', () => {
    expect(Object.keys(RESTRICTED_V1._values).sort()).toEqual(Object.keys(NUMBERS).sort());
  });

  test('is named with its version', () => {
    expect(RESTRICTED_V1.name).toBe('restricted/v1');
    expect(RESTRICTED_V1._severities).toBe('restricted');
  });

  test('agrees with the names that the controller expects', () => {
    expect(RESTRICTED_V1.claimAnnotationPrefixes).toEqual([`${DEFAULT_LABEL_DOMAIN}/`]);
    expect(RESTRICTED_V1.allowedPodAnnotations).toContain(SAFE_TO_EVICT_ANNOTATION);
  });

  test('meets its own checks, in canonical form', () => {
    expect(rowsOf(HardeningProfile.custom(RESTRICTED_V1, NUMBERS as HardeningProfileOptions))).toEqual(NUMBERS);
  });
});

describe('BASELINE_V1', () => {
  test('has the same values', () => {
    expect(rowsOf(BASELINE_V1)).toEqual(NUMBERS);
  });

  test('differs in how severe findings are', () => {
    expect(BASELINE_V1.name).toBe('baseline/v1');
    expect(BASELINE_V1._severities).toBe('baseline');
  });
});

describe('a profile cannot be changed', () => {
  test('fails for a member', () => {
    expect(() => Object.assign(RESTRICTED_V1, { cpuCeiling: '64' })).toThrow(TypeError);
    expect(() => Object.assign(RESTRICTED_V1._values, { cpuCeiling: '64' })).toThrow(TypeError);
  });

  test.each(Object.entries(NUMBERS).filter(([, value]) => Array.isArray(value)).map(([row]) => row))('fails for the list %s', (row) => {
    expect(() => (RESTRICTED_V1[row as 'registries']).push('x')).toThrow(TypeError);
    expect(() => (HardeningProfile.custom(RESTRICTED_V1, { registries: ['example.com'] })[row as 'registries']).push('x')).toThrow(TypeError);
  });

  test('by the lists that it was made from', () => {
    const registries = ['registry.example.com'];
    const profile = HardeningProfile.custom(RESTRICTED_V1, { registries });
    registries.push('evil.example.com');
    expect(profile.registries).toEqual(['registry.example.com']);
  });
});

describe('custom', () => {
  test('changes what is given and keeps the rest', () => {
    const profile = HardeningProfile.custom(RESTRICTED_V1, { name: 'payments', registries: ['registry.example.com/payments'], poolSize: 0, gracePeriodSeconds: 0 });
    expect(rowsOf(profile)).toEqual({ ...NUMBERS, registries: ['registry.example.com/payments'], poolSize: 0, gracePeriodSeconds: 0 });
    expect(rowsOf(RESTRICTED_V1)).toEqual(NUMBERS);
  });

  test('is named after its base', () => {
    expect(HardeningProfile.custom(RESTRICTED_V1, {}).name).toBe('restricted/v1+custom');
    expect(HardeningProfile.custom(BASELINE_V1, { name: 'payments' }).name).toBe('baseline/v1+payments');
    expect(HardeningProfile.custom(HardeningProfile.custom(RESTRICTED_V1, { name: 'a' }), { name: 'b' }).name).toBe('restricted/v1+a+b');
  });

  test('keeps the base\'s severities', () => {
    expect(HardeningProfile.custom(BASELINE_V1, {})._severities).toBe('baseline');
    expect(HardeningProfile.custom(RESTRICTED_V1, {})._severities).toBe('restricted');
  });

  test('keeps what an earlier one changed', () => {
    const first = HardeningProfile.custom(RESTRICTED_V1, { cpuCeiling: '16' });
    expect(HardeningProfile.custom(first, { memory: '1Gi' })).toMatchObject({ cpuCeiling: '16', memory: '1Gi' });
  });

  test('writes quantities in canonical form', () => {
    expect(HardeningProfile.custom(RESTRICTED_V1, { memory: '1024Mi', cpuRequest: '0.5', ephemeralStorage: '2048Mi' }))
      .toMatchObject({ memory: '1Gi', cpuRequest: '500m', ephemeralStorage: '2Gi' });
  });

  test('takes null for "not given", as other languages hand it over', () => {
    expect(rowsOf(HardeningProfile.custom(RESTRICTED_V1, { cpuLimit: null } as unknown as HardeningProfileOptions))).toEqual(NUMBERS);
  });

  const BAD: [HardeningProfileOptions, string][] = [
    // Quantities.
    [{ cpuRequest: 'lots' }, 'cpuRequest: got "lots"; allowed: a Kubernetes quantity'],
    [{ cpuRequest: '0' }, 'cpuRequest: got "0"; allowed: a quantity of more than 0'],
    [{ cpuRequest: '-1' }, 'cpuRequest: got "-1"; allowed: a quantity of more than 0'],
    [{ cpuRequest: '100u' }, 'cpuRequest: got "100u"; allowed: whole thousandths of a core'],
    [{ memory: '512m' }, 'memory: got "512m"; allowed: a whole number of bytes'],
    [{ memory: '512Mb' }, 'memory: got "512Mb"; allowed: a Kubernetes quantity'],
    [{ tmpSize: '0' }, 'tmpSize: got "0"; allowed: a quantity of more than 0'],
    // Requests, limits and ceilings.
    [{ cpuRequest: '2' }, 'cpuRequest: got "2"; allowed: at most cpuLimit, which is 1; fix: lower cpuRequest or raise cpuLimit'],
    [{ cpuLimit: '9' }, 'cpuLimit: got "9"; allowed: at most cpuCeiling, which is 8'],
    [{ cpuCeiling: '500m' }, 'cpuLimit: got "1"; allowed: at most cpuCeiling, which is 500m'],
    [{ guestCpuRequest: '2' }, 'guestCpuRequest: got "2"; allowed: at most guestCpuLimit, which is 1'],
    [{ guestCpuLimit: '9' }, 'guestCpuLimit: got "9"; allowed: at most cpuCeiling, which is 8'],
    [{ memory: '33Gi' }, 'memory: got "33Gi"; allowed: at most memoryCeiling, which is 32Gi'],
    [{ memory: '8Mi' }, 'memoryFloor: got "16Mi"; allowed: at most memory, which is 8Mi'],
    [{ ephemeralStorage: '51Gi' }, 'ephemeralStorage: got "51Gi"; allowed: at most ephemeralStorageCeiling, which is 50Gi'],
    [{ workspaceSize: '800Mi' }, 'ephemeralStorage: got "1Gi"; allowed: at least tmpSize and workspaceSize together, 256Mi and 800Mi'],
    [{ gracePeriodSeconds: 61 }, 'gracePeriodSeconds: got 61; allowed: at most gracePeriodCeilingSeconds, which is 60'],
    [{ poolSize: 1001 }, 'poolSize: got 1001; allowed: at most poolSizeCeiling, which is 1000'],
    [{ user: 999 }, 'minimumUser: got 1000; allowed: at most user, which is 999'],
    [{ waiverWarningDays: 181 }, 'waiverWarningDays: got 181; allowed: at most waiverCeilingDays, which is 180'],
    // Numbers.
    [{ user: 0 }, 'user: got 0; allowed: a whole number from 1 to 2147483647'],
    [{ group: 0 }, 'group: got 0; allowed: a whole number from 1 to 2147483647'],
    [{ fsGroup: 2147483648 }, 'fsGroup: got 2147483648; allowed: a whole number from 1 to 2147483647'],
    [{ minimumUser: 0 }, 'minimumUser: got 0; allowed: a whole number from 1 to 2147483647'],
    [{ userNamespaceIdCeiling: 65536 }, 'userNamespaceIdCeiling: got 65536; allowed: a whole number from 1 to 65535'],
    [{ gracePeriodSeconds: -1 }, 'gracePeriodSeconds: got -1; allowed: a whole number from 0 to 2147483647'],
    [{ gracePeriodCeilingSeconds: 1.5 }, 'gracePeriodCeilingSeconds: got 1.5; allowed: a whole number from 0'],
    [{ poolSizeCeiling: NaN }, 'poolSizeCeiling: got NaN; allowed: a whole number from 0'],
    [{ poolSize: '1' as unknown as number }, 'poolSize: got "1"; allowed: a whole number from 0'],
    [{ claimLifetimeCeilingDays: 0 }, 'claimLifetimeCeilingDays: got 0; allowed: a whole number from 1 to 3650'],
    [{ waiverCeilingDays: 3651 }, 'waiverCeilingDays: got 3651; allowed: a whole number from 1 to 3650'],
    [{ ttlCeilingSeconds: -1 }, 'ttlCeilingSeconds: got -1; allowed: a whole number from 0 to 2147483647'],
    // Words.
    [{ restartPolicy: 'never' }, 'restartPolicy: got "never"; allowed: Always, OnFailure, Never'],
    [{ serverRestartPolicy: '' }, 'serverRestartPolicy: got ""; allowed: Always, OnFailure, Never'],
    [{ updateStrategy: 'RollingUpdate' }, 'updateStrategy: got "RollingUpdate"; allowed: Recreate, OnReplenish'],
    [{ podSecurityVersion: 'latest' }, 'podSecurityVersion: got "latest"; allowed: a version from v1.25 to v1.99'],
    [{ podSecurityVersion: '1.34' }, 'podSecurityVersion: got "1.34"; allowed: a version from v1.25'],
    [{ podSecurityVersion: 'v1.24' }, 'podSecurityVersion: got "v1.24"; allowed: a version from v1.25'],
    [{ name: '' }, 'name: got ""; allowed: a text that is not empty'],
    [{ name: 'the payments team' }, 'name: got "the payments team"; allowed: a label value'],
    // Lists.
    [{ registries: 'registry.example.com' as unknown as string[] }, 'registries: got "registry.example.com"; allowed: a list'],
    [{ registries: ['https://registry.example.com'] }, 'registries[0]: got "https://registry.example.com"; allowed: a registry\'s host'],
    [{ registries: ['registry.example.com/'] }, 'registries[0]: got "registry.example.com/"; allowed: a registry\'s host'],
    [{ registries: ['team'] }, 'registries[0]: got "team"; allowed: a registry\'s host'],
    [{ registries: ['registry.example.com/team:v1'] }, 'registries[0]: got "registry.example.com/team:v1"; allowed: a registry\'s host'],
    [{ immutableTagRegistries: ['Registry.example.com'] }, 'immutableTagRegistries[0]: got "Registry.example.com"; allowed: a registry\'s host'],
    [{ runtimeClasses: ['gvisor', 'runc'] }, 'runtimeClasses[1]: got "runc"; allowed: RuntimeClasses that isolate from the node\'s kernel; fix: use Isolation.sharedKernel(waiver)'],
    [{ runtimeClass: 'runc' }, 'runtimeClass: got "runc"; allowed: RuntimeClasses that isolate'],
    [{ runtimeClasses: ['gVisor'] }, 'runtimeClasses[0]: got "gVisor"; allowed: a DNS subdomain'],
    [{ runtimeClasses: ['kata-qemu'] }, 'runtimeClass: got "gvisor"; allowed: one of runtimeClasses: kata-qemu'],
    [{ runtimeClass: 'sysbox' }, 'runtimeClass: got "sysbox"; allowed: one of runtimeClasses: gvisor, kata'],
    [{ apiAudiences: [' '] }, 'apiAudiences[0]: got " "; allowed: a text that is not empty'],
    [{ claimAnnotationPrefixes: ['dev.gvisor.'] }, 'claimAnnotationPrefixes[0]: got "dev.gvisor."; allowed: a DNS name, "/"'],
    [{ claimAnnotationPrefixes: ['sandbox.users.io/a/b'] }, 'claimAnnotationPrefixes[0]: got "sandbox.users.io/a/b"; allowed: a DNS name, "/"'],
    [{ claimAnnotationPrefixes: ['/x'] }, 'claimAnnotationPrefixes[0]: got ""; allowed: a DNS subdomain'],
    [{ claimAnnotationPrefixes: ['sandbox.users.io/ x'] }, 'claimAnnotationPrefixes[0]: got "sandbox.users.io/ xx"; allowed: a key [prefix/]name'],
    [{ allowedPodAnnotations: ['a b'] }, 'allowedPodAnnotations[0]: got "a b"; allowed: a key [prefix/]name'],
    [{ csiDrivers: ['CSI'] }, 'csiDrivers[0]: got "CSI"; allowed: a DNS subdomain'],
    [{ internetPorts: [443, 0] }, 'internetPorts[1]: got 0; allowed: a whole number from 1 to 65535'],
    [{ internetPorts: [443, 8443, 443] }, 'internetPorts[2]: got 443; allowed: each item once'],
  ];

  test.each(BAD)('fails for %j', (options, message) => {
    expect(() => HardeningProfile.custom(RESTRICTED_V1, options)).toThrow(`[HardeningProfile.custom] ${message}`);
  });

  test.each<HardeningProfileOptions>([
    { registries: ['localhost', 'localhost:5000/team', 'registry.example.com', 'registry.example.com:5000/a/b-c_d.e'] },
    { claimAnnotationPrefixes: ['team.example.com/', 'team.example.com/agent-'] },
    { allowedPodAnnotations: ['dev.gvisor.flag.debug', 'sidecar.istio.io/inject'] },
    { csiDrivers: ['secrets-store.csi.k8s.io'] },
    { cpuRequest: '1', cpuLimit: '8' },
    { tmpSize: '512Mi', workspaceSize: '512Mi' },
    { podSecurityVersion: 'v1.36' },
    { user: 1000, restartPolicy: 'OnFailure', updateStrategy: 'OnReplenish' },
    { runtimeClass: 'microvm', runtimeClasses: ['gvisor', 'microvm'] },
  ])('takes %j', (options) => {
    expect(HardeningProfile.custom(RESTRICTED_V1, options)).toMatchObject(options);
  });
});
