import { ApiObject, App, Chart, Duration, JsonPatch, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { describe, expect, test } from 'vitest';
import { misfits, schemaOf } from './value-support';
import {
  AgentSandbox, Capabilities, ClusterFacts, Cpu, Egress, EnvFrom, EnvValue, EnvVarsInjectionPolicy, Ingress, Isolation, LifecycleHandler,
  NetworkPolicyManagement, NetworkPort, NodeAffinity, NodeRequirement, PodSeparation, PrivilegeEscalation, Probe, Protocol, RestartPolicy,
  RootFilesystem, RunAs, SandboxImage, SandboxRuntime, SandboxTemplate, SandboxTemplateProps, Seccomp, ServiceAccountToken, Toleration,
  TopologySpread, Volume, VolumeClaimTemplatesPolicy, Workspace,
} from '../../src';
import { POD_FORMS } from '../../src/sandbox/pod-forms';
import { failure, helperOf, IMAGE, mainOf, manifestOf, newTemplate, onlyOf, OTHER_IMAGE, podSpecOf, teamChart, WAIVER } from '../support/app';

const configMap = kplus.ConfigMap.fromConfigMapName(teamChart(), 'settings', 'app-settings');
const secret = kplus.Secret.fromSecretName(teamChart(), 'credentials', 'app-credentials');
const account = kplus.ServiceAccount.fromServiceAccountName(teamChart(), 'account', 'agents');

const SPEC = 'spec.podTemplate.spec';
const MAIN = `${SPEC}.containers[0]`;

/** Each property, a value of it, and what has to be where in the manifest. */
const PROPS: readonly [keyof SandboxTemplateProps, Partial<SandboxTemplateProps>, string, unknown][] = [
  ['name', { name: 'py' }, 'metadata.name', 'py'],
  ['runtime', { runtime: SandboxRuntime.custom({ image: OTHER_IMAGE, args: ['--fast'] }) }, `${MAIN}.args`, ['--fast']],
  ['image', { image: SandboxImage.fromTag('registry.example.com/app:1') }, `${MAIN}.image`, 'registry.example.com/app:1'],
  ['port', { port: 9000 }, `${MAIN}.ports`, [{ containerPort: 9000, protocol: 'TCP' }]],
  ['containerName', { containerName: 'agent' }, `${MAIN}.name`, 'agent'],
  ['sidecars', { sidecars: [{ name: 'proxy', image: OTHER_IMAGE }] }, `${SPEC}.initContainers[0].restartPolicy`, 'Always'],
  ['initContainers', { initContainers: [{ name: 'setup', image: OTHER_IMAGE }] }, `${SPEC}.initContainers[0].name`, 'setup'],
  ['isolation', { isolation: Isolation.kataQemu() }, `${SPEC}.runtimeClassName`, 'kata-qemu'],
  ['runAs', { runAs: RunAs.user(12345) }, `${SPEC}.securityContext.runAsUser`, 12345],
  ['seccomp', { seccomp: Seccomp.localhost('a.json') }, `${SPEC}.securityContext.seccompProfile`, { type: 'Localhost', localhostProfile: 'a.json' }],
  ['workspace', { workspace: Workspace.ephemeral({ path: '/work' }) }, `${MAIN}.volumeMounts[1]`, { name: 'workspace', mountPath: '/work' }],
  [
    'volumeClaimTemplates', { volumeClaimTemplates: [{ name: 'data', size: Size.gibibytes(1) }] },
    'spec.volumeClaimTemplates', [{ metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } }],
  ],
  ['volumeClaimTemplates', { volumeClaimTemplates: [] }, 'spec.volumeClaimTemplates', []],
  ['egress', { egress: [Egress.https('10.20.0.0/16')] }, 'spec.networkPolicy.egress[0].to', [{ ipBlock: { cidr: '10.20.0.0/16' } }]],
  ['ingress', { ingress: [Ingress.none()] }, 'spec.networkPolicy.ingress', []],
  [
    'dnsConfig', { dnsConfig: { searches: ['example.com'], options: { ndots: '2', debug: '' } } },
    `${SPEC}.dnsConfig`, { nameservers: ['127.0.0.1'], searches: ['example.com'], options: [{ name: 'debug' }, { name: 'ndots', value: '2' }] },
  ],
  ['service', { service: false }, 'spec.service', false],
  ['nodeSelector', { nodeSelector: { pool: 'sandboxes' } }, `${SPEC}.nodeSelector`, { pool: 'sandboxes' }],
  ['tolerations', { tolerations: [Toleration.exists('sandbox')] }, `${SPEC}.tolerations`, [{ key: 'sandbox', operator: 'Exists' }]],
  ['topologySpread', { topologySpread: [TopologySpread.zones()] }, `${SPEC}.topologySpreadConstraints[0].topologyKey`, 'topology.kubernetes.io/zone'],
  ['topologySpread', { topologySpread: [] }, `${SPEC}.topologySpreadConstraints`, []],
  [
    'nodeAffinity', { nodeAffinity: [NodeAffinity.required([NodeRequirement.exists('disk')])] },
    `${SPEC}.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms`, [{ matchExpressions: [{ key: 'disk', operator: 'Exists' }] }],
  ],
  [
    'podSeparation', { podSeparation: [PodSeparation.required({ app: 'db' })] },
    `${SPEC}.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].labelSelector`, { matchLabels: { app: 'db' } },
  ],
  ['priorityClassName', { priorityClassName: 'sandboxes' }, `${SPEC}.priorityClassName`, 'sandboxes'],
  ['restartPolicy', { restartPolicy: RestartPolicy.ON_FAILURE }, `${SPEC}.restartPolicy`, 'OnFailure'],
  ['terminationGracePeriod', { terminationGracePeriod: Duration.seconds(0) }, `${SPEC}.terminationGracePeriodSeconds`, 0],
  ['activeDeadline', { activeDeadline: Duration.hours(1) }, `${SPEC}.activeDeadlineSeconds`, 3600],
  ['hostname', { hostname: 'agent' }, `${SPEC}.hostname`, 'agent'],
  ['serviceAccount', { serviceAccount: account }, `${SPEC}.serviceAccountName`, 'agents'],
  ['serviceAccountToken', { serviceAccountToken: ServiceAccountToken.mounted(WAIVER) }, `${SPEC}.automountServiceAccountToken`, true],
  ['imagePullSecrets', { imagePullSecrets: [secret] }, `${SPEC}.imagePullSecrets`, [{ name: 'app-credentials' }]],
  ['labels', { labels: { team: 'a' } }, 'metadata.labels.team', 'a'],
  ['annotations', { annotations: { note: 'x' } }, 'metadata.annotations', { note: 'x' }],
  ['podLabels', { podLabels: { team: 'a' } }, 'spec.podTemplate.metadata.labels.team', 'a'],
  ['podAnnotations', { podAnnotations: { note: 'x' } }, 'spec.podTemplate.metadata.annotations', { note: 'x' }],
  ['podSpecPatch', { podSpecPatch: { hostAliases: [] } }, `${SPEC}.hostAliases`, []],
  ['command', { command: ['/bin/agent', '-v'] }, `${MAIN}.command`, ['/bin/agent', '-v']],
  ['args', { args: [] }, `${MAIN}.args`, []],
  ['env', { env: { MODE: EnvValue.literal('fast') } }, `${MAIN}.env[1]`, { name: 'MODE', value: 'fast' }],
  ['envFrom', { envFrom: [EnvFrom.configMap(configMap)] }, `${MAIN}.envFrom`, [{ configMapRef: { name: 'app-settings' } }]],
  [
    'ports', { port: undefined, ports: [{ port: 53, protocol: Protocol.UDP, name: 'dns' }] },
    `${MAIN}.ports`, [{ name: 'dns', containerPort: 53, protocol: 'UDP' }],
  ],
  ['workingDir', { workingDir: '/app' }, `${MAIN}.workingDir`, '/app'],
  ['resources', { resources: { cpuLimit: Cpu.cores(2), memoryLimit: Size.mebibytes(2048) } }, `${MAIN}.resources.limits`, { 'cpu': '2', 'memory': '2Gi', 'ephemeral-storage': '1Gi' }],
  ['readinessProbe', { readinessProbe: Probe.httpGet('/') }, `${MAIN}.readinessProbe.httpGet`, { path: '/', port: 8000, scheme: 'HTTP' }],
  ['livenessProbe', { livenessProbe: Probe.tcpSocket() }, `${MAIN}.livenessProbe.tcpSocket`, { port: 8000 }],
  ['startupProbe', { startupProbe: Probe.grpc() }, `${MAIN}.startupProbe.grpc`, { port: 8000, service: '' }],
  ['lifecycle', { lifecycle: { preStop: LifecycleHandler.sleep(Duration.seconds(5)) } }, `${MAIN}.lifecycle`, { preStop: { sleep: { seconds: 5 } } }],
  ['writablePaths', { writablePaths: [{ path: '/cache' }] }, `${MAIN}.volumeMounts[1]`, { name: 'cache', mountPath: '/cache' }],
  [
    'mounts', { mounts: [{ path: '/etc/app', volume: Volume.configMap('settings', configMap) }] },
    `${MAIN}.volumeMounts[2]`, { name: 'settings', mountPath: '/etc/app', readOnly: true },
  ],
  ['rootFilesystem', { rootFilesystem: RootFilesystem.writable(WAIVER) }, `${MAIN}.securityContext.readOnlyRootFilesystem`, false],
  ['capabilities', { capabilities: Capabilities.add(['CHOWN'], WAIVER) }, `${MAIN}.securityContext.capabilities`, { drop: ['ALL'], add: ['CHOWN'] }],
  ['privilegeEscalation', { privilegeEscalation: PrivilegeEscalation.allowed(WAIVER) }, `${MAIN}.securityContext.allowPrivilegeEscalation`, true],
  ['networkPolicyManagement', { networkPolicyManagement: NetworkPolicyManagement.unmanaged(WAIVER) }, 'spec.networkPolicyManagement', 'Unmanaged'],
  ['envVarsInjectionPolicy', { envVarsInjectionPolicy: EnvVarsInjectionPolicy.allowed(WAIVER) }, 'spec.envVarsInjectionPolicy', 'Allowed'],
  ['volumeClaimTemplatesPolicy', { volumeClaimTemplatesPolicy: VolumeClaimTemplatesPolicy.overrides(WAIVER) }, 'spec.volumeClaimTemplatesPolicy', 'Overrides'],
];

