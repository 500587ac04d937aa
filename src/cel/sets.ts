import { Library } from './library';
import { isSame } from './values';

type List = readonly unknown[];
const contains = (list: List, sublist: List): boolean => sublist.every((each) => list.some((item) => isSame(item, each)));

/** Lists taken for sets. */
export const SETS: Library = {
  since: '1.30',
  namespaces: {
    sets: {
      'contains(list<T>, list<T>): bool': contains,
      'intersects(list<T>, list<T>): bool': (a: List, b: List) => a.some((each) => b.some((item) => isSame(item, each))),
      'equivalent(list<T>, list<T>): bool': (a: List, b: List) => contains(a, b) && contains(b, a),
    },
  },
};
