import { isPlainObject, JsonObject } from '../../private/json';
import { AppObject, AppView } from '../app-check';

/** The value at a path of fields, or undefined where something on the way is absent or has no fields. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((from, key) => (isPlainObject(from) && Object.hasOwn(from, key) ? from[key] ?? undefined : undefined), value);
}

/** The objects in the list at a path. */
export function objectsAt(value: unknown, ...path: readonly string[]): readonly JsonObject[] {
  const list = at(value, ...path);
  return Array.isArray(list) ? list.filter(isPlainObject) : [];
}

/** The texts in the list at a path. */
export function textsAt(value: unknown, ...path: readonly string[]): readonly string[] {
  const list = at(value, ...path);
  return Array.isArray(list) ? list.filter((each) => typeof each === 'string') : [];
}

/** The text at a path, '' where there is none. */
export function textAt(value: unknown, ...path: readonly string[]): string {
  const text = at(value, ...path);
  return typeof text === 'string' ? text : '';
}

/** The object at a path, an empty one where there is none. */
export function mapAt(value: unknown, ...path: readonly string[]): JsonObject {
  const map = at(value, ...path);
  return isPlainObject(map) ? map : {};
}

/** The PodSpec of a template or Sandbox. */
export function podOf({ manifest }: AppObject): unknown {
  return at(manifest, 'spec', 'podTemplate', 'spec');
}

/** The template behind a pool, where it is there. */
export function templateOf(app: AppView, pool: AppObject): AppObject | undefined {
  return app.get('SandboxTemplate', pool.namespace, textAt(pool.manifest, 'spec', 'sandboxTemplateRef', 'name'));
}

/** The template behind a claim, where it and the pool between them are there. */
export function templateOfClaim(app: AppView, claim: AppObject): AppObject | undefined {
  const pool = app.get('SandboxWarmPool', claim.namespace, textAt(claim.manifest, 'spec', 'warmPoolRef', 'name'));
  return pool && templateOf(app, pool);
}

/** Templates whose sandboxes wait in a pool, each once, in the order of their pools. A pool of size 0 holds none: its claims are made cold. */
export function pooledTemplates(app: AppView): ReadonlySet<AppObject> {
  const pools = app.of('SandboxWarmPool').filter(({ manifest }) => at(manifest, 'spec', 'replicas') !== 0);
  return new Set(pools.map((pool) => templateOf(app, pool)).filter((template) => template !== undefined));
}
