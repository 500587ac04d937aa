/** What a policy demands of an object: a predicate over its JSON, and changes that break it, so that the predicate is seen to fail. */
export interface Demand {
  readonly id: string;
  readonly says: string;
  readonly holds: (object: any) => boolean;
  /** Each breaks the demand by changing an object for which it holds. */
  readonly weaken: readonly ((object: any) => void)[];
}

/** A copy of an object, weakened. */
export function weakened(object: object, change: (object: any) => void): any {
  const copy = structuredClone(object);
  change(copy);
  return copy;
}

/** All containers of a PodSpec, of all three lists. */
export const containersOf = (spec: any): any[] => [...spec.containers ?? [], ...spec.initContainers ?? [], ...spec.ephemeralContainers ?? []];

/** Whether a value is absent or one of those given. */
export const unsetOr = (value: unknown, ...allowed: unknown[]): boolean => value === undefined || allowed.includes(value);