describe('each property', () => {
  test.each(PROPS)('%s: %j reaches %s', (_, props, path, value) => {
    const manifest = manifestOf(newTemplate(props));
    expect(manifest).toHaveProperty(path, value);
    expect(misfits(schemaOf('SandboxTemplate', 'podTemplate'), manifest.spec.podTemplate)).toEqual([]);
  });

  test('is in the table', () => {
    const known = [...Object.keys(POD_FORMS), 'networkPolicyManagement', 'envVarsInjectionPolicy', 'volumeClaimTemplatesPolicy'];
    expect(known.filter((property) => !PROPS.some(([each]) => each === property))).toEqual([]);
  });
});

describe('names', () => {
  test('come from the path, without hash', () => {
    const chart = new Chart(new Chart(new App(), 'outer'), 'inner');
    expect(new SandboxTemplate(chart, 'python', { image: IMAGE }).name).toBe('outer-inner-python');
  });

  test('may have as many characters as leave room for the NetworkPolicy\'s', () => {
    const name = 'n'.repeat(238);
    const template = newTemplate({ name });
    expect(template.name).toBe(name);
    expect(template.serviceAccountName).toBe(`${name}-template`);
    expect(template.serviceAccountName.length).toBeLessThanOrEqual(253);
  });

  test('are those of a chart that makes its own', () => {
    class Prefixed extends Chart {
      public generateObjectName(object: ApiObject): string {
        return `acme-${object.node.scope!.node.id}`;
      }
    }
    const template = new SandboxTemplate(new Prefixed(new App(), 'team-a'), 'python', { image: IMAGE });
    expect([template.name, manifestOf(template).metadata.name]).toEqual(['acme-python', 'acme-python']);
    expect(podSpecOf(template).serviceAccountName).toBe('acme-python-template');
  });

  test('fail where the path makes none', () => {
    const message = failure(() => new SandboxTemplate(new Chart(new App(), 'TeamA'), 'python', { image: IMAGE }));
    expect(message).toMatch(/^\[TeamA\/python\] name: got "TeamA-python"; .* fix: give "name" yourself, this one comes from the construct path/);
  });
});

