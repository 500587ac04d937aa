import { Chunk, chunksOf, textIn } from './chunks';
import { NotManifestError, quoted, UnreadableError } from './unreadable-error';
import { YamlTree } from './yaml-tree';
import { valueOf } from './yaml-value';
import { isPlainObject, JsonObject } from '../private/json';

/** An object as it stands in a file, with the place where it was read. */
export interface SourceDocument {
  readonly value: JsonObject;
  readonly file: string;
  /** The line of its first token, from 1. */
  readonly line: number;
  /** The line of what a JSON pointer points at (of an entry in a mapping, its key's), or of its nearest parent that exists. */
  lineOf(pointer: string): number;
}

/** Reads bytes of a content again. */
type ReadAgain = (start: number, end: number) => Buffer;

/**
 * The objects of a file, in YAML or JSON, as kubectl reads them: empty documents are skipped, lists unwrapped. Besides the file's bytes, one
 * document at a time is held. Fails with an UnreadableError where kubectl fails, and where its reading is not the only one.
 *
 * Whether an object has a kind is another question, which `notManifest` answers.
 *
 * @param again reads bytes of the content again, for lines that are asked for later; where left out, a document's text is kept with it
 */
export function* readDocuments(content: string | Buffer, file: string, again?: ReadAgain): Generator<SourceDocument, void> {
  for (const chunk of chunksOf(typeof content === 'string' ? Buffer.from(content) : content, file)) {
    const tree = YamlTree.of(chunk);
    const value = tree && valueOf(tree);
    if (value === undefined || value === null) continue;
    const piece = again ? new FilePiece(chunk, again) : { file, line: chunk.line, chunk: () => chunk };
    latest = { piece, tree: tree! };
    yield* objectsOf(value, piece, []);
  }
}

/** Why a document is no manifest, as the error to throw or to report, or undefined where it is one. kubectl refuses all that this refuses. */
export function notManifest({ value, file, line }: SourceDocument): UnreadableError | undefined {
  const missing = ['apiVersion', 'kind'].filter((field) => textOf(value, field) === '');
  return missing.length === 0 ? undefined : new NotManifestError(file, line, `no manifest: ${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} missing`);
}

/**
 * The object itself, or the items of a list. To kubectl a list is what has `items`, whatever its kind. The items of a typed list (`PodList`)
 * may leave out what they are.
 */
function* objectsOf(value: unknown, piece: Piece, path: readonly string[]): Generator<SourceDocument, void> {
  const fail = (reason: string, type = UnreadableError): never => {
    throw new type(piece.file, lineOf(piece, path), reason);
  };
  if (!isPlainObject(value)) {
    // An item that is none is in a list that is one.
    const type = path.length === 0 ? NotManifestError : UnreadableError;
    return fail(`no manifest: a mapping is expected, and here is ${Array.isArray(value) ? 'a list' : quoted(String(value))}`, type);
  }
  if (!Object.hasOwn(value, 'items')) {
    yield { value, file: piece.file, line: lineOf(piece, path), lineOf: (pointer) => lineOf(piece, [...path, ...tokensOf(pointer)]) };
    return;
  }
  const [kind, apiVersion] = [textOf(value, 'kind'), textOf(value, 'apiVersion')];
  if (!kind.endsWith('List')) fail(`kubectl takes what has items for a list, and the kind is ${quoted(kind)}`);
  const items = value.items ?? [];
  if (!Array.isArray(items)) return fail('the items of a list are no list');
  for (const [index, item] of items.entries()) {
    const untyped = isPlainObject(item) && textOf(item, 'kind') === '' && textOf(item, 'apiVersion') === '';
    yield* objectsOf(untyped ? { ...item, apiVersion, kind: kind.slice(0, -'List'.length) } : item, piece, [...path, 'items', String(index)]);
  }
}

function textOf(object: JsonObject, field: string): string {
  const value = Object.hasOwn(object, field) ? object[field] : '';
  return typeof value === 'string' ? value : '';
}

/**
 * The tree that was made last. Trees are far larger than what they are of: those of all documents that have findings would fill the memory, and
 * making one again is cheap.
 */
let latest: { readonly piece: Piece; readonly tree: YamlTree } | undefined;

function lineOf(piece: Piece, path: readonly string[]): number {
  if (latest?.piece !== piece) {
    const tree = treeAgain(piece);
    if (!tree) return piece.line;
    latest = { piece, tree };
  }
  return latest.tree.lineOf(path);
}

/** A chunk that is made again when it is asked for: its text alone may be too much to keep. */
interface Piece {
  readonly file: string;
  readonly line: number;
  chunk(): Chunk;
}

/** A piece of a file that can be read again. A class, since a function would hold all that stands around it. */
class FilePiece implements Piece {
  readonly file: string;
  readonly line: number;
  private readonly start: number;
  private readonly end: number;

  constructor({ file, line, start, end }: Chunk, private readonly again: ReadAgain) {
    this.file = file;
    this.line = line;
    this.start = start;
    this.end = end;
  }

  chunk(): Chunk {
    const { file, line, start, end } = this;
    return { text: textIn(this.again(start, end)), file, line, start, end };
  }
}

/** The tree of a piece that was read before: none where the file is another one by now. */
function treeAgain(piece: Piece): YamlTree | undefined {
  try {
    return YamlTree.of(piece.chunk());
  } catch (error) {
    if (error instanceof UnreadableError) return undefined;
    throw error;
  }
}

/** The tokens of a JSON pointer (RFC 6901). */
function tokensOf(pointer: string): string[] {
  return pointer.split('/').slice(1).map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}
