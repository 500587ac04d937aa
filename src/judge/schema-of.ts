import { OBJECT_META } from './object-meta';
import { JsonObject } from '../private/json';
import { definitionsFor } from '../release/definition-changes';
import { KINDS } from '../release/names';
import { Release } from '../release/release';

interface DefinitionSpec {
  readonly group: string;
  readonly names: { readonly kind: string };
  readonly versions: readonly { readonly name: string; readonly schema: { readonly openAPIV3Schema: JsonObject } }[];
}

/** The schemas of a release: of its kinds by apiVersion and kind, and that of a Pod's spec. */
interface ReleaseSchemas {
  readonly kinds: ReadonlyMap<string, JsonObject>;
  readonly podSpec: JsonObject;
}

const TEMPLATES_POD_SPEC = ['spec', 'podTemplate', 'spec'];
const METADATA_OF_VOLUME = ['volumes', '[]', 'ephemeral', 'volumeClaimTemplate', 'metadata'];

// As many as there are releases with data of their own.
const known = new Map<string, ReleaseSchemas>();

/** The schema for an apiVersion and kind in a release, with all that it says of metadata, or undefined where the release has no such kind. */
export function schemaFor(release: Release, apiVersion: string, kind: string): JsonObject | undefined {
  return schemasOf(release).kinds.get(`${apiVersion} ${kind}`);
}

/**
 * The schema of a Pod's spec in a release: what its templates embed, but for the metadata of an ephemeral volume's claim. A Pod may have labels
 * there; of a template the server drops them.
 */
export function podSpecSchema(release: Release): JsonObject {
  return schemasOf(release).podSpec;
}

function schemasOf(release: Release): ReleaseSchemas {
  let schemas = known.get(release._dataVersion);
  if (!schemas) known.set(release._dataVersion, schemas = makeSchemas(release._dataVersion));
  return schemas;
}

function makeSchemas(version: string): ReleaseSchemas {
  const kinds = new Map(definitionsFor(version).flatMap((definition) => {
    const { group, names, versions } = definition.spec as DefinitionSpec;
    return versions.map(({ name, schema }) => [`${group}/${name} ${names.kind}`, replaced(schema.openAPIV3Schema, ['metadata'], OBJECT_META)]);
  }));
  const podSpec = TEMPLATES_POD_SPEC.reduce(child, kinds.get(`${KINDS.SandboxTemplate.apiVersion} SandboxTemplate`)!);
  return { kinds, podSpec: replaced(podSpec, METADATA_OF_VOLUME, OBJECT_META) };
}

function child(schema: JsonObject, step: string): JsonObject {
  return (step === '[]' ? schema.items : (schema.properties as JsonObject)[step]) as JsonObject;
}

/** A copy of a schema with another one at a place. */
function replaced(schema: JsonObject, [step, ...rest]: readonly string[], by: JsonObject): JsonObject {
  const value = rest.length === 0 ? by : replaced(child(schema, step), rest, by);
  if (step === '[]') return { ...schema, items: value };
  return { ...schema, properties: { ...schema.properties as JsonObject, [step]: value } };
}