describe('labels and annotations', () => {
  const COMMON = { 'app.kubernetes.io/managed-by': 'cdk8s-agent-sandbox', 'app.kubernetes.io/part-of': 'agent-sandbox' };

  test('of the object have the chart\'s and the user\'s', () => {
    const chart = teamChart(undefined, { namespace: 'team-a', labels: { unit: 'research' } });
    const template = new SandboxTemplate(chart, 'python', { image: IMAGE, labels: { 'team': 'a', 'app.kubernetes.io/part-of': 'assistant' } });
    expect(manifestOf(template).metadata.labels).toEqual({
      ...COMMON, 'app.kubernetes.io/component': 'sandbox-template', 'unit': 'research', 'team': 'a', 'app.kubernetes.io/part-of': 'assistant',
    });
  });

  test('of the Pod have the user\'s', () => {
    expect(manifestOf(newTemplate({ podLabels: { team: 'a' } })).spec.podTemplate.metadata).toEqual({
      labels: { ...COMMON, 'app.kubernetes.io/component': 'sandbox', 'team': 'a' },
    });
  });
});

describe('the ServiceAccount', () => {
  test('is made, without token', () => {
    const template = newTemplate();
    expect(onlyOf(template, 'ServiceAccount')).toEqual({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'team-a-python-template', namespace: 'team-a', labels: manifestOf(template).metadata.labels },
      automountServiceAccountToken: false,
    });
    expect(template.node.tryFindChild('ServiceAccount')).toBeInstanceOf(ApiObject);
  });

  test('is the one that was given', () => {
    const template = newTemplate({ serviceAccount: account });
    expect(template.serviceAccountName).toBe('agents');
    expect(Chart.of(template).toJson().map(({ kind }) => kind)).toEqual(['SandboxTemplate']);
  });
});

