import { ApiObject, Duration, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Sample, sandbox, template, withClass } from './support';
import {
  ClusterFacts, Isolation, NodeAffinity, NodeRequirement, PodSeparation, RestartPolicy, RunAs, SandboxTemplate, Seccomp, ServiceAccountToken,
  TaintEffect, Toleration, TopologySpread,
} from '../../../src';
import { IMAGE, WAIVER } from '../app';

const IDENTITY: Sample[] = [
  template('user', { runAs: RunAs.user(12345, { group: 12346, fsGroup: 12347, supplementalGroups: [12348] }) }),
  template('system-user', { runAs: RunAs.systemUser(101, WAIVER, { group: 102 }) }),
  template('user-of-the-namespace', { runAs: RunAs.namespaceRange() }, { settings: { cluster: ClusterFacts.openshift() } }),
  template('root', { runAs: RunAs.root(WAIVER) }, { refused: /runAsNonRoot != true.*runAsUser=0/ }),
  template('seccomp-runtime-default', { seccomp: Seccomp.runtimeDefault() }),
  template('seccomp-localhost', { seccomp: Seccomp.localhost('profiles/sandbox.json') }),
  template('seccomp-unconfined', { seccomp: Seccomp.unconfined(WAIVER) }, { refused: /seccompProfile/ }),
  template('own-service-account', (chart) => ({
    serviceAccount: new kplus.ServiceAccount(chart, 'account', { metadata: { name: 'agents' } }), serviceAccountToken: ServiceAccountToken.none(),
  })),
  template('token', { serviceAccountToken: ServiceAccountToken.mounted(WAIVER) }),
];

const ISOLATIONS: Sample[] = [
  template('gvisor', { isolation: Isolation.gvisor() }),
  template('gvisor-by-name', { isolation: Isolation.gvisor('runsc') }, { settings: { profile: withClass('runsc') } }),
  template('kata-qemu', { isolation: Isolation.kataQemu() }),
  template('kata-cloud-hypervisor', { isolation: Isolation.kataCloudHypervisor() }),
  template('firecracker', { isolation: Isolation.firecracker() }),
  template('aks-kata', { isolation: Isolation.aksKata() }),
  template('named-class', { isolation: Isolation.runtimeClass('kata-dragonball') }),
  template('shared-kernel', { isolation: Isolation.sharedKernel({ ...WAIVER, ticket: 'TEAM-1' }) }),
];

const OTHER = { app: 'database' };

const SCHEDULING: Sample[] = [
  template('node-selector', { nodeSelector: { 'example.com/pool': 'sandboxes' } }),
  template('tolerations', {
    tolerations: [
      ...Object.values(TaintEffect).map((effect) => Toleration.equal('example.com/sandbox', 'yes', { effect })),
      Toleration.exists('example.com/any'),
      Toleration.exists('example.com/soon', { effect: TaintEffect.NO_EXECUTE, stayFor: Duration.minutes(5) }),
    ],
  }),
  template('spread', {
    topologySpread: [
      TopologySpread.hosts({ maxSkew: 2, labels: { app: 'agent' } }), TopologySpread.zones(), TopologySpread.of('example.com/rack'),
      TopologySpread.strict('example.com/room', WAIVER),
    ],
  }),
  template('no-spread', { topologySpread: [] }),
  template('node-affinity', {
    nodeAffinity: [
      NodeAffinity.required([NodeRequirement.oneOf('example.com/pool', ['sandboxes', 'more']), NodeRequirement.absent('example.com/broken')]),
      NodeAffinity.preferred([NodeRequirement.exists('example.com/fast'), NodeRequirement.noneOf('example.com/pool', ['slow'])], 50),
    ],
  }),
  template('pod-separation', {
    podSeparation: [
      PodSeparation.required(OTHER),
      PodSeparation.preferred({ app: 'cache' }, { topologyKey: 'topology.kubernetes.io/zone', weight: 100 }),
      PodSeparation.required({ app: 'queue' }, { topologyKey: 'example.com/rack' }),
    ],
  }),
  template('priority', { priorityClassName: 'sandboxes' }),
];

const METADATA: Sample[] = [
  template('metadata', {
    name: 'named',
    labels: { 'team': 'a', 'example.com/tier': '' },
    annotations: { 'example.com/note': 'two\nlines: "quoted"' },
    podLabels: { 'team': 'a', 'app.kubernetes.io/name': 'agent' },
    podAnnotations: { 'kubernetes.io/egress-bandwidth': '10M' },
  }),
  template('patched-pod', {
    podSpecPatch: {
      hostAliases: [{ ip: '10.0.0.1', hostnames: ['mirror'] }],
      containers: [{ name: 'main', terminationMessagePolicy: 'FallbackToLogsOnError', resources: { limits: { cpu: 2 } } }],
      setHostnameAsFQDN: false,
    },
  }),
  {
    name: 'patched-object',
    build: (chart) => {
      const python = new SandboxTemplate(chart, 'python', { image: IMAGE, port: 8000 });
      ApiObject.of(python).addJsonPatch(
        JsonPatch.remove('/spec/podTemplate/spec/topologySpreadConstraints'), JsonPatch.replace('/spec/podTemplate/spec/priority', 0),
      );
    },
  },
];

/** Everything that a Pod can say, beside its containers, volumes and network. */
export const PODS: Sample[] = [
  ...IDENTITY, ...ISOLATIONS, ...SCHEDULING, ...METADATA,
  template('defaults', {}),
  sandbox('sandbox-defaults', {}),
  ...Object.values(RestartPolicy).map((restartPolicy) => template(`restart-${restartPolicy.toLowerCase()}`, { restartPolicy })),
  template('grace-period', { terminationGracePeriod: Duration.seconds(0) }),
  template('deadline', { activeDeadline: Duration.hours(1) }),
  template('host-name', { hostname: 'sandbox' }),
  template('pull-secrets', (chart) => ({ imagePullSecrets: [kplus.Secret.fromSecretName(chart, 'pull', 'registry')] })),
];
