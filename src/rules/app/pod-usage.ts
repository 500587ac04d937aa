import { at, mapAt, objectsAt, podOf, textAt } from './manifests';
import { canonicalQuantity, compareQuantities, sumOfBytes } from '../../private/quantity';
import { AppObject, AppView } from '../app-check';

/** Quantities by the names of resources. */
export type Amounts = { readonly [resource: string]: string };

const RESOURCES = ['cpu', 'memory', 'ephemeral-storage'] as const;

/** What one sandbox of a template uses up of its namespace's ResourceQuotas, by the names that their resources have. */
export function usageOf(template: AppObject, app: AppView): Amounts {
  const claims = objectsAt(template.manifest, 'spec', 'volumeClaimTemplates');
  const [requests, limits] = [podTotal(template, app, 'requests'), podTotal(template, app, 'limits')];
  return {
    'pods': '1',
    'count/pods': '1',
    'count/sandboxes.agents.x-k8s.io': '1',
    ...requests,
    ...prefixed('requests.', requests),
    ...prefixed('limits.', limits),
    'persistentvolumeclaims': String(claims.length),
    'count/persistentvolumeclaims': String(claims.length),
    'requests.storage': sum(claims.map((claim) => quantityAt(at(claim, 'spec', 'resources', 'requests'), 'storage'))),
  };
}

/** The sum of quantities, exact. */
export function sum(quantities: readonly string[]): string {
  return sumOfBytes(quantities);
}

/** A quantity, so many times. */
export function times(count: number, quantity: string): string {
  let [result, doubled] = ['0', quantity];
  for (let left = count; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = sum([result, doubled]);
    doubled = sum([doubled, doubled]);
  }
  return result;
}

/** As the API server counts a Pod: init containers run one after the other, beside the sidecars that began before; the overhead is added. */
function podTotal(template: AppObject, app: AppView, table: 'requests' | 'limits'): Amounts {
  const pod = podOf(template);
  return Object.fromEntries(RESOURCES.map((resource) => {
    const of = (container: unknown): string => amountOf(container, table, resource);
    let [sidecars, most] = ['0', '0'];
    for (const container of objectsAt(pod, 'initContainers')) {
      const own = sum([sidecars, of(container)]);
      if (container.restartPolicy === 'Always') sidecars = own;
      most = greater(most, own);
    }
    const containers = greater(most, sum([sidecars, ...objectsAt(pod, 'containers').map(of)]));
    const told = at(pod, 'resources', table, resource) === undefined ? containers : of(pod);
    // What has no limit gets none by the overhead.
    const total = table === 'limits' && told === '0' ? '0' : sum([told, quantityAt(overheadOf(template, app), resource)]);
    return [resource, total];
  }));
}

/** What a container asks for; where it says only what it may have, it asks for all of it. */
function amountOf(container: unknown, table: 'requests' | 'limits', resource: string): string {
  const own = at(container, 'resources', table, resource);
  return quantityAt(mapAt(container, 'resources', own === undefined ? 'limits' : table), resource);
}

function overheadOf(template: AppObject, app: AppView): unknown {
  const pod = podOf(template);
  return at(pod, 'overhead') ?? at(app.get('RuntimeClass', '', textAt(pod, 'runtimeClassName'))?.manifest, 'overhead', 'podFixed');
}

/** The quantity at a key. What is none counts as nothing here: SBX-RES-003 says so. */
function quantityAt(map: unknown, key: string): string {
  const value = at(map, key);
  return (typeof value === 'string' || typeof value === 'number' ? canonicalQuantity(value) : undefined) ?? '0';
}

function greater(a: string, b: string): string {
  return compareQuantities(a, b) < 0 ? b : a;
}

function prefixed(prefix: string, amounts: Amounts): Amounts {
  return Object.fromEntries(Object.entries(amounts).map(([resource, amount]) => [prefix + resource, amount]));
}