describe('containers', () => {
  test('seed, sidecars and init containers stand in this order', () => {
    const template = newTemplate({
      image: undefined,
      port: undefined,
      runtime: SandboxRuntime.python({ version: '0.5.6' }),
      initContainers: [{ name: 'setup', image: OTHER_IMAGE }],
      sidecars: [{ name: 'proxy', image: OTHER_IMAGE }],
    });
    template.addInitContainer({ name: 'late', image: OTHER_IMAGE });
    template.addSidecar({ name: 'logs', image: OTHER_IMAGE });
    expect(podSpecOf(template).initContainers.map(({ name, restartPolicy }: any) => [name, restartPolicy])).toEqual([
      ['seed-workspace', undefined], ['proxy', 'Always'], ['logs', 'Always'], ['setup', undefined], ['late', undefined],
    ]);
  });

  test('are all hardened', () => {
    const template = newTemplate({ sidecars: [{ name: 'proxy', image: OTHER_IMAGE }], initContainers: [{ name: 'setup', image: OTHER_IMAGE }] });
    const { securityContext } = mainOf(template);
    const limits = { 'cpu': '1', 'memory': '512Mi', 'ephemeral-storage': '1Gi' };
    for (const name of ['proxy', 'setup']) {
      expect(helperOf(template, name)).toMatchObject({ securityContext, imagePullPolicy: 'IfNotPresent', resources: { limits } });
    }
  });

  test('share no emptyDir by accident', () => {
    const template = newTemplate({ sidecars: [{ name: 'proxy', image: OTHER_IMAGE, writablePaths: [{ path: '/cache' }] }], writablePaths: [{ path: '/cache' }] });
    expect(helperOf(template, 'proxy').volumeMounts).toEqual([{ name: 'proxy-tmp', mountPath: '/tmp' }, { name: 'proxy-cache', mountPath: '/cache' }]);
    expect(podSpecOf(template).volumes.map(({ name }: any) => name)).toEqual(['tmp', 'cache', 'workspace', 'proxy-tmp', 'proxy-cache']);
  });

  test('share a volume that both mount', () => {
    const volume = Volume.emptyDir('exchange', { sizeLimit: Size.mebibytes(1) });
    const mounts = [{ path: '/exchange', volume }];
    const template = newTemplate({ mounts, sidecars: [{ name: 'proxy', image: OTHER_IMAGE, mounts }] });
    expect(podSpecOf(template).volumes.filter(({ name }: any) => name === 'exchange')).toHaveLength(1);
  });

  test('may have another /tmp', () => {
    const mounts = [{ path: '/tmp', volume: Volume.ephemeral('scratch', { size: Size.gibibytes(5) }) }];
    const template = newTemplate({ mounts, sidecars: [{ name: 'proxy', image: OTHER_IMAGE, writablePaths: [{ path: '/tmp', name: 'mine' }] }] });
    expect(mainOf(template).volumeMounts).toEqual([{ name: 'workspace', mountPath: '/workspace' }, { name: 'scratch', mountPath: '/tmp' }]);
    expect(helperOf(template, 'proxy').volumeMounts).toEqual([{ name: 'mine', mountPath: '/tmp' }]);
  });

  test('open their ports to the router, init containers not', () => {
    const template = newTemplate({ initContainers: [{ name: 'setup', image: OTHER_IMAGE, ports: [{ port: 1111 }] }] });
    template.addSidecar({ name: 'proxy', image: OTHER_IMAGE, ports: [{ port: 9000 }] });
    expect(manifestOf(template).spec.networkPolicy.ingress[0].ports).toEqual([{ port: 8000, protocol: 'TCP' }, { port: 9000, protocol: 'TCP' }]);
  });

  test('are probed on the first port that takes TCP connections', () => {
    const ports = [{ port: 5353, protocol: Protocol.UDP }, { port: 8000 }];
    expect(mainOf(newTemplate({ port: undefined, ports })).readinessProbe.tcpSocket).toEqual({ port: 8000 });
    expect(mainOf(newTemplate({ port: undefined, ports, readinessProbe: Probe.httpGet('/') })).readinessProbe.httpGet.port).toBe(8000);
    expect(mainOf(newTemplate({ port: undefined, ports: ports.slice(0, 1) }))).not.toHaveProperty('readinessProbe');
    expect(mainOf(newTemplate({ port: undefined }))).not.toHaveProperty('readinessProbe');
  });

  test('fail where a late one does not fit', () => {
    const template = newTemplate();
    expect(failure(() => template.addSidecar({ name: 'main', image: OTHER_IMAGE }))).toContain('[team-a/python] sidecars[main].name: got "main"');
    expect(failure(() => template.addInitContainer({ name: 'setup', image: OTHER_IMAGE, ports: [{ port: 8000 }] }))).toContain('initContainers[setup].ports');
  });
});

