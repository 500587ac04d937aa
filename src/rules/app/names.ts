import { fnv1a32 } from '../../private/fnv';
import { AppFinding, AppView } from '../app-check';

/**
 * Names whose hashes select Pods: templates among themselves, and Sandboxes with the claims that give theirs a name. A namespace has both apart
 * from those of others.
 */
const GROUPS = [['SandboxTemplate'], ['Sandbox', 'SandboxClaim']] as const;

/** No two names in a namespace have the same hash. */
export function* hashesDiffer(app: AppView): Iterable<AppFinding> {
  for (const kinds of GROUPS) {
    const names = new Map<string, string>();
    for (const object of kinds.flatMap((kind) => app.of(kind))) {
      const { namespace, name } = object;
      if (name === '') continue;
      const key = `${namespace} ${fnv1a32(name)}`;
      const first = names.get(key);
      if (first === undefined) names.set(key, name);
      const holds = first === undefined || first === name;
      yield { object, holds, field: 'metadata/name', expected: holds ? undefined : `a name that has another hash than ${first}`, actual: name };
    }
  }
}
