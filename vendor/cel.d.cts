// What src/cel uses of @marcbachmann/cel-js (in part not its public interface: the syntax tree, the registry) and of re2js, which are bundled into cel.cjs.

/** Where expressions are parsed, checked and run. */
export class Environment {
  constructor(options: {
    readonly unlistedVariablesAreDyn: boolean;
    readonly enableOptionalTypes: boolean;
    readonly homogeneousAggregateLiterals: boolean;
    readonly limits?: { readonly maxListElements?: number; readonly maxMapEntries?: number };
  });
  registerFunction(signature: string, handler: (...args: never[]) => unknown, options: { readonly async: false }): this;
  registerType(name: string, type: { readonly ctor: unknown; readonly fields: object }): this;
  registerVariable(name: string, type: string): this;
  registerConstant(name: string, type: string, value: unknown): this;
  hasVariable(name: string): boolean;
  /** Throws where the syntax is wrong. */
  parse(text: string): Program;
}

export interface Program {
  (values: { readonly [variable: string]: unknown }): unknown;
  readonly ast: Node;
  check(): { readonly valid: true; readonly type: string } | { readonly valid: false; readonly error: unknown };
}

/** What a wrong expression, or a failing evaluation, throws. */
export interface CelError extends Error {
  readonly code: string;
  readonly summary: string;
  readonly range?: { readonly start: number; readonly end: number };
}

/** A node of the syntax tree. What `args` is depends on `op`. */
export interface Node {
  readonly op: string;
  readonly args: unknown;
  readonly start: number;
  readonly end: number;
  /** Of nodes that were checked: the type, and of calls what they may mean. */
  readonly checkedType?: Type;
  readonly candidates?: Candidates;
  readonly argTypes?: readonly Type[];
  /** Of operators with two sides: what is done with their values. */
  handle?: (left: unknown, right: unknown) => unknown;
  setMeta(key: string, value: unknown): this;
}

export interface Type {
  readonly name: string;
  readonly kind: 'primitive' | 'dyn' | 'list' | 'map' | 'optional' | 'message' | 'param';
  readonly keyType?: Type;
  readonly valueType?: Type;
  matches(other: Type): boolean;
}

export interface Declaration {
  readonly signature: string;
  readonly returnType: Type;
  readonly handler: (...args: unknown[]) => unknown;
  matchesArgs(types: readonly Type[]): unknown;
}

export interface Candidates {
  readonly declarations: Declaration[];
  findFunction(args: readonly Type[], receiver?: Type): Declaration | null;
}

/** All functions and operators. */
export interface Registry {
  functionCandidates(hasReceiver: boolean, name: string, args: number): Candidates;
  operatorCandidates(operator: string): Candidates;
  unaryOverload(operator: string, type: string, handler: (...args: never[]) => unknown, result: string, async: false): void;
  /** With `==` comes `!=`. */
  binaryOverload(left: string, operator: string, right: string, handler: (...args: never[]) => unknown, result: string, async: false): void;
  getType(name: string): Type;
  getListType(value: Type): Type;
  getMapType(key: Type, value: Type): Type;
  getOptionalType(value: Type): Type;
}

/** What checks the types of nodes, below macros too. */
export interface Checker {
  readonly registry: Registry;
  check(node: Node, context: Context): Type;
  checkAccessOnType(node: Node, context: Context, type: Type, allowMissing: boolean): Type;
  getType(name: string): Type;
  createError(code: string, message: string, node: Node): Error;
}

export interface Evaluator {
  run(node: Node, context: Context): unknown;
}

/** The variables around a node. */
export interface Context {
  forkWithVariable(name: string, type: Type): Overlay;
}

export interface Overlay extends Context {
  reuse(parent: Context): this;
  setIterValue(value: unknown, evaluator: Evaluator): this;
}

/** What a macro is given: its call in the syntax tree. */
export interface MacroCall {
  readonly ast: Node;
  readonly args: readonly Node[];
  readonly receiver: Node;
  readonly parser: { readonly registry: Registry };
}

export class Optional {
  static of(value: unknown): Optional;
  static none(): Optional;
  hasValue(): boolean;
  value(): unknown;
}

export class UnsignedInt {
  constructor(value: bigint);
  valueOf(): bigint;
}

export class Duration {
  constructor(seconds: bigint, nanos: number);
  readonly seconds: bigint;
  readonly nanos: number;
}

/** A pattern of RE2. */
export class RE2JS {
  static compile(pattern: string): RE2JS;
  test(text: string): boolean;
  matcher(text: string): { find(): boolean; group(): string | null; start(): number; end(): number };
}
