// Bundles what src uses at run time into vendor/, so that the package has no dependencies: one CommonJS file each, reached as a package import.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const bundles = {
  net: "export * from 'ipaddr.js';",
};
await Promise.all(Object.entries(bundles).map(([name, contents]) => build({
  absWorkingDir: root,
  stdin: { contents, resolveDir: root },
  outfile: `vendor/${name}.cjs`, bundle: true, minify: true, platform: 'node', target: 'node20', format: 'cjs', legalComments: 'none',
})));
