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
const { capabilities, allowPrivilegeEscalation, readOnlyRootFilesystem } = main.securityContext;
const writable = main.volumeMounts.filter((mount) => !mount.readOnly).map((mount) => mount.mountPath);
const peers = (rules) => rules.flatMap((rule) => rule.to ?? rule.from).map((peer) => (peer.ipBlock ? peer.ipBlock.cidr
  : `${Object.entries(peer.podSelector.matchLabels).map((label) => label.join('=')).join(',')} in ${peer.namespaceSelector.matchLabels['kubernetes.io/metadata.name']}`));
const rulesText = (rules) => peers(rules).join('; ') || 'nothing';

const rows = (title, pairs) => {
  const width = Math.max(...pairs.map(([key]) => key.length));
  return [title, ...pairs.map(([key, value]) => `  ${key.padEnd(width)}  ${value}`), ''].join('\n');
};
const kindsOf = (list) => [...new Set(list.map((object) => object.kind))]
  .map((kind) => [list.filter((object) => object.kind === kind).length, kind]).map(([n, kind]) => (n > 1 ? `${n} × ${kind}` : kind)).join(', ');

console.log(rows('Written:', files.map((file) => [`examples/quickstart/dist/${file.name}`, kindsOf(file.objects)])));
console.log(rows(`What the defaults gave the template "${template.metadata.name}":`, [
  ['isolation', `RuntimeClass ${pod.runtimeClassName}`],
  ['user', `${pod.securityContext.runAsUser}, runAsNonRoot ${pod.securityContext.runAsNonRoot}, seccomp ${pod.securityContext.seccompProfile.type}`],
  ['privileges', `capabilities dropped: ${capabilities.drop.join(', ')}; allowPrivilegeEscalation ${allowPrivilegeEscalation}`],
  ['files', `readOnlyRootFilesystem ${readOnlyRootFilesystem}; writable: ${writable.join(', ')}`],
  ['limits', Object.entries(main.resources.limits).map(([key, value]) => `${key} ${value}`).join(', ')],
  ['API access', `automountServiceAccountToken ${pod.automountServiceAccountToken}, own ServiceAccount ${pod.serviceAccountName}`],
  ['network out', rulesText(template.spec.networkPolicy.egress)],
  ['network in', rulesText(template.spec.networkPolicy.ingress)],
  ['image', main.image],
  ['waiting', `${pool.spec.replicas} sandboxes in pool "${pool.metadata.name}"`],
]));
console.log(rows('Next:', [
  ['npm test', 'the fast tests'],
  ['npm run test:cluster', 'a real API server takes every byte (needs Go; the first build takes about 10 minutes)'],
  ['examples/quickstart/main.ts', 'the thirty lines behind this; change one and run again'],
  ['examples/quickstart/README.md', 'how applications get a sandbox from the pool'],
]));
