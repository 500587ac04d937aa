// Installs the packed tarball into an empty app, synthesizes the quickstart there and compares it byte by byte with the golden files.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const tarballs = readdirSync(join(root, 'dist', 'js')).filter((name) => name.endsWith('.tgz'));
if (tarballs.length !== 1) throw new Error(`one tarball expected in dist/js, found ${tarballs.length}`);
const { peerDependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const peers = Object.keys(peerDependencies).map((name) => `${name}@${devDependencies[name]}`);

const app = mkdtempSync(join(tmpdir(), 'consumer-'));
try {
  writeFileSync(join(app, 'package.json'), '{ "name": "consumer", "private": true }');
  const run = (command, ...args) => execFileSync(command, args, { cwd: app, stdio: 'inherit', env: { ...process.env, CDK8S_OUTDIR: join(app, 'dist') } });
  run('npm', 'install', '--no-audit', '--no-fund', join(root, 'dist', 'js', tarballs[0]), ...peers, `tsx@${devDependencies.tsx}`, `typescript@${devDependencies.typescript}`);
  cpSync(join(root, 'examples', 'quickstart', 'main.ts'), join(app, 'main.ts'));
  // The types have to stand on their own: no skipLibCheck.
  const compilerOptions = { noEmit: true, strict: true, module: 'node20', target: 'ES2022', types: [] };
  writeFileSync(join(app, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['main.ts'] }));
  run('npx', 'tsc', '--project', '.');
  run('npx', 'tsx', 'main.ts');
  const golden = join(root, 'examples', 'quickstart', 'dist');
  const names = readdirSync(golden).sort();
  const made = readdirSync(join(app, 'dist')).sort();
  if (JSON.stringify(names) !== JSON.stringify(made)) throw new Error(`files differ: ${made} instead of ${names}`);
  for (const name of names) {
    if (!readFileSync(join(golden, name)).equals(readFileSync(join(app, 'dist', name)))) throw new Error(`${name} differs from the golden file`);
  }
  console.log(`the packed package synthesizes the quickstart: ${names.length} files equal`);
} finally {
  rmSync(app, { recursive: true, force: true });
}
