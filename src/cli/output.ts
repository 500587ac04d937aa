import { closeSync, openSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { failFor, Io, reasonOf } from './io';

/** So many characters are written at once. */
const PIECE = 2 ** 16;

/** Writes a result piece by piece, to the standard output or to a file. */
export function writeResult(pieces: Iterable<string>, file: string | undefined, io: Io): void {
  if (file === undefined) {
    buffered(pieces, (text) => io.stdout(text));
    return;
  }
  const descriptor = opened(file, io);
  try {
    buffered(pieces, (text) => writeWhole(descriptor, Buffer.from(text)));
  } finally {
    closeSync(descriptor);
  }
}

function opened(file: string, { cwd }: Io): number {
  try {
    return openSync(resolve(cwd, file), 'w');
  } catch (error) {
    return failFor('--output', file, 'a file that can be written', reasonOf(error));
  }
}

function writeWhole(descriptor: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
}

function buffered(pieces: Iterable<string>, write: (text: string) => void): void {
  let text = '';
  for (const piece of pieces) {
    text += piece;
    if (text.length < PIECE) continue;
    write(text);
    text = '';
  }
  if (text !== '') write(text);
}
