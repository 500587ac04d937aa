import { App, Chart } from 'cdk8s';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { as, attempt, CONTROLLER, enforce, failuresByManager, inTurns, startForAdmission } from './support/admission';
import { bigPod, bigTemplate } from './support/big';
import { apply, create, get, list, Manifest, merge, remove, waitFor } from './support/client';
import { ControlPlane } from './support/control-plane';
import { networkPolicyFor, podFor, sandboxFor, serviceFor } from './support/controller';
import { namespacesFor, surroundingsFor } from './support/product';
import { AdmissionGuardrails, AgentSandbox, Guardrails, SandboxTemplate } from '../../src';
import { JsonObject } from '../../src/private/json';
import { AS_OF, IMAGE, manifestOf, WAIVER } from '../support/app';
import { GOOD, patched } from '../support/rule-cases/support';
import { SAMPLES } from '../support/samples';

const KINDS_OF_OURS = ['SandboxTemplate', 'Sandbox', 'SandboxClaim', 'SandboxWarmPool'];

/** The samples that have no settings of their own in one app, beside templates with waivers, and the policies of it all. */
function everything() {
  const app = new App();
  AgentSandbox.of(app).configure({ asOf: AS_OF });
  const samples = SAMPLES.filter(({ name, settings }) => !settings && !['definitions', 'guardrails', 'admission'].includes(name));
  samples.forEach(({ name, build }) => build(new Chart(app, name, { namespace: name })));
  const team = new Chart(app, 'team-a', { namespace: 'team-a' });
  const template = (id: string, podSpecPatch: { [key: string]: unknown }) => (
    new SandboxTemplate(team, id, { name: id, image: IMAGE, port: 8000, sidecars: [{ name: 'broker', image: IMAGE }], podSpecPatch })
  );
  const whole = template('whole', { serviceAccountName: 'default' });
  Guardrails.of(whole).waive('SBX-TOK-003', WAIVER);
  const placed = template('placed', { containers: [{ name: 'main', securityContext: { allowPrivilegeEscalation: true } }] });
  Guardrails.of(placed).waive('SBX-PRV-002', { ...WAIVER, at: 'containers[name=main]' });
  new AdmissionGuardrails(new Chart(app, 'system'), 'admission', { administrators: ['platform-admins'] });
  return { app, whole: manifestOf(whole) as Manifest, placed: manifestOf(placed) as Manifest };
}

let cluster: ControlPlane;
let objects: Manifest[];
/** What a later step has to finish before it can be applied. */
let unfinished: Manifest[];
let templates: Manifest[];
const made = everything();
const { whole } = made;
const by = (user: string) => as(cluster, user);
const claimFor = ({ metadata: { namespace } }: Manifest, name = 'claim-1'): Manifest => (
  { apiVersion: 'extensions.agents.x-k8s.io/v1beta1', kind: 'SandboxClaim', metadata: { name, namespace, uid: 'c1a1' } } as never
);
const dry = (user: string, object: Manifest) => attempt(create(by(user), object, { dryRun: true }));
const inTeam = (object: JsonObject, name: string): Manifest => (
  { ...object, metadata: { ...object.metadata as object, name, namespace: 'team-a' } } as never
);

beforeAll(async () => {
  made.app.synthYaml();
  const all = made.app.charts.flatMap((chart) => chart.toJson());
  unfinished = all.filter(({ kind, metadata }) => kind === 'SandboxTemplate' && metadata.namespace === 'image-pinned-later');
  objects = all.filter((object) => !unfinished.includes(object));
  templates = objects.filter(({ kind }) => kind === 'SandboxTemplate');
  cluster = await startForAdmission();
  const others = objects.filter(({ metadata: { namespace } }) => namespace !== 'team-a');
  await namespacesFor(cluster, others);
  const pods = objects.filter(({ kind }) => kind === 'SandboxTemplate' || kind === 'Sandbox')
    .map((owner) => podFor(owner.kind === 'Sandbox' ? owner : sandboxFor(owner, 'any', claimFor(owner))));
  await surroundingsFor(cluster, [...pods, GOOD.pod as never]);
  const policies = objects.filter(({ kind }) => kind === 'ValidatingAdmissionPolicy');
  await enforce(cluster, policies.map((policy) => ({
    policy, bindings: objects.filter(({ kind, spec }) => kind === 'ValidatingAdmissionPolicyBinding' && spec.policyName === policy.metadata.name),
  })));
}, 300_000);
afterAll(() => cluster?.stop());

