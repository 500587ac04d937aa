import { Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { inPodSpec, inSandbox, inTemplate, poorWaiver, untyped, withPodLabel, WrongInput } from './support';
import {
  Isolation, NodeAffinity, NodeRequirement, OperatingMode, PodSeparation, RestartPolicy, RunAs, SandboxRuntime, Seccomp, Toleration, TopologySpread,
  Workspace,
} from '../../../src';
import { IMAGE } from '../app';

const security = (fields: object) => inPodSpec((spec) => Object.assign(spec.securityContext, fields));
const pod = (fields: object) => inPodSpec((spec) => Object.assign(spec, fields));
const sharedKernel = (wrong: Parameters<typeof poorWaiver>[0]) => ({ isolation: Isolation.sharedKernel(poorWaiver(wrong)) });
const LONG_VALUE = 'v'.repeat(64);
const DOMAINS = Array.from({ length: 33 }, (_, index) => `d${index}.example.com`);

/** User, isolation, lifecycle. */
const PODS = inTemplate([
  ['user 0', 'user', { runAs: RunAs.user(0) }, 'runAs.uid: got 0; allowed: a whole number from 1000', security({ runAsUser: 0 })],
  [
    'a user of the system', 'user', { runAs: RunAs.user(500) },
    'runAs.uid: got 500; allowed: a whole number from 1000', security({ runAsUser: 500 }),
  ],
  [
    'a user as text', 'user', { runAs: RunAs.user(untyped('65532')) },
    'runAs.uid: got "65532"; allowed: a whole number from 1000', security({ runAsUser: '65532' }),
  ],
  [
    'a user of a runtime that is too low', 'user', { image: undefined, runtime: SandboxRuntime.custom({ image: IMAGE, user: 500 }) },
    'runtime.user: got 500; allowed: a whole number from 1000',
  ],
  [
    'group 0', 'group', { runAs: RunAs.user(65532, { fsGroup: 0 }) },
    'runAs.fsGroup: got 0; allowed: a whole number from 1', security({ fsGroup: 0 }),
  ],
  [
    'a volume\'s group of one container', 'fsGroup of the Pod', { sidecars: [{ name: 'proxy', image: IMAGE, runAs: RunAs.user(65531, { fsGroup: 5 }) }] },
    'sidecars[proxy].runAs.fsGroup: got 5; allowed: nothing here: Kubernetes has it for the Pod as a whole',
  ],
  [
    'a seccomp profile outside its folder', 'relative path', { seccomp: Seccomp.localhost('../profile.json') },
    'seccomp.profile: got "../profile.json"; allowed: a relative path without ".", ".."', security({ seccompProfile: { type: 'Localhost', localhostProfile: '../profile.json' } }),
  ],
  [
    'a RuntimeClass in upper case', 'dns subdomain', { isolation: Isolation.runtimeClass('gVisor') },
    'isolation: got "gVisor"; allowed: a DNS subdomain', pod({ runtimeClassName: 'gVisor' }),
  ],
  [
    'a text where an isolation is asked for', 'class', { isolation: untyped('gvisor') },
    'isolation: got "gvisor"; allowed: a value of the class Isolation',
  ],
  [
    'a restart policy in lower case', 'word', { restartPolicy: 'always' as RestartPolicy },
    'restartPolicy: got "always"; allowed: Always, OnFailure, Never', pod({ restartPolicy: 'always' }),
  ],
  [
    'a deadline of 0', 'integer', { activeDeadline: Duration.seconds(0) },
    'activeDeadline: got 0; allowed: a whole number from 1', pod({ activeDeadlineSeconds: 0 }),
  ],
  [
    'half a second of grace', 'whole seconds', { terminationGracePeriod: Duration.millis(500) },
    'terminationGracePeriod: got "500 millis"; allowed: a cdk8s Duration of whole seconds', pod({ terminationGracePeriodSeconds: 0.5 }),
  ],
  [
    'a number where a Duration is asked for', 'whole seconds', { terminationGracePeriod: untyped(30) },
    'terminationGracePeriod: got 30; allowed: a cdk8s Duration of whole seconds',
  ],
  [
    'a host name that is none', 'dns label', { hostname: 'my_host' },
    'hostname: got "my_host"; allowed: a DNS label', pod({ hostname: 'my_host' }),
  ],
  [
    'the namespace\'s default ServiceAccount', 'own ServiceAccount', { serviceAccount: { name: 'default' } as kplus.IServiceAccount },
    'serviceAccount: got "default"; allowed: a ServiceAccount of the sandboxes\' own', pod({ serviceAccountName: 'default' }),
  ],
  [
    '33 search domains', 'search domains', { dnsConfig: { searches: DOMAINS } },
    'dnsConfig.searches: got "33 domains"; allowed: at most 32', inPodSpec((spec) => (spec.dnsConfig.searches = DOMAINS)),
  ],
  [
    'a text where true or false is asked for', 'flag', { service: untyped('no') },
    'service: got "no"; allowed: true or false', (manifest) => (manifest.spec.service = 'no'),
  ],
]);

/** Where Pods run. */
const SCHEDULING = inTemplate([
  [
    'a toleration of the cluster\'s own nodes', 'cluster taint', { tolerations: [Toleration.exists('node-role.kubernetes.io/control-plane')] },
    'tolerations[0].key: got "node-role.kubernetes.io/control-plane"; allowed: no taint of the nodes that run the cluster itself', pod({ tolerations: [{ key: 'node-role.kubernetes.io/control-plane', operator: 'Exists' }] }),
  ],
  [
    'a toleration of everything', 'qualified name', { tolerations: [Toleration.exists('')] },
    'tolerations[0].key: got ""; allowed: a key [prefix/]name', pod({ tolerations: [{ operator: 'Exists' }] }),
  ],
  [
    'a spread twice', 'spreads differ', { topologySpread: [TopologySpread.hosts(), TopologySpread.hosts()] },
    'topologySpread[1]: got "kubernetes.io/hostname"; allowed: each topology key once', inPodSpec((spec) => spec.topologySpreadConstraints.push(spec.topologySpreadConstraints[0])),
  ],
  [
    'a spread that may not differ at all', 'integer', { topologySpread: [TopologySpread.hosts({ maxSkew: 0 })] },
    'topologySpread[0].maxSkew: got 0; allowed: a whole number from 1', inPodSpec((spec) => (spec.topologySpreadConstraints[0].maxSkew = 0)),
  ],
  [
    'a preference over 100', 'integer', { nodeAffinity: [NodeAffinity.preferred([NodeRequirement.exists('disk')], 101)] },
    'nodeAffinity[0].weight: got 101; allowed: a whole number from 1 to 100', pod({
      affinity: {
        nodeAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 101, preference: { matchExpressions: [{ key: 'disk', operator: 'Exists' }] } }],
        },
      },
    }),
  ],
  [
    'a requirement without values', 'requirement values', { nodeAffinity: [NodeAffinity.required([NodeRequirement.oneOf('disk', [])])] },
    'nodeAffinity[0].requirements[0].values: got []; allowed: at least one value', pod({
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'disk', operator: 'In', values: [] }] }] },
        },
      },
    }),
  ],
  [
    'a separation from every Pod', 'separation labels', { podSeparation: [PodSeparation.required({})] },
    'podSeparation[0].labels: got {}; allowed: at least one label', pod({
      affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: {}, topologyKey: 'kubernetes.io/hostname' }] } },
    }),
  ],
  [
    'a node label\'s value of 64 characters', 'label value', { nodeSelector: { pool: LONG_VALUE } },
    `nodeSelector[pool]: got "${LONG_VALUE}"; allowed: of at most 63 characters; this one has 64`, pod({ nodeSelector: { pool: LONG_VALUE } }),
  ],
]);

