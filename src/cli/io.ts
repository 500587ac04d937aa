import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** What a command reads from and writes to, so that it can be tried without a process. */
export interface Io {
  /** The folder that paths begin at. */
  readonly cwd: string;
  /** All of the standard input. */
  stdin(): Buffer;
  stdout(text: string): void;
  stderr(text: string): void;
}

/** What the user gave that cannot be worked with: each fault is a line of its own. */
export class CommandError extends Error {
  constructor(readonly lines: readonly string[]) {
    super(lines.join('\n'));
    this.name = 'CommandError';
  }
}

/** Fails for an option or argument. */
export function failFor(what: string, given: unknown, allowed: string, fix: string): never {
  throw new CommandError([`${what}: got ${JSON.stringify(given)}; allowed: ${allowed}; fix: ${fix}`]);
}

/** The text of a file that an option names. */
export function textOf(option: string, file: string, { cwd }: Io): string {
  try {
    return readFileSync(resolve(cwd, file), 'utf8');
  } catch (error) {
    return failFor(option, file, 'a file that can be read', reasonOf(error));
  }
}

/** What to do about a file that cannot be opened, without a path of the machine. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' ? 'name one that there is, in a folder that there is' : `mend what the system says: ${code ?? message}`;
}

/** The current day in UTC. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
