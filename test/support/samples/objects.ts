import { Chart, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Sample, sandbox, template } from './support';
import {
  ClaimShutdownPolicy, EnvVarsInjectionPolicy, Lifetime, OperatingMode, PoolUpdateStrategy, Sandbox, SandboxClaim, SandboxClaimOptions,
  SandboxShutdownPolicy, SandboxTemplate, SandboxTemplateProps, SandboxWarmPool, SandboxWarmPoolOptions, VolumeClaimTemplatesPolicy,
} from '../../../src';
import { IMAGE, WAIVER } from '../app';

const UNTIL = '2026-12-20T00:00:00Z';
const python = (chart: Chart, props: Partial<SandboxTemplateProps> = {}) => new SandboxTemplate(chart, 'python', { image: IMAGE, port: 8000, ...props });

/** A pool of a template that is an image and a port. */
const pool = (name: string, options: SandboxWarmPoolOptions): Sample => ({ name, build: (chart) => python(chart).addWarmPool('pool', options) });

/** A claim on a pool of a template that lets claims say everything. */
const claim = (name: string, options: Partial<SandboxClaimOptions>): Sample => ({
  name,
  build: (chart) => python(chart, {
    envVarsInjectionPolicy: EnvVarsInjectionPolicy.allowed(WAIVER), volumeClaimTemplatesPolicy: VolumeClaimTemplatesPolicy.allowed(WAIVER),
  }).addWarmPool('pool').addClaim('claim', { lifetime: Lifetime.until(UNTIL), ...options }),
});

const CLAIMS: Sample[] = [
  claim('claim-until', { lifetime: Lifetime.until(UNTIL), name: 'named' }),
  claim('claim-after-finished', { lifetime: Lifetime.afterFinished(Duration.seconds(0)) }),
  claim('claim-after-finished-or-until', { lifetime: Lifetime.afterFinishedOrUntil(Duration.minutes(10), '2026-12-20T12:00:00.5+02:00') }),
  claim('claim-unbounded', { lifetime: Lifetime.unbounded(WAIVER) }),
  ...Object.values(ClaimShutdownPolicy).map((shutdownPolicy) => claim(`claim-${shutdownPolicy.toLowerCase()}`, { shutdownPolicy })),
  claim('claim-env', { env: [{ name: 'A', value: '' }, { name: 'B', value: 'b', containerName: 'main' }] }),
  claim('claim-metadata', {
    labels: { team: 'a' },
    annotations: { 'example.com/note': 'a' },
    additionalPodMetadata: { labels: { 'sandbox.users.io/user': 'u-1' }, annotations: { 'sandbox.users.io/session': 's-1' } },
  }),
  claim('claim-volume', { volumeClaimTemplates: [{ name: 'data', size: Size.gibibytes(1) }] }),
];

const POOLS: Sample[] = [
  pool('pool-defaults', {}),
  pool('pool-of-none', { size: 0 }),
  pool('pool', { name: 'named', size: 3, readinessGracePeriod: Duration.seconds(30), labels: { team: 'a' }, annotations: { 'example.com/note': 'a' } }),
  ...Object.values(PoolUpdateStrategy).map((updateStrategy) => pool(`pool-${updateStrategy.toLowerCase()}`, { updateStrategy })),
  { name: 'pool-autoscaled', build: (chart) => python(chart).addWarmPool('pool').autoscaled() },
];

/** Roles of cdk8s-plus that name our objects. */
function rolesFor(chart: Chart): void {
  const readable = python(chart);
  const tenant = kplus.User.fromName(chart, 'user', 'tenant');
  const role = new kplus.Role(chart, 'reader', { metadata: { name: 'reader' } });
  role.allowRead(readable, readable.addWarmPool('pool', { name: 'pool' }));
  role.bind(tenant);
  // A chart stamps its namespace on cluster-scoped objects too, so these have a chart of their own.
  const everywhere = new kplus.ClusterRole(new Chart(chart, 'everywhere'), 'reader', { metadata: { name: 'sandbox-reader' } });
  everywhere.allowRead(SandboxTemplate.fromSandboxTemplateName(chart, 'imported', 'imported'));
  everywhere.bindInNamespace(chart.namespace!, tenant);
}

/** Everything that templates, pools, claims and Sandboxes say beside their Pods, and how they refer to each other. */
export const OBJECTS: Sample[] = [
  ...POOLS, ...CLAIMS,
  template('env-of-claims-disallowed', { envVarsInjectionPolicy: EnvVarsInjectionPolicy.disallowed() }),
  template('env-of-claims-overrides', { envVarsInjectionPolicy: EnvVarsInjectionPolicy.overrides(WAIVER) }),
  template('volumes-of-claims-disallowed', { volumeClaimTemplatesPolicy: VolumeClaimTemplatesPolicy.disallowed() }),
  template('volumes-of-claims-overrides', { volumeClaimTemplatesPolicy: VolumeClaimTemplatesPolicy.overrides(WAIVER) }),
  ...Object.values(OperatingMode).map((operatingMode) => sandbox(`sandbox-${operatingMode.toLowerCase()}`, { operatingMode })),
  ...Object.values(SandboxShutdownPolicy).map((shutdownPolicy) => (
    sandbox(`sandbox-${shutdownPolicy.toLowerCase()}`, { shutdownPolicy, shutdownTime: UNTIL })
  )),
  {
    name: 'by-name',
    build: (chart) => {
      new SandboxWarmPool(chart, 'pool', { template: SandboxTemplate.fromSandboxTemplateName(chart, 'template', 'elsewhere') });
      new SandboxClaim(chart, 'claim', { warmPool: SandboxWarmPool.fromSandboxWarmPoolName(chart, 'other', 'elsewhere'), lifetime: Lifetime.until(UNTIL) });
      new kplus.Role(chart, 'role', { metadata: { name: 'role' } }).allowGet(
        SandboxClaim.fromSandboxClaimName(chart, 'a-claim', 'elsewhere'), Sandbox.fromSandboxName(chart, 'a-sandbox', 'elsewhere'),
      );
    },
  },
  { name: 'roles', build: rolesFor },
];
