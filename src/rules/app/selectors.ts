import { at, objectsAt, textAt, textsAt } from './manifests';
import { fnv1a32 } from '../../private/fnv';
import { isPlainObject } from '../../private/json';
import { SANDBOX_NAME_HASH_LABEL, TEMPLATE_REF_HASH_LABEL, WARM_POOL_LABEL } from '../../release/names';
import { AppObject } from '../app-check';

/** Labels of a Pod, as far as manifests tell: undefined stands for a value that is only known later. */
export type Labels = ReadonlyMap<string, string | undefined>;

const sets = new WeakMap<AppObject, readonly Labels[]>();

/** The labels that the Pods of a template or Sandbox have: a template's differ while they wait in a pool. */
export function labelSetsOf(object: AppObject): readonly Labels[] {
  let known = sets.get(object);
  if (!known) {
    const { kind, name, manifest } = object;
    const own = entriesOf(at(manifest, 'spec', 'podTemplate', 'metadata', 'labels'));
    known = kind === 'Sandbox' ? [new Map([...own, [SANDBOX_NAME_HASH_LABEL, fnv1a32(name)]])] : [waiting(own, name), claimed(own, name)];
    sets.set(object, known);
  }
  return known;
}

/** Labels of a template's Pods that wait in a pool. */
export function waitingLabelsOf({ name, manifest }: AppObject): Labels {
  return waiting(entriesOf(at(manifest, 'spec', 'podTemplate', 'metadata', 'labels')), name);
}

function waiting(own: Labels, template: string): Labels {
  return new Map([...claimed(own, template), [WARM_POOL_LABEL, undefined]]);
}

function claimed(own: Labels, template: string): Labels {
  return new Map([...own, [SANDBOX_NAME_HASH_LABEL, undefined], [TEMPLATE_REF_HASH_LABEL, fnv1a32(template)]]);
}

function entriesOf(labels: unknown): Labels {
  return new Map(isPlainObject(labels) ? Object.entries(labels).map(([key, value]) => [key, String(value)]) : []);
}

/** Whether a label selector takes Pods with these labels. A value that is not known equals none that a selector names. */
export function selects(selector: unknown, labels: Labels): boolean {
  const wanted = at(selector, 'matchLabels');
  if (isPlainObject(wanted) && !matches(wanted, labels)) return false;
  return objectsAt(selector, 'matchExpressions').every((requirement) => {
    const key = textAt(requirement, 'key');
    const value = labels.get(key);
    const isNamed = value !== undefined && textsAt(requirement, 'values').includes(value);
    switch (textAt(requirement, 'operator')) {
      case 'In': return isNamed;
      case 'NotIn': return !isNamed;
      case 'Exists': return labels.has(key);
      case 'DoesNotExist': return !labels.has(key);
      default: return false;
    }
  });
}

/** Whether labels have all these values. */
export function matches(wanted: object, labels: Labels): boolean {
  return Object.entries(wanted).every(([key, value]) => labels.has(key) && labels.get(key) === value);
}
