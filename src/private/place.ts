import { IConstruct } from 'constructs';

/** What a check says of a wrong value. All texts are lower case and without a full stop. */
export interface Complaint {
  /** The value as the user gave it. */
  readonly given: unknown;
  /** What would have been right: a range, a set, a shape. */
  readonly allowed: string;
  /** What to write instead. */
  readonly fix: string;
}

/**
 * A wrong value in a user's program. The message names the construct, the property, the value, what is allowed and how to mend it,
 * in this order, since it is all that users of other languages see.
 */
export class ConfigurationError extends Error {
  constructor(public readonly path: string, public readonly property: string, public readonly complaint: Complaint) {
    super(`[${path}] ${property}: got ${show(complaint.given)}; allowed: ${complaint.allowed}; fix: ${complaint.fix}`);
    this.name = 'ConfigurationError';
  }
}

/** Where in a user's program a value was given: the construct's path and the property below it. Checks get one and complain through it. */
export class Place {
  /** The place of a construct as a whole. */
  public static of(scope: IConstruct): Place {
    return new Place(scope);
  }

  /** The place of a factory that knows no construct, as `Release.of`. */
  public static named(path: string): Place {
    return new Place(path);
  }

  // Every check gets a place and nearly none is ever shown: making one is cheap, and its texts are made when they are shown.
  declare private readonly above: Place | IConstruct | string;
  declare private readonly key?: string | number;
  declare private readonly isItem?: boolean;

  private constructor(above: Place | IConstruct | string, key?: string | number, isItem?: boolean) {
    this.above = above;
    this.key = key;
    this.isItem = isItem;
  }

  /** The property `name` of this place. */
  public at(name: string): Place {
    return new Place(this, name, false);
  }

  /** The element `key` of this place: an index, a map's key or a list item's name. */
  public item(key: string | number): Place {
    return new Place(this, key, true);
  }

  /** Throws the error about the value at this place. */
  public fail(complaint: Complaint): never {
    throw new ConfigurationError(this.path, this.property || 'props', complaint);
  }

  /** The construct that the value was given to; undefined for a factory that knows none. */
  public get construct(): IConstruct | undefined {
    const { above } = this;
    if (above instanceof Place) return above.construct;
    return typeof above === 'string' ? undefined : above;
  }

  private get path(): string {
    const { above } = this;
    if (above instanceof Place) return above.path;
    return typeof above === 'string' ? above : above.node.path || 'App';
  }

  private get property(): string {
    if (!(this.above instanceof Place)) return '';
    const before = this.above.property;
    if (this.isItem) return `${before}[${this.key}]`;
    return before ? `${before}.${this.key}` : `${this.key}`;
  }
}

/** A value as a reader should see it: one line, not endless, never `[object Object]`. */
function show(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'number' || typeof value === 'bigint' || value === undefined) return String(value);
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch {
    text = undefined;
  }
  text ??= String(value);
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}
