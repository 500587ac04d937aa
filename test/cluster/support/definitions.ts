import { App, Chart } from 'cdk8s';
import { apply, Manifest, waitForEstablished } from './client';
import { ControlPlane } from './control-plane';
import { AgentSandbox, AgentSandboxCrds, CrdConversion, Release } from '../../../src';

/** The definitions of a release as an app synthesizes them; those of the 0.5 line without conversion, since no webhook runs here. */
export function definitionsOf(release: Release, conversion: CrdConversion = CrdConversion.none()): Manifest[] {
  const app = new App();
  AgentSandbox.of(app).configure({ release });
  const chart = new Chart(app, 'definitions');
  new AgentSandboxCrds(chart, 'crds', release.apiLine === '0.5' ? { conversion } : {});
  return chart.toJson();
}

/** Puts a release's definitions into a cluster and waits until they are served. */
export async function install(cluster: ControlPlane, release: Release): Promise<Manifest[]> {
  const definitions = definitionsOf(release);
  for (const definition of definitions) await apply(cluster.kubeConfig, definition);
  await waitForEstablished(cluster.kubeConfig, definitions.map(({ metadata }) => metadata.name!));
  return definitions;
}
