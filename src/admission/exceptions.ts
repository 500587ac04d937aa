import { celLiteral } from '../cel';
import { fnv1a32 } from '../private/fnv';
import { SANDBOX_NAME_HASH_LABEL, TEMPLATE_REF_ANNOTATION, TEMPLATE_REF_HASH_LABEL } from '../release/names';
import { KindName, kindOf } from '../rules/kinds';
import { Check } from '../rules/rule';
import { Step, stepsOf } from '../rules/targets';

/** What a waiver allows in the cluster: findings of rules in one object, and in what the controller makes of it. */
export interface Exception {
  readonly rules: readonly string[];
  readonly kind: KindName;
  readonly namespace: string;
  readonly name: string;
  /** The keyed place that it is about; the whole object where left out. */
  readonly at?: string;
  /** The last day on which it holds. */
  readonly expires: string;
}

/** How the objects that an exception is about are told from others. */
export interface Mark {
  /** CEL that has to hold besides, or ''. */
  readonly guard: string;
  /** CEL for the text that tells an object. */
  readonly key: string;
  /** That text for the exception's objects. */
  readonly value: string;
}

/** CEL: whether an update leaves the Pod of a Sandbox as it was. */
const POD_KEPT = ['podTemplate', 'volumeClaimTemplates'].map((field) => `object.spec.?${field} == oldObject.spec.?${field}`).join(' && ');

const NAMESPACE = "object.metadata.?namespace.orValue('')";
const NAME = "object.metadata.?name.orValue('')";

/** CEL for a value of the object's metadata, with the namespace in front. */
const inNamespace = (text: string): string => `${NAMESPACE} + '/' + ${text}`;
const label = (key: string): string => inNamespace(`object.metadata.?labels[?${celLiteral(key)}].orValue('')`);
const annotation = (key: string): string => inNamespace(`object.metadata.?annotations[?${celLiteral(key)}].orValue('')`);

/** The claim that a Sandbox was made for. */
const CLAIM = inNamespace("object.metadata.?ownerReferences.orValue([]).filter(owner, owner.kind == 'SandboxClaim').map(owner, owner.name).join(' ')");

/** How what the controller makes of an object is told, by the two kinds. */
const MADE: { readonly [kinds: string]: { readonly key: string; readonly value: (name: string) => string } } = {
  'SandboxTemplate Sandbox': { key: annotation(TEMPLATE_REF_ANNOTATION), value: (name) => name },
  'SandboxTemplate Pod': { key: label(TEMPLATE_REF_HASH_LABEL), value: fnv1a32 },
  'SandboxClaim Sandbox': { key: CLAIM, value: (name) => name },
  // A Sandbox that is made for a claim has the claim's name.
  'SandboxClaim Pod': { key: label(SANDBOX_NAME_HASH_LABEL), value: fnv1a32 },
  'Sandbox Pod': { key: label(SANDBOX_NAME_HASH_LABEL), value: fnv1a32 },
};

/**
 * How the objects of a kind are told that an exception is about, or undefined where it is about none. What the controller makes of an object counts
 * where the request is the controller's: labels and annotations alone are anybody's. Later, who suspends a Sandbox and leaves its Pod alone may too.
 */
export function aboutObject({ kind, namespace, name }: Exception, of: KindName, controller: string): Mark | undefined {
  if (kind === of) return { guard: '', key: inNamespace(NAME), value: `${namespace}/${name}` };
  const made = MADE[`${kind} ${of}`];
  if (!made) return undefined;
  const byController = `request.userInfo.username == ${celLiteral(controller)}`;
  const guard = of === 'Sandbox' ? `(${byController} || request.operation == 'UPDATE' && ${POD_KEPT})` : byController;
  return { guard, key: made.key, value: `${namespace}/${made.value(name)}` };
}

/**
 * The items of a check that an exception is about, as CEL over the item's variables: 'true' for all of them, undefined for none. As for the judge, the
 * exception's place has to be the finding's or one that contains it.
 */
export function aboutItem({ kind, at }: Exception, check: Check): string | undefined {
  if (at === undefined) return 'true';
  const segments = segmentsOf(at);
  const [root, ...steps] = stepsOf(check.target);
  let rest = segments && below(rootOf(kind, root), segments);
  const conditions: string[] = [];
  let parent = root.variable;
  for (const step of steps) {
    if (!rest || rest.length === 0) break;
    const found = findPart(step, parent, rest);
    if (!found) return undefined;
    conditions.push(...found.conditions);
    rest = found.rest;
    parent = step.variable;
  }
  // Beyond the item, the place is a field of it, which has to contain the one that the check is about.
  const field = check.field === '' ? [] : check.field.split('/');
  if (!rest?.every(({ field: name, value }, index) => value === undefined && field[index] === name)) return undefined;
  return conditions.length === 0 ? 'true' : conditions.join(' && ');
}

