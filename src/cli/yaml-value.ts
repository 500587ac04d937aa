import type { Node, YamlMap } from '#yaml';
import { quoted } from './unreadable-error';
import { MAX_DEPTH, tooDeep, yaml } from './yaml-syntax';
import { Target, YamlTree } from './yaml-tree';
import { JsonObject } from '../private/json';

/**
 * How many values a document may gain by its aliases. Each is a copy, and so is each in a copy: nine lines can write a billion. Manifests that
 * are written by hand gain some tens.
 */
const MAX_COPIES = 10_000;

/** The JSON value of a document, as kubectl reads it. */
export function valueOf(tree: YamlTree): unknown {
  return new ValueReader(tree).value(tree.root, 1);
}

class ValueReader {
  private readonly yaml = yaml();
  /** What is read by an alias of it at the moment. */
  private readonly open = new Set<Target>();
  private copies = 0;

  constructor(private readonly tree: YamlTree) {}

  value(node: Node | null, depth: number): unknown {
    if (!node) return null;
    const target = this.enter(node, depth);
    const value = this.yaml.isScalar(target) ? this.tree.scalar(target)
      : this.yaml.isMap(target) ? this.entries(target, {}, depth)
        : target.items.map((item) => this.value(item, depth + 1));
    this.open.delete(target);
    return value;
  }

  /** Adds a mapping's entries to an object. A merge adds its own where it stands, and what comes later wins: to kubectl, not to all readers. */
  private entries(map: YamlMap, object: JsonObject, depth: number): JsonObject {
    const own = new Set<string>();
    for (const pair of map.items) {
      if (this.tree.isMerge(pair.key)) {
        for (const source of this.tree.sources(pair)) this.merge(source, object, depth);
        continue;
      }
      const name = this.tree.key(pair.key);
      if (own.has(name)) this.tree.fail(pair.key, `the key ${quoted(name)} stands here twice`);
      own.add(name);
      set(object, name, this.value(pair.value, depth + 1));
    }
    return object;
  }

  private merge(source: Node, object: JsonObject, depth: number): void {
    const target = this.enter(source, depth);
    if (this.yaml.isMap(target)) this.entries(target, object, depth);
    this.open.delete(target);
  }

  /** The node that is to be read, after what bounds the work of it. */
  private enter(node: Node, depth: number): Target {
    const target = this.tree.follow(node);
    if (depth > MAX_DEPTH) throw tooDeep(this.tree.chunk, node.range[0]);
    if (target !== node) {
      if (this.open.has(target)) this.tree.fail(node, 'the alias stands in what it is an alias of');
      this.open.add(target);
    }
    if (this.open.size > 0 && ++this.copies > MAX_COPIES) this.tree.fail(node, `aliases add more than ${MAX_COPIES} values to this document`);
    return target;
  }
}

/** Sets a property of the object's own, whatever its name: assigning to `__proto__` would set the prototype. */
function set(object: JsonObject, name: string, value: unknown): void {
  if (name === '__proto__') Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
  else object[name] = value;
}
