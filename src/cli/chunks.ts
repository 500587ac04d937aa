import { isUtf8 } from 'node:buffer';
import { quoted, UnreadableError } from './unreadable-error';

/** What stands between two separators, and where. */
export interface Chunk {
  readonly text: string;
  readonly file: string;
  /** The number of its first line, from 1. */
  readonly line: number;
  /** Where its bytes begin and end in the file. */
  readonly start: number;
  readonly end: number;
}

/** More than any object that an API server takes (1.5 MiB) and than lists of thousands of them. A text is held some times while it is read. */
const MAX_BYTES = 16 * 2 ** 20;

const NEWLINE = 0x0a;
const BYTE_ORDER_MARK = Buffer.from('\ufeff');
const NEXT_SEPARATOR = '\n---';
const SEPARATOR = /^---[ \t]*(?:[ \t]#.*)?\r?$/;

/**
 * What a YAML file may hold to kubectl, less what readers see differently. NEL, LS, PS and a carriage return alone end a line (and so a
 * comment) to kubectl, and not to YAML 1.2; a byte order mark within a file is skipped by kubectl at the beginning of a line.
 */
const FOREIGN = /\r(?!\n)|[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/u;

const FOREIGN_BLANK = /^[ \t\n]*(?=[^\S \t\n\r])/;

/**
 * The documents of a file as texts, one after the other. Cut is where kubectl cuts, before any YAML is read: at each line that begins with
 * `---`. No document can hold such a line, as what is nested in it is indented.
 */
export function* chunksOf(bytes: Buffer, file: string, maxBytes = MAX_BYTES): Generator<Chunk> {
  if (!isUtf8(bytes)) throw new UnreadableError(file, firstLineOfOthers(bytes), 'not a text in UTF-8: is it a binary file?');
  let line = 1;
  let start = bytes.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
  for (;;) {
    if (bytes.toString('latin1', start, start + 3) === '---') {
      checkSeparator(bytes.toString('utf8', start, endOfLine(bytes, start)), file, line);
      start = endOfLine(bytes, start);
    }
    const found = bytes.indexOf(NEXT_SEPARATOR, start);
    const end = found < 0 ? bytes.length : found + 1;
    if (end - start > maxBytes) throw new UnreadableError(file, line, `a document of more than ${maxBytes} bytes: split it`);
    const chunk = { text: textIn(bytes.subarray(start, end)), file, line, start, end };
    checkCharacters(chunk);
    yield chunk;
    if (found < 0) return;
    for (let at = start; at < end; at++) {
      at = bytes.indexOf(NEWLINE, at);
      line++;
    }
    start = end;
  }
}

/** The text of a chunk's bytes. */
export function textIn(bytes: Buffer): string {
  const text = bytes.toString('utf8').replaceAll('\r\n', '\n');
  // The last line ends to kubectl, whether it ends or not.
  return text.endsWith('\n') ? text : `${text}\n`;
}

/** Up to and without the newline, which stays the first character of the document: so lines are counted in one place. */
function endOfLine(bytes: Buffer, start: number): number {
  const found = bytes.indexOf(NEWLINE, start);
  return found < 0 ? bytes.length : found;
}

/** kubectl refuses a document on the line of its separator, and takes other things for a separator than YAML does. */
function checkSeparator(text: string, file: string, line: number): void {
  if (!SEPARATOR.test(text)) throw new UnreadableError(file, line, `${quoted(text)} is no separator of documents: write "---" on a line of its own`);
}

function checkCharacters(chunk: Chunk): void {
  // kubectl skips blanks of any script at the beginning of a document.
  const at = FOREIGN_BLANK.exec(chunk.text)?.[0].length ?? chunk.text.search(FOREIGN);
  if (at < 0) return;
  const code = chunk.text.codePointAt(at)!.toString(16).toUpperCase().padStart(4, '0');
  throw unreadable(chunk, at, `holds U+${code}, which not every reader takes as the same: write it as an escape in a text in double quotes`);
}

/** Where the newlines of a text stand. */
export function newlineOffsets(text: string): number[] {
  const offsets = [];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) offsets.push(at);
  return offsets;
}

/** The error about an offset in a chunk. */
export function unreadable({ file, line, text }: Chunk, offset: number, reason: string): UnreadableError {
  return new UnreadableError(file, line + newlineOffsets(text.slice(0, offset)).length, reason);
}

/** A newline is never a part of another character, so that each line is UTF-8 or not for itself. */
function firstLineOfOthers(bytes: Buffer): number {
  let line = 1;
  for (let start = 0; ; line++) {
    const end = endOfLine(bytes, start);
    if (!isUtf8(bytes.subarray(start, end))) return line;
    start = end + 1;
  }
}
