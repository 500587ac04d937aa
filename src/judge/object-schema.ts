import { SchemaFault, schemaFaults } from './schema';
import { podSpecSchema, schemaFor } from './schema-of';
import { JsonObject } from '../private/json';
import { Release } from '../release/release';

/** The faults of an object of one of the four kinds, or of a Pod's spec, or undefined for kinds whose schema is not known here. */
export function schemaFaultsOf(manifest: JsonObject, release: Release): SchemaFault[] | undefined {
  const { apiVersion, kind } = manifest;
  if (apiVersion === 'v1' && kind === 'Pod') return schemaFaults(manifest.spec, podSpecSchema(release), { pointer: '/spec', place: '' });
  const schema = schemaFor(release, String(apiVersion), String(kind));
  return schema && schemaFaults(manifest, schema);
}
