import { App, Chart } from 'cdk8s';
import { AS_OF } from './app';
import { CONTAINERS } from './samples/containers';
import { GUARDRAILS } from './samples/guardrails';
import { NETWORKS } from './samples/networks';
import { OBJECTS } from './samples/objects';
import { PODS } from './samples/pods';
import { SETTINGS } from './samples/settings';
import { Sample } from './samples/support';
import { VOLUMES } from './samples/volumes';
import { AgentSandbox, Sandbox, SandboxTemplate } from '../../src';

export type { Sample } from './samples/support';

/** The whole public API in small apps: each class, factory, property and enum value is in at least one of them. */
export const SAMPLES: readonly Sample[] = [...CONTAINERS, ...PODS, ...VOLUMES, ...NETWORKS, ...OBJECTS, ...SETTINGS, ...GUARDRAILS];

/** What a sample synthesizes. */
export interface Synthesized {
  /** The release line that its manifests are for. */
  readonly line: string;
  /** The final JSON of all its objects, in the order of the file. */
  readonly objects: any[];
  /** The Pods that its templates and Sandboxes stand for. */
  readonly pods: any[];
}

/** Runs a sample. */
export function synthesized({ name, settings, build }: Sample): Synthesized {
  const app = new App();
  AgentSandbox.of(app).configure({ asOf: AS_OF, ...settings });
  build(new Chart(app, name, { namespace: name }));
  const owners = app.node.findAll().filter((construct) => construct instanceof SandboxTemplate || construct instanceof Sandbox);
  return {
    line: AgentSandbox.of(app).release.apiLine,
    objects: app.charts.flatMap((chart) => chart.toJson()),
    pods: owners.map((owner) => owner.toPodProjection()),
  };
}
