import type { Node } from '#cel';
import { Kubernetes, TYPE_NAMES } from './environment';
import { ExpressionError } from './errors';

/** What an expression can see: a variable, or only the field of that name of a variable that is a map. */
export interface Dependency {
  readonly variable: string;
  readonly field?: string;
}

/** What is found in a syntax tree before its types are known. */
export interface Findings {
  readonly dependencies: readonly Dependency[];
  readonly minimumVersion: string;
  /** Nodes that are looked at again when their types are known, each with the one around it. */
  readonly nodes: readonly { readonly node: Node; readonly parent?: Node }[];
}

/** How many of a macro's first arguments are variables that it binds. */
const BINDS: { readonly [nameAndArguments: string]: number } = {
  'all/2': 1,
  'exists/2': 1,
  'exists_one/2': 1,
  'filter/2': 1,
  'map/2': 1,
  'map/3': 1,
  'sortBy/2': 1,
  'optMap/2': 1,
  'optFlatMap/2': 1,
  'all/3': 2,
  'exists/3': 2,
  'existsOne/3': 2,
  'exists_one/3': 2,
  'transformList/3': 2,
  'transformList/4': 2,
  'transformMap/3': 2,
  'transformMap/4': 2,
  'transformMapEntry/3': 2,
  'transformMapEntry/4': 2,
};

/** The oldest version that this library is for. */
const FLOOR = '1.28';
const OPTIONAL_SYNTAX = '1.29';

const NOT_IN_KUBERNETES = 'Kubernetes does not have it';
const NOT_HERE = 'it is not evaluated here, though newer Kubernetes has it';
/** Functions that are refused by name, and why. */
const REFUSED: { readonly [key: string]: string } = {
  'cel.bind/3': NOT_IN_KUBERNETES,
  'json/0': NOT_IN_KUBERNETES,
  'hex/0': NOT_IN_KUBERNETES,
  'base64/0': NOT_IN_KUBERNETES,
  'at/1': NOT_IN_KUBERNETES,
  'string/0': NOT_IN_KUBERNETES,
  'semver/1': NOT_HERE,
  'semver/2': NOT_HERE,
  'isSemver/1': NOT_HERE,
  'isSemver/2': NOT_HERE,
  'includes/1': NOT_HERE,
};

/** Walks over a syntax tree, whose variables must be among those given, or be bound by a macro around them. */
export function inspect(root: Node, text: string, variables: ReadonlySet<string>, { since, prefixes }: Kubernetes): Findings {
  const nodes: { node: Node; parent?: Node }[] = [];
  const uses = new Map<string, Set<string | undefined>>();
  const versions = [FLOOR];

  function use(variable: string, field?: string): void {
    uses.set(variable, (uses.get(variable) ?? new Set()).add(field));
  }

  function identifier(node: Node, bound: ReadonlySet<string>): void {
    const name = node.args as string;
    if (bound.has(name)) return;
    if (variables.has(name)) return use(name);
    if (!TYPE_NAMES.has(name)) throw new ExpressionError(`unknown variable: ${name}`, text, node.start);
  }

  /** The variable that a node is, unless a macro binds it. */
  function variableOf(node: Node, bound: ReadonlySet<string>): string | undefined {
    const name = node.op === 'id' ? node.args as string : undefined;
    return name !== undefined && !bound.has(name) && variables.has(name) ? name : undefined;
  }

  function access(node: Node, bound: ReadonlySet<string>): void {
    const [base, key] = node.args as [Node, Node | string];
    const field = typeof key === 'string' ? key : key.op === 'value' && typeof key.args === 'string' ? key.args : undefined;
    const variable = variableOf(base, bound);
    if (node.op.includes('?')) versions.push(OPTIONAL_SYNTAX);
    if (variable !== undefined && field !== undefined) use(variable, field);
    else if (!isConstant(base, bound)) visit(base, node, bound);
    if (typeof key !== 'string') visit(key, node, bound);
  }

  /** `google.protobuf.Duration`, say: the name of a type. */
  function isConstant(node: Node, bound: ReadonlySet<string>): boolean {
    return node.op === 'id' && node.args === 'google' && !bound.has('google');
  }

  function call(node: Node, bound: ReadonlySet<string>): void {
    const [name, ...rest] = node.args as [string, ...(Node | Node[])[]];
    const args = rest.at(-1) as Node[];
    const receiver = rest.length === 2 ? rest[0] as Node : undefined;
    const prefix = receiver?.op === 'id' && !bound.has(receiver.args as string) && !variables.has(receiver.args as string) && prefixes.has(receiver.args as string)
      ? `${receiver.args as string}.` : '';
    const key = `${prefix}${name}/${args.length}`;
    if (Object.hasOwn(REFUSED, key)) throw new ExpressionError(`${prefix}${name}() is refused: ${REFUSED[key]}`, text, node.start);
    versions.push(since[key] ?? FLOOR);
    if (receiver && !prefix) visit(receiver, node, bound);
    const binds = receiver && !prefix ? BINDS[key] ?? 0 : 0;
    const inner = binds ? new Set([...bound, ...args.slice(0, binds).filter(({ op }) => op === 'id').map((each) => each.args as string)]) : bound;
    args.forEach((each, at) => at >= binds && visit(each, node, inner));
  }

  function visit(node: Node, parent: Node | undefined, bound: ReadonlySet<string>): void {
    nodes.push({ node, parent });
    switch (node.op) {
      case 'value': return;
      case 'id': return identifier(node, bound);
      case '.': case '.?': case '[]': case '[?]': return access(node, bound);
      case 'call': case 'rcall': return call(node, bound);
      default: [node.args as Node | Node[][]].flat(2).forEach((each) => visit(each, node, bound));
    }
  }

  visit(root, undefined, new Set());
  const dependencies = [...uses].flatMap(([variable, fields]): Dependency[] =>
    fields.has(undefined) ? [{ variable }] : [...fields].map((field) => ({ variable, field })));
  return { dependencies, minimumVersion: newest(versions), nodes };
}

function newest(versions: readonly string[]): string {
  const minor = (version: string): number => Number(version.split('.')[1]);
  return versions.reduce((most, each) => (minor(each) > minor(most) ? each : most));
}