describe('of an app whose synth passes', () => {
  test('the cluster takes every object, from those who deploy it', async () => {
    const own = objects.filter(({ kind }) => [...KINDS_OF_OURS, 'NetworkPolicy', 'Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding'].includes(kind));
    const answers = await inTurns(own, 8, (object) => dry('platform', object));
    expect(answers.flatMap(({ refusal }, index) => (refusal ? [`${own[index].metadata.namespace} ${own[index].kind}: ${refusal.slice(0, 400)}`] : []))).toEqual([]);
    expect(own.length).toBeGreaterThan(150);
  });

  test('the controller makes of every template a NetworkPolicy, a Sandbox, its Service and its Pod, and of every Sandbox the same', async () => {
    const sandboxes = templates.map((template) => sandboxFor(template, 'claim-1', claimFor(template)));
    const owners = [...sandboxes, ...objects.filter(({ kind }) => kind === 'Sandbox')];
    const written = [...templates.map(networkPolicyFor), ...sandboxes, ...owners.map(serviceFor), ...owners.map(podFor)];
    const answers = await inTurns(written, 8, (object) => dry(CONTROLLER, object));
    expect(answers.flatMap(({ refusal }, index) => (refusal ? [`${written[index].metadata.namespace} ${written[index].kind}: ${refusal.slice(0, 400)}`] : []))).toEqual([]);
    expect(written.length).toBeGreaterThan(400);
  });
});

test('an image that a later step pins is refused until it has', async () => {
  const answers = await inTurns(unfinished, 1, (object) => dry('platform', object));
  expect(answers.map(({ refusal }) => /SBX-IMG-\d+/.exec(refusal ?? '')?.[0])).toEqual(['SBX-IMG-004']);
});

describe('an exception', () => {
  const sandbox = sandboxFor(whole, 'claim-1', claimFor(whole));
  const others: [string, Manifest][] = [
    ['the template under another name', inTeam(whole, 'other')],
    ['the template in another namespace', { ...whole, metadata: { ...whole.metadata, namespace: 'defaults' } }],
    ['a Sandbox that names the template', { ...sandbox, metadata: { ...sandbox.metadata, ownerReferences: undefined } }],
    ['a Pod with the template\'s label', podFor(sandbox)],
  ];

  test('lets the template in', async () => {
    expect((await dry('tenant', whole)).refusal).toBeUndefined();
  });

  test.each(others)('does not let %s in from anybody', async (_, object) => {
    for (const user of ['tenant', 'platform']) expect((await dry(user, object)).refusal).toContain('SBX-TOK-003');
  });

  test('lets in from the controller what it makes of the template, and nothing else', async () => {
    expect((await dry(CONTROLLER, sandbox)).refusal).toBeUndefined();
    expect((await dry(CONTROLLER, podFor(sandbox))).refusal).toBeUndefined();
    const unrelated = { ...sandbox, metadata: { ...sandbox.metadata, annotations: {} } };
    expect((await dry(CONTROLLER, unrelated)).refusal).toContain('SBX-TOK-003');
  });

  test('excuses its rules alone', async () => {
    const worse = patched(whole as never, { op: 'add', path: '/spec/podTemplate/spec/automountServiceAccountToken', value: true }) as never;
    expect((await dry('tenant', worse)).refusal).toContain('SBX-TOK-001');
  });

  test('excuses its place alone', async () => {
    const { placed } = made;
    expect((await dry('tenant', placed)).refusal).toBeUndefined();
    const path = '/spec/podTemplate/spec/initContainers/0/securityContext/allowPrivilegeEscalation';
    const worse = patched(placed as never, { op: 'add', path, value: true }) as never;
    expect((await dry('tenant', worse)).refusal).toMatch(/SBX-PRV-002 .*\[broker\]/);
    const pod = podFor(sandboxFor(placed, 'claim-1', claimFor(placed)));
    expect((await dry(CONTROLLER, pod)).refusal).toBeUndefined();
    expect((await dry('tenant', pod)).refusal).toContain('[main]');
  });

  test('lets whoever may suspend the Sandbox do that', async () => {
    const { metadata: { name, namespace, annotations }, spec, apiVersion, kind } = await create(by(CONTROLLER), inTeam({ ...sandbox, metadata: { ...sandbox.metadata, ownerReferences: undefined } }, 'suspended'));
    await merge(by('tenant'), { apiVersion, kind, metadata: { name, namespace }, spec: { operatingMode: 'Suspended' } });
    const elsewhere = { ...annotations, 'agents.x-k8s.io/sandbox-template-ref': 'other' };
    const changed = { apiVersion, kind, metadata: { name, namespace, annotations: elsewhere }, spec: { podTemplate: { ...spec.podTemplate, metadata: { labels: { a: 'b' } } } } };
    expect((await attempt(merge(by('tenant'), changed))).refusal).toContain('SBX-');
    await remove(by(CONTROLLER), { apiVersion, kind, metadata: { name, namespace } });
  });
});

