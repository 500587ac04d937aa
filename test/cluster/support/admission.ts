import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KubeConfig } from '@kubernetes/client-node';
import { ApiError, apply, create, createNamespace, Manifest, waitFor } from './client';
import { ControlPlane, ControlPlaneOptions, startControlPlane } from './control-plane';
import { install } from './definitions';
import { Release } from '../../../src';
import { BundledPolicy } from '../../../src/admission/bundle';
import { CONTROLLER } from '../../admission/support';

export { CONTROLLER, OPTIONS } from '../../admission/support';

/** Who asks. All may do everything as far as roles go, so that a refusal is always a policy's. */
export const USERS = [
  { name: CONTROLLER, groups: ['system:masters', 'system:serviceaccounts'] },
  { name: 'tenant', groups: ['system:masters', 'tenants'] },
  { name: 'platform', groups: ['system:masters', 'platform-admins'] },
  { name: 'operator', groups: ['system:masters', 'on-call'] },
];

/** The bodies of requests and answers are not needed: with them a log of thousands of requests is read for a minute. */
const AUDIT_POLICY = { apiVersion: 'audit.k8s.io/v1', kind: 'Policy', omitStages: ['RequestReceived'], rules: [{ level: 'Metadata' }] };

/** A control plane with the definitions, the namespace `team-a` and the users. */
export async function startForAdmission(options: ControlPlaneOptions = {}): Promise<ControlPlane> {
  const file = join(tmpdir(), `audit-policy-${process.pid}.json`);
  writeFileSync(file, JSON.stringify(AUDIT_POLICY));
  const cluster = await startControlPlane({ audit: true, users: USERS, flags: { 'kube-apiserver': ['--audit-policy-file', file] }, ...options });
  await install(cluster, Release.V1_0_12);
  await createNamespace(cluster.kubeConfig, 'team-a');
  return cluster;
}

let canaries = 0;

/** Puts policies into the cluster and waits until the server judges by all of them. */
export async function enforce(cluster: ControlPlane, policies: readonly Pick<BundledPolicy, 'policy' | 'bindings'>[]): Promise<void> {
  const put = (objects: readonly object[]): Promise<unknown> => (
    inTurns(objects, 4, (object) => patiently(() => apply(cluster.kubeConfig, object as Manifest)))
  );
  await put(policies.map(({ policy }) => policy));
  await put(policies.flatMap(({ bindings }) => bindings));
  // What comes last is seen last: once this one refuses, the others are at work.
  const name = `zz-canary-${canaries += 1}`;
  await put([
    {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicy',
      metadata: { name },
      spec: {
        matchConstraints: { resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['configmaps'] }] },
        validations: [{ expression: `object.metadata.name != '${name}'`, message: 'canary' }],
      },
    },
    {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata: { name },
      spec: { policyName: name, validationActions: ['Deny'] },
    },
  ]);
  const canary = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'default' } };
  await waitFor('the policies', async () => (await attempt(create(cluster.kubeConfig, canary, { dryRun: true }))).refusal?.includes('canary'));
}

/** Again where the server had no time: it compiles every expression of a policy that it is given. */
async function patiently<T>(act: () => Promise<T>): Promise<T> {
  for (let attempts = 1; ; attempts += 1) {
    try {
      return await act();
    } catch (error) {
      if (attempts === 5 || !(error instanceof ApiError && [429, 503, 504].includes(error.status))) throw error;
    }
  }
}

/** What came of a request. */
export interface Outcome {
  /** The object as the server has it. */
  readonly object?: Manifest;
  /** Why it was refused. */
  readonly refusal?: string;
  readonly status?: number;
}

/** A refusal as a value. */
export async function attempt(request: Promise<Manifest>): Promise<Outcome> {
  try {
    return { object: await request };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { refusal: error.message, status: error.status };
  }
}

/** Does something with each item, so many at a time. */
export async function inTurns<T, R>(items: readonly T[], width: number, act: (item: T, index: number) => Promise<R>): Promise<R[]> {
  const results: R[] = new Array(items.length);
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const index = next++;
      results[index] = await act(items[index], index);
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}

/** A validation that did not hold, as the audit log has it. */
export interface Failure {
  readonly policy: string;
  readonly binding: string;
  readonly expressionIndex: number;
  readonly message: string;
  readonly validationActions: readonly string[];
}

const ANNOTATION = 'validation.policy.admission.k8s.io/validation_failure';

/** The failures of requests, by the field manager that each of them had. All have to have been answered. */
export async function failuresByManager(cluster: ControlPlane, managers: readonly string[]): Promise<Map<string, readonly Failure[]>> {
  const wanted = new Set(managers);
  return waitFor('the audit log', () => {
    const found = new Map<string, readonly Failure[]>();
    for (const line of readFileSync(cluster.auditLog!, 'utf8').split('\n')) {
      const manager = /[?&]fieldManager=([\w-]+)/.exec(line)?.[1];
      if (manager === undefined || !wanted.has(manager)) continue;
      found.set(manager, JSON.parse(JSON.parse(line).annotations?.[ANNOTATION] ?? '[]'));
    }
    return found.size === wanted.size ? found : undefined;
  });
}

/** A client for one of the users. */
export const as = (cluster: ControlPlane, user: string): KubeConfig => cluster.kubeConfigFor(user);
