import { Place } from '../private/place';

/** An image reference in its parts, by the grammar of the OCI distribution specification. */
export interface ImageReference {
  readonly host: string;
  readonly port?: string;
  readonly path: string;
  readonly tag?: string;
  readonly digest?: string;
}

/** The form of a digest: sha256 alone, since that is what registries make and what the rules compare. */
export const DIGEST = /^sha256:[0-9a-f]{64}$/;

const HOST = /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*|\[[0-9A-Fa-f:]+\])$/;
const HOST_AND_PORT = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/;
const PATH = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
const PORT = /^[0-9]{1,5}$/;
const LONGEST_PATH = 255;

/** A part that is wrong, as a complaint says it. */
interface Mistake {
  readonly pattern: RegExp;
  readonly allowed: string;
  readonly fix: string;
}

/** What people get wrong about a reference as a whole, each with the words that help; the first that matches is told. */
const MISTAKES: readonly Mistake[] = [
  { pattern: /^$/, allowed: 'a reference that is not empty', fix: 'write host/path:tag or host/path@sha256:<64 hex digits>' },
  { pattern: /\s/, allowed: 'a reference without blanks', fix: 'take the blanks out' },
  { pattern: /^[A-Za-z][A-Za-z0-9+.-]*:\/\//, allowed: 'a reference without a scheme', fix: 'take "http://" or "https://" away' },
  { pattern: /@.*@/, allowed: 'one digest', fix: 'leave one "@sha256:…"' },
  { pattern: /^[^@]*:sha256:/, allowed: 'a digest behind "@"', fix: 'write "@sha256:" in the place of ":sha256:"' },
  { pattern: /@(?!sha256:)/, allowed: 'a digest sha256:<64 hex digits> behind "@"', fix: 'write a tag behind ":" and a digest as "@sha256:…"' },
  { pattern: /@sha256:(?=.*[A-F])[0-9A-Fa-f]{64}$/, allowed: 'a digest in lower-case hex digits', fix: 'write the digest in lower case' },
  { pattern: /@sha256:[0-9A-Fa-f]{0,63}$/, allowed: 'a digest of 64 hex digits; this one is too short', fix: 'copy the whole digest' },
  { pattern: /@sha256:(?![0-9a-f]{64}$)/, allowed: 'a digest of exactly 64 hex digits and nothing behind it', fix: 'copy the digest anew; a tag stands before it' },
];

/** Why what `SandboxImage.pinnedLater` writes is not judged here, and which rules that concerns. */
export const REPLACED_LATER = {
  reason: 'the image is written by a later step, after which `check` and the admission policies judge it',
  rules: ['SBX-IMG-001', 'SBX-IMG-002', 'SBX-IMG-003', 'SBX-IMG-004', 'SBX-IMG-006', 'SBX-FS-011'],
} as const;

/** The good ones: an app names few images, many times. */
const known = new Map<string, ImageReference>();

/** Takes a reference apart; what is wrong is told by its part. */
export function parseImageReference(place: Place, value: unknown): ImageReference {
  if (typeof value !== 'string') {
    place.fail({ given: value, allowed: 'an image reference', fix: 'write host/path:tag or host/path@sha256:<64 hex digits>' });
  }
  let reference = known.get(value);
  if (!reference) known.set(value, reference = parsed(place, value));
  return reference;
}

function parsed(place: Place, value: string): ImageReference {
  const mistake = MISTAKES.find(({ pattern }) => pattern.test(value));
  if (mistake) place.fail({ given: value, allowed: mistake.allowed, fix: mistake.fix });

  const [name, digest] = value.split('@');
  const [first, rest] = cut(name, '/');
  if (rest === undefined || !/[.:]|^localhost$/.test(first)) {
    place.fail({
      given: value,
      allowed: 'a reference that begins with the registry\'s host (a first part with "." or ":", or localhost)',
      fix: `name the host, as in docker.io/${rest === undefined ? 'library/' : ''}${value}`,
    });
  }
  const [path, tag] = cut(rest, ':');
  const [, host, port] = HOST_AND_PORT.exec(first)!;
  checkPart(place, value, 'host', HOST.test(host), 'DNS labels joined by ".", an IPv4 address, or an IPv6 address in brackets');
  if (port !== undefined) checkPart(place, value, 'port', PORT.test(port) && Number(port) >= 1 && Number(port) <= 65535, 'a number from 1 to 65535');
  if (path !== path.toLowerCase()) {
    place.fail({ given: value, allowed: 'a path in lower case', fix: `write ${first}/${path.toLowerCase()}` });
  }
  checkPart(place, value, 'path', PATH.test(path) && path.length <= LONGEST_PATH,
    `parts of a-z and 0-9, joined by "/", within a part by ".", "_", "__" or "-", at most ${LONGEST_PATH} characters`);
  if (tag !== undefined) checkPart(place, value, 'tag', TAG.test(tag), 'at most 128 letters, digits, "_", "." or "-", not beginning with "." or "-"');
  return { host, path, ...(port === undefined ? {} : { port }), ...(tag === undefined ? {} : { tag }), ...(digest === undefined ? {} : { digest }) };
}

/** Writes a reference from its parts: what `parseImageReference` takes apart, put together again. */
export function formatImageReference({ host, port, path, tag, digest }: ImageReference): string {
  return `${host}${port === undefined ? '' : `:${port}`}/${path}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;
}

/** Checks a reference that is to be pinned: a digest, and a tag for the reader where one is wanted. */
export function checkPinned(place: Place, value: string): void {
  const { digest } = parseImageReference(place, value);
  if (digest === undefined) {
    place.fail({
      given: value,
      allowed: 'a reference with a digest (@sha256:<64 hex digits>)',
      fix: 'add the digest, or use SandboxImage.fromTag or SandboxImage.pinnedLater',
    });
  }
}

/** Checks a reference that is meant by its tag. */
export function checkTagged(place: Place, value: string): void {
  const { tag, digest } = parseImageReference(place, value);
  if (digest !== undefined) {
    place.fail({ given: value, allowed: 'a reference without a digest', fix: 'use SandboxImage.fromDigest, which pins it' });
  }
  if (tag === undefined) {
    place.fail({ given: value, allowed: 'a reference with a tag', fix: `add the tag, as in ${value}:1.0, since a missing one means "latest"` });
  }
}

/** Checks what a later step will replace: anything that is not plainly a slip of the keyboard. */
export function checkReplaceable(place: Place, value: string): void {
  if (typeof value !== 'string' || value === '' || value !== value.trim()) {
    place.fail({ given: value, allowed: 'a text that is not empty and has no blanks around it', fix: 'write it as the later step looks for it' });
  }
}

/** Cuts a text at the first `separator`; the second part is undefined where there is none. */
function cut(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

function checkPart(place: Place, value: string, part: string, good: boolean, allowed: string): void {
  if (!good) place.fail({ given: value, allowed: `as ${part}: ${allowed}`, fix: `correct the ${part}` });
}
