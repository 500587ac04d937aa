import { Chart, Duration, Size } from 'cdk8s';
import { anywhere, inClaim, inPool, inTemplate, LIFETIME, untyped, WrongInput } from './support';
import {
  AgentSandbox, AgentSandboxCrds, ClaimShutdownPolicy, ClusterFacts, CrdConversion, EnvVarsInjectionPolicy, HardeningProfile, Lifetime,
  PoolUpdateStrategy, Release, SandboxClaim, SandboxRuntime, SandboxTemplate, SandboxTemplateProps, SandboxWarmPool,
} from '../../../src';
import { IMAGE, WAIVER } from '../app';

const spec = (fields: object) => (manifest: any) => Object.assign(manifest.spec, fields);
const named = (name: string) => (manifest: any) => (manifest.metadata.name = name);
const lifecycle = (fields: object) => spec({ lifecycle: { shutdownPolicy: 'Delete', ...fields } });
const pool = (chart: Chart, props: Partial<SandboxTemplateProps> = {}) => (
  new SandboxTemplate(chart, 'python', { image: IMAGE, port: 8000, ...props }).addWarmPool('pool')
);
const LONG_NAME = (length: number) => 'n'.repeat(length);

/** Names and metadata of templates. */
const TEMPLATES = inTemplate([
  [
    'a template\'s name of 239 characters', 'dns subdomain', { name: LONG_NAME(239) },
    'name: got "nnnnnnnn…; allowed: of at most 238 characters; this one has 239', named(LONG_NAME(239)),
  ],
  [
    'a template\'s name in upper case', 'dns subdomain', { name: 'Python' },
    'name: got "Python"; allowed: a DNS subdomain', named('Python'),
  ],
  [
    'a label of the template with 64 characters', 'label value', { labels: { team: LONG_NAME(64) } },
    'labels[team]: got "nnnnnnnn…; allowed: of at most 63 characters; this one has 64', (manifest) => (manifest.metadata.labels.team = LONG_NAME(64)),
  ],
  [
    'an annotation of this library', 'own annotations', { annotations: { 'cdk8s-agent-sandbox/waivers': '[]' } },
    'annotations[cdk8s-agent-sandbox/waivers]: got "cdk8s-agent-sandbox/waivers"; allowed: no key that begins with cdk8s-agent-sandbox/', (manifest) => (manifest.metadata.annotations = { 'cdk8s-agent-sandbox/waivers': '[]' }),
  ],
]);

/** Pools. */
const POOLS = inPool([
  [
    'a pool\'s name of 58 characters', 'dns label', { name: LONG_NAME(58) },
    `name: got "${LONG_NAME(58)}"; allowed: of at most 57 characters; this one has 58`, named(LONG_NAME(58)),
  ],
  ['a pool of -1', 'integer', { size: -1 }, 'size: got -1; allowed: a whole number from 0', spec({ replicas: -1 })],
  ['half a sandbox', 'integer', { size: 1.5 }, 'size: got 1.5; allowed: a whole number from 0', spec({ replicas: 1.5 })],
  [
    'more sandboxes than can be counted', 'integer', { size: 3e9 },
    'size: got 3000000000; allowed: to 2147483647', spec({ replicas: 3e9 }),
  ],
  ['a size as text', 'integer', { size: untyped('3') }, 'size: got "3"; allowed: a whole number from 0', spec({ replicas: '3' })],
  [
    'a grace period of 29 seconds', 'integer', { readinessGracePeriod: Duration.seconds(29) },
    'readinessGracePeriod: got 29; allowed: a whole number from 30', spec({ readinessGracePeriodSeconds: 29 }),
  ],
  [
    'a grace period as number', 'duration', { readinessGracePeriod: untyped(60) },
    'readinessGracePeriod: got 60; allowed: a cdk8s Duration',
  ],
  [
    'a strategy in lower case', 'word', { updateStrategy: 'recreate' as PoolUpdateStrategy },
    'updateStrategy: got "recreate"; allowed: Recreate, OnReplenish', spec({ updateStrategy: { type: 'recreate' } }),
  ],
  [
    'a pool of no template', 'reference', { template: untyped(undefined) },
    'template: got undefined; allowed: a SandboxTemplate', (manifest) => delete manifest.spec.sandboxTemplateRef,
  ],
  [
    'a pool of a name', 'reference', { template: untyped('python') },
    'template: got "python"; allowed: a SandboxTemplate', spec({ sandboxTemplateRef: 'python' }),
  ],
]);

