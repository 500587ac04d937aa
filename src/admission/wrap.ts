import { Expression } from '../cel';
import { KindName, kindOf } from '../rules/kinds';
import { Step, stepsOf, TargetName, TARGETS } from '../rules/targets';

/** A named part of a policy's objects that several expressions share. */
export interface Variable {
  readonly name: string;
  readonly expression: string;
}

const ROOTS = ['spec', 'pod', 'podMetadata', 'network'] as const;

/** The policy's variable with the one or no root of a name, as a list; and the one with the root itself, an empty map where there is none. */
const listOf = (root: string): string => `${root}List`;

/**
 * The variables for objects of a kind: each root that the kind may have, as a list of one or none, so that what is said of it holds where it is not
 * there; and the lists directly below the roots, which many expressions walk through.
 */
export function variablesFor(kind: KindName): Variable[] {
  const roots = ROOTS.flatMap((root): Variable[] => {
    const path = root === 'spec' ? 'spec' : kindOf(kind)[root];
    if (path === undefined) return [{ name: listOf(root), expression: '[]' }, { name: root, expression: '{}' }];
    const optional = `object.?${path.replaceAll('/', '.?')}`;
    const plain = `object.${path.replaceAll('/', '.')}`;
    return [
      { name: listOf(root), expression: `${optional}.hasValue() ? [${plain}] : []` },
      { name: root, expression: `${optional}.orValue({})` },
    ];
  });
  const lists = (Object.keys(TARGETS) as TargetName[]).flatMap((target): Variable[] => {
    const steps = stepsOf(target);
    const [root, step] = steps;
    if (steps.length !== 2 || root.root === 'object' || !isRoot(root.variable)) return [];
    return [{ name: sharedName(target), expression: itemsOf(step, `variables.${root.variable}`) }];
  });
  return [...roots, ...lists];
}

/** The variables of `all` that a text uses, and those that these use. */
export function usedVariables(all: readonly Variable[], texts: readonly string[]): Variable[] {
  const used = new Set<string>();
  const visit = (text: string): void => {
    for (const [, name] of text.matchAll(/\bvariables\.(\w+)/g)) {
      if (used.has(name)) continue;
      used.add(name);
      visit(all.find((variable) => variable.name === name)?.expression ?? '');
    }
  };
  texts.forEach(visit);
  return all.filter(({ name }) => used.has(name));
}

/** An expression about a target's items as one about the whole object: true where it holds for each of them. */
export function wrapped(target: TargetName, item: Expression): string {
  return nested(target, item, (list, variable, inner) => `${list}.all(${variable}, ${inner})`);
}

/**
 * Names of the items, or of what they are part of, for which an expression does not hold: a CEL list of texts. `undefined` where the target's items
 * have no names.
 */
export function failingNames(target: TargetName, item: Expression): string | undefined {
  const steps = stepsOf(target);
  if (steps.length < 2) return undefined;
  const { variable, key, keys } = steps[1];
  if (keys === undefined && key.length === 0) return undefined;
  const below = steps.slice(2).reduceRight((inner, step) => `${itemsOf(step, parentOf(steps, step).variable)}.all(${step.variable}, ${inner})`, `${item.text}\n`);
  const list = steps[0].root === 'object' ? itemsOf(steps[1], 'object') : `variables.${sharedName(steps[1].name)}`;
  const name = keys === undefined ? `string(${variable}.?${key[0].replaceAll('/', '.?')}.orValue('?'))` : variable;
  const names = `${list}.filter(${variable}, !(${below})).map(${variable}, ${name})`;
  return bound(names, steps, item, (root, value, inner) => `[${value}].map(${root}, ${inner})[0]`);
}

type Loop = (list: string, variable: string, inner: string) => string;

/** Builds the nest of loops from a root down to a target's items. */
function nested(target: TargetName, item: Expression, loop: Loop): string {
  const steps = stepsOf(target);
  let inner = `${item.text}\n`;
  if (steps.length === 1 && steps[0].root === 'object') return bound(`(${inner})`, steps, item);
  if (steps.length === 1) return bound(loop(`variables.${listOf(steps[0].variable)}`, steps[0].variable, inner), steps, item);
  for (let at = steps.length - 1; at >= 1; at -= 1) {
    const shared = at === 1 && steps[0].root !== 'object';
    inner = loop(shared ? `variables.${sharedName(steps[1].name)}` : itemsOf(steps[at], steps[at - 1].variable), steps[at].variable, inner);
  }
  return bound(inner, steps, item);
}

type Bind = (name: string, value: string, inner: string) => string;

const holdsFor: Bind = (name, value, inner) => `[${value}].all(${name}, ${inner})`;

/**
 * The text with a name for each root that the expression speaks of and that no loop of the text binds. The object too, without its type: servers of
 * other versions know other fields, and none knows those whose values may be of several types.
 */
function bound(text: string, steps: readonly Step[], { dependencies }: Expression, bind = holdsFor): string {
  const bindsRoot = steps.length === 1 ? steps[0].variable : undefined;
  const used = new Set(dependencies.map(({ variable }) => variable));
  const free = ROOTS.filter((root) => used.has(root) && root !== bindsRoot);
  const withRoots = free.reduce((inner, root) => bind(root, `variables.${root}`, inner), text);
  return used.has('object') || steps[0].root === 'object' ? bind('object', 'dyn(object)', withRoots) : withRoots;
}

/** The items of a step below what a name stands for, as a CEL list. */
function itemsOf(step: Step, parent: string): string {
  const parts = [
    ...step.lists.map((path) => `${parent}.?${path.replaceAll('/', '.?')}.orValue([])`),
    ...step.objects.map((path) => `(${parent}.?${path.replaceAll('/', '.?')}.hasValue() ? [${parent}.${path.replaceAll('/', '.')}] : [])`),
    ...step.keys === undefined ? [] : [`${parent}.?${step.keys.replaceAll('/', '.?')}.orValue({})`],
  ];
  return parts.length === 1 ? parts[0] : `(${parts.join(' + ')})`;
}

function parentOf(steps: readonly Step[], step: Step): Step {
  return steps[steps.indexOf(step) - 1];
}

function sharedName(target: TargetName): string {
  return target.toLowerCase().replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()) + 'Items';
}

function isRoot(name: string): name is typeof ROOTS[number] {
  return (ROOTS as readonly string[]).includes(name);
}
