import { meant } from './did-you-mean';
import { nodeOf, SchemaNode } from './schema-nodes';
import { nameOf, placeOf, SchemaPlace } from './schema-place';
import { JsonObject } from '../private/json';

/** What the API server, told to be strict about fields, refuses an object for by the schema of its definition. */
export interface SchemaFault {
  /** RFC 6901 pointer into the object. */
  readonly pointer: string;

  /** Keyed place, as `spec.podTemplate.spec.containers[name=main].ports`; an index, as `[0]`, only where the item has no key. */
  readonly place: string;

  readonly fault: 'unknown' | 'type' | 'enum' | 'required' | 'duplicate' | 'format' | 'minimum' | 'maximum' | 'length' | 'pattern' | 'null';

  /** The value found, as it is: undefined for what is required, and of an item that is there twice the key alone. */
  readonly found: unknown;

  /** What would be right: `integer`, `one of Retain, Delete`, `a field of podTemplate.spec; did you mean runtimeClassName?`. */
  readonly wanted: string;
}

/** Fields that a reader can take in at a glance. */
const FEW = 8;

const ROOT: SchemaPlace = { pointer: '', place: '' };

/**
 * The faults of a value by a schema, in the order in which they stand in it; what a value lacks comes after what it has. Each value has one fault at
 * most, and what is below a wrong type is not looked at. As on the server, a field with the value null is one that is not there.
 *
 * @param at where the value is, if it is a part of something
 */
export function schemaFaults(value: unknown, schema: JsonObject, at: SchemaPlace = ROOT): SchemaFault[] {
  const inspection = new Inspection(value, nodeOf(schema), at);
  return inspection.faults();
}

/** One value held against its schema. How deep it looks is bounded by the schema, which has no cycles, and not by the value. */
class Inspection {
  private readonly found: SchemaFault[] = [];
  /** The way to the value that is looked at. Places are made of it where something is wrong, which is rare. */
  private readonly way: (string | number)[] = [];

  public constructor(private readonly value: unknown, private readonly node: SchemaNode, private readonly at: SchemaPlace) {}

  public faults(): SchemaFault[] {
    this.inspect(this.value, this.node);
    return this.found;
  }

  private inspect(value: unknown, node: SchemaNode): void {
    if (value === null || value === undefined) {
      this.report('null', value, node.type);
    } else if (!node.isOfType(value)) {
      this.report('type', value, node.type);
    } else if (node.fields) {
      this.inspectFields(value as JsonObject, node, node.fields);
    } else if (node.values) {
      this.inspectMap(value as JsonObject, node.values);
    } else if (node.items) {
      this.inspectList(value as unknown[], node, node.items);
    } else {
      const limit = node.limits.find(({ holds }) => !holds(value));
      if (limit) this.report(limit.fault, value, limit.wanted(value));
    }
  }

  private inspectFields(object: JsonObject, node: SchemaNode, fields: ReadonlyMap<string, SchemaNode>): void {
    for (const name of Object.keys(object)) {
      const value = object[name];
      const field = fields.get(name);
      // What is undefined never reaches the YAML.
      if (field ? isAbsent(value) : value === undefined) continue;
      this.way.push(name);
      if (field) this.inspect(value, field);
      else this.report('unknown', value, this.fieldsInWords(name, fields));
      this.way.pop();
    }
    for (const name of node.required) {
      if (!isAbsent(object[name])) continue;
      this.way.push(name);
      this.report('required', undefined, fields.get(name)!.type);
      this.way.pop();
    }
  }

  private inspectMap(map: JsonObject, values: SchemaNode): void {
    for (const key of Object.keys(map)) {
      if (isAbsent(map[key])) continue;
      this.way.push(key);
      this.inspect(map[key], values);
      this.way.pop();
    }
  }

  private inspectList(list: unknown[], node: SchemaNode, items: SchemaNode): void {
    const first = new Map<string, number>();
    for (let index = 0; index < list.length; index++) {
      this.way.push(index);
      this.inspect(list[index], items);
      const key = node.keyOf?.(list[index]);
      if (key !== undefined) {
        const text = JSON.stringify(key);
        const earlier = first.get(text);
        if (earlier === undefined) first.set(text, index);
        else this.report('duplicate', key, `another ${node.keys?.join(' and ') ?? 'value'} than item ${earlier}`);
      }
      this.way.pop();
    }
  }

  /** What fields there are where `name` is none, whose way is the current one. */
  private fieldsInWords(name: string, fields: ReadonlyMap<string, SchemaNode>): string {
    const owner = nameOf(this.at, this.value, this.node, this.way.slice(0, -1));
    if (fields.size === 0) return `no field: ${owner} has none here`;
    const names = [...fields.keys()];
    const suggestion = meant(name, names);
    if (suggestion !== undefined) return `a field of ${owner}; did you mean ${suggestion}?`;
    return names.length > FEW ? `a field of ${owner}` : `a field of ${owner}: ${names.join(', ')}`;
  }

  private report(fault: SchemaFault['fault'], found: unknown, wanted: string): void {
    this.found.push({ ...placeOf(this.at, this.value, this.node, this.way), fault, found, wanted });
  }
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}
