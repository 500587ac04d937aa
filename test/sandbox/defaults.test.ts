import { Chart } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { AgentSandboxProps, ClusterFacts } from '../../src';
import { manifestOf, newSandbox, newTemplate, onlyOf } from '../support/app';
import { CATALOGUE } from '../support/catalogue';
import { Demand, weakened } from '../support/demand';
import { POD_SECURITY } from '../support/pod-security';
import { UPSTREAM_POLICY } from '../support/upstream-policy';

const GKE: AgentSandboxProps = { cluster: ClusterFacts.gke() };

const template = newTemplate();
const manifest = manifestOf(template);
const { spec } = manifest;
const pod = spec.podTemplate.spec;
const [main] = pod.containers;

test('a template with an image and a port, whole', () => {
  expect(manifest).toMatchSnapshot();
});

test('beside a template stands a ServiceAccount without token, and nothing else', () => {
  expect(Chart.of(template).toJson().map(({ kind }) => kind)).toEqual(['SandboxTemplate', 'ServiceAccount']);
  expect(onlyOf(template, 'ServiceAccount')).toMatchObject({ metadata: { name: 'team-a-python-template' }, automountServiceAccountToken: false });
});

describe('every template says', () => {
  test('that gVisor isolates it', () => expect(pod.runtimeClassName).toBe('gvisor'));
  test('that no user namespace is asked for, which gVisor does not have', () => expect(pod).not.toHaveProperty('hostUsers'));
  test('user and groups', () => {
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 65532, runAsGroup: 65532, fsGroup: 65532, fsGroupChangePolicy: 'OnRootMismatch' });
  });
  test('its seccomp profile', () => expect(pod.securityContext.seccompProfile).toEqual({ type: 'RuntimeDefault' }));
  test('that it gets no token and no variables about Services', () => {
    expect(pod).toMatchObject({ automountServiceAccountToken: false, enableServiceLinks: false, serviceAccountName: 'team-a-python-template' });
  });
  test('how it ends', () => expect(pod).toMatchObject({ restartPolicy: 'Never', terminationGracePeriodSeconds: 30 }));
  test('that it has no DNS', () => expect(pod).toMatchObject({ dnsPolicy: 'None', dnsConfig: { nameservers: ['127.0.0.1'] } }));
  test('that its Pods are spread over hosts', () => {
    expect(pod.topologySpreadConstraints).toMatchObject([{ maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway' }]);
  });

  test('what its container may do', () => {
    expect(main.securityContext).toEqual({
      privileged: false, allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true,
    });
  });
  test('requests and limits', () => {
    expect(main.resources).toEqual({
      requests: { 'cpu': '250m', 'memory': '512Mi', 'ephemeral-storage': '1Gi' },
      limits: { 'cpu': '1', 'memory': '512Mi', 'ephemeral-storage': '1Gi' },
    });
  });
  test('where it can write, and how much', () => {
    expect(pod.volumes).toEqual([{ name: 'tmp', emptyDir: { sizeLimit: '256Mi' } }, { name: 'workspace', emptyDir: { sizeLimit: '512Mi' } }]);
    expect(main.volumeMounts).toEqual([{ name: 'tmp', mountPath: '/tmp' }, { name: 'workspace', mountPath: '/workspace' }]);
    expect(main.env).toEqual([{ name: 'HOME', value: '/workspace' }]);
  });
  test('when it is ready, with a minute of patience', () => {
    const { tcpSocket, periodSeconds, timeoutSeconds, failureThreshold } = main.readinessProbe;
    expect(tcpSocket).toEqual({ port: 8000 });
    expect(timeoutSeconds).toBeLessThan(periodSeconds);
    expect(failureThreshold * periodSeconds).toBeGreaterThanOrEqual(60);
  });
  test('that an image by digest need not be pulled again', () => expect(main.imagePullPolicy).toBe('IfNotPresent'));

  test('what claims may change: nothing', () => {
    expect(spec).toMatchObject({ envVarsInjectionPolicy: 'Disallowed', volumeClaimTemplatesPolicy: 'Disallowed' });
  });
  test('that the router alone connects to it, and that it connects to nothing', () => {
    expect(spec.networkPolicyManagement).toBe('Managed');
    expect(spec.networkPolicy).toEqual({
      ingress: [{
        from: [{
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'agent-sandbox-system' } },
          podSelector: { matchLabels: { app: 'sandbox-router' } },
        }],
        ports: [{ port: 8000, protocol: 'TCP' }],
      }],
      egress: [],
    });
  });
  test('that each sandbox gets a Service', () => expect(spec.service).toBe(true));
  test('whose it is', () => {
    expect(manifest.metadata.labels).toEqual({
      'app.kubernetes.io/managed-by': 'cdk8s-agent-sandbox',
      'app.kubernetes.io/part-of': 'agent-sandbox',
      'app.kubernetes.io/component': 'sandbox-template',
    });
    expect(manifest.metadata).not.toHaveProperty('annotations');
  });
});

test('a pool that says nothing has one member and replaces stale ones', () => {
  expect(manifestOf(newTemplate().addWarmPool('pool')).spec).toEqual({
    sandboxTemplateRef: { name: 'team-a-python' }, replicas: 1, updateStrategy: { type: 'Recreate' },
  });
});

/** Shows that each demand holds for an object, and that it can fail. */
function demands(list: readonly Demand[], object: object): void {
  test.each(list)('$id: $says', ({ holds, weaken }) => {
    expect(holds(structuredClone(object))).toBe(true);
    expect(weaken.map((change) => holds(weakened(object, change)))).toEqual(weaken.map(() => false));
    expect(weaken.length).toBeGreaterThan(0);
  });
}

describe('upstream\'s policy', () => {
  const onGke = manifestOf(newTemplate({}, GKE)).spec.podTemplate.spec;

  test('has 16 rules', () => expect(UPSTREAM_POLICY.map(({ id }) => Number(id))).toEqual(Array.from({ length: 16 }, (_, index) => index + 1)));
  describe('on GKE', () => demands(UPSTREAM_POLICY, onGke));
  describe('elsewhere', () => demands(UPSTREAM_POLICY.slice(0, 14), pod));
  test.each(UPSTREAM_POLICY.slice(0, 14))('$id holds for a Sandbox too', ({ holds }) => {
    expect(holds(manifestOf(newSandbox()).spec.podTemplate.spec)).toBe(true);
  });
});

describe('Pod Security restricted, v1.37', () => {
  demands(POD_SECURITY, template.toPodProjection());
  test.each(POD_SECURITY)('$id holds for a Sandbox too', ({ holds }) => expect(holds(newSandbox().toPodProjection())).toBe(true));
});

describe('the catalogue of guardrails', () => {
  test('has each row once', () => expect(new Set(CATALOGUE.map(({ id }) => id)).size).toBe(CATALOGUE.length));
  describe('everywhere', () => demands(CATALOGUE.filter(({ platform }) => platform === undefined), manifest));
  describe('on GKE', () => demands(CATALOGUE, manifestOf(newTemplate({}, GKE))));
});