/** Metadata of Pods, and patches. */
const METADATA = inTemplate([
  [
    'a label\'s value of 64 characters', 'label value', { podLabels: { team: LONG_VALUE } },
    `podLabels[team]: got "${LONG_VALUE}"; allowed: of at most 63 characters; this one has 64`, withPodLabel('team', LONG_VALUE),
  ],
  [
    'a label with a blank in its value', 'label value', { podLabels: { team: 'team a' } },
    'podLabels[team]: got "team a"; allowed: a label value', withPodLabel('team', 'team a'),
  ],
  [
    'a label with a blank in its key', 'qualified name', { podLabels: { 'a team': 'a' } },
    'podLabels: got "a team"; allowed: a key [prefix/]name', withPodLabel('a team', 'a'),
  ],
  [
    'a label that begins like the controller\'s', 'reserved prefix', { podLabels: { 'agents.x-k8s.io/team': 'a' } },
    'podLabels[agents.x-k8s.io/team]: got "agents.x-k8s.io/team"; allowed: no key that begins with agents.x-k8s.io/', withPodLabel('agents.x-k8s.io/team', 'a'),
  ],
  [
    'an annotation that the controller drops', 'reserved prefix', { podAnnotations: { 'opentelemetry.io/trace-context': 'x' } },
    'podAnnotations[opentelemetry.io/trace-context]: got "opentelemetry.io/trace-context"; allowed: no key that begins with opentelemetry.io/trace-context', (manifest) => (manifest.spec.podTemplate.metadata.annotations = { 'opentelemetry.io/trace-context': 'x' }),
  ],
  [
    'the router\'s label', 'router label', { podLabels: { app: 'sandbox-router' } },
    'podLabels[app]: got "sandbox-router"; allowed: any other value: this one is the router\'s', withPodLabel('app', 'sandbox-router'),
  ],
  [
    'an annotation that is a number', 'annotation', { podAnnotations: { port: untyped(8000) } },
    'podAnnotations[port]: got 8000; allowed: a text', (manifest) => (manifest.spec.podTemplate.metadata.annotations = { port: 8000 }),
  ],
  [
    'annotations of more than 256 KiB', 'annotation size', { podAnnotations: { note: 'x'.repeat(262144) } },
    'podAnnotations: got "262148 bytes"; allowed: at most 262144 bytes of keys and values together', (manifest) => (manifest.spec.podTemplate.metadata.annotations = { note: 'x'.repeat(262144) }),
  ],
  [
    'labels that are a text', 'map', { labels: untyped('team=a') },
    'labels: got "team=a"; allowed: a map', (manifest) => (manifest.metadata.labels = 'team=a'),
  ],
  [
    'a Windows os', 'linux', { podSpecPatch: { os: { name: 'windows' } } },
    'podSpecPatch.os.name: got "windows"; allowed: linux', pod({ os: { name: 'windows' } }),
  ],
  [
    'a patch that is a text', 'patch', { podSpecPatch: untyped('hostNetwork: true') },
    'podSpecPatch: got "hostNetwork: true"; allowed: a JSON object with fields of a PodSpec',
  ],
  [
    'a patch with a function in it', 'json', { podSpecPatch: { hostname: () => 'agent' } },
    'podSpecPatch.hostname: got a function; allowed: what JSON has',
  ],
  [
    'a patch with NaN in it', 'json', { podSpecPatch: { containers: [{ name: 'main', ports: [{ containerPort: NaN }] }] } },
    'podSpecPatch.containers[0].ports[0].containerPort: got NaN; allowed: what JSON has',
  ],
]);

