import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { apply, createNamespace, Manifest, waitForEstablished } from './client';
import { ControlPlane } from './control-plane';
import { AgentSandbox, AgentSandboxCrds, CrdConversion, Release } from '../../../src';

/** The definitions of a release as an app synthesizes them; those of the 0.5 line without conversion, since no webhook runs here. */
export function definitionsOf(release: Release): Manifest[] {
  const app = new App();
  AgentSandbox.of(app).configure({ release });
  const chart = new Chart(app, 'definitions');
  new AgentSandboxCrds(chart, 'crds', release.apiLine === '0.5' ? { conversion: CrdConversion.none() } : {});
  return chart.toJson();
}

/** Puts a release's definitions into a cluster and waits until they are served. */
export async function install(cluster: ControlPlane, release: Release): Promise<Manifest[]> {
  const definitions = definitionsOf(release);
  for (const definition of definitions) await apply(cluster.kubeConfig, definition);
  await waitForEstablished(cluster.kubeConfig, definitions.map(({ metadata }) => metadata.name!));
  return definitions;
}

/** What an example synthesizes, file by file. */
export function exampleFiles(): { readonly file: string; readonly objects: Manifest[] }[] {
  const root = join(__dirname, '..', '..', '..', 'examples');
  return readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory()).flatMap(({ name }) => {
    const dist = join(root, name, 'dist');
    return readdirSync(dist).sort().map((file) => ({
      file: `${name}/${file}`,
      objects: parseAllDocuments(readFileSync(join(dist, file), 'utf8')).map((document) => document.toJS() as Manifest),
    }));
  });
}

/** Makes the namespaces of objects, with Pod Security `restricted` of the server's own version. */
export async function namespacesFor(cluster: ControlPlane, objects: readonly Manifest[]): Promise<void> {
  for (const name of new Set(objects.flatMap(({ metadata }) => metadata.namespace ?? []))) {
    await createNamespace(cluster.kubeConfig, name, { 'pod-security.kubernetes.io/enforce': 'restricted' });
  }
}
