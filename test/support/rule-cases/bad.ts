import { BadCase, Operation } from './support';

/** What a case may have beside what all have: the good object that is patched, and other rules that see the same. */
interface More {
  readonly object?: number;
  readonly fails?: readonly string[];
}

/** A case in which a rule fails. */
export function bad(rule: string, patch: Operation, place: string, found: unknown, wanted: string, { object, fails = [] }: More = {}): BadCase {
  return { patch, object, fails: [rule, ...fails], place, found, wanted };
}
