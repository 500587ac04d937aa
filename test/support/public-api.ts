import { join } from 'node:path';
import ts from 'typescript';

const root = join(__dirname, '..', '..');
const ENTRY = join(root, 'src', 'index.ts');

/** A part of the public API that a program can name, as `Egress.dns`, `SandboxPodProps.egress` or `Protocol.UDP`, by its declaration. */
type Parts = ReadonlyMap<ts.Node, string>;

/**
 * The names of all factories, constructors, methods, properties of structs and values of enums that the package exports and none of these
 * files uses. The compiler says what is meant, so `name` of a pool does not count for `name` of a claim.
 */
export function unusedParts(files: readonly string[]): string[] {
  const { config } = ts.readConfigFile(join(root, 'test', 'tsconfig.json'), (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, join(root, 'test'));
  const program = ts.createProgram([...files, ENTRY], { ...options, skipLibCheck: true });
  const checker = program.getTypeChecker();
  const parts = partsOf(checker, program.getSourceFile(ENTRY)!);
  const used = new Set(files.flatMap((file) => usedIn(checker, program.getSourceFile(file)!)));
  return [...parts].filter(([declaration]) => !used.has(declaration)).map(([, name]) => name).sort();
}

function partsOf(checker: ts.TypeChecker, entry: ts.SourceFile): Parts {
  const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(entry)!);
  const declarations = exported.flatMap((symbol) => symbol.declarations!).filter((declaration) => !isInternal(declaration));
  return new Map(declarations.flatMap((declaration) => membersOf(declaration)));
}

/** What of a class, struct or enum a program can name. What a class only answers, as its getters do, is no part: a manifest does not show it. */
function membersOf(declaration: ts.Node): [ts.Node, string][] {
  if (ts.isEnumDeclaration(declaration)) return declaration.members.map((member) => [member, nameOf(declaration, member)]);
  if (ts.isInterfaceDeclaration(declaration)) {
    // An interface whose name begins with I is behaviour, as jsii has it: what reads its members is the library.
    return /^I[A-Z]/.test(declaration.name.text) ? [] : declaration.members.map((member) => [member, nameOf(declaration, member)]);
  }
  if (!ts.isClassDeclaration(declaration)) return [];
  return declaration.members
    .filter((member) => ts.isMethodDeclaration(member) || ts.isConstructorDeclaration(member) || isStaticValue(member))
    .filter((member) => isPublic(member))
    .map((member) => [member, nameOf(declaration, member)]);
}

const isInternal = (declaration: ts.Node): boolean => ts.getJSDocTags(declaration).some((tag) => tag.tagName.text === 'internal');

const isStaticValue = (member: ts.ClassElement): boolean => (
  ts.isPropertyDeclaration(member) && (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Static) !== 0 // eslint-disable-line no-bitwise
);

const isPublic = (member: ts.ClassElement): boolean => (
  (ts.getCombinedModifierFlags(member) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) === 0 // eslint-disable-line no-bitwise
  && !member.name?.getText().startsWith('_')
);

const nameOf = (owner: ts.NamedDeclaration, member: ts.NamedDeclaration): string => (
  `${owner.name!.getText()}.${member.name ? member.name.getText().replaceAll("'", '') : 'constructor'}`
);

/** The declarations that a file uses. */
function usedIn(checker: ts.TypeChecker, file: ts.SourceFile): ts.Node[] {
  const used: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node)) used.push(...checker.getSymbolAtLocation(node.name)?.declarations ?? []);
    if (ts.isNewExpression(node)) used.push(...constructorOf(checker, node));
    if (ts.isObjectLiteralElementLike(node) && ts.isObjectLiteralExpression(node.parent)) used.push(...propertyOf(checker, node.parent, node));
    // `Object.values(Protocol)` uses each of its values.
    if (ts.isIdentifier(node) && ts.isCallExpression(node.parent)) used.push(...valuesOf(checker, node));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return used;
}

function constructorOf(checker: ts.TypeChecker, node: ts.NewExpression): ts.Node[] {
  const declaration = checker.getResolvedSignature(node)?.declaration;
  return declaration ? [declaration] : [];
}

/** The declaration of the struct's property that a part of an object literal gives a value to. */
function propertyOf(checker: ts.TypeChecker, literal: ts.ObjectLiteralExpression, element: ts.ObjectLiteralElementLike): ts.Node[] {
  const type = checker.getContextualType(literal);
  const name = element.name && (ts.isIdentifier(element.name) || ts.isStringLiteral(element.name)) ? element.name.text : undefined;
  if (!type || name === undefined) return [];
  const types = type.isUnion() ? type.types : [type];
  return types.flatMap((each) => each.getProperty(name)?.declarations ?? []);
}

function valuesOf(checker: ts.TypeChecker, node: ts.Identifier): ts.Node[] {
  const symbol = checker.getSymbolAtLocation(node);
  const target = symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol; // eslint-disable-line no-bitwise
  return target?.declarations?.flatMap((declaration) => (ts.isEnumDeclaration(declaration) ? [...declaration.members] : [])) ?? [];
}
