import { textAt } from './manifests';
import { AppFinding, AppObject, AppView } from '../app-check';
import { SANDBOX_KINDS } from '../kinds';

/** No two objects of one kind, namespace and name among the four kinds, what is in their namespaces, and these namespaces themselves. */
export function* isThereOnce(app: AppView): Iterable<AppFinding> {
  const seen = new Set<string>();
  for (const object of app.objects) {
    const { manifest, namespace, name } = object;
    if (name === '' || !isConcerned(object, app)) continue;
    // Versions of one group are views of the same objects.
    const group = textAt(manifest, 'apiVersion').replace(/(^|\/)[^/]*$/, '');
    const key = [group, textAt(manifest, 'kind'), namespace, name].join(' ');
    yield {
      object, holds: !seen.has(key), field: 'metadata/name', expected: 'a name that no other object of its kind and namespace has', actual: name,
    };
    seen.add(key);
  }
}

/** All objects of a namespace are judged by the same profile, since there can be only one set of policies for it. */
export function* namespacesHaveOneProfile(app: AppView): Iterable<AppFinding> {
  const first = new Map<string, AppObject>();
  for (const object of SANDBOX_KINDS.flatMap((kind) => app.of(kind))) {
    const { namespace, subject: { standard } } = object;
    if (!first.has(namespace)) first.set(namespace, object);
    const other = first.get(namespace)!;
    yield {
      object,
      holds: standard.profile === other.subject.standard.profile,
      field: 'metadata/namespace',
      expected: `a namespace whose sandboxes all have the profile ${standard.profile}; ${other.kind} ${other.name} has ${other.subject.standard.profile}`,
      actual: namespace,
    };
  }
}

function isConcerned({ kind, namespace, name }: AppObject, app: AppView): boolean {
  if (SANDBOX_KINDS.some((each) => each === kind)) return true;
  return kind === 'Namespace' ? app.sandboxNamespaces.has(name) : app.sandboxNamespaces.has(namespace);
}
