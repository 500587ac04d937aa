import { Size } from 'cdk8s';
import { Sample, template, withClass } from './support';
import {
  AgentSandboxCrds, ClusterFacts, ClusterFactsProps, Cpu, CrdConversion, EnvValue, HardeningProfile, Isolation, Probe, Release,
  SandboxRuntime, SandboxTemplate,
} from '../../../src';
import { DIGEST, IMAGE } from '../app';

const FACTS: ClusterFactsProps = {
  podCidrs: ['10.4.0.0/14'],
  serviceCidrs: ['10.96.0.0/12'],
  nodeCidrs: ['192.0.2.0/24'],
  apiServerCidrs: ['203.0.113.10/32'],
  apiAudiences: ['https://container.googleapis.com/v1/projects/p'],
  runtimeClasses: ['kata-qemu'],
};

const OWN_PROFILE = HardeningProfile.custom(HardeningProfile.RESTRICTED_V1, {
  name: 'own',
  runtimeClass: 'kata-qemu',
  runtimeClasses: ['kata-qemu', 'gvisor'],
  registries: ['registry.example.com/team'],
  immutableTagRegistries: [],
  cpuRequest: '100m',
  cpuLimit: '500m',
  guestCpuRequest: '2',
  guestCpuLimit: '2',
  cpuCeiling: '4',
  memory: '256Mi',
  memoryFloor: '32Mi',
  memoryCeiling: '8Gi',
  ephemeralStorage: '2Gi',
  ephemeralStorageCeiling: '20Gi',
  tmpSize: '64Mi',
  workspaceSize: '1Gi',
  user: 20000,
  group: 20001,
  fsGroup: 20002,
  minimumUser: 10000,
  userNamespaceIdCeiling: 65535,
  gracePeriodSeconds: 10,
  gracePeriodCeilingSeconds: 20,
  restartPolicy: 'OnFailure',
  serverRestartPolicy: 'Always',
  claimLifetimeCeilingDays: 7,
  ttlCeilingSeconds: 3600,
  updateStrategy: 'OnReplenish',
  poolSize: 2,
  poolSizeCeiling: 100,
  waiverCeilingDays: 90,
  waiverWarningDays: 7,
  apiAudiences: ['https://kubernetes.default.svc'],
  claimAnnotationPrefixes: ['sandbox.users.io/'],
  allowedPodAnnotations: [],
  csiDrivers: ['secrets-store.csi.k8s.io'],
  internetPorts: [443],
  podSecurityVersion: 'v1.34',
});

const RELEASES = [
  Release.V0_5_2, Release.V0_5_3, Release.V0_5_4, Release.V0_5_5, Release.V0_5_6,
  Release.V1_0_0, Release.V1_0_1, Release.V1_0_2, Release.V1_0_3, Release.V1_0_4, Release.V1_0_5, Release.V1_0_6, Release.V1_0_7, Release.V1_0_8,
  Release.V1_0_9, Release.V1_0_10, Release.V1_0_11, Release.V1_0_12,
];

/** Releases, profiles, platforms, runtimes, definitions. */
export const SETTINGS: Sample[] = [
  template('on-generic', {}, { settings: { cluster: ClusterFacts.generic(FACTS) } }),
  template('on-gke', {}, { settings: { cluster: ClusterFacts.gke({ ...FACTS, addon: true }) } }),
  template('on-eks', {}, { settings: { cluster: ClusterFacts.eks(FACTS) } }),
  template('on-aks', { isolation: Isolation.aksKata('kata-mshv-vm-isolation') }, {
    settings: { cluster: ClusterFacts.aks(FACTS), profile: withClass('kata-mshv-vm-isolation') },
  }),
  template('on-openshift', {}, { settings: { cluster: ClusterFacts.openshift(FACTS) } }),
  template('own-profile', {}, { settings: { profile: OWN_PROFILE, asOf: '2026-12-01' } }),
  { name: 'own-pool-size', settings: { profile: OWN_PROFILE }, build: (chart) => new SandboxTemplate(chart, 'python', { image: IMAGE }).addWarmPool('pool') },
  template('baseline-profile', {}, { settings: { profile: HardeningProfile.BASELINE_V1 } }),
  template('runtime-python', { runtime: SandboxRuntime.python(), image: undefined, port: undefined }, {
    settings: { release: Release.of('1.0.13', { imageDigests: { 'python-runtime-sandbox': DIGEST } }) },
  }),
  template('runtime-python-older', { runtime: SandboxRuntime.python({ version: '0.5.6', image: IMAGE }), image: undefined, port: undefined }),
  template('runtime-sandboxd', { runtime: SandboxRuntime.sandboxd({ image: IMAGE, version: '1.0.12' }), image: undefined, port: undefined }),
  template('runtime-chrome', {
    runtime: SandboxRuntime.chrome({ version: '1.0.11', image: IMAGE }), image: undefined, port: undefined,
  }),
  template('runtime-own', {
    image: undefined,
    port: undefined,
    runtime: SandboxRuntime.custom({
      image: IMAGE,
      command: ['/serve'],
      args: ['--all'],
      workingDir: '/home/agent',
      ports: [{ port: 8080, name: 'http' }],
      env: { A: EnvValue.literal('1') },
      readinessProbe: Probe.httpGet('/'),
      writablePaths: [{ path: '/home/agent/.cache' }],
      workspacePath: '/home/agent/work',
      user: 12345,
      resources: { cpuLimit: Cpu.cores(2), memoryLimit: Size.gibibytes(1) },
      server: false,
    }),
  }),
  ...RELEASES.map((release) => template(`release-${release.version.replaceAll('.', '-')}`, {}, { settings: { release } })),
  template('runtime-python-0-5', { runtime: SandboxRuntime.python(), image: undefined, port: undefined }, { settings: { release: Release.V0_5_3 } }),
  { name: 'definitions', build: (chart) => new AgentSandboxCrds(chart, 'crds') },
  {
    name: 'definitions-0-5',
    settings: { release: Release.V0_5_6 },
    // Without conversion, since no webhook runs beside a test's server. The definitions with it are in definitions.test.ts.
    build: (chart) => new AgentSandboxCrds(chart, 'crds', { conversion: CrdConversion.none() }),
  },
];
