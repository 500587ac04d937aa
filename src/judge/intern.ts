/** More numbers than this cannot be told apart in pairs. */
const LIMIT = 2 ** 26;

/** So many characters of texts are held: large objects are soon as many as small ones are values. */
const CHARACTERS = 2 ** 23;

/**
 * Numbers for values: the same for equal ones. Most of what rules look at is the same in many objects, and a number is a short key to what came
 * of it the last time.
 */
export class Interner {
  private readonly primitives = new Map<unknown, number>();
  private readonly texts = new Map<string, number>();
  private readonly pairs = new Map<number, number>();
  private known = new WeakMap<object, number>();
  private next = 0;
  private characters = 0;
  private forgotten = 0;

  /** At most this many values are held: beyond it everything is forgotten, so that memory has a bound whatever is judged. */
  public constructor(private readonly limit = 200_000) {}

  /** Whether the numbers given so far have to be forgotten, together with all that was noted under them. */
  public get isFull(): boolean {
    return this.characters >= CHARACTERS || this.primitives.size + this.texts.size + this.pairs.size >= this.limit;
  }

  /** How often everything was forgotten: what was noted under a number before holds no longer. */
  public get generation(): number {
    return this.forgotten;
  }

  /** Forgets the values. No number is given twice, so those that objects already have stay true, until there are no more numbers. */
  public clear(): void {
    this.primitives.clear();
    this.texts.clear();
    this.pairs.clear();
    this.characters = 0;
    this.forgotten += 1;
    if (this.next < LIMIT / 2) return;
    this.known = new WeakMap();
    this.next = 0;
  }

  /** The number of a JSON value. */
  public numberOf(value: unknown): number {
    if (typeof value !== 'object' || value === null) return this.entry(this.primitives, value);
    let number = this.known.get(value);
    if (number === undefined) {
      const text = JSON.stringify(value);
      const { size } = this.texts;
      number = this.entry(this.texts, text);
      if (this.texts.size > size) this.characters += text.length;
      this.known.set(value, number);
    }
    return number;
  }

  /** The number of two numbers in their order. */
  public pair(a: number, b: number): number {
    return this.entry(this.pairs, a * LIMIT + b);
  }

  private entry<K>(map: Map<K, number>, key: K): number {
    let number = map.get(key);
    if (number === undefined) {
      number = this.next;
      this.next += 1;
      map.set(key, number);
    }
    return number;
  }
}