describe('local disk', () => {
  const diskOf = (props: Partial<SandboxTemplateProps>) => {
    const { limits, requests } = mainOf(newTemplate(props)).resources;
    return [requests['ephemeral-storage'], limits['ephemeral-storage']];
  };

  test.each<[string, Partial<SandboxTemplateProps>, string]>([
    ['is the default where the emptyDirs fit', {}, '1Gi'],
    ['grows with them', { writablePaths: [{ path: '/cache', sizeLimit: Size.gibibytes(2) }] }, '2816Mi'],
    ['grows with those of sidecars', { sidecars: [{ name: 'proxy', image: OTHER_IMAGE, writablePaths: [{ path: '/cache', sizeLimit: Size.gibibytes(1) }] }] }, '2Gi'],
    ['is what was asked for', { resources: { ephemeralStorageLimit: Size.gibibytes(4) } }, '4Gi'],
  ])('%s', (_, props, amount) => {
    expect(diskOf(props)).toEqual([amount, amount]);
  });

  test('fails where what was asked for is less than a late sidecar\'s emptyDirs need', () => {
    const template = newTemplate({ resources: { ephemeralStorageLimit: Size.gibibytes(1) } });
    expect(failure(() => template.addSidecar({ name: 'proxy', image: OTHER_IMAGE, writablePaths: [{ path: '/cache', sizeLimit: Size.gibibytes(1) }] })))
      .toContain('resources.ephemeralStorageLimit: got "1Gi"; allowed: at least 2Gi');
  });
});

