// Tests this library from Python: builds the wheel as it is published, installs it into a fresh environment and runs test_python.py there.
// Writes test-reports/python.json; what fails before the first test counts as one failed test.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const windows = process.platform === 'win32';
const python = windows ? 'python' : 'python3';
// A temporary folder of its own holds whatever the steps leave behind, jsii's and cdk8s's own included.
const temporary = mkdtempSync(join(tmpdir(), 'python-test-'));
const env = {
  ...process.env,
  TMPDIR: temporary, TEMP: temporary, TMP: temporary,
  PYTHONDONTWRITEBYTECODE: '1',
  JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20',
};
const report = join(root, 'test-reports', 'python.json');
const require = createRequire(import.meta.url);
const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** The golden files were written with these versions. Of cdk8s-plus-34, Python alone knows a version. */
const pins = [...['cdk8s', 'cdk8s-plus-28', 'constructs'].map((name) => `${name}==${devDependencies[name]}`), 'cdk8s-plus-34==2.0.54'];

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stop.abort());

mkdirSync(dirname(report), { recursive: true });
writeFileSync(report, '{"passed":0,"failed":1}\n');
try {
  await run(python, ['-c', 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 9))']).catch(() => {
    throw new Error(`The tests from Python need ${python} 3.9 or later with its venv module.`);
  });

  console.log('Building the wheel…');
  const wheels = join(root, 'dist', 'python');
  rmSync(wheels, { recursive: true, force: true });
  await run(process.execPath, [require.resolve('jsii-pacmak/bin/jsii-pacmak'), '--target', 'python'], { cwd: root });
  const [wheel] = readdirSync(wheels).filter((name) => name.endsWith('.whl'));

  console.log(`Installing it with ${pins.join(', ')}…`);
  const venv = join(temporary, 'venv');
  await run(python, ['-m', 'venv', venv]);
  const venvPython = join(venv, windows ? 'Scripts/python.exe' : 'bin/python');
  await run(venvPython, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', join(wheels, wheel), ...pins]);

  // What Python has to match: the quickstart as it is committed, and what the other twin gives now.
  const golden = join(temporary, 'golden');
  cpSync(join(root, 'examples', 'quickstart', 'dist'), join(golden, 'quickstart'), { recursive: true });
  const twin = { cwd: root, env: { ...env, CDK8S_OUTDIR: join(golden, 'plus34') } };
  await run(process.execPath, [require.resolve('tsx/cli'), join(here, 'plus34.ts')], twin);

  await run(venvPython, [join(here, 'test_python.py'), golden, report], { cwd: temporary, stdio: 'inherit' });
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(temporary, { recursive: true, force: true });
}

/** Runs a step, whose output shows only when it failed. */
async function run(command, args, options = {}) {
  const child = spawn(command, args, { env, signal: stop.signal, stdio: ['ignore', 'pipe', 'pipe'], ...options });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text) => { output += text; });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${[command, ...args].join(' ')} failed:\n${output}`);
}
