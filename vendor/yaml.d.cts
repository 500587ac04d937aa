// What the library uses of `yaml`, which is bundled into yaml.cjs: its grammar alone. What a plain scalar, a key, a merge and an alias mean is
// decided in src/cli, since kubectl reads them in its own way.

/** Cuts a text into lexical tokens. */
export class Lexer {
  lex(source: string): Generator<string, void>;
}

/** Builds the concrete syntax tree from lexical tokens. */
export class Parser {
  /** Where the next token begins. */
  readonly offset: number;
  /** The document, the collections and the scalar that are open. */
  readonly stack: readonly Token[];
  next(source: string): Generator<Token, void>;
  end(): Generator<Token, void>;
}

/** A part of the concrete syntax tree. */
export interface Token {
  readonly type: string;
  readonly offset: number;
}

/** The tags that are known. `failsafe` knows maps, lists and texts: every scalar is its text. */
export class Schema {
  constructor(options: { readonly schema: 'failsafe' });
}

/** Builds documents from the concrete syntax tree. */
export class Composer {
  constructor(options: { readonly schema: Schema; readonly uniqueKeys: boolean });
  next(token: Token): Generator<Document, void>;
  end(): Generator<Document, void>;
}

/** What was read, with what is wrong in it. */
export interface Document {
  /** A scalar of nothing where nothing is. */
  readonly contents: Node;
  readonly errors: readonly Fault[];
}

/** Something that is wrong, at offsets in the text. */
export interface Fault {
  readonly message: string;
  readonly pos: readonly [number, number];
}

export type Node = Alias | Scalar | YamlMap | YamlSeq;

interface NodeBase {
  /** Where it begins, where its value ends and where it ends, as offsets in the text. */
  readonly range: readonly [number, number, number];
  readonly anchor?: string;
}

export interface Alias extends NodeBase {
  /** The name of the anchor. */
  readonly source: string;
}

export interface Scalar extends NodeBase {
  readonly value: string;
  readonly type: 'PLAIN' | 'QUOTE_DOUBLE' | 'QUOTE_SINGLE' | 'BLOCK_LITERAL' | 'BLOCK_FOLDED';
}

export interface YamlMap extends NodeBase {
  readonly items: readonly Pair[];
}

export interface Pair {
  readonly key: Node;
  /** Null where nothing stands for it: a key alone. */
  readonly value: Node | null;
}

export interface YamlSeq extends NodeBase {
  readonly items: readonly Node[];
}

export function isAlias(node: unknown): node is Alias;
export function isMap(node: unknown): node is YamlMap;
export function isScalar(node: unknown): node is Scalar;
export function isSeq(node: unknown): node is YamlSeq;