describe('the network', () => {
  test('of an unmanaged template is said elsewhere, its DNS here', () => {
    const template = newTemplate({ networkPolicyManagement: NetworkPolicyManagement.unmanaged(WAIVER), egress: [Egress.dns()] });
    expect(manifestOf(template).spec).not.toHaveProperty('networkPolicy');
    expect(podSpecOf(template).dnsPolicy).toBe('ClusterFirst');
  });

  test('agrees with the DNS', () => {
    const template = newTemplate({ egress: [Egress.dns(), Egress.pods({ app: 'mirror' }, 'mirrors', [NetworkPort.tcp(8080)])] });
    expect(manifestOf(template).spec.networkPolicy.egress).toHaveLength(2);
    expect(podSpecOf(template)).toMatchObject({ dnsPolicy: 'ClusterFirst' });
    expect(podSpecOf(template)).not.toHaveProperty('dnsConfig');
  });
});

describe('platforms', () => {
  test('GKE gets its node selector and toleration beside the user\'s', () => {
    const spec = podSpecOf(newTemplate({ nodeSelector: { pool: 'a' }, tolerations: [Toleration.exists('b')] }, { cluster: ClusterFacts.gke() }));
    expect(spec.nodeSelector).toEqual({ 'sandbox.gke.io/runtime': 'gvisor', 'pool': 'a' });
    expect(spec.tolerations).toEqual([
      { key: 'sandbox.gke.io/runtime', operator: 'Equal', value: 'gvisor', effect: 'NoSchedule' }, { key: 'b', operator: 'Exists' },
    ]);
  });

  test('OpenShift gets no ids, unless they are asked for', () => {
    const settings = { cluster: ClusterFacts.openshift() };
    expect(podSpecOf(newTemplate({}, settings)).securityContext).toEqual({
      runAsNonRoot: true, fsGroupChangePolicy: 'OnRootMismatch', seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(podSpecOf(newTemplate({ runAs: RunAs.user(12345) }, settings)).securityContext).toMatchObject({ runAsUser: 12345, fsGroup: 12345 });
  });
});

describe('the object', () => {
  test('is the default child, named Resource', () => {
    const template = newTemplate();
    expect(template.node.defaultChild).toBe(template.node.findChild('Resource'));
    expect(ApiObject.of(template)).toMatchObject({ kind: 'SandboxTemplate', apiVersion: 'extensions.agents.x-k8s.io/v1beta1' });
  });

  test('keeps what a JSON patch adds, fields that nobody knows too', () => {
    const template = newTemplate();
    ApiObject.of(template).addJsonPatch(
      JsonPatch.add('/spec/newField', { zero: 0, no: false, list: [], map: {} }),
      JsonPatch.add('/spec/podTemplate/spec/newField', 1),
      JsonPatch.remove('/spec/podTemplate/spec/enableServiceLinks'),
    );
    expect(manifestOf(template).spec.newField).toEqual({ zero: 0, no: false, list: [], map: {} });
    expect(podSpecOf(template)).toHaveProperty('newField', 1);
    expect(podSpecOf(template)).not.toHaveProperty('enableServiceLinks');
  });

  test('is what roles of cdk8s-plus can name', () => {
    const chart = teamChart();
    const template = new SandboxTemplate(chart, 'python', { image: IMAGE });
    const imported = SandboxTemplate.fromSandboxTemplateName(chart, 'other', 'r');
    const role = new kplus.Role(chart, 'reader');
    role.allowRead(template, imported);
    const clusterRole = new kplus.ClusterRole(chart, 'cluster-reader');
    clusterRole.allowRead(template);
    const rule = (name: string) => expect.objectContaining({
      apiGroups: ['extensions.agents.x-k8s.io'], resources: ['sandboxtemplates'], resourceNames: [name], verbs: ['get', 'list', 'watch'],
    });
    expect(manifestOf(role).rules).toEqual([rule('team-a-python'), rule('r')]);
    expect(manifestOf(clusterRole).rules).toEqual([expect.objectContaining({ apiGroups: ['extensions.agents.x-k8s.io'], resources: ['sandboxtemplates'] })]);
    expect(template.asNonApiResource()).toBeUndefined();
  });

  test('is known by its name where others made it', () => {
    const chart = teamChart();
    expect(SandboxTemplate.fromSandboxTemplateName(chart, 'python', 'py').name).toBe('py');
    expect(chart.toJson()).toEqual([]);
  });

  test('needs an image, by a property or a runtime', () => {
    expect(mainOf(newTemplate({ runtime: SandboxRuntime.custom({ image: OTHER_IMAGE }) })).image).toContain('/team/app@');
    expect(mainOf(newTemplate({ image: undefined, runtime: SandboxRuntime.custom({ image: OTHER_IMAGE }) })).image).toContain('/team/helper@');
  });
});

test('the same program makes the same bytes, in whatever order maps come', () => {
  const program = (reverse: boolean) => {
    const ordered = <T>(entries: [string, T][]) => Object.fromEntries(reverse ? [...entries].reverse() : entries);
    const app = new App();
    AgentSandbox.of(app).configure({ asOf: reverse ? '2026-12-01' : '2027-01-01' });
    const chart = new Chart(app, 'team-a', { namespace: 'team-a' });
    new SandboxTemplate(chart, 'python', {
      image: IMAGE,
      isolation: Isolation.sharedKernel(WAIVER),
      env: ordered([['B', EnvValue.literal('1')], ['A', EnvValue.literal('$(B)')]]),
      podLabels: ordered([['b', '1'], ['a', '2']]),
      nodeSelector: ordered([['b', '1'], ['a', '2']]),
      dnsConfig: { options: ordered([['b', '1'], ['a', '2']]) },
      podSpecPatch: ordered([['hostname', 'b'], ['subdomain', 'a']]),
    }).addWarmPool('pool');
    return app.synthYaml();
  };
  expect(program(false)).toBe(program(false));
  expect(program(true)).toBe(program(false));
});

test('variables stand in the order of their names, but after those that they refer to', () => {
  const env = { B: EnvValue.literal('1'), A: EnvValue.literal('$(Z)'), Z: EnvValue.literal('2'), a: EnvValue.literal('3') };
  expect(mainOf(newTemplate({ env })).env.map(({ name }: any) => name)).toEqual(['B', 'HOME', 'Z', 'A', 'a']);
});

test('fails for a derived name of another form with what to do about that, not about its length', () => {
  const message = failure(() => new SandboxTemplate(new Chart(new App(), 'Team A'), 'python', { image: IMAGE }));
  expect(message).toContain('fix: give "name" yourself, this one comes from the construct path');
  expect(message).not.toContain('shorten');
});

test('a sidecar that was refused leaves nothing behind', () => {
  const template = newTemplate();
  const before = podSpecOf(template);
  const volume = Volume.emptyDir('left', { sizeLimit: Size.mebibytes(1) });
  expect(failure(() => template.addSidecar({ name: 'main', image: IMAGE, mounts: [{ path: '/data', volume }] }))).toContain('sidecars[main].name');
  expect(podSpecOf(template)).toEqual(before);
});

test('a list of rules that is changed later changes nothing', () => {
  const egress = [Egress.dns()];
  const template = newTemplate({ egress });
  egress.push(Egress.https('10.20.0.0/16'));
  template.addSidecar({ name: 'proxy', image: IMAGE });
  expect(manifestOf(template).spec.networkPolicy.egress).toHaveLength(1);
});

test.each<[string, (elsewhere: Chart) => Partial<SandboxTemplateProps>, string]>([
  ['a ServiceAccount', (chart) => ({ serviceAccount: new kplus.ServiceAccount(chart, 'account') }), 'serviceAccount: got "the ServiceAccount'],
  ['a ConfigMap', (chart) => ({ env: { A: EnvValue.fromConfigMap(new kplus.ConfigMap(chart, 'settings'), 'a') } }), 'env[A]: got "the ConfigMap'],
])('fails for %s of another namespace, which the Pod would never find', (_, props, says) => {
  const app = new App();
  const elsewhere = new Chart(app, 'elsewhere', { namespace: 'team-b' });
  const chart = new Chart(app, 'team-a', { namespace: 'team-a' });
  const message = failure(() => new SandboxTemplate(chart, 'python', { image: IMAGE, ...props(elsewhere) }));
  expect(message).toContain(`[team-a/python] ${says}`);
  expect(message).toContain('in namespace team-b"; allowed: a');
});
