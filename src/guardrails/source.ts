import { IConstruct } from 'constructs';

const SOURCE = Symbol.for('cdk8s-agent-sandbox.source');

/** Frames of Node and of what is installed: not where a reader's program makes a construct. */
const FOREIGN = /node:internal|[\\/]node_modules[\\/]|[\\/]jsii-kernel|^node:/;

type Noted = IConstruct & { [SOURCE]?: Error };

/** Notes where a construct is made. The frames are only read when they are asked for, which costs far more than to note them. */
export function noteSource(construct: Noted): void {
  construct[SOURCE] = new Error();
}

/** The file and line in which a construct was made, as far as the stack tells it. */
export function sourceOf(construct: Noted): { file?: string; line?: number } {
  const frames = construct[SOURCE]?.stack?.split('\n').slice(1) ?? [];
  for (const frame of frames) {
    const match = /(?:\(|at )((?:file:\/\/)?[^()]+):(\d+):\d+\)?$/.exec(frame);
    if (match && !FOREIGN.test(match[1]) && !match[1].startsWith(OWN)) return { file: relativeTo(match[1]), line: Number(match[2]) };
  }
  return {};
}

/** The folder of this library: its own frames are not the reader's. */
const OWN = __dirname.replace(/[\\/]guardrails$/, '');

/** The file's path below the folder that the program runs in: reports are the same on every machine. */
function relativeTo(file: string): string {
  const path = file.replace(/^file:\/\//, '');
  const here = `${process.cwd()}/`;
  return path.startsWith(here) ? path.slice(here.length) : path;
}
