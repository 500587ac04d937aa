// Synthesizes the quickstart and says what came out, read back from the files: what was written where, what the defaults gave, what to do next.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { exampleFolder, synthExample } from './examples.mjs';

synthExample('quickstart');
const dist = join(exampleFolder('quickstart'), 'dist');
const files = readdirSync(dist).sort().map((name) => ({
  name,
  objects: parseAllDocuments(readFileSync(join(dist, name), 'utf8')).map((document) => document.toJS()).filter(Boolean),
}));
const objects = files.flatMap((file) => file.objects);
const template = objects.find((object) => object.kind === 'SandboxTemplate');
const pool = objects.find((object) => object.kind === 'SandboxWarmPool');
const pod = template.spec.podTemplate.spec;
const [main] = pod.containers;
const list = (rules) => rules.length === 0 ? 'nothing' : `${rules.length} rule${rules.length === 1 ? '' : 's'}`;

const rows = (title, pairs) => {
  const width = Math.max(...pairs.map(([key]) => key.length));
  return [title, ...pairs.map(([key, value]) => `  ${key.padEnd(width)}  ${value}`), ''].join('\n');
};
const count = (list) => Object.entries(Object.groupBy ? Object.groupBy(list, (o) => o.kind) : list.reduce((groups, o) => ({ ...groups, [o.kind]: [...(groups[o.kind] ?? []), o] }), {}))
  .map(([kind, all]) => all.length > 1 ? `${all.length} × ${kind}` : kind).join(', ');

console.log(rows('Written:', files.map((file) => [`examples/quickstart/dist/${file.name}`, count(file.objects)])));
console.log(rows(`What the defaults gave the template "${template.metadata.name}":`, [
  ['isolation', `RuntimeClass ${pod.runtimeClassName}`],
  ['user', `${pod.securityContext.runAsUser}, never root, no capabilities, no privilege escalation, seccomp ${pod.securityContext.seccompProfile.type}`],
  ['files', `read-only root; writable: ${main.volumeMounts.filter((mount) => !mount.readOnly).map((mount) => mount.mountPath).join(', ')}`],
  ['limits', Object.entries(main.resources.limits).map(([key, value]) => `${key} ${value}`).join(', ')],
  ['API access', `no token, own ServiceAccount ${pod.serviceAccountName}`],
  ['network out', `${list(template.spec.networkPolicy.egress)}: what main.ts opens, else nothing`],
  ['network in', 'the sandbox router alone'],
  ['image', main.image],
  ['waiting', `${pool.spec.replicas} sandboxes in pool "${pool.metadata.name}"`],
]));
console.log(rows('Next:', [
  ['npm test', 'the fast tests'],
  ['npm run test:cluster', 'a real API server takes every byte (needs Go; the first build takes about 10 minutes)'],
  ['examples/quickstart/main.ts', 'the thirty lines behind this; change one and run again'],
  ['examples/quickstart/README.md', 'how applications get a sandbox from the pool'],
]));
