// Synthesizes examples as users do, by cdk8s-cli: `node projenrc/examples.mjs [--output FOLDER] [NAME...]`, by default all into their golden dist/.
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const folder = fileURLToPath(new URL('../examples/', import.meta.url));
const require = createRequire(import.meta.url);
const cli = join(dirname(require.resolve('cdk8s-cli/package.json')), 'bin', 'cdk8s');
const bin = fileURLToPath(new URL('../node_modules/.bin', import.meta.url));

/** The names of all examples. */
export const exampleNames = () => readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name).sort();

/** Where an example lies. */
export const exampleFolder = (name) => join(folder, name);

/** Synthesizes an example into a folder, its own dist/ where none is given. */
export function synthExample(name, output = join(folder, name, 'dist')) {
  execFileSync(process.execPath, [cli, 'synth', '--check-upgrade=false', '--output', output], {
    cwd: exampleFolder(name),
    env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({ options: { output: { type: 'string' } }, allowPositionals: true });
  for (const name of positionals.length > 0 ? positionals : exampleNames()) synthExample(name, values.output && join(values.output, name));
}
