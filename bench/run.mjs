// Measures the bars of this project: CPU seconds (user and system) of whole processes, the two sides of each ratio in turn (A B A B …) in one
// run, so that a machine that gets slower slows both. Prints the table and writes it to RESULTS.md. Never part of the tests.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PAIRS = 7;
const root = fileURLToPath(new URL('..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'bench-'));
const definitions = join(scratch, 'definitions.json');

/** Runs one side and gives what it printed as its last line: `cpu` of the process, `work` of what it measured itself. */
const run = (script, env = {}) => JSON.parse(execFileSync(process.execPath, script, {
  cwd: root, encoding: 'utf8', env: { ...process.env, ...env },
}).trim().split('\n').pop());
const cpu = (script) => run(script).cpu;
const workPerTemplate = (count) => run(['bench/templates.mjs', 'ours', String(count)]).work / count;

const BARS = [
  {
    name: '1000 templates of two containers and 1000 pools: constructs / plain ApiObjects',
    bar: 1.3,
    command: 'node bench/templates.mjs ours 1000 / node bench/templates.mjs plain 1000',
    sides: [() => cpu(['bench/templates.mjs', 'ours', '1000']), () => cpu(['bench/templates.mjs', 'plain', '1000'])],
  },
  {
    name: 'time per template (construct and synth, without start-up): 5000 / 500',
    bar: 1.2,
    command: 'node bench/templates.mjs ours 5000 / node bench/templates.mjs ours 500',
    sides: [() => workPerTemplate(5000), () => workPerTemplate(500)],
    pairs: 3,
  },
  {
    name: 'loading: this package / cdk8s-plus-28',
    bar: 1.25,
    command: 'node bench/require.cjs ours / node bench/require.cjs cdk8s-plus-28',
    sides: [() => cpu(['bench/require.cjs', 'ours']), () => cpu(['bench/require.cjs', 'cdk8s-plus-28'])],
  },
  {
    name: 'the definitions, added and synthesized: AgentSandboxCrds / JSON.parse of a file and ApiObject',
    bar: 1.2,
    command: 'node bench/definitions.mjs prepare FILE; node bench/definitions.mjs ours / node bench/definitions.mjs plain FILE',
    sides: [() => cpu(['bench/definitions.mjs', 'ours']), () => cpu(['bench/definitions.mjs', 'plain', definitions])],
  },
];

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const digits = (value) => value.toFixed(2);

/** Both sides have to make the same bytes, else the comparison says nothing. */
function checkSameBytes(...scripts) {
  const [a, b] = scripts.map((script, index) => {
    const outdir = join(scratch, `same-${index}`);
    run(script, { CDK8S_OUTDIR: outdir });
    return readFileSync(join(outdir, 'bench.k8s.yaml'), 'utf8');
  });
  if (a !== b) throw new Error(`${scripts[0].join(' ')} and ${scripts[1].join(' ')} make different bytes`);
}

try {
  execFileSync(process.execPath, ['bench/definitions.mjs', 'prepare', definitions], { cwd: root });
  checkSameBytes(['bench/templates.mjs', 'ours', '10'], ['bench/templates.mjs', 'plain', '10']);
  checkSameBytes(['bench/definitions.mjs', 'ours'], ['bench/definitions.mjs', 'plain', definitions]);
  const rows = BARS.map(({ name, bar, command, sides: [ours, theirs], pairs = PAIRS }) => {
    const ratios = Array.from({ length: pairs }, () => ours() / theirs());
    const ratio = median(ratios);
    const verdict = ratio <= bar ? 'PASS' : 'MISSED';
    return `| ${name} | ${digits(ratio)} (${digits(Math.min(...ratios))} to ${digits(Math.max(...ratios))}, ${pairs} pairs) | ${bar} | ${verdict} | \`${command}\` |`;
  });
  const text = [
    '# Results',
    '',
    'Written by `npm run bench`: ratios of CPU seconds (user and system) of whole processes, medians of pairs within one run, smallest to largest in brackets.',
    'Both sides of the first and the last row make the same bytes, which is checked first.',
    `Node ${process.versions.node}, ${cpus().length} processors.`,
    '',
    '| what | ratio | at most | | command |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
  writeFileSync(join(root, 'bench', 'RESULTS.md'), text);
  console.log(text);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
