import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, ApiObjectProps, App, AppProps, Chart, Include, JsonPatch, Lazy, Testing, YamlOutputType } from 'cdk8s';
import { Construct } from 'constructs';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { AgentSandbox, GuardrailRule, Guardrails, Isolation, Report, SandboxTemplate, Severity } from '../../src';
import * as judging from '../../src/judge/judge';
import { JsonObject } from '../../src/private/json';
import { AS_OF, failure, IMAGE, WAIVER } from '../support/app';
import { GOOD, patched, POD } from '../support/rule-cases/support';

const folder = mkdtempSync(join(tmpdir(), 'guard-'));
afterAll(() => rmSync(folder, { recursive: true }));

let number = 0;
let outdir: string;
let said: string[];
beforeEach(() => {
  outdir = join(folder, `dist-${number += 1}`);
  said = [];
  vi.restoreAllMocks();
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean(said.push(String(text))));
});

function newApp(props: AppProps = {}): App {
  const app = new App({ outdir, ...props });
  AgentSandbox.of(app).configure({ asOf: AS_OF });
  return app;
}

/** A template that is privileged by a patch, as no typed property could make it. */
function privileged(scope: Construct, id = 'python'): SandboxTemplate {
  const template = new SandboxTemplate(scope, id, { image: IMAGE, port: 8000 });
  ApiObject.of(template).addJsonPatch(JsonPatch.replace('/spec/podTemplate/spec/containers/0/securityContext/privileged', true));
  return template;
}

/** A template without the hardening that a waiver can lift. */
function escalating(scope: Construct, id = 'python'): SandboxTemplate {
  const template = new SandboxTemplate(scope, id, { image: IMAGE, port: 8000 });
  ApiObject.of(template).addJsonPatch(JsonPatch.remove('/spec/podTemplate/spec/containers/0/securityContext/allowPrivilegeEscalation'));
  return template;
}

/** A template of somebody else in which a field of the PodSpec is true. */
const weakened = (field: string): ApiObjectProps => (
  patched(GOOD.template, { op: 'add', path: `${POD}/${field}`, value: true }) as JsonObject & ApiObjectProps
);

describe('a failing synth', () => {
  test.each(Object.values(YamlOutputType).filter((type): type is YamlOutputType => typeof type === 'string'))('writes nothing, output type %s', (yamlOutputType) => {
    const app = newApp({ yamlOutputType });
    privileged(new Chart(app, 'team-a', { namespace: 'team-a' }));
    expect(() => app.synth()).toThrow('SBX-PRV-001');
    expect(readdirSync(outdir)).toEqual([]);
  });

  test('says what, where, found, wanted, how to mend it and which waiver there is', () => {
    const app = newApp();
    privileged(new Chart(app, 'team-a', { namespace: 'team-a' }));
    escalating(new Chart(app, 'team-b', { namespace: 'team-b' }), 'node');
    expect(failure(() => app.synth()).replace(/guard\.test\.ts:\d+/g, 'guard.test.ts:N')).toMatchSnapshot();
  });

  test('hides no other validation\'s message', () => {
    const app = newApp();
    const chart = new Chart(app, 'team-a', { namespace: 'team-a' });
    privileged(chart).node.addValidation({ validate: () => ['something else'] });
    expect(failure(() => app.synth())).toMatch(/SBX-PRV-001[^]*something else/);
  });
});

