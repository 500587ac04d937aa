import type { Document, Node, Parser, Schema, Token } from '#yaml';
import { Chunk, unreadable } from './chunks';
import { printable, quoted, UnreadableError } from './unreadable-error';

/**
 * How deeply values may be nested. The deepest manifests known, definitions with their schemas, need 40 levels. What reads a manifest recurses,
 * and has to get by with the stack of a process: some 800 levels are what the parser gets by with.
 */
export const MAX_DEPTH = 200;

/** How many tokens a document may have: the trees of each take up to 350 bytes, and all together less than 1 GiB. A list of a thousand pods has 2 millions. */
export const MAX_TOKENS = 3_000_000;

/** What the lexer says of the next lexeme: that it is a scalar without quotes. */
const PLAIN = '\x1f';

let loaded: typeof import('#yaml') | undefined;
let schema: Schema | undefined;

/** The grammar, loaded with the first file that is read. */
export function yaml(): typeof import('#yaml') {
  return loaded ??= require('#yaml');
}

/** The syntax tree of a chunk's document, or undefined where it has none. */
export function parseChunk(chunk: Chunk, maxTokens = MAX_TOKENS): Node | undefined {
  const [first, ...others] = documentsOf(chunk, maxTokens);
  const fault = first?.errors[0];
  // What is missing at the end is missing on the last line that says something.
  if (fault) throw unreadable(chunk, Math.min(fault.pos[0], chunk.text.trimEnd().length), `no valid YAML: ${shortened(fault.message)}`);
  if (others.length > 0) {
    throw unreadable(chunk, others[0].contents.range[0], 'something follows the end of the document, which kubectl ignores: begin another document with "---"');
  }
  return first?.contents;
}

function documentsOf(chunk: Chunk, maxTokens: number): Document[] {
  const { Composer, Lexer } = yaml();
  const parser = new (yaml().Parser)();
  // Scalars as texts: what they mean is decided by who reads the tree. So is which keys are the same, and not by comparing each with each.
  schema ??= new (yaml().Schema)({ schema: 'failsafe' });
  const composer = new Composer({ schema, uniqueKeys: false });
  const documents: Document[] = [];
  const compose = (tokens: Iterable<Token>): void => {
    for (const token of tokens) {
      if (token.type === 'directive') throw unreadable(chunk, token.offset, 'a directive, which kubectl does not read: leave it out');
      for (const document of composer.next(token)) documents.push(document);
    }
  };
  // Token by token, since the parser takes time with the square of the depth, and the composer recurses.
  let [count, last, isPlain] = [0, '', false];
  for (const lexeme of new Lexer().lex(chunk.text)) {
    const fault = otherToKubectl(lexeme, last, isPlain, parser);
    if (fault) throw unreadable(chunk, parser.offset, fault);
    if (++count > maxTokens) throw unreadable(chunk, 0, `a document of more than ${maxTokens} tokens: split it`);
    compose(parser.next(lexeme));
    // The document is open too.
    if (parser.stack.length > MAX_DEPTH + 1) throw tooDeep(chunk, parser.offset);
    isPlain = lexeme === PLAIN;
    if (lexeme !== '' && !isPlain) last = lexeme;
  }
  compose(parser.end());
  for (const document of composer.end()) documents.push(document);
  return documents;
}

/**
 * What is wrong with a lexeme that kubectl's parser, which is one of YAML 1.1, would cut or read in another way: a manifest must not look
 * harmless here and be something else there.
 */
function otherToKubectl(lexeme: string, last: string, isPlain: boolean, parser: Parser): string | undefined {
  switch (lexeme[0]) {
    case '!':
      return `the tag ${quoted(lexeme)} is not read: write the value without it, a text in quotes`;
    case '&': case '*':
      if (!/^.[\w-]+$/.test(lexeme)) return `the name in ${quoted(lexeme)} may have letters, digits, "-" and "_" only`;
      break;
    case '"':
      if (/\\\n[ \t]*\n/.test(lexeme)) return 'a text in double quotes has an empty line after a "\\" at the end of a line: write "\\n" for it';
      break;
  }
  const isOther = isPlain ? lexeme.includes('?') : last === ':' && ',]}'.includes(lexeme[0]);
  if (!isOther || !parser.stack.some(({ type }) => type === 'flow-collection')) return undefined;
  // To kubectl, `{?a: b}` has the key `a`, and `{a:}` the key `a:`.
  return isPlain ? `${quoted(lexeme)} has a "?" within brackets: write it in quotes` : `":" is followed by "${lexeme}": write a blank between them`;
}

/** The error about values that are nested too deeply. */
export function tooDeep(chunk: Chunk, offset: number): UnreadableError {
  return unreadable(chunk, offset, `nested more than ${MAX_DEPTH} levels deep`);
}

/** A message of the parser, which may hold a whole text of the file. */
function shortened(message: string): string {
  const line = printable(message);
  return line.length > 160 ? `${line.slice(0, 159)}…` : line;
}
