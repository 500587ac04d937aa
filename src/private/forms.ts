import { byCodeUnit } from './json';
import { Place } from './place';
import { checkOneOf } from './syntax';

/** Complains of a value that has not the form that its property asks for. */
export type Form = (place: Place, value: unknown) => void;

/** The forms of a struct's properties; null where whatever reads the property checks it anyway. */
export type Forms<T> = { readonly [property in keyof T]-?: Form | null };

/**
 * The properties that are given, each of its form. Compilers see to that, and jsii does for other languages; plain JavaScript and what was
 * read from JSON come here unchecked, and a value of another form would end in an error without place, or be dropped without a word. null
 * means "not given", as it does in those other languages.
 */
export function formed<T extends object>(place: Place, props: T, forms: Forms<T>): T {
  let isWhole = true;
  if (!isObject(props)) OBJECT(place, props);
  for (const property of Object.keys(props) as (keyof T & string)[]) {
    const value = props[property];
    if (value === null) {
      isWhole = false;
    } else if (value !== undefined) {
      if (!Object.hasOwn(forms, property)) failForUnknown(place, property, forms);
      forms[property]?.(place.at(property), value);
    }
  }
  return isWhole ? props : Object.fromEntries(Object.entries(props).filter(([, value]) => value !== null)) as T;
}

/** A misspelled property would be a setting that nobody makes, and nobody misses. */
function failForUnknown(place: Place, property: string, forms: object): never {
  return place.at(property).fail({
    given: property,
    allowed: `a property that there is: ${Object.keys(forms).sort(byCodeUnit).join(', ')}`,
    fix: 'correct the name, or leave it out',
  });
}

/** A form that holds for some values. */
export function form(holds: (value: any) => boolean, allowed: string, fix: string): Form {
  return (place, value) => {
    if (!holds(value)) place.fail({ given: value, allowed, fix });
  };
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);

/** True or false. */
export const FLAG = form((value) => typeof value === 'boolean', 'true or false', 'write it without quotes');

/** A struct, or an object of another library. */
export const OBJECT = form(isObject, 'an object', 'write it as { property: value }');

/** Texts by name; what the texts have to be is checked by whatever reads them. */
export const MAP = form(isObject, 'a map', 'write it as { name: value }');

/** A list whose items are checked by whatever reads it. */
export const LIST = form(Array.isArray, 'a list', 'put it in brackets');

/** A list, each item of a form. */
export const listOf = (item: Form): Form => (place, value) => {
  LIST(place, value);
  (value as unknown[]).forEach((each, index) => item(place.item(index), each));
};

/** A map, each value of a form. */
export const mapOf = (item: Form): Form => (place, value) => {
  MAP(place, value);
  Object.entries(value as object).forEach(([key, each]) => item(place.item(key), each));
};

/** A struct, its properties of their forms. */
export const structOf = <T extends object>(forms: Forms<T>): Form => (place, value) => {
  OBJECT(place, value);
  formed(place, value as T, forms);
};

/** One of an enum's words. */
export const wordOf = (words: { readonly [name: string]: string }): Form => (place, value) => {
  checkOneOf(place, value, Object.values(words));
};

/**
 * A value that one of this library's classes makes. Classes are told by their names, since an app may hold two copies of the library.
 *
 * @param example how one is made
 */
export function madeBy(type: { readonly name: string }, example: string): Form {
  return form((value) => isObject(value) && value.constructor?.name === type.name, `a value of the class ${type.name}`, `make it as ${example}`);
}
