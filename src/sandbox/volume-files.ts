import * as kplus from 'cdk8s-plus-28';
import { DownwardApiItem } from './downward-api-item';
import { checkKey, checkReference } from './field-references';
import { checkRelativePath } from './paths';
import { KeyFilesOptions, ServiceAccountTokenOptions } from './volume-options';
import { FLAG } from '../private/forms';
import { compact, JsonObject, sortedEntries } from '../private/json';
import { Place } from '../private/place';
import { checkInteger, checkText } from '../private/syntax';
import { checkSeconds } from '../private/time';

/** 0444: configuration may be read by whoever the container runs as. */
export const OPEN_MODE = 292;

/** 0440: a Secret may be read by the Pod's fsGroup. */
export const SECRET_MODE = 288;

const WIDEST_MODE = 511;
const SHORTEST_TOKEN_LIFE = 600;
const USUAL_TOKEN_LIFE = 3600;
/** What the API server takes at most: 2^32 seconds. */
const LONGEST_TOKEN_LIFE = 4294967296;

/** The permission bits of a volume's files, always written out. */
export function modeOf(place: Place, mode: number | undefined, usual: number): number {
  return mode === undefined ? usual : checkInteger(place.at('defaultMode'), mode, 0, WIDEST_MODE, 'give permission bits, as 0o440 (288)');
}

/** A ConfigMap or Secret as files; volumes and projected sources differ in how they call its name. */
export function keyFilesOf(
  place: Place, nameKey: 'name' | 'secretName', kind: 'ConfigMap' | 'Secret', source: kplus.IResource, options: KeyFilesOptions,
): JsonObject {
  return compact({
    [nameKey]: checkReference(place, source, kind),
    items: options.items && keysToPaths(place.at('items'), options.items),
    optional: options.optional === undefined ? undefined : checkFlag(place.at('optional'), options.optional),
  }) as JsonObject;
}

function checkFlag(place: Place, value: unknown): boolean {
  FLAG(place, value);
  return value as boolean;
}

/** Files of the downward API. */
export function downwardItemsOf(place: Place, items: readonly DownwardApiItem[]): { path: string }[] {
  if (items.length === 0) place.fail({ given: items, allowed: 'at least one item', fix: 'name a file, as DownwardApiItem.fromField(\'name\', PodField.NAME)' });
  const rendered = items.map((item, index) => item._toJson(place.item(index)));
  checkPathsDiffer(place, rendered.map(({ path }) => path));
  return rendered;
}

/** A token for somebody else than the API server. */
export function tokenOf(place: Place, { audience, expiration, path = 'token' }: ServiceAccountTokenOptions): JsonObject & { path: string } {
  return {
    audience: checkText(place.at('audience'), audience, 'name whom the token is meant for: without an audience it opens the API server'),
    expirationSeconds: expiration === undefined
      ? USUAL_TOKEN_LIFE
      : checkSeconds(place.at('expiration'), expiration, SHORTEST_TOKEN_LIFE, LONGEST_TOKEN_LIFE, 'give 10 minutes or more'),
    path: checkRelativePath(place.at('path'), path),
  };
}

/** Two files of one path: the API server refuses the Pod, long after the template was taken. */
export function checkPathsDiffer(place: Place, paths: readonly string[]): void {
  const twice = paths.find((path, index) => paths.indexOf(path) < index);
  if (twice !== undefined) place.fail({ given: twice, allowed: 'each path once', fix: 'give one of the files another path' });
}

function keysToPaths(place: Place, items: { readonly [key: string]: string }): JsonObject[] {
  const result = sortedEntries(items).map(([key, path]) => ({ key: checkKey(place, key), path: checkRelativePath(place.item(key), path) }));
  checkPathsDiffer(place, result.map(({ path }) => path));
  return result;
}
