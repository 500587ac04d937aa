import { at, mapAt, textAt } from './manifests';
import { namespacesHaveQuota, quotasOf } from './namespaces';
import { Amounts, sum, times, usageOf } from './pod-usage';
import { canonicalQuantity, compareQuantities } from '../../private/quantity';
import { AppFinding, AppObject, AppView } from '../app-check';

const POOLS = 'count/sandboxwarmpools.extensions.agents.x-k8s.io';

/** Namespaces of sandboxes have ResourceQuotas, and their pools fit into them. */
export function* quotasAreThereAndFit(app: AppView): Iterable<AppFinding> {
  yield* namespacesHaveQuota(app);
  for (const namespace of app.sandboxNamespaces) yield* poolsFit(app, namespace);
}

/** Pools are filled in their order: the one by which a limit is passed is the one that is told. */
function* poolsFit(app: AppView, namespace: string): Iterable<AppFinding> {
  const quotas = quotasOf(app, namespace);
  if (quotas.length === 0) return;
  const used = new Map<string, string>();
  for (const pool of app.of('SandboxWarmPool', namespace)) {
    const replicas = at(pool.manifest, 'spec', 'replicas');
    const count = typeof replicas === 'number' && Number.isSafeInteger(replicas) && replicas > 0 ? replicas : 0;
    for (const [resource, amount] of Object.entries(usageOfPool(app, pool, count))) used.set(resource, sum([used.get(resource) ?? '0', amount]));
    const passed = quotas.map((quota) => passedBy(quota, used)).find((each) => each !== undefined);
    yield { object: pool, holds: passed === undefined, field: 'spec/replicas', expected: passed, actual: replicas };
  }
}

/** What a pool uses up: of a template that is not there, Pods and Sandboxes are all that is known. */
function usageOfPool(app: AppView, pool: AppObject, count: number): Amounts {
  const template = app.get('SandboxTemplate', pool.namespace, textAt(pool.manifest, 'spec', 'sandboxTemplateRef', 'name'));
  const one: Amounts = template ? usageOf(template, app) : { 'pods': '1', 'count/pods': '1', 'count/sandboxes.agents.x-k8s.io': '1' };
  return { ...Object.fromEntries(Object.entries(one).map(([resource, amount]) => [resource, times(count, amount)])), [POOLS]: '1' };
}

/** Which limit of a quota is passed, in words. */
function passedBy({ manifest, name }: AppObject, used: ReadonlyMap<string, string>): string | undefined {
  for (const [resource, limit] of Object.entries(mapAt(manifest, 'spec', 'hard'))) {
    const most = typeof limit === 'string' || typeof limit === 'number' ? canonicalQuantity(limit) : undefined;
    const amount = used.get(resource);
    if (most === undefined || amount === undefined || compareQuantities(amount, most) <= 0) continue;
    return `no more than the ResourceQuota ${name} leaves: the pools so far need ${amount} of ${resource}, and it has ${most}`;
  }
  return undefined;
}
