import { ApiObject, JsonPatch, Size } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { misfits, podSchema } from './value-support';
import { Egress, NetworkPolicyManagement, SandboxTemplateProps, Volume, Workspace } from '../../src';
import { mainOf, newSandbox, newTemplate, podSpecOf, WAIVER } from '../support/app';

const CONTROLLER_DNS = { dnsPolicy: 'None', dnsConfig: { nameservers: ['8.8.8.8', '1.1.1.1'] } };

/** The Pod of a template after patches of its manifest. */
function patched(props: Partial<SandboxTemplateProps>, ...removed: string[]): any {
  const template = newTemplate(props);
  ApiObject.of(template).addJsonPatch(...removed.map((path) => JsonPatch.remove(path)));
  return template.toPodProjection().spec;
}

describe('the Pod of a template', () => {
  test('is its Pod spec, with the controller\'s labels', () => {
    const template = newTemplate({ name: 'python-secure', podLabels: { team: 'a' }, podAnnotations: { note: 'x' } });
    const pod = template.toPodProjection();
    expect(pod).toMatchObject({ apiVersion: 'v1', kind: 'Pod' });
    expect(pod.metadata).toEqual({
      name: 'python-secure-projection',
      namespace: 'team-a',
      labels: {
        'app.kubernetes.io/managed-by': 'cdk8s-agent-sandbox',
        'app.kubernetes.io/part-of': 'agent-sandbox',
        'app.kubernetes.io/component': 'sandbox',
        'team': 'a',
        'agents.x-k8s.io/sandbox-name-hash': expect.stringMatching(/^[0-9a-f]{8}$/),
        // What the controller's FNV-1a-32 makes of the template's name.
        'agents.x-k8s.io/sandbox-template-ref-hash': 'fe791293',
      },
      annotations: { note: 'x' },
    });
    expect(pod.spec).toEqual(podSpecOf(template));
  });

  test('is a valid PodSpec', () => {
    const pod = newTemplate({ workspace: Workspace.persistent({ size: Size.gibibytes(1) }) }).toPodProjection();
    expect(pod.spec.volumes.flatMap((volume: object) => misfits(podSchema('volumes[]'), volume))).toEqual([]);
  });

  test('is counted by its own spread', () => {
    const pod = newTemplate().toPodProjection();
    expect(pod.metadata.labels).toMatchObject(pod.spec.topologySpreadConstraints[0].labelSelector.matchLabels);
  });

  test('has claims in the place of claim templates, of the user\'s and of the workspace', () => {
    const template = newTemplate({
      workspace: Workspace.persistent({ size: Size.gibibytes(1) }),
      volumeClaimTemplates: [{ name: 'data', size: Size.gibibytes(1) }],
      mounts: [{ path: '/data', volume: Volume.claimTemplate('data') }],
    });
    expect(podSpecOf(template).volumes).toEqual([{ name: 'tmp', emptyDir: { sizeLimit: '256Mi' } }]);
    expect(template.toPodProjection().spec.volumes).toEqual([
      { name: 'tmp', emptyDir: { sizeLimit: '256Mi' } },
      { name: 'workspace', persistentVolumeClaim: { claimName: 'workspace-team-a-python-projection' } },
      { name: 'data', persistentVolumeClaim: { claimName: 'data-team-a-python-projection' } },
    ]);
    expect(mainOf(template).volumeMounts.map(({ name }: any) => name)).toEqual(['tmp', 'workspace', 'data']);
  });

  test('has the claim where a volume bears its name', () => {
    const template = newTemplate({ volumeClaimTemplates: [{ name: 'data', size: Size.gibibytes(1) }], podSpecPatch: { volumes: [{ name: 'data', emptyDir: {} }] } });
    expect(template.toPodProjection().spec.volumes.filter(({ name }: any) => name === 'data')).toEqual([
      { name: 'data', persistentVolumeClaim: { claimName: 'data-team-a-python-projection' } },
    ]);
  });

  test('has no list of volumes where there are none', () => {
    const pod = patched({ workspace: Workspace.none() }, '/spec/podTemplate/spec/volumes');
    expect(pod).not.toHaveProperty('volumes');
  });

  test('gets no token where nothing is said', () => {
    expect(patched({}, '/spec/podTemplate/spec/automountServiceAccountToken').automountServiceAccountToken).toBe(false);
    const template = newTemplate({ podSpecPatch: { automountServiceAccountToken: true } });
    expect(template.toPodProjection().spec.automountServiceAccountToken).toBe(true);
  });
});

describe('the controller\'s name servers', () => {
  const POLICY = '/spec/networkPolicy';
  const DNS = '/spec/podTemplate/spec/dnsPolicy';

  test('come where neither rules nor a DNS policy are said, in the place of any that are', () => {
    expect(patched({}, POLICY, DNS)).toMatchObject(CONTROLLER_DNS);
    expect(patched({ dnsConfig: { searches: ['example.com'] } }, POLICY, DNS).dnsConfig).toEqual(CONTROLLER_DNS.dnsConfig);
    expect(patched({}, POLICY, DNS, '/spec/podTemplate/spec/dnsConfig')).toMatchObject(CONTROLLER_DNS);
    expect(patched({}, POLICY, DNS, '/spec/networkPolicyManagement')).toMatchObject(CONTROLLER_DNS);
  });

  test('do not come beside rules, a DNS policy or without management', () => {
    expect(patched({}, DNS).dnsConfig.nameservers).toEqual(['127.0.0.1']);
    expect(patched({}, POLICY).dnsConfig.nameservers).toEqual(['127.0.0.1']);
    expect(patched({ networkPolicyManagement: NetworkPolicyManagement.unmanaged(WAIVER), egress: [Egress.dns()] }, DNS)).not.toHaveProperty('dnsConfig');
  });
});

describe('the Pod of a Sandbox', () => {
  test('has its name and one label of the controller', () => {
    const { metadata } = newSandbox({ name: 'py-15zx' }).toPodProjection();
    expect(metadata.name).toBe('py-15zx');
    expect(Object.entries(metadata.labels).filter(([key]) => key.startsWith('agents.x-k8s.io/'))).toEqual([['agents.x-k8s.io/sandbox-name-hash', '94f49f19']]);
  });

  test('gets no default of the controller', () => {
    const sandbox = newSandbox();
    ApiObject.of(sandbox).addJsonPatch(
      JsonPatch.remove('/spec/podTemplate/spec/automountServiceAccountToken'), JsonPatch.remove('/spec/podTemplate/spec/dnsPolicy'),
    );
    const { spec } = sandbox.toPodProjection();
    expect(spec).not.toHaveProperty('automountServiceAccountToken');
    expect(spec).not.toHaveProperty('dnsPolicy');
  });

  test('has claims named after it', () => {
    const sandbox = newSandbox({ name: 'agent', workspace: Workspace.persistent({ size: Size.gibibytes(1) }) });
    expect(sandbox.toPodProjection().spec.volumes).toContainEqual({ name: 'workspace', persistentVolumeClaim: { claimName: 'workspace-agent' } });
  });
});
