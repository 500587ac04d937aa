import { at, objectsAt, podOf, pooledTemplates, textAt } from './manifests';
import { selects, waitingLabelsOf } from './selectors';
import { SAFE_TO_EVICT_ANNOTATION } from '../../release/names';
import { AppFinding, AppObject, AppView } from '../app-check';

const POD = 'spec/podTemplate/spec';

/** No clock runs on the Pods that wait in a pool. */
export function* poolsHaveNoDeadline(app: AppView): Iterable<AppFinding> {
  for (const template of pooledTemplates(app)) {
    yield absent(template, 'activeDeadlineSeconds', 'absent: the clock would run while the Pod waits in its pool');
  }
}

/** Templates of pools have nothing that ends or stops Pods before they are handed out. */
export function* poolsCanWait(app: AppView): Iterable<AppFinding> {
  for (const template of pooledTemplates(app)) {
    yield absent(template, 'activeDeadlineSeconds', 'absent in the template of a pool');
    yield absent(template, 'schedulingGates', 'absent in the template of a pool');
  }
}

function absent(template: AppObject, field: string, expected: string): AppFinding {
  const actual = at(podOf(template), field);
  const holds = actual === undefined || (Array.isArray(actual) && actual.length === 0);
  return { object: template, holds, field: `${POD}/${field}`, place: field, expected, actual };
}

/** A container of a pool may fail for this long before its Pod is removed. */
const PATIENCE = 60;

/** Readiness in a pool is not lost in a moment: the controller removes a member at once. */
export function* poolsArePatient(app: AppView): Iterable<AppFinding> {
  for (const template of pooledTemplates(app)) {
    for (const list of ['containers', 'initContainers']) {
      for (const [index, container] of objectsAt(podOf(template), list).entries()) {
        const probe = at(container, 'readinessProbe');
        if (probe === undefined) continue;
        const seconds = numberAt(probe, 'periodSeconds', 10) * numberAt(probe, 'failureThreshold', 3);
        const field = 'readinessProbe/failureThreshold';
        yield {
          object: template,
          holds: seconds >= PATIENCE,
          field: `${POD}/${list}/${index}/${field}`,
          place: `${list}[name=${textAt(container, 'name')}].readinessProbe.failureThreshold`,
          expected: `so many that it takes ${PATIENCE} seconds at least: a pool removes what is not ready`,
          actual: at(probe, 'failureThreshold'),
        };
      }
    }
  }
}

function numberAt(value: unknown, field: string, otherwise: number): number {
  const number = at(value, field);
  return typeof number === 'number' ? number : otherwise;
}

/** Pods that wait in a pool can be evicted: nobody uses them. */
export function* poolsCanBeEvicted(app: AppView): Iterable<AppFinding> {
  const budgets = app.objects.filter(({ manifest: { kind, apiVersion } }) => (
    kind === 'PodDisruptionBudget' && String(apiVersion).startsWith('policy/')
  ));
  for (const template of pooledTemplates(app)) {
    const told = at(template.manifest, 'spec', 'podTemplate', 'metadata', 'annotations', SAFE_TO_EVICT_ANNOTATION);
    yield {
      object: template,
      holds: told === undefined || told === 'true',
      field: `spec/podTemplate/metadata/annotations/${SAFE_TO_EVICT_ANNOTATION.replace('/', '~1')}`,
      place: `spec.podTemplate.metadata.annotations[${SAFE_TO_EVICT_ANNOTATION}]`,
      expected: 'true or absent in the template of a pool',
      actual: told,
    };
    for (const budget of budgets.filter(({ namespace }) => namespace === template.namespace)) {
      const selector = at(budget.manifest, 'spec', 'selector');
      if (selector === undefined) continue;
      yield {
        object: budget,
        holds: !selects(selector, waitingLabelsOf(template)),
        field: 'spec/selector',
        expected: `no Pods that wait in a pool of ${template.name} (agents.x-k8s.io/warm-pool-sandbox: DoesNotExist)`,
        actual: selector,
      };
    }
  }
}

/** Kinds that write the size of what they scale, with the group that they are of. */
const AUTOSCALERS: { readonly [kind: string]: string } = { HorizontalPodAutoscaler: 'autoscaling', ScaledObject: 'keda.sh' };

/** Pools that an autoscaler sizes say no size themselves: applying them again would undo what was scaled. */
export function* autoscaledPoolsHaveNoSize(app: AppView): Iterable<AppFinding> {
  for (const scaler of app.objects) {
    const { kind, apiVersion, spec } = scaler.manifest;
    if (typeof kind !== 'string' || !Object.hasOwn(AUTOSCALERS, kind) || String(apiVersion).split('/')[0] !== AUTOSCALERS[kind]) continue;
    if (textAt(spec, 'scaleTargetRef', 'kind') !== 'SandboxWarmPool') continue;
    const pool = app.get('SandboxWarmPool', scaler.namespace, textAt(spec, 'scaleTargetRef', 'name'));
    if (!pool) continue;
    const replicas = at(pool.manifest, 'spec', 'replicas');
    const expected = `absent: ${kind} ${scaler.name} decides`;
    yield { object: pool, holds: replicas === undefined, field: 'spec/replicas', expected, actual: replicas };
  }
}
