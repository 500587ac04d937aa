import { setTimeout as sleep } from 'node:timers/promises';
import { KubeConfig } from '@kubernetes/client-node';
import { ApiError, request } from './http';

export { ApiError, request } from './http';

/** Names the objects of one kind, or one object. */
export interface ObjectRef {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: { readonly name?: string; readonly namespace?: string };
}

/** An object as it is sent to and comes from the server. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; [field: string]: any };
  [field: string]: any;
}

/** How to write. */
export interface WriteOptions {
  /** Let the server check everything, but store nothing. @default false */
  readonly dryRun?: boolean;
  /** Who owns the fields. @default 'cdk8s-agent-sandbox-tests' */
  readonly fieldManager?: string;
  /** Gets the warnings of the server. @default none */
  readonly warnings?: string[];
}

/** How to apply. */
export interface ApplyOptions extends WriteOptions {
  /** Take over fields that another manager owns. @default false */
  readonly force?: boolean;
  /** A subresource, such as `status` or `scale`. @default none */
  readonly subresource?: string;
}

/** How to wait. */
export interface WaitOptions {
  /** @default 60000 */
  readonly timeoutMs?: number;
  /** What the error says about the last attempt. @default what the probe returned */
  readonly lastSeen?: () => unknown;
}

/** Server-side apply. Unknown and duplicate fields are errors. Returns the object as the server has it. */
export async function apply(kubeConfig: KubeConfig, manifest: Manifest, options: ApplyOptions = {}): Promise<Manifest> {
  const path = [await objectPath(kubeConfig, manifest), options.subresource].filter(Boolean).join('/');
  const query = { ...writeQuery(options), force: options.force ? 'true' : undefined };
  return write(options, await request(kubeConfig, 'PATCH', path, { body: manifest, contentType: 'application/apply-patch+yaml', query }));
}

/** Creates an object. Unknown and duplicate fields are errors. */
export async function create(kubeConfig: KubeConfig, manifest: Manifest, options: WriteOptions = {}): Promise<Manifest> {
  const path = await collectionPath(kubeConfig, manifest);
  return write(options, await request(kubeConfig, 'POST', path, { body: manifest, query: writeQuery(options) }));
}

/** Creates a namespace and waits until Pods can be created in it. */
export async function createNamespace(kubeConfig: KubeConfig, name: string, labels: Record<string, string> = {}): Promise<Manifest> {
  const namespace = await create(kubeConfig, { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } });
  const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace: name } };
  await waitFor(`the default ServiceAccount of namespace ${name}`, () => get(kubeConfig, account));
  return namespace;
}

/** Changes an object by JSON merge patch. */
export async function merge(kubeConfig: KubeConfig, manifest: Manifest, options: ApplyOptions = {}): Promise<Manifest> {
  const path = [await objectPath(kubeConfig, manifest), options.subresource].filter(Boolean).join('/');
  const content = { body: manifest, contentType: 'application/merge-patch+json', query: writeQuery(options) };
  return write(options, await request(kubeConfig, 'PATCH', path, content));
}

/** Reads an object. A missing one is an `ApiError` of status 404. */
export async function get(kubeConfig: KubeConfig, ref: ObjectRef): Promise<Manifest> {
  return (await request(kubeConfig, 'GET', await objectPath(kubeConfig, ref))).body;
}

/** Lists the objects of a kind in a namespace (`default` unless named). */
export async function list(kubeConfig: KubeConfig, ref: ObjectRef, labelSelector?: string): Promise<Manifest[]> {
  return (await request(kubeConfig, 'GET', await collectionPath(kubeConfig, ref), { query: { labelSelector } })).body.items;
}

/** Deletes an object and waits until it is gone. One that is missing already is fine. */
export async function remove(kubeConfig: KubeConfig, ref: ObjectRef, options: WaitOptions = {}): Promise<void> {
  const path = await objectPath(kubeConfig, ref);
  const gone = async (method: string) => {
    try {
      await request(kubeConfig, method, path, { query: { propagationPolicy: method === 'DELETE' ? 'Background' : undefined } });
      return false;
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) {
        return true;
      }
      throw error;
    }
  };
  if (!await gone('DELETE')) {
    await waitFor(`the end of ${ref.kind} ${ref.metadata?.name}`, () => gone('GET'), options);
  }
}

/**
 * Asks again and again until the probe returns something truthy, and returns that. A missing object (status 404) counts as not yet; any
 * other error ends the wait.
 */
