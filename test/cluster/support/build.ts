import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

const clusterFolder = join(__dirname, '..');

/** A Go program that the tests build from a module of this repository. */
export interface GoProgram {
  /** Its name in the cache and in messages. */
  readonly name: string;
  /** The folder with its go.mod, go.sum and sources. */
  readonly module: string;
  /** The package to build. @default '.' */
  readonly package?: string;
  /** Further flags of `go build`. @default none */
  readonly flags?: readonly string[];
  /** About how many minutes a build with empty caches takes on two cores. */
  readonly minutes: number;
}

/** The paths of the programs that a control plane consists of. */
export interface Binaries {
  readonly controlPlane: string;
  readonly kwok: string;
}

/** Builds what is not in the cache yet. */
export async function buildBinaries(): Promise<Binaries> {
  const controlPlane = await buildGoProgram({
    name: 'controlplane',
    module: join(clusterFolder, 'controlplane'),
    flags: ['-ldflags', `-s -w ${kubernetesVersionFlags()}`],
    minutes: 10,
  });
  const kwok = await buildGoProgram({ name: 'kwok', module: join(clusterFolder, 'kwok'), flags: ['-ldflags', '-s -w'], minutes: 3 });
  return { controlPlane, kwok };
}

/** Builds a Go program into the cache unless it is there, and returns its path. The same sources and Go version give the same path. */
export async function buildGoProgram(program: GoProgram): Promise<string> {
  const goVersion = await installedGo(program);
  const flags = ['-trimpath', '-buildvcs=false', '-mod=readonly', ...(program.flags ?? []), program.package ?? '.'];
  const cache = resolve(process.env.CDK8S_AGENT_SANDBOX_CACHE || join(homedir(), '.cache', 'cdk8s-agent-sandbox'), 'bin');
  const binary = join(cache, `${program.name}-${sourceHash(program.module, [goVersion, process.platform, process.arch, ...flags])}`);
  if (existsSync(binary)) {
    return binary;
  }

  process.stderr.write(`cluster tests: building ${program.name} with ${goVersion}, once; about ${program.minutes} minutes on two cores\n`);
  const start = Date.now();
  mkdirSync(cache, { recursive: true });
  removeUnfinished(cache);
  // Each build writes a file of its own and renames it at the end, so of two test runs that build at once none sees half a binary.
  const unfinished = `${binary}.${randomUUID()}.tmp`;
  try {
    await go(program, ['build', '-o', unfinished, ...flags]);
    renameSync(unfinished, binary);
  } finally {
    rmSync(unfinished, { force: true });
  }
  process.stderr.write(`cluster tests: built ${program.name} in ${Math.round((Date.now() - start) / 1000)} s\n`);
  return binary;
}

/** What builds that were killed have left behind. */
function removeUnfinished(cache: string): void {
  const yesterday = Date.now() - 24 * 60 * 60 * 1000;
  const files = readdirSync(cache).filter(name => name.endsWith('.tmp')).map(name => join(cache, name));
  files.filter(file => (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) < yesterday).forEach(file => rmSync(file, { force: true }));
}

/** The version of Go that builds the module. Go itself refuses a module that demands a newer one. */
async function installedGo(program: GoProgram): Promise<string> {
  if (process.platform === 'win32') {
    throw new Error('the cluster tests run on Linux and macOS only');
  }
  return (await go(program, ['env', 'GOVERSION'])).trim();
}

function sourceHash(folder: string, more: readonly string[]): string {
  const hash = createHash('sha256');
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => /\.go$|(^|\/)go\.(mod|sum)$/.test(name)).sort();
  for (const name of sources) {
    hash.update(`${name}\0`).update(readFileSync(join(folder, name))).update('\0');
  }
  return hash.update(more.join('\0')).digest('hex').slice(0, 16);
}

/** The server gets its version from the linker; without it, it would call itself v0.0.0-master. */
function kubernetesVersionFlags(): string {
  const goMod = readFileSync(join(clusterFolder, 'controlplane', 'go.mod'), 'utf8');
  const [version, major, minor] = /k8s\.io\/kubernetes v(\d+)\.(\d+)\.\d+/.exec(goMod) ?? [];
  if (!version) {
    throw new Error('test/cluster/controlplane/go.mod does not require k8s.io/kubernetes');
  }
  const values = { gitVersion: version.split(' ')[1], gitMajor: major, gitMinor: minor, gitTreeState: 'clean' };
  return Object.entries(values).map(([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`).join(' ');
}

function go(program: GoProgram, args: readonly string[]): Promise<string> {
  return new Promise((succeed, reject) => {
    const fail = (reason: string) => reject(new Error(`the cluster tests cannot build ${program.name}: ${reason}`));
    const child = spawn('go', args, {
      cwd: program.module,
      stdio: ['ignore', 'pipe', 'pipe'],
      // Without cgo there is no need for a C compiler, and the binary runs wherever it is copied to.
      env: { ...process.env, CGO_ENABLED: '0' },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', chunk => { stdout += chunk; });
    child.stderr.on('data', chunk => { stderr += chunk; });
    child.on('error', (error: NodeJS.ErrnoException) => fail(error.code === 'ENOENT'
      ? 'there is no `go` on the PATH (https://go.dev/doc/install)'
      : error.message));
    child.on('close', (code, signal) => {
      if (code === 0) {
        succeed(stdout);
      } else {
        const lines = stderr.trim().split('\n').filter(line => !line.startsWith('go: downloading'));
        fail(`\`go ${args[0]}\` ended with ${signal ?? `code ${code}`}: ${lines.slice(-3).join(' | ') || 'no message'}`);
      }
    });
  });
}
