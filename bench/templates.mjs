// Templates, each with a main container, a sidecar, a ServiceAccount and a pool, in one chart:
// `node bench/templates.mjs ours 1000` by the constructs of this library, `… plain 1000` as the same objects, written out as plain ApiObjects.
import { createRequire } from 'node:module';
import { ApiObject, Duration } from 'cdk8s';
import { synth } from './synth.mjs';

const [variant, count] = process.argv.slice(2);
const digest = '0123456789abcdef'.repeat(4);
const main = `registry.example.com/team/interpreter:3.12@sha256:${digest}`;
const helper = `registry.example.com/team/credentials:1.4@sha256:${digest}`;

synth(variant === 'ours' ? ours(createRequire(import.meta.url)('..')) : plain);

function ours({ Cpu, Egress, EnvValue, NetworkPort, Probe, SandboxImage, SandboxTemplate }) {
  return (chart) => {
    for (let index = 0; index < count; index += 1) {
      const template = new SandboxTemplate(chart, `template-${index}`, {
        name: `interpreter-${index}`,
        image: SandboxImage.fromDigest(main),
        port: 8888,
        env: { LANG: EnvValue.literal('C.UTF-8'), TEAM: EnvValue.literal(`team-${index}`) },
        egress: [Egress.dns(), Egress.pods({ app: 'package-mirror' }, 'mirrors', [NetworkPort.tcp(8080)])],
        sidecars: [{
          name: 'credentials',
          image: SandboxImage.fromDigest(helper),
          ports: [{ port: 9000, name: 'credentials' }],
          resources: { cpuRequest: Cpu.millis(50), cpuLimit: Cpu.millis(200) },
          readinessProbe: Probe.httpGet('/ready', { period: Duration.seconds(5) }),
        }],
      });
      template.addWarmPool('pool', { name: `pool-${index}`, size: 3 });
    }
  };
}

function plain(chart) {
  for (let index = 0; index < count; index += 1) {
    new ApiObject(chart, `template-${index}`, {
      apiVersion: 'extensions.agents.x-k8s.io/v1beta1',
      kind: 'SandboxTemplate',
      metadata: { name: `interpreter-${index}`, labels: labels('sandbox-template') },
      spec: {
        envVarsInjectionPolicy: 'Disallowed',
        networkPolicyManagement: 'Managed',
        networkPolicy: {
          ingress: [{
            from: [{
              namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'agent-sandbox-system' } },
              podSelector: { matchLabels: { app: 'sandbox-router' } },
            }],
            ports: [{ port: 8888, protocol: 'TCP' }, { port: 9000, protocol: 'TCP' }],
          }],
          egress: [
            {
              ports: [{ port: 53, protocol: 'UDP' }, { port: 53, protocol: 'TCP' }],
              to: [{
                namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
                podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
              }],
            },
            {
              ports: [{ port: 8080, protocol: 'TCP' }],
              to: [{
                namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'mirrors' } },
                podSelector: { matchLabels: { app: 'package-mirror' } },
              }],
            },
          ],
        },
        podTemplate: {
          metadata: { labels: labels('sandbox') },
          spec: podSpec(index),
        },
        service: true,
        volumeClaimTemplatesPolicy: 'Disallowed',
      },
    });
    new ApiObject(chart, `account-${index}`, {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: `interpreter-${index}-template`, labels: labels('sandbox-template') },
      automountServiceAccountToken: false,
    });
    new ApiObject(chart, `pool-${index}`, {
      apiVersion: 'extensions.agents.x-k8s.io/v1beta1',
      kind: 'SandboxWarmPool',
      metadata: { name: `pool-${index}`, labels: labels('sandbox-warm-pool') },
      spec: { replicas: 3, sandboxTemplateRef: { name: `interpreter-${index}` }, updateStrategy: { type: 'Recreate' } },
    });
  }
}

function labels(component) {
  return {
    'app.kubernetes.io/component': component,
    'app.kubernetes.io/managed-by': 'cdk8s-agent-sandbox',
    'app.kubernetes.io/part-of': 'agent-sandbox',
  };
}

function podSpec(index) {
  return {
    containers: [{
      name: 'main',
      image: main,
      imagePullPolicy: 'IfNotPresent',
      env: [{ name: 'HOME', value: '/workspace' }, { name: 'LANG', value: 'C.UTF-8' }, { name: 'TEAM', value: `team-${index}` }],
      ports: [{ containerPort: 8888, protocol: 'TCP' }],
      readinessProbe: { tcpSocket: { port: 8888 }, periodSeconds: 10, timeoutSeconds: 1, failureThreshold: 6, successThreshold: 1 },
      resources: resources('250m', '1'),
      securityContext: containerSecurity(),
      volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }, { name: 'workspace', mountPath: '/workspace' }],
    }],
    initContainers: [{
      name: 'credentials',
      image: helper,
      imagePullPolicy: 'IfNotPresent',
      restartPolicy: 'Always',
      ports: [{ name: 'credentials', containerPort: 9000, protocol: 'TCP' }],
      readinessProbe: {
        httpGet: { path: '/ready', port: 9000, scheme: 'HTTP' },
        periodSeconds: 5,
        timeoutSeconds: 1,
        failureThreshold: 12,
        successThreshold: 1,
      },
      resources: resources('50m', '200m'),
      securityContext: containerSecurity(),
      volumeMounts: [{ name: 'credentials-tmp', mountPath: '/tmp' }],
    }],
    volumes: [
      { name: 'tmp', emptyDir: { sizeLimit: '256Mi' } },
      { name: 'workspace', emptyDir: { sizeLimit: '512Mi' } },
      { name: 'credentials-tmp', emptyDir: { sizeLimit: '256Mi' } },
    ],
    automountServiceAccountToken: false,
    dnsPolicy: 'ClusterFirst',
    enableServiceLinks: false,
    restartPolicy: 'Never',
    runtimeClassName: 'gvisor',
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 65532,
      runAsGroup: 65532,
      fsGroup: 65532,
      fsGroupChangePolicy: 'OnRootMismatch',
      seccompProfile: { type: 'RuntimeDefault' },
    },
    serviceAccountName: `interpreter-${index}-template`,
    terminationGracePeriodSeconds: 30,
    topologySpreadConstraints: [{
      labelSelector: { matchLabels: { 'agents.x-k8s.io/sandbox-template-ref-hash': fnv1a32(`interpreter-${index}`) } },
      maxSkew: 1,
      topologyKey: 'kubernetes.io/hostname',
      whenUnsatisfiable: 'ScheduleAnyway',
    }],
  };
}

function resources(request, limit) {
  const rest = { 'memory': '512Mi', 'ephemeral-storage': '1Gi' };
  return { requests: { cpu: request, ...rest }, limits: { cpu: limit, ...rest } };
}

function containerSecurity() {
  return { privileged: false, allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true };
}

/** The hash by which the controller labels the Pods of a template. */
function fnv1a32(text) {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
