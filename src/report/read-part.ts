import { isPlainObject, JsonObject } from '../private/json';
import { Place } from '../private/place';
import { checkOneOf } from '../private/syntax';
import { checkDate } from '../private/time';

const AGAIN = 'take the report as it was written, or write it anew';

/** A part of a report that was read, with its place: what somebody may have changed, so that nothing is taken on trust. */
export class ReadPart {
  public constructor(private readonly place: Place, public readonly value: unknown) {}

  public fail(allowed: string, fix: string): never {
    return this.place.fail({ given: this.value, allowed, fix });
  }

  /** The field of an object: its value is undefined where it is absent. */
  public at(name: string): ReadPart {
    const object = this.object();
    return new ReadPart(this.place.at(name), Object.hasOwn(object, name) ? object[name] : undefined);
  }

  public object(): JsonObject {
    return isPlainObject(this.value) ? this.value : this.fail('an object', AGAIN);
  }

  public list<T>(read: (item: ReadPart) => T): T[] {
    return Array.isArray(this.value) ? this.value.map((item, index) => read(new ReadPart(this.place.item(index), item))) : this.fail('a list', AGAIN);
  }

  public optional<T>(read: (part: ReadPart) => T): T | undefined {
    return this.value === undefined ? undefined : read(this);
  }

  public text(): string {
    return typeof this.value === 'string' ? this.value : this.fail('a text', AGAIN);
  }

  public flag(): boolean {
    return typeof this.value === 'boolean' ? this.value : this.fail('true or false', AGAIN);
  }

  public date(): string {
    return checkDate(this.place, this.value, AGAIN);
  }

  public word<T extends string>(words: readonly T[]): T {
    return checkOneOf(this.place, this.value, words, AGAIN) as T;
  }

  /** One of the values, by its number. */
  public numberOf<T>(values: readonly T[]): T {
    const { value } = this;
    if (!Number.isInteger(value) || (value as number) < 0 || (value as number) >= values.length) this.fail(`the number of one of ${values.length}, from 0`, AGAIN);
    return values[value as number];
  }

  /** What `make` gives, which may not take the value. */
  public made<T>(make: () => T): T {
    try {
      return make();
    } catch (error) {
      return this.fail((error as Error).message, AGAIN);
    }
  }
}
