import { Functions, Library } from './library';
import { isUrl } from './urls';
import { cel, Opaque } from './values';

const NAME = 'kubernetes.NamedFormat';
const LABEL = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?';
const PART = '(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?)';
const dns1123Label = matching(LABEL, 63);
const dns1123Subdomain = matching(`${LABEL}(?:\\.${LABEL})*`, 253);
const dns1035Label = matching('[a-z](?:[-a-z0-9]*[a-z0-9])?', 63);
const part = matching(PART, 63);

type Check = (text: string) => boolean;

/** Which texts are of a format. */
const FORMATS: { readonly [name: string]: Check } = {
  dns1123Label,
  dns1123Subdomain,
  dns1035Label,
  dns1123LabelPrefix: (text) => dns1123Label(withoutDash(text)),
  dns1123SubdomainPrefix: (text) => dns1123Subdomain(withoutDash(text)),
  dns1035LabelPrefix: (text) => dns1035Label(withoutDash(text)),
  qualifiedName: (text) => {
    const parts = text.split('/');
    return parts.length <= 2 && part(parts.at(-1)!) && (parts.length === 1 || dns1123Subdomain(parts[0]));
  },
  labelValue: matching(`${PART}?`, 63),
  uri: isUrl,
  uuid: matching('[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12}', 36),
  byte: matching('(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})', Infinity),
  date: isDate,
  datetime: isDateTime,
};

class Format extends Opaque {
  constructor(public readonly name: string) {
    super();
  }

  public equals(other: Format): boolean {
    return this.name === other.name;
  }
}

function matching(pattern: string, longest: number): Check {
  const regex = new RegExp(`^(?:${pattern})$`);
  return (text) => text.length <= longest && regex.test(text);
}

/** A prefix may end with a dash, since something follows it. */
function withoutDash(text: string): string {
  return text.length > 1 && text.endsWith('-') ? `${text.slice(0, -1)}a` : text;
}

/** A day that the calendar has. */
function isDate(text: string): boolean {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text;
}

/** As the server has it: any character for the point, and what follows a second "t" is not looked at. */
function isDateTime(text: string): boolean {
  const [day, time] = text.toLowerCase().split('t');
  const parts = /^(\d\d):(\d\d):(\d\d)(?:.\d+)?(?:z|[+-]\d\d:\d\d)$/.exec(time ?? '');
  return isDate(day) && parts !== null && parts[1] <= '23' && parts[2] <= '59' && parts[3] <= '59';
}

/** None where the text is of the format, else what to say of it: in words of this library, not the server's. */
function validate(format: Format, text: string): unknown {
  const { Optional } = cel();
  return FORMATS[format.name](text) ? Optional.none() : Optional.of([`not of the format ${format.name}`]);
}

function named(name: string): unknown {
  return Object.hasOwn(FORMATS, name) ? cel().Optional.of(new Format(name)) : cel().Optional.none();
}

/** The formats of texts that Kubernetes has names for. */
export const NAMED_FORMATS: Library = {
  since: '1.32',
  types: { [NAME]: Format },
  functions: { [`${NAME}.validate(string): optional<list<string>>`]: validate },
  namespaces: {
    format: {
      [`named(string): optional<${NAME}>`]: named,
      ...Object.fromEntries(Object.keys(FORMATS).map((name) => [`${name}(): ${NAME}`, () => new Format(name)])) as Functions,
    },
  },
};