/** A part of a keyed place: `containers[name=main]` has the field `containers`, the key `name` and the value `main`. */
interface Segment {
  readonly field: string;
  readonly key?: string;
  readonly value?: string;
}

/** The parts of a place, or undefined where it is no place. */
function segmentsOf(at: string): Segment[] | undefined {
  const segments: Segment[] = [];
  const part = /([^.[\]]+)(?:\[(?:(\w+)=)?([^\]]*)\])?(?:\.|$)/y;
  while (part.lastIndex < at.length) {
    const match = part.exec(at);
    if (!match) return undefined;
    segments.push({ field: match[1], key: match[2], value: match[3] });
  }
  return at.endsWith('.') ? undefined : segments;
}

/** The way to a root in objects of a kind as places are told: those in a Pod are told from its spec on. Undefined where the kind has no such root. */
function rootOf(kind: KindName, { root }: Step): readonly string[] | undefined {
  if (root === 'pod') return kindOf(kind).pod === undefined ? undefined : [];
  if (root === 'object') return [];
  return (root === 'spec' ? 'spec' : kindOf(kind)[root!])?.split('/');
}

/** What is left of a place below a root: nothing where it contains the root, undefined where it is elsewhere. */
function below(root: readonly string[] | undefined, segments: readonly Segment[]): readonly Segment[] | undefined {
  const isOnTheWay = (field: string, index: number): boolean => (
    index >= segments.length || (segments[index].field === field && segments[index].value === undefined)
  );
  return root?.every(isOnTheWay) ? segments.slice(root.length) : undefined;
}

/** Which parts of a step a place is about, as conditions, and what is left of it. */
function findPart(step: Step, parent: string, rest: readonly Segment[]): { conditions: string[]; rest: readonly Segment[] } | undefined {
  const paths = [...step.lists, ...step.objects, ...step.keys === undefined ? [] : [step.keys]];
  const meant = paths.filter((path) => {
    const fields = path.split('/');
    return fields.every((field, index) => {
      if (index >= rest.length) return true;
      return rest[index].field === field && (index === fields.length - 1 || rest[index].value === undefined);
    });
  });
  if (meant.length === 0) return undefined;
  const conditions = meant.length === paths.length ? [] : [`(${meant.map((path) => isIn(step, parent, path)).join(' || ')})`];
  const { length } = meant[0].split('/');
  const { key, value } = rest[length - 1] ?? {};
  if (value !== undefined) {
    const condition = keyed(step, parent, meant[0], key, value);
    if (condition === undefined) return undefined;
    conditions.push(condition);
  }
  return { conditions, rest: rest.slice(length) };
}

/** CEL: whether an item is one of those at a path. */
function isIn(step: Step, parent: string, path: string): string {
  const part = `${parent}.?${path.replaceAll('/', '.?')}`;
  return step.lists.includes(path) ? `${step.variable} in ${part}.orValue([])` : `${part}.orValue(null) == ${step.variable}`;
}

/** CEL: whether an item is the one with this key, or at this index where it has none. */
function keyed(step: Step, parent: string, path: string, key: string | undefined, value: string): string | undefined {
  const { variable, key: keys, keys: map, lists } = step;
  if (map !== undefined) return key === undefined ? `${variable} == ${celLiteral(value)}` : undefined;
  if (!lists.includes(path)) return undefined;
  const at = (name: string): string => `${variable}.?${name.replaceAll('/', '.?')}`;
  const found = key === undefined ? keys.length : keys.findIndex((each) => each === key || each.endsWith(`/${key}`));
  if (found < 0) return undefined;
  const unnamed = keys.slice(0, found).map((each) => `!${at(each)}.hasValue()`);
  if (key !== undefined) return [...unnamed, `string(${at(keys[found])}.orValue('')) == ${celLiteral(value)}`].join(' && ');
  if (!/^(0|[1-9][0-9]{0,8})$/.test(value)) return undefined;
  const list = `${parent}.?${path.replaceAll('/', '.?')}.orValue([])`;
  return [...unnamed, `${list}.size() > ${value}`, `${list}[${value}] == ${variable}`].join(' && ');
}