describe('what is judged', () => {
  test('objects of others, as L1 and as included YAML, once the app asks for it', () => {
    const app = newApp();
    const chart = new Chart(app, 'team-a', { namespace: 'team-a' });
    new ApiObject(chart, 'l1', weakened('hostNetwork'));
    expect(() => app.synth()).not.toThrow();
    Guardrails.of(app);
    expect(() => app.synth()).toThrow('SBX-NSP-001');
  });

  test('the items of a list', () => {
    const file = join(folder, 'list.yaml');
    writeYaml(file, { apiVersion: 'v1', kind: 'List', items: [weakened('hostPID')] });
    const app = newApp();
    Guardrails.of(app);
    new Include(new Chart(app, 'team-a'), 'list', { url: file });
    expect(() => app.synth()).toThrow('SBX-NSP-001');
  });

  test('what a chart makes of its objects', () => {
    class Rewriting extends Chart {
      public toJson(): any[] {
        return super.toJson().map((object) => {
          const copy = structuredClone(object);
          if (copy.spec?.podTemplate) copy.spec.podTemplate.spec.hostIPC = true;
          return copy;
        });
      }
    }
    const app = newApp();
    new SandboxTemplate(new Rewriting(app, 'team-a', { namespace: 'team-a' }), 'python', { image: IMAGE, port: 8000 });
    expect(() => app.synth()).toThrow('SBX-NSP-001');
  });

  test('what a validator adds', () => {
    const app = newApp();
    const chart = new Chart(app, 'team-a', { namespace: 'team-a' });
    new SandboxTemplate(chart, 'python', { image: IMAGE, port: 8000 });
    let added = false;
    chart.node.addValidation({
      validate: () => {
        if (!added) privileged(chart, 'late');
        added = true;
        return [];
      },
    });
    expect(() => app.synth()).toThrow('SBX-PRV-001');
  });

  test('an object that cannot be rendered is an error that hides no finding', () => {
    const app = newApp();
    const chart = new Chart(app, 'team-a', { namespace: 'team-a' });
    privileged(chart);
    new ApiObject(chart, 'broken', { apiVersion: 'v1', kind: 'ConfigMap', data: Lazy.any({ produce: () => { throw new Error('no data today'); } }) });
    expect(failure(() => app.synth())).toMatch(/SBX-PRV-001[^]*no data today|no data today[^]*SBX-PRV-001/);
  });

  test('once in a synth, whatever the number of charts, and anew for each chart outside of one', () => {
    const judge = vi.spyOn(judging, 'judge');
    const app = newApp();
    for (const name of ['a', 'b', 'c', 'd']) new SandboxTemplate(new Chart(app, name, { namespace: name }), 'python', { image: IMAGE, port: 8000 });
    app.synth();
    expect(judge).toHaveBeenCalledTimes(1);
    app.synthYaml();
    expect(judge).toHaveBeenCalledTimes(2);
    const template = app.node.findChild('a').node.findChild('python');
    Testing.synth(Chart.of(template));
    ApiObject.of(template).addJsonPatch(JsonPatch.add('/spec/podTemplate/spec/hostNetwork', true));
    expect(() => Testing.synth(Chart.of(template))).toThrow('SBX-NSP-001');
    expect(judge).toHaveBeenCalledTimes(4);
  });
});

describe('what the app decides', () => {
  test('the threshold', () => {
    const build = (failOn?: Severity): App => {
      const app = newApp();
      if (failOn) Guardrails.of(app).configure({ failOn });
      escalating(new Chart(app, 'team-a', { namespace: 'team-a' }));
      const template = app.node.findChild('team-a').node.findChild('python');
      Guardrails.of(template).waive('SBX-PRV-002', WAIVER);
      ApiObject.of(template).addJsonPatch(JsonPatch.replace('/spec/podTemplate/spec/enableServiceLinks', true));
      return app;
    };
    expect(() => build().synth()).not.toThrow();
    expect(said).toEqual(['guardrails: findings that do not fail: 1 low, 1 waived\n']);
    expect(() => build(Severity.LOW).synth()).toThrow('SBX-TOK-006');
  });

  test('only at the app, and once', () => {
    const app = newApp();
    const chart = new Chart(app, 'team-a');
    expect(failure(() => Guardrails.of(chart).configure({ failOn: Severity.LOW }))).toBe(
      '[team-a] guardrails.configure: got "settings at a construct"; allowed: settings at the app, which is judged as a whole; '
      + 'fix: call Guardrails.of(app).configure(…)',
    );
    Guardrails.of(app).configure({ failOn: Severity.LOW });
    expect(() => Guardrails.of(app).configure({ failOn: Severity.HIGH })).toThrow('guardrails.configure.failOn: got "a second value"');
  });

  test('a rule of its own, where it was added', () => {
    const rule = new GuardrailRule({
      id: 'ACME-001', title: 'Sandboxes name their team', expression: "podMetadata.?labels['team'].orValue('') != ''", expected: 'a label team',
    });
    const app = newApp();
    const [a, b] = ['a', 'b'].map((name) => new Chart(app, name, { namespace: name }));
    new SandboxTemplate(a, 'python', { image: IMAGE, port: 8000, podLabels: { team: 'x' } });
    new SandboxTemplate(b, 'python', { image: IMAGE, port: 8000 });
    Guardrails.of(a).addRule(rule);
    expect(() => app.synth()).not.toThrow();
    expect(failure(() => Guardrails.of(a).addRule(rule))).toContain('an id that no other rule has');
    Guardrails.of(b).addRule(rule);
    expect(failure(() => app.synth())).toMatch(/SandboxTemplate b\/b-python[^]*ACME-001 Sandboxes name their team[^]*wanted a label team/);
    Guardrails.of(b).disable('ACME-001', WAIVER);
    expect(() => app.synth()).not.toThrow();
  });
});

