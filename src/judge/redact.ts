import { isPlainObject } from '../private/json';

/** How credentials look whose form is known: keys of clouds and services, tokens, private keys, passwords in addresses. */
const SECRET_VALUES = [
  /AKIA[0-9A-Z]{16}/, /ASIA[0-9A-Z]{16}/, /-----BEGIN [A-Z ]*PRIVATE KEY/, /gh[pousr]_[A-Za-z0-9]{16,}/, /github_pat_[A-Za-z0-9_]{20,}/,
  /sk-[A-Za-z0-9_-]{16,}/, /xox[abposr]-[A-Za-z0-9-]{10,}/, /AIza[A-Za-z0-9_-]{30,}/, /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,2000}\.eyJ[A-Za-z0-9_-]{8}/,
  // With bounds: a search for schemes in a long text without any would take its length squared.
  /(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{0,30}:\/\/[^/\s:@]{1,200}:[^/\s@]{1,200}@/i,
];

/** How the names of variables read that hold credentials. */
const SECRET_NAME = /(^|_)(password|passwd|pwd|secret|token|api_?key|access_?key|private_?key|credentials?)(_|$)/i;

/** What stands where a secret was. */
const REDACTED = '(redacted)';

/**
 * A value as it may be shown. `secret` says that the rule is about secrets: then no text is shown at all. Elsewhere texts that look like one, and
 * values of variables whose names speak of one, are taken out.
 */
export function redacted(value: unknown, secret: boolean): unknown {
  if (typeof value === 'string') return secret || SECRET_VALUES.some((pattern) => pattern.test(value)) ? REDACTED : value;
  if (Array.isArray(value)) return value.map((element) => redacted(element, secret));
  if (!isPlainObject(value)) return value;
  const named = typeof value.name === 'string' && SECRET_NAME.test(value.name);
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, redacted(child, secret || (named && key === 'value'))]));
}
