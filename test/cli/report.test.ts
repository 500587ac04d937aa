import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as cdk8s from 'cdk8s';
import * as ts from 'typescript';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Folder } from './command';
import { schemaErrors } from './json-schema';
import * as library from '../../src';
import { guardOf } from '../../src/guardrails/guard';
import { recordsOf } from '../../src/guardrails/waivers';
import { readSettings } from '../../src/report/read';
import { AS_OF, failure, IMAGE, WAIVER } from '../support/app';
import { Sample, SAMPLES } from '../support/samples';

const {
  AgentSandbox, AdmissionGuardrails, ClusterFacts, GuardrailRule, Guardrails, HardeningProfile, Isolation, Report, SandboxTemplate, Severity,
} = library;
const root = join(__dirname, '..', '..');
const SCHEMA = JSON.parse(readFileSync(join(root, 'data', 'report.schema.json'), 'utf8'));
const folder = new Folder();

afterEach(() => vi.unstubAllEnvs());

/** The report of an app, and the YAML that it stands for, whether synth would write it or not. */
function judgedApp(app: cdk8s.App): { report: string; manifests: string } {
  const report = Report.json('report.json')._content(guardOf(app).judge());
  const objects = app.node.findAll().filter((construct) => cdk8s.ApiObject.isApiObject(construct));
  return { report, manifests: cdk8s.Yaml.stringify(...objects.map((object) => object.toJson())) };
}

/** The results of a report as they are compared: all but where the objects were read. */
function resultsOf(report: string): unknown[] {
  return JSON.parse(report).results.map(({ file, line, ...result }: any) => result);
}

/** Expects `check` of an app's YAML with the app's report to come to the app's results. */
function expectSame({ report, manifests }: { report: string; manifests: string }): void {
  expect(schemaErrors(JSON.parse(report), SCHEMA)).toEqual([]);
  folder.write({ 'report.json': report, 'dist/app.k8s.yaml': manifests });
  const { code, out, err } = folder.run(['check', 'dist', '--report', 'report.json', '--format', 'json']);
  expect(err).toBe('');
  const { file, ...head } = JSON.parse(out);
  expect(resultsOf(out)).toEqual(resultsOf(report));
  expect(code).toBe(head.failed ? 2 : 0);
  for (const setting of ['asOf', 'failOn', 'failed', 'closed', 'workloads', 'summary', 'rules', 'standards', 'waivers']) {
    expect(head[setting], setting).toEqual(JSON.parse(report)[setting]);
  }
  expect(schemaErrors(JSON.parse(out), SCHEMA)).toEqual([]);
}

function appOf({ name, settings, build }: Pick<Sample, 'name' | 'settings' | 'build'>): cdk8s.App {
  const app = new cdk8s.App();
  AgentSandbox.of(app).configure({ asOf: AS_OF, ...settings });
  Guardrails.of(app);
  build(new cdk8s.Chart(app, name, { namespace: name }));
  return app;
}

const python = (chart: cdk8s.Chart): unknown => new SandboxTemplate(chart, 'python', { image: IMAGE, port: 8000 });

