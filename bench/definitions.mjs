// The definitions of Agent Sandbox in a chart, synthesized: `node bench/definitions.mjs ours` by AgentSandboxCrds, `… plain FILE` from a file
// with their plain JSON, which `… prepare FILE` writes.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { ApiObject, App, Chart } from 'cdk8s';
import { synth } from './synth.mjs';

const [variant, file] = process.argv.slice(2);
const load = createRequire(import.meta.url);

if (variant === 'prepare') {
  const { AgentSandboxCrds } = load('..');
  const chart = new Chart(new App(), 'bench');
  new AgentSandboxCrds(chart, 'crds');
  writeFileSync(file, JSON.stringify(chart.toJson()));
} else if (variant === 'plain') {
  synth((chart) => {
    for (const object of JSON.parse(readFileSync(file, 'utf8'))) new ApiObject(chart, object.metadata.name, object);
  }, {});
} else {
  const { AgentSandboxCrds } = load('..');
  synth((chart) => new AgentSandboxCrds(chart, 'crds'), {});
}