/** Runtimes. */
const RUNTIMES = inTemplate([
  [
    'a runtime elsewhere than it works', 'runtime workspace', { runtime: SandboxRuntime.python({ version: '0.5.6' }), workspace: Workspace.ephemeral({ path: '/work' }) },
    'workspace: got "/work"; allowed: a workspace at /app, where this runtime works',
  ],
  [
    'a sandboxd that listens on loopback alone', 'sandboxd version', { runtime: SandboxRuntime.sandboxd({ image: IMAGE, version: '0.5.6' }) },
    'runtime.version: got "0.5.6"; allowed: 1.0.0 or later',
  ],
  [
    'a runtime\'s version with a "v"', 'version', { runtime: SandboxRuntime.python({ version: 'v1.0.12' }) },
    'runtime.version: got "v1.0.12"; allowed: three numbers, as 1.0.12',
  ],
  [
    'a port of a runtime', 'port', { port: undefined, runtime: SandboxRuntime.custom({ image: IMAGE, ports: [{ port: 0 }] }) },
    'runtime.ports[0].port: got 0; allowed: a whole number from 1 to 65535',
  ],
  [
    'a writable path of a runtime', 'mount over the system', { runtime: SandboxRuntime.custom({ image: IMAGE, writablePaths: [{ path: '/etc/app' }] }) },
    'runtime.writablePaths[0].path: got "/etc/app"; allowed: no writable mount',
  ],
]);

