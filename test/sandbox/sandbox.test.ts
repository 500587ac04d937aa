import { ApiObject, Chart, JsonPatch, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { describe, expect, test } from 'vitest';
import { misfits, schemaOf } from './value-support';
import { Egress, Ingress, NetworkPort, OperatingMode, Sandbox, SandboxShutdownPolicy, TopologySpread, Volume, Workspace } from '../../src';
import { fnv1a32 } from '../../src/private/fnv';
import { IMAGE, manifestOf, newSandbox, newTemplate, onlyOf, OTHER_IMAGE, podSpecOf, teamChart } from '../support/app';

test('a Sandbox says all that it is, and ends without leaving anything', () => {
  const manifest = manifestOf(newSandbox());
  const { podTemplate, ...rest } = manifest.spec;
  expect(rest).toEqual({ operatingMode: 'Running', shutdownPolicy: 'Delete', service: true });
  expect(manifest).toMatchObject({ apiVersion: 'agents.x-k8s.io/v1beta1', kind: 'Sandbox', metadata: { name: 'team-a-agent', namespace: 'team-a' } });
  expect(misfits(schemaOf('Sandbox', 'podTemplate'), podTemplate)).toEqual([]);
});

test('the Pod is that of a template, but for names, spread and whose account it has', () => {
  const { topologySpreadConstraints, serviceAccountName, ...ofTemplate } = podSpecOf(newTemplate());
  expect(podSpecOf(newSandbox())).toEqual({ ...ofTemplate, serviceAccountName: 'team-a-agent-sandbox' });
  expect([serviceAccountName, topologySpreadConstraints.length]).toEqual(['team-a-python-template', 1]);
});

test.each([
  ['operatingMode', { operatingMode: OperatingMode.SUSPENDED }, 'Suspended'],
  ['shutdownTime', { shutdownTime: '2027-06-30T00:00:00+02:00' }, '2027-06-30T00:00:00+02:00'],
  ['shutdownPolicy', { shutdownPolicy: SandboxShutdownPolicy.RETAIN }, 'Retain'],
  ['service', { service: false }, false],
] as const)('%s', (property, props, value) => {
  expect(manifestOf(newSandbox(props)).spec).toHaveProperty(property, value);
});

describe('beside a Sandbox', () => {
  test('stands a ServiceAccount without token, and a NetworkPolicy', () => {
    expect(Chart.of(newSandbox()).toJson().map(({ kind, metadata }) => [kind, metadata.name])).toEqual([
      ['Sandbox', 'team-a-agent'], ['ServiceAccount', 'team-a-agent-sandbox'], ['NetworkPolicy', 'team-a-agent-sandbox'],
    ]);
    expect(onlyOf(newSandbox(), 'ServiceAccount').automountServiceAccountToken).toBe(false);
  });

  test('the NetworkPolicy selects its Pod alone, and is closed but for the router', () => {
    const { apiVersion, metadata, spec } = onlyOf(newSandbox(), 'NetworkPolicy');
    expect([apiVersion, metadata.namespace]).toEqual(['networking.k8s.io/v1', 'team-a']);
    expect(spec).toEqual({
      podSelector: { matchLabels: { 'agents.x-k8s.io/sandbox-name-hash': fnv1a32('team-a-agent') } },
      policyTypes: ['Ingress', 'Egress'],
      ingress: manifestOf(newTemplate()).spec.networkPolicy.ingress,
    });
  });

  test('the NetworkPolicy has no empty list: the server would drop it, and see a change in each apply', () => {
    const { spec } = onlyOf(newSandbox({ ingress: [Ingress.none()], egress: [Egress.none()] }), 'NetworkPolicy');
    expect(spec).toEqual({ podSelector: spec.podSelector, policyTypes: ['Ingress', 'Egress'] });
  });

  test('the NetworkPolicy selects the Pod that the controller makes', () => {
    const sandbox = newSandbox();
    expect(sandbox.toPodProjection().metadata.labels).toMatchObject(onlyOf(sandbox, 'NetworkPolicy').spec.podSelector.matchLabels);
  });

  test('the NetworkPolicy has the rules of egress, ingress and late sidecars', () => {
    const sandbox = newSandbox({ egress: [Egress.dns(), Egress.https('10.20.0.0/16')], ingress: [Ingress.pods({ app: 'web' }, 'web', [NetworkPort.tcp(1)]), Ingress.router()] });
    sandbox.addSidecar({ name: 'proxy', image: OTHER_IMAGE, ports: [{ port: 9000 }] });
    sandbox.addInitContainer({ name: 'setup', image: OTHER_IMAGE });
    const { ingress, egress } = onlyOf(sandbox, 'NetworkPolicy').spec;
    expect(egress).toHaveLength(2);
    expect(ingress.map(({ ports }: any) => ports.map(({ port }: any) => port))).toEqual([[1], [8000, 9000]]);
  });

  test('the given ServiceAccount stands, not another', () => {
    const account = kplus.ServiceAccount.fromServiceAccountName(teamChart(), 'account', 'agents');
    const sandbox = newSandbox({ serviceAccount: account });
    expect([sandbox.serviceAccountName, Chart.of(sandbox).toJson().length]).toEqual(['agents', 2]);
  });
});

test('a workspace that persists is a claim template', () => {
  const sandbox = newSandbox({ workspace: Workspace.persistent({ size: Size.gibibytes(10), storageClassName: 'standard' }) });
  expect(manifestOf(sandbox).spec.volumeClaimTemplates).toEqual([{
    metadata: { name: 'workspace' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } }, storageClassName: 'standard' },
  }]);
});

