import { PlacedMount, writablePathOf } from './mounts';
import { volumeNameOf } from './paths';
import { VolumeMount } from './volume-mount';
import { WritablePath } from './writable-path';
import { compact } from '../private/json';
import { Place } from '../private/place';

const TMP: WritablePath = { path: '/tmp' };

/** Writable paths as they were given at one place. */
export interface GivenPaths {
  readonly place: Place;
  readonly paths?: readonly WritablePath[];
}

/** A writable path with the place that it was given at. */
interface PlacedPath {
  readonly place: Place;
  readonly entry: WritablePath;
}

/**
 * The writable paths of a container, as mounts: `/tmp`, unless one of its `mounts` lies there, and those of the lists. A list adds to what is
 * before it, or changes what that says of the same path; what one list says twice stays there twice, and is refused later. The emptyDirs of
 * a helper bear its name, so that none is shared with the main container by accident.
 */
export function writableMounts(lists: readonly GivenPaths[], mounts: readonly PlacedMount[], usualSize: string, helper?: string): PlacedMount[] {
  let paths: readonly PlacedPath[] = mounts.some(({ mount }) => mount.path === TMP.path) ? [] : [{ place: lists[0].place.item(0), entry: TMP }];
  for (const list of lists) paths = override(paths, list);
  return paths.map(({ place, entry }) => writablePathOf(place, helper === undefined ? entry : named(entry, helper), usualSize));
}

/** Mounts with the places that they were given at. */
export function placedMounts(place: Place, mounts: readonly VolumeMount[] = []): PlacedMount[] {
  return mounts.map((mount, index) => ({ place: place.at('mounts').item(index), mount }));
}

function override(before: readonly PlacedPath[], { place, paths }: GivenPaths): readonly PlacedPath[] {
  if (!paths) return before;
  const own = paths.map((entry, index) => ({ place: place.item(index), entry }));
  const same = (a: PlacedPath) => (b: PlacedPath) => a.entry.path === b.entry.path;
  return [
    ...before.filter((other) => !own.some(same(other))),
    ...own.map((each) => ({ ...each, entry: { ...before.find(same(each))?.entry, ...compact(each.entry)! } })),
  ];
}

function named(entry: WritablePath, helper: string): WritablePath {
  return entry.name !== undefined || typeof entry.path !== 'string' ? entry : { ...entry, name: volumeNameOf(`${helper}-${entry.path}`) };
}
