import { readSync, writeSync } from 'node:fs';
import { run } from './run';

const STDIN = 0;
const STDOUT = 1;
const PIECE = 2 ** 16;

process.exitCode = run(process.argv.slice(2), {
  cwd: process.cwd(),
  stdin,
  stdout,
  stderr: (text) => process.stderr.write(text),
});

/** All of the standard input. */
function stdin(): Buffer {
  const pieces: Buffer[] = [];
  for (;;) {
    const piece = Buffer.allocUnsafe(PIECE);
    const length = patiently(() => readSync(STDIN, piece));
    if (length === 0) return Buffer.concat(pieces);
    pieces.push(piece.subarray(0, length));
  }
}

/** Waits until it is written: a stream would keep in memory what its reader has not taken yet. */
function stdout(text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length;) at += patiently(() => writeSync(STDOUT, bytes, at));
}

/** Reads from a pipe that may have nothing yet, or writes to one that may be full. */
function patiently(act: () => number): number {
  for (;;) {
    try {
      return act();
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') return 0;
      // Who reads the output may stop before its end, as `head` does: what came of it, nobody knows.
      if (code === 'EPIPE') process.exit(1);
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}