/** Claims on a pool that is known by its name. */
const CLAIMS = inClaim([
  [
    'a claim\'s name of 64 characters', 'dns label', { name: LONG_NAME(64) },
    `name: got "${LONG_NAME(64)}"; allowed: of at most 63 characters; this one has 64`, named(LONG_NAME(64)),
  ],
  [
    'a claim without end', 'lifetime', { lifetime: untyped(undefined) },
    'lifetime: got undefined; allowed: a Lifetime', (manifest) => delete manifest.spec.lifecycle,
  ],
  [
    'a moment without zone', 'moment', { lifetime: Lifetime.until('2027-06-30T00:00:00') },
    'lifetime.moment: got "2027-06-30T00:00:00"; allowed: a moment in RFC 3339 with its zone', lifecycle({ shutdownTime: '2027-06-30T00:00:00' }),
  ],
  [
    'a moment that the calendar has not', 'moment', { lifetime: Lifetime.until('2027-02-30T00:00:00Z') },
    'lifetime.moment: got "2027-02-30T00:00:00Z"; allowed: a moment in RFC 3339 with its zone', lifecycle({ shutdownTime: '2027-02-30T00:00:00Z' }),
  ],
  [
    'a time to live of half a second', 'whole seconds', { lifetime: Lifetime.afterFinished(Duration.millis(500)) },
    'lifetime.ttl: got "500 millis"; allowed: a cdk8s Duration of whole seconds', lifecycle({ ttlSecondsAfterFinished: 0.5 }),
  ],
  [
    'a shutdown policy in lower case', 'word', { shutdownPolicy: 'delete' as ClaimShutdownPolicy },
    'shutdownPolicy: got "delete"; allowed: Delete, DeleteForeground, Retain', spec({ lifecycle: { shutdownPolicy: 'delete' } }),
  ],
  [
    'a variable twice', 'claim variables differ', { env: [{ name: 'A', value: '1' }, { name: 'A', value: '2' }] },
    'env[1].name: got "A"; allowed: each name once', spec({ env: [{ name: 'A', value: '1' }, { name: 'A', value: '2' }] }),
  ],
  [
    'a variable that is a number', 'claim variable', { env: [{ name: 'PORT', value: untyped(8000) }] },
    'env[0].value: got 8000; allowed: a text', spec({ env: [{ name: 'PORT', value: 8000 }] }),
  ],
  ['variables as a map', 'list', { env: untyped({ A: '1' }) }, 'env: got {"A":"1"}; allowed: a list', spec({ env: { A: '1' } })],
  [
    'an annotation that begins like the controller\'s', 'reserved prefix', { additionalPodMetadata: { annotations: { 'agents.x-k8s.io/a': 'b' } } },
    'additionalPodMetadata.annotations[agents.x-k8s.io/a]: got "agents.x-k8s.io/a"; allowed: no key that begins with agents.x-k8s.io/', spec({ additionalPodMetadata: { annotations: { 'agents.x-k8s.io/a': 'b' } } }),
  ],
  [
    'a label without domain', 'claim label domain', { additionalPodMetadata: { labels: { team: 'a' } } },
    'additionalPodMetadata.labels[team]: got "team"; allowed: keys with a domain that the controller allows', spec({ additionalPodMetadata: { labels: { team: 'a' } } }),
  ],
  [
    'an annotation of Kubernetes', 'claim annotation domain', { additionalPodMetadata: { annotations: { 'kubernetes.io/egress-bandwidth': '1M' } } },
    'additionalPodMetadata.annotations[kubernetes.io/egress-bandwidth]: got "kubernetes.io/egress-bandwidth"; allowed: no keys of kubernetes.io and k8s.io but', spec({ additionalPodMetadata: { annotations: { 'kubernetes.io/egress-bandwidth': '1M' } } }),
  ],
]);

