// Sums the reports of a folder and prints the line that says how it went. A report that cannot be read counts as failed.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
let passed = 0;
let failed = 0;
for (const name of readdirSync(folder).filter((file) => file.endsWith('.json')).sort()) {
  let report;
  try {
    report = JSON.parse(readFileSync(join(folder, name), 'utf8'));
  } catch {
    report = undefined;
  }
  report ??= { passed: 0, failed: 1 };
  // Vitest's JSON has names of its own; a suite that could not be loaded has no tests, and its failure shows only there.
  const good = report.passed ?? report.numPassedTests ?? 0;
  const bad = report.failed ?? Math.max(report.numFailedTests ?? 1, report.success === false ? 1 : 0);
  console.log(`${name.replace(/\.json$/, '').padEnd(28)} ${good} passed, ${bad} failed`);
  passed += good;
  failed += bad;
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
