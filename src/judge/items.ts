import { isPlainObject, JsonObject } from '../private/json';
import { KindName, kindOf } from '../rules/kinds';
import { Step, stepsOf, TargetName } from '../rules/targets';

/** A thing in an object that expressions are evaluated for. */
export interface Item {
  readonly variable: string;
  readonly json: unknown;
  /** What a reader is shown, where it is not the item: of a map's keys, the value. */
  readonly shown?: unknown;
  /** Where it is: what it is part of, and the way from there. */
  readonly parent?: Item;
  readonly segments: readonly (string | number)[];
  /** The last segment as a reader finds it: `[name=main]`, or undefined where the segments say it. */
  readonly keyed?: string;
  /** Whether places below it are told from here on and not from the object. */
  readonly isPod: boolean;
  /** Why there are no items where there should be: a list that is none, say. */
  readonly fault?: string;
}

/** The items of one object, by target: each list is made once. */
export class Items {
  private readonly lists = new Map<TargetName, readonly Item[]>();
  private readonly roots = new Map<string, Item | undefined>();

  public constructor(private readonly object: JsonObject, private readonly kind: KindName) {}

  /** The items of a target. */
  public of(target: TargetName): readonly Item[] {
    let items = this.lists.get(target);
    if (!items) {
      const steps = stepsOf(target);
      const step = steps[steps.length - 1];
      if (step.root) {
        const root = this.root(step.root);
        items = root ? [root] : [];
      } else {
        items = this.of(steps[steps.length - 2].name).flatMap((parent) => (parent.fault ? [parent] : partsOf(parent, step)));
      }
      this.lists.set(target, items);
    }
    return items;
  }

  /** A root of the object, or undefined where the object has none such. */
  public root(name: NonNullable<Step['root']>): Item | undefined {
    if (!this.roots.has(name)) this.roots.set(name, this.findRoot(name));
    return this.roots.get(name);
  }

  private findRoot(name: NonNullable<Step['root']>): Item | undefined {
    const path = name === 'object' ? '' : name === 'spec' ? 'spec' : kindOf(this.kind)[name];
    if (path === undefined) return undefined;
    const segments = path === '' ? [] : path.split('/');
    const base = { variable: name, segments, isPod: name === 'pod' };
    const { value, fault } = find(this.object, segments);
    if (fault) return { ...base, json: undefined, fault };
    return value === undefined ? undefined : { ...base, json: value };
  }
}

/** The RFC 6901 pointer to a field of an item. */
export function pointerTo(item: Item, field: string): string {
  const segments: (string | number)[] = field === '' ? [] : field.split('/');
  for (let at: Item | undefined = item; at; at = at.parent) segments.unshift(...at.segments);
  return segments.map((segment) => `/${String(segment).replace(/~/g, '~0').replace(/\//g, '~1')}`).join('');
}

/** The keyed place of a field of an item. */
export function placeOf(item: Item, field: string): string {
  let place = field.replaceAll('/', '.');
  for (let at: Item | undefined = item; at && !at.isPod; at = at.parent) {
    const names = at.keyed === undefined ? at.segments : at.segments.slice(0, -1);
    const own = names.map((segment, index) => (typeof segment === 'number' ? `[${segment}]` : `${index === 0 ? '' : '.'}${segment}`)).join('') + (at.keyed ?? '');
    if (own !== '') place = place === '' ? own : `${own}.${place}`;
  }
  return place;
}

/** What is at a field of an item. */
export function valueAt(item: Item, field: string): unknown {
  return field === '' ? item.shown ?? item.json : find(item.json, field.split('/')).value;
}

function partsOf(parent: Item, step: Step): Item[] {
  const { variable } = step;
  const items: Item[] = [];
  const at = (path: string, take: (value: unknown, segments: string[]) => void): void => {
    const segments = path.split('/');
    const { value, fault } = find(parent.json, segments);
    if (fault) items.push({ variable, json: undefined, parent, segments, isPod: false, fault });
    else if (value !== undefined) take(value, segments);
  };
  for (const path of step.lists) {
    at(path, (list, segments) => {
      if (!Array.isArray(list)) {
        items.push({ variable, json: undefined, parent, segments, isPod: false, fault: `${path.replaceAll('/', '.')} is no list` });
        return;
      }
      list.forEach((json, index) => items.push({
        variable, json, parent, segments: [...segments, index], keyed: keyOf(json, step.key), isPod: false,
      }));
    });
  }
  for (const path of step.objects) at(path, (json, segments) => items.push({ variable, json, parent, segments, isPod: false }));
  if (step.keys !== undefined) {
    const path = step.keys;
    at(path, (map, segments) => {
      if (!isPlainObject(map)) {
        items.push({ variable, json: undefined, parent, segments, isPod: false, fault: `${path.replaceAll('/', '.')} is no map` });
        return;
      }
      Object.keys(map).forEach((key) => items.push({
        variable, json: key, shown: map[key], parent, segments: [...segments, key], keyed: `[${key}]`, isPod: false,
      }));
    });
  }
  return items;
}

/** `[name=main]`, where an element has one of the key fields with a plain value. */
function keyOf(element: unknown, keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const { value } = find(element, key.split('/'));
    if (typeof value === 'string' || typeof value === 'number') return `[${key.slice(key.lastIndexOf('/') + 1)}=${value}]`;
  }
  return undefined;
}

/** The value at a path of own fields; what is absent on the way is undefined, and what could have no fields is a fault, as it is in CEL. */
function find(from: unknown, segments: readonly string[]): { value?: unknown; fault?: string } {
  let value = from;
  for (let at = 0; at < segments.length; at += 1) {
    if (value === undefined) return {};
    if (!isPlainObject(value)) return { fault: `${segments.slice(0, at).join('.') || 'the item'} is no object` };
    value = Object.hasOwn(value, segments[at]) ? value[segments[at]] : undefined;
  }
  return { value };
}