describe('waivers', () => {
  test('hold for the construct\'s own objects, and for what is below where they say so', () => {
    const build = (inherit: boolean): App => {
      const app = newApp();
      const chart = new Chart(app, 'team-a', { namespace: 'team-a' });
      escalating(chart);
      Guardrails.of(chart).waive('SBX-PRV-002', { ...WAIVER, inherit });
      return app;
    };
    expect(() => build(false).synth()).toThrow('SBX-PRV-002');
    expect(() => build(true).synth()).not.toThrow();
  });

  test('hold for their place alone', () => {
    const build = (at: string): App => {
      const app = newApp();
      Guardrails.of(escalating(new Chart(app, 'team-a', { namespace: 'team-a' }))).waive('SBX-PRV-002', { ...WAIVER, at });
      return app;
    };
    expect(() => build('containers[name=main]').synth()).not.toThrow();
    expect(failure(() => build('containers[name=mai]').synth())).toMatch(/SBX-PRV-002[^]*findings that do not fail: 1 medium/);
  });

  test('of the typed factories and of Guardrails are shown on the object, together', () => {
    const app = newApp();
    const chart = new Chart(app, 'team-a', { namespace: 'team-a' });
    const template = new SandboxTemplate(chart, 'python', { image: IMAGE, port: 8000, isolation: Isolation.sharedKernel(WAIVER) });
    Guardrails.of(template).waive('SBX-KRN-001', { ...WAIVER, ticket: 'SEC-7', at: 'securityContext' });
    const { annotations } = ApiObject.of(template).toJson().metadata;
    expect(JSON.parse(annotations['cdk8s-agent-sandbox/waivers'])).toEqual([
      { rules: ['SBX-ISO-001'], ...WAIVER },
      { rules: ['SBX-KRN-001'], ...WAIVER, ticket: 'SEC-7', at: 'securityContext' },
    ]);
  });

  test('are found to lift nothing, wherever they were given', () => {
    const app = newApp();
    Guardrails.of(app).configure({ failOn: Severity.MEDIUM });
    new SandboxTemplate(new Chart(app, 'team-a', { namespace: 'team-a' }), 'python', { image: IMAGE, port: 8000 });
    Guardrails.of(new Construct(app, 'nothing')).waive('SBX-PRV-002', WAIVER);
    expect(failure(() => app.synth())).toMatch(/\(nothing\)\n {2}MEDIUM SBX-WVR-006/);
  });
});

describe('reports', () => {
  test('are written by a failing synth too, and not into the output folder', () => {
    const app = newApp();
    const [json, text] = ['report.json', 'report.txt'].map((name) => join(folder, 'reports', name));
    Guardrails.of(app).addReport(Report.json(json));
    Guardrails.of(app).addReport(Report.text(text));
    expect(() => Guardrails.of(app).addReport(Report.json(join(outdir, 'report.json')))).toThrow('a path outside of');
    privileged(new Chart(app, 'team-a', { namespace: 'team-a' }));
    expect(() => app.synth()).toThrow();
    expect(existsSync(outdir) ? readdirSync(outdir) : []).toEqual([]);
    expect(JSON.parse(readFileSync(json, 'utf8')).results.find((result: any) => result.verdict === 'fail')).toMatchObject({
      rule: 'SBX-PRV-001',
      severity: 'critical',
      kind: 'SandboxTemplate',
      namespace: 'team-a',
      name: 'team-a-python',
      constructPath: 'team-a/python',
      pointer: '/spec/podTemplate/spec/containers/0/securityContext/privileged',
      place: 'containers[name=main].securityContext.privileged',
      expected: 'false or absent',
      actual: true,
    });
    expect(readFileSync(text, 'utf8')).toContain('CRITICAL SBX-PRV-001 No privileged container');
  });

  test('of the same program are the same bytes', () => {
    const run = (): string => {
      const app = newApp();
      const path = join(folder, 'same.json');
      Guardrails.of(app).addReport(Report.json(path));
      escalating(new Chart(app, 'team-a', { namespace: 'team-a' }));
      expect(() => app.synth()).toThrow();
      return readFileSync(path, 'utf8');
    };
    expect(run()).toBe(run());
  });
});

test('nothing goes to stdout', () => {
  const write = vi.spyOn(process.stdout, 'write');
  const app = newApp();
  Guardrails.of(escalating(new Chart(app, 'team-a', { namespace: 'team-a' }))).waive('SBX-PRV-002', WAIVER);
  app.synth();
  expect(write).not.toHaveBeenCalled();
});

function writeYaml(file: string, value: unknown): void {
  // JSON is YAML.
  writeFileSync(file, JSON.stringify(value));
}