describe('the controller', () => {
  const template = inTeam(GOOD.template, 'replayed');
  const of = (kind: string, apiVersion: string, name: string) => ({ apiVersion, kind, metadata: { name, namespace: 'team-a' } });
  const EXTENSIONS = 'extensions.agents.x-k8s.io/v1beta1';
  const CORE = 'agents.x-k8s.io/v1beta1';
  const gone = (ref: ReturnType<typeof of>) => waitFor(`the end of ${ref.kind} ${ref.metadata.name}`, async () => (await attempt(get(cluster.kubeConfig, ref))).status === 404);

  test('writes what it writes in the life of a pool and a claim, and what is left is collected', async () => {
    const controller = by(CONTROLLER);
    const stored = await create(by('platform'), template);
    await create(controller, networkPolicyFor(stored));
    await merge(controller, { ...of('NetworkPolicy', 'networking.k8s.io/v1', 'replayed-network-policy'), spec: { egress: [] } } as never);

    const pool = await create(by('platform'), inTeam({ ...GOOD.pool, spec: { ...GOOD.pool.spec as object, sandboxTemplateRef: { name: 'replayed' } } }, 'replayed'));
    const member = await create(controller, sandboxFor(stored, 'replayed-abcde', pool));
    await create(controller, serviceFor(member));
    const pod = await create(controller, podFor(member));
    await merge(controller, { ...of('SandboxWarmPool', EXTENSIONS, 'replayed'), status: { replicas: 1, readyReplicas: 1 } } as never, { subresource: 'status' });
    await merge(controller, { ...of('Sandbox', CORE, member.metadata.name), metadata: { ...of('', '', member.metadata.name).metadata, finalizers: ['agents.x-k8s.io/test'] } } as never);

    const claim = await create(by('tenant'), inTeam({ ...GOOD.claim, spec: { ...GOOD.claim.spec as object, warmPoolRef: { name: 'replayed' } } }, 'replayed'));
    // Adoption: another owner, other labels, the claim's metadata on the Pod, the claim's end.
    const { name, uid } = claim.metadata;
    const adopted = {
      ...of('Sandbox', CORE, member.metadata.name),
      metadata: {
        name: member.metadata.name,
        namespace: 'team-a',
        labels: { 'agents.x-k8s.io/warm-pool-sandbox': null, 'agents.x-k8s.io/claim-uid': uid },
        ownerReferences: [{ apiVersion: EXTENSIONS, kind: 'SandboxClaim', name, uid, controller: true, blockOwnerDeletion: true }],
      },
      spec: { shutdownTime: '2026-12-10T00:00:00Z', podTemplate: { metadata: { labels: { 'sandbox.users.io/user': 'u-1' } } } },
    };
    await merge(controller, adopted as never);
    await merge(controller, { ...of('Pod', 'v1', pod.metadata.name), metadata: { name: pod.metadata.name, namespace: 'team-a', labels: { 'sandbox.users.io/user': 'u-1' } } } as never);
    await merge(controller, { ...of('SandboxClaim', EXTENSIONS, name), metadata: { name, namespace: 'team-a', annotations: { 'agents.x-k8s.io/sandbox-name': member.metadata.name } } } as never);
    await merge(controller, { ...of('SandboxClaim', EXTENSIONS, name), status: { sandbox: { name: member.metadata.name } } } as never, { subresource: 'status' });
    await merge(controller, { ...of('Sandbox', CORE, member.metadata.name), status: { service: 'x' } } as never, { subresource: 'status' });
    await merge(controller, { ...of('Sandbox', CORE, member.metadata.name), spec: { operatingMode: 'Suspended' } } as never);

    // The claim ends: the Sandbox waits for its finalizer, then Pod and Service are collected; with the template goes its NetworkPolicy.
    await remove(by('tenant'), claim);
    await waitFor('the deletion of the Sandbox', async () => (await get(cluster.kubeConfig, member)).metadata.deletionTimestamp);
    await merge(controller, { ...of('Sandbox', CORE, member.metadata.name), metadata: { name: member.metadata.name, namespace: 'team-a', finalizers: null } } as never);
    await gone(of('Sandbox', CORE, member.metadata.name));
    await gone(of('Service', 'v1', member.metadata.name));
    await remove(by('platform'), pool);
    await remove(by('platform'), stored);
    await gone(of('NetworkPolicy', 'networking.k8s.io/v1', 'replayed-network-policy'));
    expect(await list(cluster.kubeConfig, of('Sandbox', CORE, ''))).toEqual([]);
  });
});

describe('judging costs less than the server grants', () => {
  const tooMuch = /cost limit|budget|exceeded/i;

  test.each<[string, Manifest]>([['a template', bigTemplate()], ['a Pod', bigPod()]])('for %s of 20 containers with 100 variables each', async (kind, object) => {
    const manager = `big-${kind.slice(2).toLowerCase()}`;
    const { refusal = '' } = await attempt(create(by('tenant'), object, { dryRun: true, fieldManager: manager }));
    const failures = (await failuresByManager(cluster, [manager])).get(manager)!;
    expect(failures.filter(({ message }) => tooMuch.test(message))).toEqual([]);
    expect(refusal).not.toMatch(tooMuch);
  });
});

test('what stands in no namespace with sandboxes is left alone', async () => {
  await apply(cluster.kubeConfig, { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'everything' }, rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }] });
  const aggregated = { aggregationRule: { clusterRoleSelectors: [{ matchLabels: { 'example.com/aggregate': 'true' } }] } };
  await apply(cluster.kubeConfig, {
    apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'aggregated', labels: { 'rbac.authorization.k8s.io/aggregate-to-view': 'true' } }, ...aggregated,
  });
});
