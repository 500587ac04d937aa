import { at, objectsAt, podOf } from './manifests';
import { AppFinding, AppObject, AppView } from '../app-check';

const FIELD = 'topologySpreadConstraints';

/** Templates of pools with more than one member say how their Pods are spread. */
export function* poolsAreSpread(app: AppView): Iterable<AppFinding> {
  for (const template of app.of('SandboxTemplate')) {
    if (!app.of('SandboxWarmPool', template.namespace).some((pool) => hasSeveral(pool, template.name))) continue;
    const pod = podOf(template);
    yield {
      object: template,
      // Pods that are kept apart from each other are spread, too.
      holds: objectsAt(pod, FIELD).length > 0 || at(pod, 'affinity', 'podAntiAffinity') !== undefined,
      field: `spec/podTemplate/spec/${FIELD}`,
      place: FIELD,
      expected: 'a spread over kubernetes.io/hostname',
      actual: at(pod, FIELD),
    };
  }
}

/** Whether a pool is of the template and may have more than one member. Where it has no number, an autoscaler gives one. */
function hasSeveral({ manifest }: AppObject, template: string): boolean {
  const replicas = at(manifest, 'spec', 'replicas');
  return at(manifest, 'spec', 'sandboxTemplateRef', 'name') === template && (typeof replicas !== 'number' || replicas > 1);
}
