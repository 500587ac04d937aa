import { EvaluationFailure } from './errors';
import { Library } from './library';
import { cel, equals, isMap } from './values';

type List = readonly unknown[];
type Optional = import('#cel').Optional;

const of = (value: unknown): Optional => cel().Optional.of(value);

/** The values that are there. */
function unwrap(list: List): unknown[] {
  return list.flatMap((each) => {
    if (!(each instanceof cel().Optional)) throw new EvaluationFailure('optional_expected', 'only a list of optional values can be unwrapped');
    return each.hasValue() ? [each.value()] : [];
  });
}

/** Whether a value is its type's zero: `''`, `0`, `false`, `null`, an empty list or map. */
function isZero(value: unknown): boolean {
  if (Array.isArray(value) || value instanceof Uint8Array) return value.length === 0;
  if (isMap(value)) return (value instanceof Map ? value.size : Object.keys(value).length) === 0;
  if (value instanceof cel().UnsignedInt || value instanceof cel().Duration) return Number(value.valueOf()) === 0;
  return value instanceof cel().Optional ? !value.hasValue() : !value;
}

/** Values that may be missing. */
export const OPTIONALS: Library = {
  since: '1.29',
  namespaces: {
    optional: { 'ofNonZeroValue(T): optional<T>': (value: unknown) => (isZero(value) ? cel().Optional.none() : of(value)) },
  },
  operators: { 'optional<T> == optional<T>: bool': equals },
};

/** What came to optional values later. */
export const MORE_OPTIONALS: Library = {
  since: '1.33',
  functions: {
    'list<T>.first(): optional<T>': (list: List) => of(list[0]),
    'list<T>.last(): optional<T>': (list: List) => of(list.at(-1)),
    'list<optional<T>>.unwrapOpt(): list<T>': unwrap,
  },
  namespaces: {
    optional: { 'unwrap(list<optional<T>>): list<T>': unwrap },
  },
};
