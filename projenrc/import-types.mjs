// Writes TypeScript types of the kinds' plain JSON, one interface for each Go type, under the name that it has in Go.

/** What the definitions leave to the API server: `metadata` of the kinds themselves. */
const objectMeta = `
/** What people write of an object's metadata. */
export interface ObjectMeta {
  readonly annotations?: { readonly [key: string]: string };
  readonly finalizers?: readonly string[];
  readonly labels?: { readonly [key: string]: string };
  readonly name?: string;
  readonly namespace?: string;
}
`;

export function manifestTypes({ definitions, types }) {
  const kinds = definitions.map(({ spec }) => ({ group: spec.group, kind: spec.names.kind, version: spec.versions.find(({ storage }) => storage).name }));
  const pending = [];
  const seen = new Map();
  const written = new Map();

  /** The name of a type that gets a declaration of its own. Two Go types of one name would be one to whoever reads this, so that is an error. */
  const named = (id) => {
    const name = id.slice(id.lastIndexOf('.') + 1);
    if (!seen.has(name)) {
      seen.set(name, id);
      pending.push(id);
    }
    if (seen.get(name) !== id) throw new Error(`two types are named ${name}: ${seen.get(name)} and ${id}`);
    return name;
  };

  /** `#/definitions/Name` is in the same package, `#/definitions/path~1to~1package~0Name` in another. */
  const resolve = (ref, from) => {
    const [first, second] = ref.slice('#/definitions/'.length).split('~0');
    return second === undefined ? `${from.slice(0, from.lastIndexOf('.'))}.${first}` : `${first.replaceAll('~1', '/')}.${second}`;
  };

  const typeOf = (schema, from) => {
    const ref = schema.$ref ?? schema.allOf?.[0].$ref;
    if (ref !== undefined) {
      const id = resolve(ref, from);
      const target = types[id];
      return target.properties || target.allOf || target.enum || target.additionalProperties || target['x-kubernetes-int-or-string']
        ? named(id)
        : typeOf(target, id);
    }
    if (schema['x-kubernetes-int-or-string']) return 'number | string';
    if (schema.enum) return schema.enum.map((value) => `'${value}'`).join(' | ');
    switch (schema.type) {
      case 'array': {
        const item = typeOf(schema.items, from);
        return `readonly ${item.includes(' ') ? `(${item})` : item}[]`;
      }
      // An object without known fields loses whatever is put into it.
      case 'object': return `{ readonly [key: string]: ${schema.additionalProperties ? typeOf(schema.additionalProperties, from) : 'never'} }`;
      case 'integer': case 'number': return 'number';
      case 'string': case 'boolean': return schema.type;
      default: throw new Error(`no type for ${JSON.stringify(schema)} in ${from}`);
    }
  };

  /** Properties with those of embedded types, each with its type's text. */
  const properties = (id) => {
    const { allOf = [], properties: own = {}, required = [] } = types[id];
    const embedded = allOf.flatMap(({ $ref }) => properties(resolve($ref, id)));
    return [
      ...embedded,
      ...Object.entries(own).map(([key, schema]) => ({ key, optional: !required.includes(key), schema, from: id })),
    ];
  };

  const declaration = (id, kind) => {
    const schema = types[id];
    const name = named(id);
    if (!schema.properties && !schema.allOf) return `${comment(schema.description)}export type ${name} = ${typeOf(schema, id)};\n`;
    const members = properties(id).sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ key, optional, schema: property, from }) => {
      const doc = comment(property.description, '  ');
      if (kind && key === 'apiVersion') return `${doc}  readonly apiVersion: '${kind.group}/${kind.version}';\n`;
      if (kind && key === 'kind') return `${doc}  readonly kind: '${kind.kind}';\n`;
      return `${doc}  readonly ${key}${optional ? '?' : ''}: ${kind && key === 'metadata' ? 'ObjectMeta' : typeOf(property, from)};\n`;
    });
    return `${comment(schema.description)}export interface ${name} {\n${members.join('')}}\n`;
  };

  const roots = kinds.map((kind) => {
    const id = Object.keys(types).find((candidate) => candidate.endsWith(`/${kind.version}.${kind.kind}`));
    return declaration(id, kind);
  });
  for (const id of pending) {
    const name = named(id);
    if (!kinds.some(({ kind }) => kind === name)) written.set(name, declaration(id));
  }
  const others = [...written].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text);
  return ['// The storage version of each kind as plain JSON, of the newest release line.\n', ...roots, objectMeta.trimStart(), ...others].join('\n');
}

function comment(description, indent = '') {
  return description ? `${indent}/** ${description.replaceAll('*/', '* /')} */\n` : '';
}