describe('check --report gives the verdicts of synth', () => {
  // Those whose settings and waivers say something: the others are judged as any manifest.
  const telling = SAMPLES.filter((sample) => sample.settings || appOf(sample).node.findAll().some((construct) => recordsOf(construct).length > 0));

  test.each(telling)('of the sample $name', (sample) => {
    expectSame(judgedApp(appOf(sample)));
  });

  test.each(readdirSync(join(root, 'examples'), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name))('of the example %s', (name) => {
    const apps: cdk8s.App[] = [];
    class App extends cdk8s.App {
      constructor(props?: cdk8s.AppProps) {
        super(props);
        apps.push(this);
      }
    }
    vi.stubEnv('CDK8S_OUTDIR', join(folder.path, 'out'));
    const source = readFileSync(join(root, 'examples', name, 'main.ts'), 'utf8');
    const { outputText } = ts.transpileModule(source, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
    const modules: { [module: string]: unknown } = { 'cdk8s': { ...cdk8s, App }, 'cdk8s-agent-sandbox': library };
    const nodeRequire = createRequire(join(root, 'examples', name, 'main.ts'));
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    try {
      new Function('require', 'exports', outputText)((module: string) => modules[module] ?? nodeRequire(module), {});
    } finally {
      vi.restoreAllMocks();
    }
    expectSame(judgedApp(apps[0]));
  });

  test('where it fails, with rules and waivers of all sorts', () => {
    const sample = {
      name: 'team-a',
      build: (chart: cdk8s.Chart) => {
        const app = chart.node.root as cdk8s.App;
        const other = new cdk8s.Chart(app, 'team-b', { namespace: 'team-b' });
        AgentSandbox.of(other).configure({ profile: HardeningProfile.BASELINE_V1, cluster: ClusterFacts.gke({ addon: true }) });
        Guardrails.of(app).configure({ failOn: Severity.MEDIUM, closed: true, workloads: true });
        Guardrails.of(other).addRule(new GuardrailRule({
          id: 'ACME-001', title: 'Sandboxes name their team', expression: 'params.key in podMetadata.?labels.orValue({})', parameters: { key: 'team' },
        }));
        Guardrails.of(app).disable('SBX-TOK-006', { ...WAIVER, ticket: 'SEC-7' });
        Guardrails.of(app).waive('SBX-XXX-001', WAIVER);
        for (const scope of [chart, other]) {
          const template = new SandboxTemplate(scope, 'python', { image: IMAGE, port: 8000, isolation: Isolation.sharedKernel(WAIVER) });
          cdk8s.ApiObject.of(template).addJsonPatch(cdk8s.JsonPatch.replace('/spec/podTemplate/spec/enableServiceLinks', true));
          cdk8s.ApiObject.of(template).addJsonPatch(cdk8s.JsonPatch.replace('/spec/podTemplate/spec/hostNetwork', true));
          Guardrails.of(template).waive('SBX-PRV-002', { ...WAIVER, at: 'containers[name=main]' });
          Guardrails.of(template).waive('SBX-KRN-001', { ...WAIVER, expires: '2026-11-30' });
        }
        new cdk8s.ApiObject(chart, 'web', {
          apiVersion: 'apps/v1', kind: 'Deployment', spec: { template: { spec: { containers: [{ name: 'web', image: 'nginx' }] } } },
        });
      },
    };
    const judged = judgedApp(appOf(sample));
    expectSame(judged);
    const verdicts = new Set(JSON.parse(judged.report).results.map(({ rule, verdict }: any) => `${rule} ${verdict}`));
    for (const expected of ['ACME-001 fail', 'SBX-TOK-006 waived', 'SBX-WVR-001 fail', 'SBX-WVR-006 fail', 'SBX-ISO-001 waived', 'SBX-NSP-001 fail']) {
      expect(verdicts).toContain(expected);
    }
  });

  test('and says what the report and the files do not share', () => {
    const { report } = judgedApp(appOf({ name: 'team-a', build: python }));
    const [template, account] = JSON.parse(report).subjects.map(({ kind, name }: any) => `${kind} team-a/${name}`);
    folder.write({ 'report.json': report, 'b.yaml': judgedApp(appOf({ name: 'team-b', build: python })).manifests });
    expect(folder.run(['check', 'b.yaml', '--report', 'report.json']).err.replaceAll('team-b', 'team-a')).toBe([
      `in the report and in none of the files: ${template}, ${account}`,
      `not in the report, so judged by restricted/v1 and without waivers: ${template}, ${account}`,
      '',
    ].join('\n'));
  });

  test('until another day is asked for', () => {
    const app = appOf({
      name: 'team-a', build: (chart) => new SandboxTemplate(chart, 'python', { image: IMAGE, port: 8000, isolation: Isolation.sharedKernel(WAIVER) }),
    });
    const { report, manifests } = judgedApp(app);
    folder.write({ 'report.json': report, 'a.yaml': manifests });
    const run = (...args: string[]): number => folder.run(['check', 'a.yaml', '--report', 'report.json', ...args]).code;
    expect([run(), run('--as-of', WAIVER.expires), run('--as-of', '2027-05-02')]).toEqual([0, 0, 2]);
  });
});

describe('policy --report', () => {
  test('writes what the app would', () => {
    const admission = SAMPLES.find(({ name }) => name === 'admission')!;
    const app = new cdk8s.App();
    AgentSandbox.of(app).configure({ asOf: AS_OF });
    const chart = new cdk8s.Chart(app, admission.name, { namespace: 'team-a' });
    const template = new SandboxTemplate(chart, 'python', { image: IMAGE, port: 8000, isolation: Isolation.sharedKernel(WAIVER) });
    Guardrails.of(template).waive('SBX-PRV-002', { ...WAIVER, at: 'containers[name=main]' });
    Guardrails.of(app).addRule(new GuardrailRule({ id: 'ACME-001', title: 'All is well', expression: 'pod == pod' }));
    new AdmissionGuardrails(chart, 'admission', { administrators: ['platform-admins'], operators: ['sandbox-operators'] });
    const { report, manifests } = judgedApp(app);
    folder.write({ 'report.json': report, 'app.yaml': manifests });
    const { code, out, err } = folder.run(['policy', '--administrator', 'platform-admins', '--operator', 'sandbox-operators', '--report', 'report.json']);
    expect([code, err]).toEqual([0, '']);
    folder.write({ 'policy.yaml': out });
    const parsed = (file: string): any[] => cdk8s.Yaml.load(join(folder.path, file)).filter(({ kind }: any) => kind.startsWith('ValidatingAdmissionPolicy'));
    expect(parsed('policy.yaml')).toEqual(parsed('app.yaml'));
  });

  test('leaves out what has expired where that is asked for, and fails else', () => {
    const build = (chart: cdk8s.Chart): unknown => new SandboxTemplate(chart, 'python', { image: IMAGE, port: 8000, isolation: Isolation.sharedKernel(WAIVER) });
    folder.write({ 'report.json': judgedApp(appOf({ name: 'team-a', build })).report });
    const run = (...args: string[]) => folder.run(['policy', '--administrator', 'admins', '--report', 'report.json', ...args]);
    expect(run().out).toContain('team-a/team-a-python');
    expect(run('--as-of', '2027-05-02')).toEqual({
      code: 1,
      out: '',
      err: 'error: 1 waiver has expired by 2027-05-02, the first for SBX-ISO-001 at SandboxTemplate team-a/team-a-python on 2027-05-01; '
        + 'fix: renew them, or leave them out with --drop-expired\n',
    });
    const dropped = run('--as-of', '2027-05-02', '--drop-expired');
    expect(dropped.code).toBe(0);
    expect(dropped.out).not.toContain('team-a/team-a-python');
  });
});

describe('a report that was changed', () => {
  const good = (): any => JSON.parse(judgedApp(appOf({
    name: 'team-a',
    build: (chart) => {
      new SandboxTemplate(chart, 'python', { image: IMAGE, port: 8000, isolation: Isolation.sharedKernel(WAIVER) });
      Guardrails.of(chart).addRule(new GuardrailRule({ id: 'ACME-001', title: 'All is well', expression: 'pod == pod' }));
    },
  })).report);

  test.each<[string, (report: any) => void, string]>([
    ['another version', (report) => (report.schemaVersion = '2.0'), 'report.schemaVersion: got "2.0"; allowed: a report of version 1.x'],
    ['no version', (report) => delete report.schemaVersion, 'report.schemaVersion: got undefined'],
    ['a day that there is not', (report) => (report.asOf = '2026-02-30'), 'report.asOf: got "2026-02-30"'],
    ['a severity', (report) => (report.failOn = 'worst'), 'report.failOn: got "worst"; allowed: critical, high, medium, low'],
    ['no subjects', (report) => delete report.subjects, 'report.subjects: got undefined; allowed: a list'],
    ['a subject that is none', (report) => (report.subjects[0] = null), 'report.subjects[0]: got null; allowed: an object'],
    ['a standard that there is not', (report) => (report.subjects[0].standard = 7), 'report.subjects[0].standard: got 7; allowed: the number of one of 1, from 0'],
    ['a waiver that there is not', (report) => (report.subjects[0].waivers = [-1]), 'report.subjects[0].waivers[0]: got -1'],
    ['a release', (report) => (report.standards[0].release = '0.1.0'), '[Release.of] version: got "0.1.0"'],
    ['no parameter', (report) => delete report.standards[0].parameters.cpuCeiling, 'report.standards[0].parameters.cpuCeiling: got undefined; allowed: a value like "8"'],
    ['a parameter of another type', (report) => (report.standards[0].parameters.runtimeClasses = 'runc'), 'parameters.runtimeClasses: got "runc"'],
    ['a parameter with other items', (report) => (report.standards[0].parameters.registries = [7]), 'parameters.registries: got [7]'],
    ['a day of a waiver', (report) => (report.waivers[0].expires = 'never'), 'report.waivers[0].expires: got "never"'],
    ['rules of a waiver', (report) => (report.waivers[0].rules = 'SBX-ISO-001'), 'report.waivers[0].rules: got "SBX-ISO-001"; allowed: a list'],
    ['a rule of the catalogue', (report) => (report.rules[0].id = 'SBX-ISO-001'), 'report.rules[0].id: got "SBX-ISO-001"; allowed: a rule of the app\'s own'],
    ['an expression', (report) => (report.rules[0].checks[0].expression = 'pod.'), 'report.rules[0].checks[0].expression: got "pod."; allowed: '],
    ['a target', (report) => (report.rules[0].checks[0].target = '__proto__'), 'report.rules[0].checks[0].target: got "__proto__"'],
    ['a kind', (report) => (report.rules[0].checks[0].kinds = ['ConfigMap']), 'report.rules[0].checks[0].kinds[0]: got "ConfigMap"'],
  ])('is refused: %s', (_, change, message) => {
    const report = good();
    change(report);
    expect(failure(() => readSettings(JSON.stringify(report), 'report.json'))).toContain(message);
  });

  test('is refused: no JSON', () => {
    expect(failure(() => readSettings('{', 'report.json'))).toContain('[report.json] report: got ');
  });

  test('is taken where a later version of its form says more', () => {
    const report = good();
    Object.assign(report, { schemaVersion: '1.7', more: true });
    expect(readSettings(JSON.stringify(report), 'report.json')).toMatchObject({ asOf: AS_OF });
  });
});