/** What a claim or pool has to know of the template. */
const REFERENCES = anywhere([
  [
    'a claim on a pool of another namespace', 'one namespace', (chart) => new SandboxClaim(chart, 'claim', { warmPool: pool(new Chart(chart.node.root as Chart, 'team-b', { namespace: 'team-b' })), lifetime: LIFETIME }),
    '[team-a/claim] warmPool: got "the SandboxWarmPool team-b-python-pool in namespace team-b"; allowed: a SandboxWarmPool in namespace team-a', 'claim', spec({ warmPoolRef: { name: 'pool', namespace: 'team-b' } }),
  ],
  [
    'a pool of a template of another namespace', 'one namespace', (chart) => new SandboxWarmPool(chart, 'other', { template: pool(new Chart(chart.node.root as Chart, 'team-b', { namespace: 'team-b' })).template }),
    '[team-a/other] template: got "the SandboxTemplate team-b-python in namespace team-b"; allowed: a SandboxTemplate in namespace team-a', 'pool', spec({ sandboxTemplateRef: { name: 'python', namespace: 'team-b' } }),
  ],
  [
    'a claim on a template', 'reference', (chart) => new SandboxClaim(chart, 'claim', { warmPool: pool(chart).template, lifetime: LIFETIME }),
    '[team-a/claim] warmPool: got "one of sandboxtemplates"; allowed: a SandboxWarmPool',
  ],
  [
    'a time to live alone on a template that never ends', 'ttl needs an end', (chart) => pool(chart, { image: undefined, port: undefined, runtime: SandboxRuntime.python() })
      .addClaim('claim', { lifetime: Lifetime.afterFinished(Duration.minutes(10)) }),
    '[team-a/python/pool/claim] lifetime: got "a time to live after the end alone"; allowed: the Pods of team-a/python never end by themselves', 'claim', lifecycle({ ttlSecondsAfterFinished: 600 }),
  ],
  [
    'a pool of a template with a deadline', 'no deadline in a pool', (chart) => pool(chart, { activeDeadline: Duration.hours(1) }),
    '[team-a/python/pool] template: got "team-a/python, which has an activeDeadline"; allowed: a template without activeDeadline',
  ],
  [
    'a variable that the template disallows', 'claim variables allowed', (chart) => pool(chart).addClaim('claim', { lifetime: LIFETIME, env: [{ name: 'A', value: '1' }] }),
    '[team-a/python/pool/claim] env: got ["A"]; allowed: no variables: the template team-a/python disallows them', 'claim', spec({ env: [{ name: 'A', value: '1' }] }),
  ],
  [
    'a variable of a container that does not exist', 'claim container', (chart) => pool(chart, { envVarsInjectionPolicy: EnvVarsInjectionPolicy.allowed(WAIVER) })
      .addClaim('claim', { lifetime: LIFETIME, env: [{ name: 'A', value: '1', containerName: 'other' }] }),
    '[team-a/python/pool/claim] env[0].containerName: got "other"; allowed: main', 'claim', spec({ env: [{ name: 'A', value: '1', containerName: 'other' }] }),
  ],
  [
    'a claim template that the template disallows', 'claim templates allowed', (chart) => pool(chart).addClaim('claim', { lifetime: LIFETIME, volumeClaimTemplates: [{ name: 'data', size: Size.gibibytes(1) }] }),
    '[team-a/python/pool/claim] volumeClaimTemplates: got ["data"]; allowed: none: the template team-a/python disallows them', 'claim', spec({ volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } }] }),
  ],
  [
    'a size of a pool that an autoscaler owns', 'autoscaled', (chart) => new SandboxWarmPool(chart, 'pool', { template: SandboxTemplate.fromSandboxTemplateName(chart, 'python', 'python'), size: 3 }).autoscaled(),
    '[team-a/pool] size: got 3; allowed: no size on a pool that an autoscaler owns',
  ],
  [
    'a name from a path that is too long', 'dns label', (chart) => new SandboxWarmPool(chart, LONG_NAME(60), { template: SandboxTemplate.fromSandboxTemplateName(chart, 'python', 'python') }),
    `[team-a/${LONG_NAME(60)}] name: got "team-a-${LONG_NAME(60)}"; allowed: of at most 57 characters; this one has 67`,
  ],
  [
    'an imported template with a malformed name', 'dns subdomain', (chart) => SandboxTemplate.fromSandboxTemplateName(chart, 'python', 'team-b/python'),
    '[team-a] fromSandboxTemplateName(python): got "team-b/python"; allowed: a DNS subdomain', 'pool', spec({ sandboxTemplateRef: { name: 'team-b/python' } }),
  ],
]);

