import { posix } from 'path';
import { fnv1a32 } from '../private/fnv';
import { Place } from '../private/place';

/** The longest name of an emptyDir: gVisor notes it in `dev.gvisor.spec.mount.<name>.options`, whose name part has 63 characters. */
export const MAX_VOLUME_NAME = 33;
export const VOLUME_NAME_REASON = 'shorten it: gVisor notes emptyDirs in annotations named dev.gvisor.spec.mount.<name>.options, of at most 63 characters';

/** A path that is good as it is: what nearly all are, and much quicker to tell than by normalizing. */
const PLAIN = /^(?:\/(?!\.\.?(?:\/|$))[^/:\0]+)+$/;

/** An absolute path in its plain form: `/usr/../etc` must not pass for something below `/usr`. */
export function checkAbsolutePath(place: Place, path: unknown): string {
  if (typeof path === 'string' && PLAIN.test(path)) return path;
  if (typeof path !== 'string' || !path.startsWith('/') || /[:\0]/.test(path)) {
    place.fail({ given: path, allowed: 'an absolute path without ":"', fix: 'write it from the root, as /data' });
  }
  const plain = posix.normalize(path).replace(/(.)\/$/, '$1');
  if (path !== plain) {
    place.fail({ given: path, allowed: 'a path without ".", "..", "//" and a "/" at its end', fix: `write ${plain}` });
  }
  return path;
}

/** A path below a folder that it cannot leave. */
export function checkRelativePath(place: Place, path: unknown): string {
  const parts = typeof path === 'string' ? path.split('/') : [];
  if (parts.length === 0 || parts.some((part) => part === '' || part === '.' || part === '..') || parts[0].startsWith('..') || /[:\0]/.test(path as string)) {
    place.fail({ given: path, allowed: 'a relative path without ".", "..", "//", ":" and a "/" at its ends', fix: 'write it as config/app.yaml' });
  }
  return path as string;
}

/** The name of a volume that is made for a path: `var-cache-x` for `/var/cache/x`. Long ones keep their beginning and get a hash. */
export function volumeNameOf(path: string): string {
  const name = path.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
  if (name !== '' && name.length <= MAX_VOLUME_NAME) return name;
  const hash = fnv1a32(path);
  const start = (name || 'path').slice(0, MAX_VOLUME_NAME - hash.length - 1).replace(/-$/, '');
  return `${start}-${hash}`;
}
