// What the programs that synthesize have in common.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { begin, end } from './cpu.cjs';

/**
 * Fills a chart and synthesizes it, which counts as the work of this process. The file stays where the variable CDK8S_OUTDIR says so, for
 * comparing; else it is removed.
 */
export function synth(fill, chartProps = { namespace: 'bench' }) {
  const kept = process.env.CDK8S_OUTDIR;
  const outdir = kept ?? mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    begin();
    const app = new App({ outdir });
    fill(new Chart(app, 'bench', chartProps));
    app.synth();
    end();
  } finally {
    if (kept === undefined) rmSync(outdir, { recursive: true, force: true });
  }
}
