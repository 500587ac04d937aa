// Bundles what src uses at run time into vendor/, so that the package has no dependencies: one CommonJS file each, reached as a package import.
// The licences of what went in are written to THIRD_PARTY_LICENSES, which is committed and shipped.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { celPatch } from './cel-patch.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
// Two classes of values that cel-js does not export.
const functions = './node_modules/@marcbachmann/cel-js/lib/functions.js';
const bundles = {
  cel: `export { Environment, Optional } from '@marcbachmann/cel-js'; export { Duration, UnsignedInt } from '${functions}'; export { RE2JS } from 're2js';`,
  net: "export * from 'ipaddr.js';",
  args: "export { Command, CommanderError, InvalidArgumentError, Option } from 'commander';",
  yaml: "export { Composer, Lexer, Parser, Schema, isAlias, isMap, isScalar, isSeq } from './node_modules/yaml/browser/dist/index.js';", // Without its debug output.
};
const results = await Promise.all(Object.entries(bundles).map(([name, contents]) => build({
  absWorkingDir: root,
  stdin: { contents, resolveDir: root },
  outfile: `vendor/${name}.cjs`, bundle: true, minify: true, platform: 'node', target: 'node20', format: 'cjs', legalComments: 'none', metafile: true,
  plugins: [celPatch],
})));

// `node_modules/[@scope/]name` of every file that went into a bundle.
const packages = new Set(results.flatMap(({ metafile }) => Object.keys(metafile.inputs))
  .map((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0]).filter(Boolean));
const texts = [...packages].sort().map((folder) => {
  const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  const file = readdirSync(join(root, folder)).find((entry) => /^licen[cs]e/i.test(entry));
  if (!file) throw new Error(`${name} ${version} is bundled and has no licence file`);
  return `${name} ${version} (${license})\n\n${readFileSync(join(root, folder, file), 'utf8').trim()}\n`;
});
const notice = join(root, 'THIRD_PARTY_LICENSES');
const text = `Libraries that are bundled into this package, and their licences.\n\n${texts.join(`\n${'-'.repeat(80)}\n\n`)}`;
if (!existsSync(notice) || readFileSync(notice, 'utf8') !== text) writeFileSync(notice, text);
