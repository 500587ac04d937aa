import * as fc from 'fast-check';
import { changed, waysInto } from './schema-values';

const OTHERS: unknown[] = [null, true, 12, 1.5, -1, 2 ** 40, 1e21, 'text', '', '1Gi', 'always', '2027-06-30T00:00:00Z', {}, [], [null], { a: 1 }, ['a'], [{}, {}]];

type Way = readonly (string | number)[];
type Change = (value: any, extra: number) => any;

/** Whether a value has fields, which lists have none of. */
const isObject = (value: unknown): value is { [key: string]: unknown } => typeof value === 'object' && value !== null && !Array.isArray(value);

const CHANGES: readonly Change[] = [
  /** Another value. */
  (_, extra) => OTHERS[extra % OTHERS.length],
  /** A field less. */
  (value, extra) => isObject(value) ? Object.fromEntries(Object.entries(value).filter((_, index, all) => index !== extra % all.length)) : undefined,
  /** A field misspelled. */
  (value, extra) => {
    if (!isObject(value)) return undefined;
    const wrong = Object.keys(value)[extra % Object.keys(value).length];
    return Object.fromEntries(Object.entries(value).map(([key, child]) => [key === wrong ? misspelled(key, extra) : key, child]));
  },
  /** A field more. */
  (value) => isObject(value) ? { ...value, more: 1 } : undefined,
  /** An item twice. */
  (value, extra) => Array.isArray(value) && value.length > 0 ? [...value, value[extra % value.length]] : undefined,
];

function misspelled(key: string, how: number): string {
  return [key.slice(1), key.slice(0, -1), `${key}s`, key.toUpperCase()][how % 4];
}

/** Objects that are each wrong in one place, or not wrong after all. What `stays` is left alone. */
export function mutations(objects: fc.Arbitrary<any>, stays: (way: Way) => boolean): fc.Arbitrary<any> {
  return fc.tuple(objects, fc.nat(), fc.nat(), fc.constantFrom(...CHANGES)).map(([object, where, extra, change]) => {
    const ways = waysInto(object).filter((way) => !stays(way));
    const way = ways[where % ways.length];
    const value = way.reduce<any>((at, step) => at[step], object);
    const by = change(value, extra);
    return by === undefined ? undefined : changed(object, way, by);
  }).filter((mutation) => mutation !== undefined);
}
