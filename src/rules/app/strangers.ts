import { at, mapAt } from './manifests';
import { Labels, labelSetsOf, selects } from './selectors';
import { JsonObject } from '../../private/json';
import { AppFinding, AppObject, AppView } from '../app-check';
import { kindOf, WORKLOAD_KINDS } from '../kinds';

/**
 * No label of a sandbox's Pod makes it one of somebody else's. A workload's selector never means a sandbox. A Service that selects sandboxes alone
 * is meant for them; one that selects the Pods of a workload as well sends the workload's clients into a sandbox.
 */
export function* podsAreNobodyElses(app: AppView): Iterable<AppFinding> {
  for (const kind of ['SandboxTemplate', 'Sandbox'] as const) {
    for (const object of app.of(kind)) {
      const sets = labelSetsOf(object);
      const other = workloadsOf(app, object.namespace).find(({ manifest }) => sets.some((labels) => takes(selectorOf(manifest), labels)))
        ?? app.of('Service', object.namespace).find((service) => isShared(app, service, sets));
      yield {
        object,
        holds: other === undefined,
        field: 'spec/podTemplate/metadata/labels',
        expected: other && `labels that the selector of ${other.kind} ${other.name} does not match`,
        actual: at(object.manifest, 'spec', 'podTemplate', 'metadata', 'labels'),
      };
    }
  }
}

/** Whether a Service selects Pods of a sandbox and those of a workload too. */
function isShared(app: AppView, { manifest, namespace }: AppObject, sets: readonly Labels[]): boolean {
  const selector = { matchLabels: at(manifest, 'spec', 'selector') };
  return sets.some((labels) => takes(selector, labels)) && workloadsOf(app, namespace).some((workload) => takes(selector, labelsOf(workload)));
}

function workloadsOf(app: AppView, namespace: string): AppObject[] {
  return WORKLOAD_KINDS.flatMap((kind) => app.of(kind, namespace));
}

/** The labels of a workload's Pods. */
function labelsOf({ kind, manifest }: AppObject): Labels {
  const metadata = mapAt(manifest, ...kindOf(kind!).podMetadata!.split('/'));
  return new Map(Object.entries(mapAt(metadata, 'labels')).map(([key, value]) => [key, String(value)]));
}

/** The selector of a workload. That of a ReplicationController is a map of labels. */
function selectorOf({ kind, spec }: JsonObject): unknown {
  const selector = at(spec, 'selector');
  return kind === 'ReplicationController' ? { matchLabels: selector } : selector;
}

/** Whether a selector that says anything takes Pods with these labels. */
function takes(selector: unknown, labels: Labels): boolean {
  const expressions = at(selector, 'matchExpressions');
  const isEmpty = Object.keys(mapAt(selector, 'matchLabels')).length === 0 && !(Array.isArray(expressions) && expressions.length > 0);
  return !isEmpty && selects(selector, labels);
}
