import { ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How long a server may take to end by itself before it is killed. */
const graceMs = 10_000;

/**
 * Waits for the end of its standard input, then deletes the folder. It repeats until the folder stays away, since a server that is just
 * being ended may still create a file in it.
 */
const janitorScript = 'cat >/dev/null; n=0; while [ $n -lt 30 ] && [ -e "$1" ]; do rm -rf "$1"; sleep 0.2; n=$((n+1)); done 2>/dev/null';

interface Server {
  readonly name: string;
  readonly process: ChildProcess;
  readonly ended: Promise<void>;
}

/**
 * A temporary folder and the servers that work in it.
 *
 * Nothing of it outlives the process that made it, whatever ends that process: every server, and the janitor that deletes the folder, has a
 * pipe as its standard input whose other end only this process holds. The operating system closes it when this process ends, and they end
 * on that. `stop()` is the orderly way.
 */
export class Processes {
  public readonly folder: string;
  private readonly janitor: Server;
  private readonly servers: Server[] = [];
  private stopped = false;

  public constructor() {
    this.folder = mkdtempSync(join(tmpdir(), 'cdk8s-agent-sandbox-'));
    this.janitor = this.spawn('janitor', 'sh', ['-c', janitorScript, 'janitor', this.folder], 'ignore');
  }

  /** The process ids of the servers and the janitor. */
  public get pids(): number[] {
    return [this.janitor, ...this.servers].flatMap(server => server.process.pid ?? []);
  }

  /** Starts a server that heeds `LIFELINE=stdin`. Its output goes to `NAME.log` in the folder. */
  public start(name: string, command: string, args: readonly string[]): void {
    const log = openSync(this.logFile(name), 'a');
    try {
      this.servers.push(this.spawn(name, command, args, log));
    } finally {
      closeSync(log);
    }
  }

  /** Throws when a server has ended although nobody asked it to. */
  public assertRunning(): void {
    const dead = this.servers.find(({ process: child }) => child.pid === undefined || child.exitCode !== null || child.signalCode !== null);
    if (dead) {
      const how = dead.process.signalCode ?? `code ${dead.process.exitCode}`;
      throw new Error(`${dead.name} ended with ${how}; the end of its log:\n${this.logTail(dead.name)}`);
    }
  }

  /** The last lines that a server has logged. */
  public logTail(name: string, lines = 20): string {
    const file = this.logFile(name);
    return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).join('\n') : '';
  }

  /** Ends all servers, the last started first, and deletes the folder. Fails, after that, when one of them had ended before. */
  public async stop(): Promise<void> {
    if (this.stopped) {
      return;
    }
    this.stopped = true;
    let failure: unknown;
    try {
      this.assertRunning();
    } catch (error) {
      failure = error;
    }
    for (const server of [...this.servers].reverse()) {
      await end(server);
    }
    this.janitor.process.ref();
    this.janitor.process.stdin!.end();
    await this.janitor.ended;
    if (failure) {
      throw failure;
    }
  }

  private spawn(name: string, command: string, args: readonly string[], output: number | 'ignore'): Server {
    const child = spawn(command, args, {
      cwd: this.folder,
      stdio: ['pipe', output, output],
      // A process group of its own: Ctrl+C in the terminal reaches the test runner alone, which then ends the servers.
      detached: true,
      // Nothing of the user's settings (kubeconfig, proxy) reaches the servers.
      env: { PATH: process.env.PATH, HOME: this.folder, TMPDIR: this.folder, LIFELINE: 'stdin' },
    });
    const ended = new Promise<void>(resolve => {
      child.once('exit', () => resolve());
      child.once('error', () => resolve());
    });
    child.stdin!.on('error', () => undefined);
    // A test that forgets to stop its servers must not keep the test runner from ending.
    (child.stdin as Socket).unref();
    child.unref();
    return { name, process: child, ended };
  }

  private logFile(name: string): string {
    return join(this.folder, `${name}.log`);
  }
}

async function end({ process: child, ended }: Server): Promise<void> {
  child.ref();
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), graceMs);
  await ended;
  clearTimeout(killer);
  child.stdin!.destroy();
}
