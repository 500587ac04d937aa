import { isIPv6 } from 'node:net';
import { EvaluationFailure } from './errors';
import { Library, remembered } from './library';
import { mapOf, Opaque } from './values';

const NAME = 'kubernetes.URL';
// All below is about bytes: texts are taken apart as UTF-8, one character per byte.
const HOST = /^[\w.~!"$&'()*+,;=:[\]<>\x80-\xff-]*$/;
const USER = /^[\w.~!$&'()*+,;=:%@-]*$/;
const PORT = /^(?::\d*)?$/;
const PATH_AS_WRITTEN = /^[\w.~!$&'()*+,/:;=@[\]%-]*$/;
const PATH_ESCAPED = /[^\w.~$&+,/:;=@-]/g;
const ESCAPE = /%([\da-fA-F]{2})/g;
const SCHEME = /^([a-zA-Z][a-zA-Z\d+.-]*):/;

/** What a text says as a URL, in the parts that can be asked for. */
class Url extends Opaque {
  constructor(
    public readonly text: string,
    public readonly scheme: string,
    public readonly host: string,
    public readonly path: string,
    public readonly query: string,
  ) {
    super();
  }

  public equals(other: Url): boolean {
    return this.text === other.text;
  }

  /** Host and port, both without what separates them. */
  public hostAndPort(): [string, string] {
    const colon = this.host.lastIndexOf(':');
    const hasPort = colon >= 0 && PORT.test(this.host.slice(colon));
    const host = hasPort ? this.host.slice(0, colon) : this.host;
    return [host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host, hasPort ? this.host.slice(colon + 1) : ''];
  }

  public escapedPath(): string {
    if (PATH_AS_WRITTEN.test(this.path)) return this.path;
    return unescaped(this.path).replace(PATH_ESCAPED, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
  }

  public parameters(): object {
    const found = new Map<string, string[]>();
    for (const pair of this.query.split('&')) {
      if (pair === '' || pair.includes(';') || hasBadEscape(pair)) continue;
      const equal = pair.indexOf('=');
      const [key, value] = equal < 0 ? [pair, ''] : [pair.slice(0, equal), pair.slice(equal + 1)];
      const name = plain(unescaped(key.replaceAll('+', ' ')));
      found.set(name, [...found.get(name) ?? [], plain(unescaped(value.replaceAll('+', ' ')))]);
    }
    return mapOf([...found]);
  }
}

const bytesOf = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
const plain = (bytes: string): string => Buffer.from(bytes, 'latin1').toString('utf8');
const unescaped = (bytes: string): string => bytes.replace(ESCAPE, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
const hasBadEscape = (bytes: string): boolean => bytes.replace(ESCAPE, '').includes('%');

/**
 * The text as Go reads it: an absolute URL or an absolute path; or why it is neither. What begins with "//" is a path at first sight
 * (`ParseRequestURI`), a host at the second (`Parse`).
 */
function read(text: string, mayOmitScheme: boolean): Url | string {
  const bytes = bytesOf(text);
  if (/[\x00-\x1f\x7f]/.test(bytes)) return 'it has control characters'; // eslint-disable-line no-control-regex -- these characters are what it refuses
  if (bytes === '') return 'it is empty';
  if (bytes === '*') return new Url(text, '', '', '*', '');
  if (bytes.startsWith(':')) return 'it has no scheme before ":"';
  const scheme = SCHEME.exec(bytes)?.[1] ?? '';
  const [rest, query] = cut(scheme ? bytes.slice(scheme.length + 1) : bytes, '?');
  if (!rest.startsWith('/')) return scheme ? new Url(text, scheme.toLowerCase(), '', '', query) : 'it has neither a scheme nor an absolute path';
  const hasHost = rest.startsWith('//') && (scheme !== '' || (mayOmitScheme && !rest.startsWith('///')));
  if (!hasHost) return hasBadEscape(rest) ? 'its path has a wrong escape' : new Url(text, scheme.toLowerCase(), '', rest, query);
  const slash = rest.indexOf('/', 2);
  const [authority, path] = slash < 0 ? [rest.slice(2), ''] : [rest.slice(2, slash), rest.slice(slash)];
  const at = authority.lastIndexOf('@');
  const user = authority.slice(0, Math.max(at, 0));
  const host = authority.slice(at + 1);
  const fault = hostFault(scheme.toLowerCase(), host);
  if (fault) return fault;
  if (!USER.test(user) || hasBadEscape(user)) return 'its user is wrong';
  return hasBadEscape(path) ? 'its path has a wrong escape' : new Url(text, scheme.toLowerCase(), unescaped(host), path, query);
}

/** The first part, and what is after the separator. */
function cut(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function hostFault(scheme: string, host: string): string | undefined {
  if (host.includes('[')) return literalFault(host);
  const isStrict = scheme === 'http' || scheme === 'https';
  const colon = isStrict ? host.indexOf(':') : host.lastIndexOf(':');
  if (colon >= 0 && !PORT.test(host.slice(colon))) return 'its port is wrong';
  return hostEscapes(host) && HOST.test(host.replace(ESCAPE, '')) ? undefined : 'its host is wrong';
}

/** Only what is not ASCII may be escaped in a host, and "%" itself. */
function hostEscapes(host: string): boolean {
  return !hasBadEscape(host) && [...host.matchAll(ESCAPE)].every(([, hex]) => hex === '25' || Number.parseInt(hex, 16) >= 0x80);
}

/** What is wrong with an IPv6 address in brackets, and a port. */
function literalFault(host: string): string | undefined {
  const end = host.lastIndexOf(']');
  if (!host.startsWith('[') || host.lastIndexOf('[') > 0 || end < 0) return 'its brackets are wrong';
  if (!PORT.test(host.slice(end + 1))) return 'its port is wrong';
  const at = host.indexOf('%25');
  const [address, zone] = at < 0 ? [host.slice(1, end), undefined] : [host.slice(1, at), host.slice(at + 3, end)];
  if (zone !== undefined && !isZone(zone)) return 'its zone is wrong';
  return isIPv6(address) && !address.includes('%') ? undefined : 'what is in brackets is no IPv6 address';
}

/** In a zone, blanks and "%" may be escaped besides what may stand in a host. */
function isZone(zone: string): boolean {
  return zone !== '' && !hasBadEscape(zone) && HOST.test(zone.replace(ESCAPE, '')) && HOST.test(unescaped(zone).replace(/[ %]/g, ''));
}

/** Read twice, as the server does: whether it is one by all of the text, what its parts are without what follows "#". */
const parse = remembered((text: string): Url | string => {
  const whole = read(text, false);
  if (typeof whole === 'string') return whole;
  const [before, fragment] = cut(text, '#');
  if (hasBadEscape(bytesOf(fragment))) return 'its fragment has a wrong escape';
  const parts = read(before, true);
  return typeof parts === 'string' ? parts : new Url(text, parts.scheme, parts.host, parts.path, parts.query);
});

/** Whether a text is an absolute URL or an absolute path. */
export function isUrl(text: string): boolean {
  return typeof read(text, false) !== 'string';
}

function url(text: string): Url {
  const parsed = parse(text);
  if (typeof parsed === 'string') throw new EvaluationFailure('invalid_url', `${JSON.stringify(text)} is no URL: ${parsed}`);
  return parsed;
}

/** URLs, as `url('https://example.com/path')`. */
export const URLS: Library = {
  types: { [NAME]: Url },
  functions: {
    [`url(string): ${NAME}`]: url,
    'isURL(string): bool': isUrl,
    [`${NAME}.getScheme(): string`]: (each: Url) => each.scheme,
    [`${NAME}.getHost(): string`]: (each: Url) => plain(each.host),
    [`${NAME}.getHostname(): string`]: (each: Url) => plain(each.hostAndPort()[0]),
    [`${NAME}.getPort(): string`]: (each: Url) => each.hostAndPort()[1],
    [`${NAME}.getEscapedPath(): string`]: (each: Url) => each.escapedPath(),
    [`${NAME}.getQuery(): map<string, list<string>>`]: (each: Url) => each.parameters(),
  },
};
