import { Place } from './place';

/** A kind of name in Kubernetes: its longest form, its pattern, and how to say both. */
interface NameKind {
  readonly max: number;
  readonly pattern: RegExp;
  readonly says: string;
}

const LABEL: NameKind = {
  max: 63,
  pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
  says: 'a DNS label (a-z, 0-9, "-", beginning and ending with a letter or digit)',
};
const SERVICE: NameKind = {
  max: 63,
  pattern: /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
  says: 'a DNS label that begins with a letter (a-z, 0-9, "-", ending with a letter or digit)',
};
const SUBDOMAIN: NameKind = {
  max: 253,
  pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
  says: 'a DNS subdomain (DNS labels joined by ".")',
};
const PORT_NAME: NameKind = {
  max: 15,
  // At least one letter, no two hyphens in a row: IANA_SVC_NAME.
  pattern: /^(?=.*[a-z])(?!.*--)[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
  says: 'a port name (a-z, 0-9, single "-", at least one letter)',
};
const ENV_NAME: NameKind = {
  max: Infinity,
  pattern: /^[A-Za-z_][A-Za-z0-9_]*$/,
  says: 'an environment variable name (letters, digits, "_", not beginning with a digit)',
};
const LABEL_VALUE: NameKind = {
  max: 63,
  pattern: /^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/,
  says: 'a label value (letters, digits, "-", "_", ".", beginning and ending with a letter or digit)',
};
// A prefix of at most 253 characters, where there is one, and a name of at most 63.
const QUALIFIED_NAME = /^(?:(?=[^/]{1,253}\/)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/)?(?=.{1,63}$)[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

/** `tooLong` and `wrong` are what to do about a name that is too long, and about one of another form. */
function check(place: Place, kind: NameKind, value: unknown, max = kind.max, tooLong?: string, wrong = 'give a name of that form'): string {
  if (typeof value !== 'string' || value.length > max || !kind.pattern.test(value)) {
    const limit = max === Infinity ? '' : ` of at most ${max} characters`;
    const isLong = typeof value === 'string' && value.length > max;
    const length = isLong ? `; this one has ${value.length}` : '';
    place.fail({ given: value, allowed: `${kind.says}${limit}${length}`, fix: isLong ? tooLong ?? wrong : wrong });
  }
  return value;
}

/** Checks a name, optionally against another limit; with what to do about one that is too long, and about one of another form. */
type NameCheck = (place: Place, value: unknown, max?: number, tooLong?: string, wrong?: string) => string;

/** A name of 63 characters at most (or fewer), as Pods' containers, volumes and Services have it. */
export const checkDnsLabel: NameCheck = (place, value, max, tooLong, wrong) => check(place, LABEL, value, max, tooLong, wrong);

/** The name of a Service, or of what gives a Service its name: servers before Kubernetes 1.36 want a letter first. */
export const checkServiceName: NameCheck = (place, value, max, tooLong, wrong) => check(place, SERVICE, value, max, tooLong, wrong);

/** A name of 253 characters at most (or fewer), as most objects have it. */
export const checkDnsSubdomain: NameCheck = (place, value, max, tooLong, wrong) => check(place, SUBDOMAIN, value, max, tooLong, wrong);

/** The name of a port. */
export const checkPortName = (place: Place, value: unknown): string => check(place, PORT_NAME, value);

/** The name of an environment variable. Stricter than the API server since 1.30, which takes any printable name: shells do not. */
export const checkEnvName = (place: Place, value: unknown): string => check(place, ENV_NAME, value);

/** A label's value. */
export const checkLabelValue = (place: Place, value: unknown): string => check(place, LABEL_VALUE, value);

/** The key of a label, an annotation or a taint: `[prefix/]name`. */
export function checkQualifiedName(place: Place, key: unknown): string {
  if (typeof key !== 'string' || !QUALIFIED_NAME.test(key)) {
    place.fail({
      given: key,
      allowed: 'a key [prefix/]name: the prefix a DNS subdomain, the name at most 63 letters, digits, "-", "_" or "."',
      fix: 'give a key of that form',
    });
  }
  return key;
}

/** A port's number. */
export function checkPort(place: Place, value: unknown): number {
  return checkInteger(place, value, 1, 65535, 'give the number that the program listens on');
}

/** A whole number within bounds. */
export function checkInteger(place: Place, value: unknown, min: number, max: number, fix = 'give a whole number in that range'): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max) {
    const allowed = max === Number.MAX_SAFE_INTEGER ? `a whole number from ${min}` : `a whole number from ${min} to ${max}`;
    place.fail({ given: value, allowed, fix });
  }
  return value;
}

/** A text that is not blank. */
export function checkText(place: Place, value: unknown, fix = 'give a text'): string {
  if (typeof value !== 'string' || value.trim() === '') place.fail({ given: value, allowed: 'a text that is not empty', fix });
  return value;
}

/** One of a set of words, with their exact case. */
export function checkOneOf(place: Place, value: unknown, words: readonly string[], fix = 'give one of these words, in this case'): string {
  if (typeof value !== 'string' || !words.includes(value)) place.fail({ given: value, allowed: words.map((word) => word || '""').join(', '), fix });
  return value;
}
