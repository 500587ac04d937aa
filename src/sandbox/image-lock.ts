import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { DIGEST } from './image-reference';
import { isPlainObject, JsonObject } from '../private/json';
import { Place } from '../private/place';

const LOCK_FILE = 'images.lock.json';

/** The file that marks the folder of an app, in which cdk8s runs it. A lock file in any other folder is not the app's. */
const APP_FILE = 'cdk8s.yaml';

/** What was read, by folder: an app asks for each of its images. */
const locks = new Map<string, ReadonlyMap<string, string>>();

/**
 * The digest that `images.lock.json` beside `cdk8s.yaml` has for a reference. It is the one thing that comes from the working folder: a lock
 * file is part of the program that is run, like its source.
 */
export function lockedDigest(place: Place, reference: string): string | undefined {
  const folder = process.cwd();
  let lock = locks.get(folder);
  if (!lock) {
    lock = readLock(place, folder);
    locks.set(folder, lock);
  }
  return lock.get(reference);
}

function readLock(place: Place, folder: string): ReadonlyMap<string, string> {
  const file = join(folder, LOCK_FILE);
  if (!existsSync(join(folder, APP_FILE)) || !existsSync(file)) return new Map();
  const entries = Object.entries(parseLock(place, readFileSync(file, 'utf8')));
  for (const [reference, digest] of entries) {
    if (reference === '' || reference.includes('@')) {
      place.fail({
        given: reference,
        allowed: `references without a digest as keys of ${LOCK_FILE}`,
        fix: `correct the entry ${JSON.stringify(reference)} of ${LOCK_FILE}: the reference as the program has it, the digest as its value`,
      });
    }
    if (typeof digest !== 'string' || !DIGEST.test(digest)) {
      place.fail({
        given: digest,
        allowed: `digests sha256:<64 lower-case hex digits> as values of ${LOCK_FILE}`,
        fix: `correct the entry ${JSON.stringify(reference)} of ${LOCK_FILE}`,
      });
    }
  }
  return new Map(entries as [string, string][]);
}

function parseLock(place: Place, text: string): JsonObject {
  let lock: unknown;
  try {
    lock = JSON.parse(text);
  } catch (error) {
    place.fail({
      given: `${LOCK_FILE}, which is not JSON (${(error as Error).message})`,
      allowed: 'a JSON object that maps references to digests',
      fix: `correct ${LOCK_FILE}, or remove it`,
    });
  }
  if (!isPlainObject(lock)) {
    place.fail({ given: lock, allowed: `a JSON object in ${LOCK_FILE} that maps references to digests`, fix: `correct ${LOCK_FILE}, or remove it` });
  }
  return lock;
}