export async function waitFor<T>(what: string, probe: () => T | Promise<T>, options: WaitOptions = {}): Promise<NonNullable<T>> {
  const timeoutMs = options.timeoutMs ?? 60_000;
  const deadline = Date.now() + timeoutMs;
  let last: unknown;
  do {
    try {
      last = await probe();
      if (last) {
        return last as NonNullable<T>;
      }
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 404)) {
        throw error;
      }
      last = error.message;
    }
    await sleep(50);
  } while (Date.now() < deadline);
  throw new Error(`gave up waiting for ${what} after ${timeoutMs / 1000} s; last seen: ${JSON.stringify(options.lastSeen?.() ?? last)}`);
}

/** Waits until an object has a status condition of this type with status `True`, and returns the object. */
export async function waitForCondition(kubeConfig: KubeConfig, ref: ObjectRef, type: string, options: WaitOptions = {}): Promise<Manifest> {
  let object: Manifest | undefined;
  const probe = async () => {
    object = await get(kubeConfig, ref);
    const conditions: { type: string; status: string }[] = object.status?.conditions ?? [];
    return conditions.some(condition => condition.type === type && condition.status === 'True') ? object : undefined;
  };
  return waitFor(`condition ${type} of ${ref.kind} ${ref.metadata?.name}`, probe, { lastSeen: () => object?.status, ...options });
}

/** Waits until the server serves the kinds of these CustomResourceDefinitions. */
export async function waitForEstablished(kubeConfig: KubeConfig, names: readonly string[], options: WaitOptions = {}): Promise<void> {
  for (const name of names) {
    const ref = { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name } };
    const { spec } = await waitForCondition(kubeConfig, ref, 'Established', options);
    const served: { name: string }[] = spec.versions.filter((version: { served: boolean }) => version.served);
    for (const version of served) {
      // A condition is set shortly before the handler is there, so ask the handler as well.
      const path = `/apis/${spec.group}/${version.name}/${spec.names.plural}`;
      await waitFor(path, () => request(kubeConfig, 'GET', path, { query: { limit: '1' } }), options);
      await waitFor(`${spec.names.kind} in the discovery of ${spec.group}/${version.name}`, () =>
        collectionPath(kubeConfig, { apiVersion: `${spec.group}/${version.name}`, kind: spec.names.kind }), options);
    }
  }
}

/** The configuration of a client that acts as this ServiceAccount, with a token that the server issues for it. */
export async function asServiceAccount(kubeConfig: KubeConfig, namespace: string, name: string): Promise<KubeConfig> {
  const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${name}/token`;
  const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} };
  const { status } = (await request(kubeConfig, 'POST', path, { body })).body;
  const result = new KubeConfig();
  result.loadFromClusterAndUser(kubeConfig.getCurrentCluster()!, { name: `${namespace}/${name}`, token: status.token });
  return result;
}

function writeQuery(options: WriteOptions): Record<string, string | undefined> {
  return {
    fieldManager: options.fieldManager ?? 'cdk8s-agent-sandbox-tests',
    fieldValidation: 'Strict',
    dryRun: options.dryRun ? 'All' : undefined,
  };
}

function write(options: WriteOptions, answer: { body: Manifest; warnings: readonly string[] }): Manifest {
  options.warnings?.push(...answer.warnings);
  return answer.body;
}

async function objectPath(kubeConfig: KubeConfig, ref: ObjectRef): Promise<string> {
  if (!ref.metadata?.name) {
    throw new Error(`a ${ref.kind} without metadata.name has no path on the server`);
  }
  return `${await collectionPath(kubeConfig, ref)}/${encodeURIComponent(ref.metadata.name)}`;
}

interface ApiResource {
  readonly kind: string;
  readonly name: string;
  readonly namespaced: boolean;
}

const discovered = new WeakMap<KubeConfig, Map<string, ApiResource>>();

/** The path of the objects of a kind. The server says what the kind's plural is and whether it is namespaced. */
async function collectionPath(kubeConfig: KubeConfig, { apiVersion, kind, metadata }: ObjectRef): Promise<string> {
  const base = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const known = discovered.get(kubeConfig) ?? new Map<string, ApiResource>();
  discovered.set(kubeConfig, known);
  const key = `${apiVersion} ${kind}`;
  if (!known.has(key)) {
    const resources: ApiResource[] = (await request(kubeConfig, 'GET', base)).body.resources;
    resources.filter(({ name }) => !name.includes('/')).forEach(resource => known.set(`${apiVersion} ${resource.kind}`, resource));
  }
  const resource = known.get(key);
  if (!resource) {
    throw new ApiError(404, 'NotFound', `the server has no kind ${kind} in ${apiVersion}`, undefined);
  }
  return resource.namespaced ? `${base}/namespaces/${metadata?.namespace ?? 'default'}/${resource.name}` : `${base}/${resource.name}`;
}
