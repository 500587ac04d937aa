import { isPlainObject } from '../private/json';
import { Result } from '../rules/judgement';
import { KindName } from '../rules/kinds';
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
export function nameOf({ manifest }: Subject): ObjectName {
  if (!isPlainObject(manifest)) return {};
  const metadata = isPlainObject(manifest.metadata) ? manifest.metadata : {};
  return {
    apiVersion: textOf(manifest.apiVersion), kind: textOf(manifest.kind), namespace: textOf(metadata.namespace), name: textOf(metadata.name),
  };
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
