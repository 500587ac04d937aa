import { isPlainObject, JsonObject } from '../private/json';

/** Texts that mean themselves without quotes, whatever the version of YAML: no word of it, nothing that could be a number. */
const PLAIN = /^(?!(?:y|n|yes|no|on|off|true|false|null)$)[a-z][a-z0-9_./-]*$/i;

/** What JSON may hold as it is, and YAML may not in all its versions. */
const FOREIGN = /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** Objects as the documents of a YAML file, which every reader takes as the same. */
export function* yamlTexts(objects: Iterable<JsonObject>): Generator<string> {
  let isFirst = true;
  for (const object of objects) {
    yield `${isFirst ? '' : '---\n'}${block(object, '')}\n`;
    isFirst = false;
  }
}

/** A value as what stands behind a key or a dash, or below it. */
function block(value: unknown, indent: string): string {
  if (Array.isArray(value) && value.length > 0) return value.map((item) => `- ${block(item, `${indent}  `).trimStart()}`).join(`\n${indent}`);
  if (!isPlainObject(value) || Object.keys(value).length === 0) return scalar(value);
  return Object.keys(value).map((key) => `${scalar(key)}:${below(value[key], indent)}`).join(`\n${indent}`);
}

function below(value: unknown, indent: string): string {
  const isNested = typeof value === 'object' && value !== null && Object.keys(value).length > 0;
  if (!isNested) return ` ${scalar(value)}`;
  const inner = Array.isArray(value) ? indent : `${indent}  `;
  return `\n${inner}${block(value, inner)}`;
}

function scalar(value: unknown): string {
  if (typeof value === 'string' && PLAIN.test(value)) return value;
  return JSON.stringify(value).replace(FOREIGN, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
