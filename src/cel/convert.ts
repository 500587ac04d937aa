/**
 * The CEL value of a JSON value: whole numbers become ints, others doubles, what is undefined is left out. Whole numbers beyond 2^53 came out
 * of JSON imprecise already, and those beyond 64 bits are doubles, as for the API server. It shares nothing that can be changed with the JSON.
 */
export function toCel(json: unknown): unknown {
  if (typeof json === 'number') return Number.isInteger(json) && Math.abs(json) < 2 ** 63 ? BigInt(json) : json;
  if (typeof json !== 'object' || json === null) return json;
  if (Array.isArray(json)) return json.map(toCel);
  const object = json as { readonly [key: string]: unknown };
  const result: { [key: string]: unknown } = {};
  for (const key of Object.keys(object)) {
    // The evaluator knows an object by its constructor, and assigning a prototype makes no field.
    if (key === 'constructor' || key === '__proto__') return asMap(object);
    const value = object[key];
    if (value !== undefined) result[key] = toCel(value);
  }
  return result;
}

function asMap(object: { readonly [key: string]: unknown }): Map<string, unknown> {
  return new Map(Object.entries(object).filter(([, value]) => value !== undefined).map(([key, value]) => [key, toCel(value)]));
}
