import type { Alias, Node, Pair, Scalar, YamlMap, YamlSeq } from '#yaml';
import { Chunk, newlineOffsets, unreadable } from './chunks';
import { quoted } from './unreadable-error';
import { integerOf, plainScalar } from './yaml-scalar';
import { parseChunk, yaml } from './yaml-syntax';

/** What is no alias. */
export type Target = Scalar | YamlMap | YamlSeq;

/** What stands in a mapping or list, and where: a mapping's entry at its key. */
interface Child {
  readonly at: Node;
  readonly value: Node | null;
}

/** The syntax tree of a document, as far as its value and the look-up of a line read it in the same way. */
export class YamlTree {
  /** The tree of a chunk, or undefined where the chunk is empty. */
  static of(chunk: Chunk): YamlTree | undefined {
    const root = parseChunk(chunk);
    return root && new YamlTree(chunk, root);
  }

  private readonly targets = new Map<Alias, Target>();
  private newlines?: readonly number[];

  private constructor(readonly chunk: Chunk, readonly root: Node) {
    // In the order of the text, since an alias stands for the last anchor of its name before it.
    if (chunk.text.includes('*')) this.link(root, new Map());
  }

  /** The node itself, or what it is an alias of. */
  follow(node: Node): Target {
    return yaml().isAlias(node) ? this.targets.get(node)! : node;
  }

  /** What a scalar means. */
  scalar(node: Scalar): string | number | boolean | null {
    if (node.type === 'PLAIN') return plainScalar(node.value, (reason) => this.fail(node, reason));
    // Half of a pair of UTF-16 is no character: only an escape can write it, and only JSON's takes both halves.
    if (node.type === 'QUOTE_DOUBLE' && /\p{Surrogate}/u.test(node.value)) this.fail(node, 'holds half a character: an escape of a surrogate without its other');
    if (node.type.startsWith('BLOCK')) this.checkBlock(node);
    return node.value;
  }

  /** What is beyond the indentation that a block says is text to kubectl in lines of blanks alone, and not to the parser. */
  private checkBlock(node: Scalar): void {
    const [start, , end] = node.range;
    const { text } = this.chunk;
    // The lines of blanks after a block are not counted to it; of the line that follows them, the blanks come last.
    const [header, ...lines] = text.slice(start, end + /^[ \t\n]*/.exec(text.slice(end))![0].length).split('\n').slice(0, -1);
    if (!/^.[-+]?\d/.test(header) || !lines.some((line) => /^[ \t]+$/.test(line))) return;
    this.fail(node, `a block with ${quoted(header)} has a line of blanks alone: empty the line, or write a text in quotes`);
  }

  /** Whether a key merges what stands for it into its mapping. */
  isMerge(key: Node): boolean {
    return yaml().isScalar(key) && key.value === '<<' && key.type === 'PLAIN';
  }

  /** The text of a key: kubectl takes whole numbers and truth values too. */
  key(node: Node): string {
    const target = this.follow(node);
    if (!yaml().isScalar(target)) this.fail(node, 'a mapping or list is no key (where this is a template, render it first)');
    const value = this.scalar(target);
    // kubectl rounds it to 32 bits, so that another key is read than the one that is written.
    const fraction = typeof value === 'number' && integerOf(target.value, (reason) => this.fail(node, reason)) === undefined;
    if (value === null || fraction) this.fail(node, `the key ${target.value || '(nothing)'} is no text: write it in quotes`);
    return String(value);
  }

  /** The line of the node at the tokens of a JSON pointer, or of its nearest parent that exists: of an entry in a mapping, its key's. */
  lineOf(tokens: readonly string[]): number {
    let node = this.follow(this.root);
    let [offset] = node.range;
    for (const token of tokens) {
      const found = this.child(node, token);
      if (!found) break;
      offset = found.at.range[0];
      if (!found.value) break;
      node = this.follow(found.value);
    }
    return this.chunk.line + this.newlinesBefore(offset);
  }

  /** Fails for a node. */
  fail(node: Node, reason: string): never {
    throw unreadable(this.chunk, node.range[0], reason);
  }

  /** The mappings that a merge takes its entries from, each perhaps an alias, in the order in which later ones win. */
  sources({ key, value }: Pair): Node[] {
    const list = yaml().isSeq(value) ? [...value.items].reverse() : [value ?? key];
    return list.map((each) => {
      if (!yaml().isMap(this.follow(each))) this.fail(each, 'a merge ("<<") takes a mapping or a list of mappings');
      return each;
    });
  }

  /** By halving: the items of a long list are looked up one after the other. */
  private newlinesBefore(offset: number): number {
    const all = this.newlines ??= newlineOffsets(this.chunk.text);
    let [low, high] = [0, all.length];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (all[middle] < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private child(parent: Target, token: string): Child | undefined {
    if (yaml().isScalar(parent)) return undefined;
    if (yaml().isMap(parent)) return this.entry(parent, token);
    const item = /^\d+$/.test(token) ? parent.items[Number(token)] : undefined;
    return item && { at: item, value: item };
  }

  private entry(map: YamlMap, name: string): Child | undefined {
    let found: Child | undefined;
    for (const pair of map.items) {
      if (this.isMerge(pair.key)) {
        for (const source of this.sources(pair)) found = this.child(this.follow(source), name) ?? found;
      } else if (this.key(pair.key) === name) {
        found = { at: pair.key, value: pair.value };
      }
    }
    return found;
  }

  private link(node: Node | null, anchors: Map<string, Target>): void {
    if (!node) return;
    if (yaml().isAlias(node)) {
      const target = anchors.get(node.source);
      if (!target) this.fail(node, `no anchor of the name ${quoted(node.source)} stands before its alias`);
      this.targets.set(node, target);
      return;
    }
    if (node.anchor !== undefined) anchors.set(node.anchor, node);
    if (yaml().isMap(node)) {
      for (const { key, value } of node.items) {
        this.link(key, anchors);
        this.link(value, anchors);
      }
    } else if (yaml().isSeq(node)) {
      for (const item of node.items) this.link(item, anchors);
    }
  }
}
