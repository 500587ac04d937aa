import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readDocuments, SourceDocument } from './documents';
import { UnreadableError } from './unreadable-error';
import { byCodeUnit } from '../private/json';

/** A file that is to be read. */
export interface Source {
  /** Its name in reports: as its path was given. */
  readonly file: string;
  /** Reads bytes of it again, where it is a file. */
  readonly again?: (start: number, end: number) => Buffer;
  read(): Buffer;
}

/** The path that stands for the standard input. */
const STDIN = '-';
const EXTENSION = /\.(ya?ml|json)$/;

const REASONS: { readonly [code: string]: string } = {
  ENOENT: 'no such file or folder',
  EACCES: 'no permission to read it',
  ENOTDIR: 'a part of the path is no folder',
  ELOOP: 'a symbolic link that leads nowhere',
  ERR_FS_FILE_TOO_LARGE: 'larger than 2 GiB: split it',
};

/**
 * The objects of files, of all manifests in folders, and of the standard input (`-`), in the order of the paths. `stdin` reads the standard
 * input, once. Fails with an UnreadableError at the first thing that cannot be read, after what stands before it.
 */
export function* readPaths(paths: readonly string[], stdin: () => Buffer, cwd?: string): Generator<SourceDocument, void> {
  for (const { file, read } of sourcesOf(paths, stdin, cwd)) yield* readDocuments(read(), file);
}

/**
 * The files that paths name: for who goes on after a file that cannot be read. Of a folder these are the files that end in `.yaml`, `.yml` or
 * `.json`, sorted, and those of its folders; not what is hidden, not what is in a folder `node_modules`, and not what is behind a symbolic link to
 * a folder, which may lead in a circle. A file that is named itself is read, whatever its name. Paths begin at the folder `cwd`.
 */
export function* sourcesOf(paths: readonly string[], stdin: () => Buffer, cwd = '.'): Generator<Source, void> {
  for (const path of paths) {
    if (path === STDIN) {
      yield { file: 'stdin', read: () => reading('stdin', stdin) };
    } else if (reading(path, () => statSync(resolve(cwd, path))).isDirectory()) {
      yield* filesIn(path, cwd);
    } else {
      yield sourceOf(path, cwd);
    }
  }
}

function* filesIn(folder: string, cwd: string): Generator<Source, void> {
  const entries = reading(folder, () => readdirSync(resolve(cwd, folder), { withFileTypes: true })).sort((a, b) => byCodeUnit(a.name, b.name));
  for (const entry of entries) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesIn(path, cwd);
    else if (EXTENSION.test(entry.name) && isToRead(path, cwd)) yield sourceOf(path, cwd);
  }
}

/** Whether a path in a folder is a file, and no link to a folder. What would never end (a pipe, a device) is not waited for. */
function isToRead(path: string, cwd: string): boolean {
  const found = reading(path, () => statSync(resolve(cwd, path)));
  if (!found.isFile() && !found.isDirectory()) throw new UnreadableError(path, undefined, 'neither a file nor a folder');
  return found.isFile();
}

function sourceOf(path: string, cwd: string): Source {
  const file = resolve(cwd, path);
  return { file: path, read: () => reading(path, () => readFileSync(file)), again: (start, end) => reading(path, () => readPart(file, start, end)) };
}

function readPart(file: string, start: number, end: number): Buffer {
  const descriptor = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(end - start);
    readSync(descriptor, bytes, 0, bytes.length, start);
    return bytes;
  } finally {
    closeSync(descriptor);
  }
}

function reading<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    throw new UnreadableError(path, undefined, REASONS[code] ?? `cannot be read: ${code || message}`);
  }
}
