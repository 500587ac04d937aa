import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PRIVILEGED, template, UNCONFINED, yaml } from './command';
import { AgentSandbox, Isolation, Report, SandboxTemplate } from '../../src';
import { guardOf } from '../../src/guardrails/guard';
import { IMAGE, manifestOf } from '../support/app';

const root = join(__dirname, '..', '..');
let folder: string;

/** A package as it is installed, but that each entry is one file: lib/ need not be compiled. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'package-'));
  mkdirSync(join(folder, 'bin'));
  copyFileSync(join(root, 'package.json'), join(folder, 'package.json'));
  copyFileSync(join(root, 'bin', 'cdk8s-agent-sandbox'), join(folder, 'bin', 'cdk8s-agent-sandbox'));
  chmodSync(join(folder, 'bin', 'cdk8s-agent-sandbox'), 0o755);
  await build({
    absWorkingDir: root,
    entryPoints: ['src/cli/main.ts', 'src/cli/validation.ts'],
    outdir: join(folder, 'lib', 'cli'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'error',
  });
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true }));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function start(command: string, args: readonly string[], cwd: string, input?: string): Ended {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, input, encoding: 'utf8', maxBuffer: 2 ** 28 });
  return { code: status, out: stdout, err: stderr };
}

const bin = (args: readonly string[], input?: string): Ended => start(join(folder, 'bin', 'cdk8s-agent-sandbox'), args, folder, input);

describe('the program', () => {
  test('judges the standard input', () => {
    expect(bin(['check', '-', '--as-of', '2026-12-01'], yaml(template()))).toMatchObject({ code: 0, err: '', out: expect.stringContaining('passed: ') });
    expect(bin(['check', '-', '--as-of', '2026-12-01'], yaml(template(PRIVILEGED)))).toMatchObject({ code: 2, err: '', out: expect.stringContaining('SBX-PRV-001') });
    expect(bin(['check', '-'], '')).toEqual({ code: 1, err: 'error: stdin: no manifest in it\n', out: '' });
  });

  test('ends with 1 where it could not run', () => {
    expect(bin(['check', 'nowhere.yaml'])).toEqual({ code: 1, out: '', err: 'error: nowhere.yaml: no such file or folder\n' });
    expect(bin([])).toMatchObject({ code: 1, out: '' });
    expect(bin(['--version'])).toEqual({ code: 0, err: '', out: '0.0.0\n' });
  });

  test('writes much to a pipe, whole', () => {
    writeFileSync(join(folder, 'many.yaml'), yaml(Array.from({ length: 100 }, (_, index) => template((object) => (object.metadata.name = `python-${index}`)))));
    const { code, out, err } = bin(['check', 'many.yaml', '--format', 'json']);
    expect([code, err]).toEqual([0, '']);
    expect(out.length).toBeGreaterThan(2 ** 20);
    expect(JSON.parse(out).subjects).toHaveLength(100);
  });

  test('is content with who reads the beginning alone', () => {
    const { out, err } = start('sh', ['-c', './bin/cdk8s-agent-sandbox policy --administrator a --namespace b | head -1'], folder);
    expect([out, err]).toEqual(['apiVersion: admissionregistration.k8s.io/v1\n', '']);
  });
});

describe('the plugin of cdk8s-cli', () => {
  const cli = join(root, 'node_modules', '.bin', 'cdk8s');

  /** Synthesizes an app of plain objects that nobody judges but the plugin. */
  function synth(objects: object[], properties: object, args: readonly string[] = []): Ended & { app: string } {
    const app = mkdtempSync(join(folder, 'app-'));
    symlinkSync(join(root, 'node_modules'), join(app, 'node_modules'));
    const made = objects.map((object, index) => `new ApiObject(chart, 'object-${index}', ${JSON.stringify(object)});`).join('\n');
    writeFileSync(join(app, 'main.cjs'), `const { ApiObject, App, Chart } = require('cdk8s');
      const app = new App(); const chart = new Chart(app, 'team-a'); new Chart(app, 'empty');\n${made}\napp.synth();\n`);
    writeFileSync(join(app, 'cdk8s.yaml'), JSON.stringify({
      language: 'typescript',
      app: 'node main.cjs',
      validations: [{ package: './../lib/cli/validation', version: '1.0.0', class: 'AgentSandboxValidation', properties: { asOf: '2026-12-01', ...properties } }],
    }));
    return { ...start(cli, ['synth', '--check-upgrade=false', ...args], app), app };
  }

  test('passes what holds', () => {
    const { code, out } = synth([template()], {});
    expect(out).toContain('Validations ended succesfully');
    expect(code).toBe(0);
  });

  test('refuses what does not, with construct path and severity, in its report too', () => {
    const pool = {
      apiVersion: 'extensions.agents.x-k8s.io/v1beta1',
      kind: 'SandboxWarmPool',
      metadata: { name: 'other', namespace: 'team-a' },
      spec: { replicas: 1, sandboxTemplateRef: { name: 'python' }, updateStrategy: { type: 'Recreate' } },
    };
    const { code, out, app } = synth([template(PRIVILEGED), pool], {}, ['--validation-reports-output-file', 'validations.json']);
    expect(code).toBe(2);
    expect(out).toContain('[CRITICAL] SBX-PRV-001 No privileged container (1 occurrences)');
    const { reports: [report] } = JSON.parse(readFileSync(join(app, 'validations.json'), 'utf8'));
    expect(report.violations).toEqual([{
      ruleName: '[CRITICAL] SBX-PRV-001 No privileged container',
      recommendation: expect.stringContaining('.'),
      fix: expect.stringContaining('securityContext.privileged'),
      violatingConstructs: [{
        resourceName: 'python',
        constructPath: 'team-a/object-0',
        manifestPath: 'dist/team-a.k8s.yaml',
        locations: [expect.stringMatching(/^SandboxTemplate team-a\/python, containers\[name=main\]\.securityContext\.privileged \(line \d+\): found true, wanted false or absent$/)],
      }],
    }]);
    expect(report.summary).toMatchObject({
      status: 'failure',
      metadata: { 'Objects': '2', 'Judged for': '2026-12-01', 'Fails on': 'high and worse', 'Waived': '0', 'Known': '0' },
    });
  });

  test('takes the options of check as properties', () => {
    expect(synth([template(UNCONFINED)], { failOn: 'critical' }).code).toBe(0);
    expect(synth([template(UNCONFINED)], { skip: ['SBX-KRN-001'] }).code).toBe(0);
    expect(synth([template(UNCONFINED)], { profile: { base: 'baseline/v1', name: 'own' }, cluster: { platform: 'eks' }, release: '1.0.11' }).code).toBe(0);
  });

  test('takes settings and waivers from a report, and counts what is waived', () => {
    const team = new Chart(new App(), 'team-a', { namespace: 'team-a' });
    AgentSandbox.of(team).configure({ asOf: '2026-12-01' });
    const waived = new SandboxTemplate(team, 'python', {
      image: IMAGE, port: 8000, isolation: Isolation.sharedKernel({ reason: 'needed by the tests of unsafe forms', owner: 'team-a', expires: '2027-05-01' }),
    });
    writeFileSync(join(folder, 'report.json'), Report.json('report.json')._content(guardOf(team).judge()));
    const object = manifestOf(waived);
    expect(synth([object], {}).code).toBe(2);
    const { code, out } = synth([object], { report: '../report.json' });
    expect(out).toMatch(/Waived +. 1 /);
    expect(code).toBe(0);
    expect(synth([object], { report: '../report.json', asOf: '2027-05-02' }).code).toBe(2);
  });

  test('says what is wrong with its properties', () => {
    const { code, out, err } = synth([template()], { failon: 'high' });
    expect(code).toBe(1);
    expect(out + err).toContain('[AgentSandboxValidation] failon: got "failon"; allowed: a property that there is: asOf, baseline, closed, cluster, failOn, ');
    expect(synth([template()], { profile: 'nowhere.yaml' }).code).toBe(1);
  });
});