/** Waivers. */
const WAIVERS = inTemplate([
  [
    'no waiver', 'waiver given', { isolation: Isolation.sharedKernel(untyped(undefined)) },
    'isolation: got undefined; allowed: a waiver with reason, owner and expires',
  ],
  ['an empty reason', 'text', sharedKernel({ reason: '' }), 'isolation.reason: got ""; allowed: a text that is not empty'],
  [
    'a reason that says nothing', 'reason', sharedKernel({ reason: 'to be decided' }),
    'isolation.reason: got "to be decided"; allowed: a text of at least 20 characters',
  ],
  [
    'a reason that Helm would read', 'braces', sharedKernel({ reason: 'see {{ .Values.reason }} for the reason' }),
    'isolation.reason: got "see {{ .Values…; allowed: a text without "{{" and "}}"',
  ],
  [
    'no owner', 'text', sharedKernel({ owner: untyped(undefined) }),
    'isolation.owner: got undefined; allowed: a text that is not empty',
  ],
  [
    'no date', 'date', sharedKernel({ expires: untyped(undefined) }),
    'isolation.expires: got undefined; allowed: an ISO date YYYY-MM-DD',
  ],
  [
    'a malformed date', 'date', sharedKernel({ expires: '2027-6-1' }),
    'isolation.expires: got "2027-6-1"; allowed: an ISO date YYYY-MM-DD',
  ],
  [
    'a date that the calendar has not', 'date', sharedKernel({ expires: '2027-02-30' }),
    'isolation.expires: got "2027-02-30"; allowed: that the calendar has',
  ],
  ['an empty ticket', 'text', sharedKernel({ ticket: ' ' }), 'isolation.ticket: got " "; allowed: a text that is not empty'],
]);

/** Sandboxes. */
const SANDBOXES = inSandbox([
  [
    'a Sandbox\'s name of 64 characters', 'dns label', { name: 's'.repeat(64) },
    `name: got "${'s'.repeat(64)}"; allowed: of at most 63 characters; this one has 64`, (manifest) => (manifest.metadata.name = 's'.repeat(64)),
  ],
  [
    'a day where a moment is asked for', 'moment', { shutdownTime: '2027-06-30' },
    'shutdownTime: got "2027-06-30"; allowed: a moment in RFC 3339 with its zone', (manifest) => (manifest.spec.shutdownTime = '2027-06-30'),
  ],
  [
    'a mode that does not exist', 'word', { operatingMode: 'Paused' as OperatingMode },
    'operatingMode: got "Paused"; allowed: Running, Suspended', (manifest) => (manifest.spec.operatingMode = 'Paused'),
  ],
]);

/** Mistakes in Pods. */
export const PODS_AND_SANDBOXES: WrongInput[] = [...PODS, ...SCHEDULING, ...METADATA, ...RUNTIMES, ...WAIVERS, ...SANDBOXES];