test('an existing claim may be mounted, since one Sandbox shares it with nobody', () => {
  const sandbox = newSandbox({ mounts: [{ path: '/data', volume: Volume.persistentVolumeClaim('data', 'mine') }] });
  expect(podSpecOf(sandbox).volumes).toContainEqual({ name: 'data', persistentVolumeClaim: { claimName: 'mine' } });
});

test('a spread that is asked for counts the Sandbox\'s own Pods', () => {
  const [{ labelSelector }] = podSpecOf(newSandbox({ topologySpread: [TopologySpread.zones()] })).topologySpreadConstraints;
  expect(labelSelector).toEqual({ matchLabels: { 'agents.x-k8s.io/sandbox-name-hash': fnv1a32('team-a-agent') } });
});

test('a name may have 63 characters', () => {
  expect(newSandbox({ name: 's'.repeat(63) }).name).toHaveLength(63);
});

test('a template and a Sandbox of one name stand side by side', () => {
  const chart = teamChart();
  const sandbox = new Sandbox(chart, 'sandbox', { name: 'agent', image: IMAGE });
  const template = newTemplate({ name: 'agent' });
  expect(sandbox.serviceAccountName).not.toBe(template.serviceAccountName);
});

test('roles can name it, and others\' are known by their names', () => {
  const chart = teamChart();
  const role = new kplus.Role(chart, 'reader');
  role.allowRead(new Sandbox(chart, 'agent', { image: IMAGE }), Sandbox.fromSandboxName(chart, 'other', 'theirs'));
  expect(manifestOf(role).rules.map(({ apiGroups, resources, resourceNames }: any) => [...apiGroups, ...resources, ...resourceNames])).toEqual([
    ['agents.x-k8s.io', 'sandboxes', 'team-a-agent'], ['agents.x-k8s.io', 'sandboxes', 'theirs'],
  ]);
});

test('JSON patches of unknown fields survive', () => {
  const sandbox = newSandbox();
  ApiObject.of(sandbox).addJsonPatch(JsonPatch.add('/spec/newField', 0));
  expect(manifestOf(sandbox).spec.newField).toBe(0);
});