/** Settings, releases, profiles, definitions. */
const SETTINGS = anywhere([
  [
    'a property that the release does not have', 'release has field', (chart) => {
      AgentSandbox.of(chart).configure({ release: Release.V1_0_0 });
      new SandboxTemplate(chart, 'python', { image: IMAGE }).addWarmPool('pool', { readinessGracePeriod: Duration.minutes(10) });
    },
    '[team-a/python/pool] readinessGracePeriod: got "10 minutes"; allowed: nothing with release 1.0.0: "SandboxWarmPool.spec.readinessGracePeriodSeconds" came with 1.0.12',
  ],
  [
    'a release whose NetworkPolicy selects no Pods', 'release', () => Release.of('0.5.0'),
    '[Release.of] version: got "0.5.0"; allowed: 0.5.2 and later patch versions of 0.5',
  ],
  [
    'a release of a line that is unknown', 'release', () => Release.of('1.1.0'),
    '[Release.of] version: got "1.1.0"; allowed: 1.0.0 and later patch versions of 1.0',
  ],
  [
    'a digest of an image that is cut off', 'release digest', () => Release.of('1.0.12', { imageDigests: { 'python-runtime-sandbox': 'sha256:0123' } }),
    '[Release.of] imageDigests[python-runtime-sandbox]: got "sha256:0123"; allowed: sha256: and 64 lower-case hex digits',
  ],
  [
    'a release as text', 'class', (chart) => AgentSandbox.of(chart).configure({ release: untyped('1.0.12') }),
    '[team-a] configure.release: got "1.0.12"; allowed: a value of the class Release',
  ],
  [
    'settings after they were read', 'settings first', (chart) => pool(chart) && AgentSandbox.of(chart).configure({ asOf: '2027-06-01' }),
    '[team-a] configure: got "settings after team-a/python has read them"; allowed: settings before the first construct below that uses them',
  ],
  [
    'a setting twice', 'settings once', (chart) => ['2027-06-01', '2027-06-02'].forEach((asOf) => AgentSandbox.of(chart).configure({ asOf })),
    '[team-a] configure.asOf: got "a second value"; allowed: one value at a scope',
  ],
  [
    'a day that is none', 'date', (chart) => AgentSandbox.of(chart).configure({ asOf: '2027-13-01' }),
    '[team-a] configure.asOf: got "2027-13-01"; allowed: an ISO date YYYY-MM-DD',
  ],
  [
    'a range of the cluster with host bits', 'cidr host bits', (chart) => AgentSandbox.of(chart).configure({ cluster: ClusterFacts.gke({ podCidrs: ['10.4.0.1/14'] }) }),
    '[team-a] configure.cluster.podCidrs[0]: got "10.4.0.1/14"; allowed: with no bit set after the prefix',
  ],
  [
    'a profile with "512m" of memory', 'profile bytes', () => HardeningProfile.custom(HardeningProfile.RESTRICTED_V1, { memory: '512m' }),
    '[HardeningProfile.custom] memory: got "512m"; allowed: a whole number of bytes',
  ],
  [
    'a profile whose default is above its ceiling', 'profile ceiling', () => HardeningProfile.custom(HardeningProfile.RESTRICTED_V1, { cpuLimit: '16' }),
    '[HardeningProfile.custom] cpuLimit: got "16"; allowed: at most cpuCeiling, which is 8',
  ],
  [
    'a conversion where there is one version', 'conversion', (chart) => new AgentSandboxCrds(chart, 'crds', { conversion: CrdConversion.none() }),
    '[team-a/crds] conversion: got "None"; allowed: none with release 1.0.12',
  ],
]);

/** Mistakes in pools, claims, names and settings. */
export const OBJECTS: WrongInput[] = [...TEMPLATES, ...POOLS, ...CLAIMS, ...REFERENCES, ...SETTINGS];
