import { isPlainObject, JsonObject } from '../private/json';
import { Result } from '../rules/judgement';
import { KindName, kindNameOf, kindOf } from '../rules/kinds';
import { managedPolicyFor } from '../rules/standard';
import { Subject } from '../rules/subject';

/** What an object is called: kind, namespace and name, as far as it has them. */
export interface ObjectName {
  readonly apiVersion?: string;
  readonly kind?: KindName | string;
  readonly namespace?: string;
  readonly name?: string;
}

/** What a subject's object is called. */
export function nameOf({ manifest }: Pick<Subject, 'manifest'>): ObjectName {
  if (!isPlainObject(manifest)) return {};
  const metadata = isPlainObject(manifest.metadata) ? manifest.metadata : {};
  return {
    apiVersion: textOf(manifest.apiVersion), kind: textOf(manifest.kind), namespace: textOf(metadata.namespace), name: textOf(metadata.name),
  };
}

/** The account that the Pods of an object run as: undefined for kinds without. */
export function serviceAccountOf({ manifest }: Pick<Subject, 'manifest'>): string | undefined {
  const kind = isPlainObject(manifest) ? kindNameOf(manifest) : undefined;
  const path = kind === undefined ? undefined : kindOf(kind).pod?.split('/');
  if (!path) return undefined;
  const pod = path.reduce<unknown>((at, field) => (isPlainObject(at) && Object.hasOwn(at, field) ? at[field] : undefined), manifest);
  return isPlainObject(pod) ? textOf((pod as JsonObject).serviceAccountName) || 'default' : undefined;
}

/** What ends a line, steers a terminal or turns the direction of a text: nothing that a manifest may do to who reads about it. */
const STEERING = /[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g; // eslint-disable-line no-control-regex -- these characters are what it looks for

/** A text as one line that shows what is in it. */
export function oneLine(text: string): string {
  return text.replace(STEERING, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** A value in one line that is not endless. */
export function shown(value: unknown, limit = 160): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > limit ? `${text.slice(0, limit - 3)}...` : text;
}

/** What was found at a finding's place. */
export function found({ actual, absent }: Result): string {
  return absent ? 'nothing' : shown(actual);
}

/** The command or call that would lift a finding for a time, or why none does. */
export function waiverFor({ rule, place, subject, message }: Result): string {
  if (!rule.waivable || subject.renderError !== undefined) return 'none: no waiver lifts this rule';
  if (message !== undefined && managedPolicyFor(rule, subject.standard) !== undefined) return message;
  const at = place === '' ? '' : `, at: '${place}'`;
  return `Guardrails.of(construct).waive('${rule.id}', { reason, owner, expires${at} })`;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
