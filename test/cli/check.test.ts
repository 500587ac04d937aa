import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UNCONFINED, Folder, LINKED, PRIVILEGED, template, yaml } from './command';
import { schemaErrors } from './json-schema';

const folder = new Folder();
const SCHEMA = JSON.parse(readFileSync(join(__dirname, '..', '..', 'data', 'report.schema.json'), 'utf8'));

const named = (name: string, change?: (object: any) => void): any => template((object) => {
  object.metadata.name = name;
  change?.(object);
});
/** The ids of the rules with findings in a JSON report. */
const rulesIn = (out: string): string[] => JSON.parse(out).results.filter(({ verdict }: any) => verdict !== 'pass').map(({ rule }: any) => rule);

describe('check says', () => {
  test('of good manifests that they hold', () => {
    folder.write({ 'a.yaml': template() });
    const { code, out, err } = folder.check('a.yaml');
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^guardrails: 1 object, judged for 2026-12-01: \d+ hold, 0 do not, 0 waived\n\npassed: no finding of severity high or worse\n$/);
  });

  test('of a bad folder what does not hold, and where', () => {
    folder.write({
      'manifests/bad/privileged.yaml': [named('first'), named('second', PRIVILEGED)],
      'manifests/list.json': JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [named('third', UNCONFINED), named('fourth', LINKED)] }, undefined, 2),
      'manifests/values.yaml': 'image: python\n',
      'manifests/kustomization.yaml': 'resources: [list.json]\n',
      'manifests/README.md': 'no manifest',
    });
    const { code, out, err } = folder.check('manifests');
    expect(code).toBe(2);
    expect(err).toBe('skipped, as there is no manifest in them: manifests/kustomization.yaml, manifests/values.yaml\n');
    expect(out.replace(/\d+ hold/, 'N hold')).toMatchSnapshot();
  });

  test('the same of the standard input', () => {
    const { code, out } = folder.run(['check', '-', '--as-of', '2026-12-01'], yaml([named('a'), named('b', PRIVILEGED)]));
    expect(code).toBe(2);
    expect(out).toContain('SandboxTemplate team-a/b  stdin:');
  });

  test('the same as JSON, by its schema', () => {
    folder.write({ 'a.yaml': [named('a', PRIVILEGED), named('b')] });
    const { code, out } = folder.check('a.yaml', '--format', 'json');
    const report = JSON.parse(out);
    expect([code, report.failed, out]).toEqual([2, true, `${JSON.stringify(report, undefined, 2)}\n`]);
    expect(schemaErrors(report, SCHEMA)).toEqual([]);
    const line = yaml([named('a', PRIVILEGED)]).split('\n').findIndex((text) => text.includes('privileged:')) + 1;
    expect(report.results.find(({ verdict }: any) => verdict === 'fail')).toMatchObject({
      rule: 'SBX-PRV-001', severity: 'critical', file: 'a.yaml', line, place: 'containers[name=main].securityContext.privileged', actual: true,
    });
  });

  test('the same for the same input', () => {
    folder.write({ 'a.yaml': [named('a', PRIVILEGED), named('b', UNCONFINED)] });
    expect(folder.check('a.yaml', '--format', 'json')).toEqual(folder.check('a.yaml', '--format', 'json'));
  });
});

describe('check takes', () => {
  test.each([
    ['critical', 0, 'passed: no finding of severity critical or worse'],
    ['high', 2, 'failed: 1 finding of severity high or worse'],
    ['low', 2, 'failed: 2 findings of severity low or worse'],
  ])('--fail-on %s', (severity, expected, line) => {
    folder.write({ 'a.yaml': [named('a', UNCONFINED), named('b', LINKED)] });
    const { code, out } = folder.check('a.yaml', '--fail-on', severity);
    expect([code, out.trim().split('\n').pop()]).toEqual([expected, line]);
  });

  test('--profile: a name or a file', () => {
    folder.write({
      'a.yaml': named('a', (object) => {
        object.spec.podTemplate.spec.containers[0].resources.limits.cpu = '4';
        object.spec.podTemplate.spec.containers[0].imagePullPolicy = 'IfNotPresent';
      }),
      'own.yaml': { base: 'baseline/v1', name: 'payments', cpuCeiling: '2' },
      'own.json': '{"cpuCeiling": "16"}',
    });
    const rules = (...args: string[]): string[] => rulesIn(folder.check('a.yaml', '--format', 'json', ...args).out);
    expect(rules()).not.toContain('SBX-RES-005');
    expect(rules('--profile', 'own.yaml')).toContain('SBX-RES-005');
    expect(rules('--profile', 'own.json')).toEqual(rules('--profile', 'restricted/v1'));
    const { standards } = JSON.parse(folder.check('a.yaml', '--format', 'json', '--profile', 'own.yaml').out);
    expect(standards.map(({ profile }: any) => profile)).toEqual(['baseline/v1+payments']);
  });

  test('--cluster: a file', () => {
    folder.write({
      'a.yaml': template(),
      'gke.yaml': { platform: 'gke', addon: true, podCidrs: ['10.4.0.0/14'] },
    });
    const { code, out } = folder.check('a.yaml', '--cluster', 'gke.yaml', '--format', 'json');
    expect([code, rulesIn(out)]).toEqual([2, expect.arrayContaining(['SBX-ISO-003'])]);
    expect(JSON.parse(out).standards[0]).toMatchObject({ managedPolicy: 'sandbox-core-policy', parameters: { platform: 'gke' } });
  });

  test('--release: what it does not know is unknown', () => {
    folder.write({ 'a.yaml': named('a', (object) => (object.spec.podTemplate.spec.evictionResponders = [])) });
    const rules = (release: string): string[] => rulesIn(folder.check('a.yaml', '--release', release, '--format', 'json').out);
    expect(rules('1.0.12')).toEqual([]);
    expect(rules('0.5.6')).not.toEqual([]);
  });

  test('--closed: what is not there is nowhere', () => {
    const pool = {
      apiVersion: 'extensions.agents.x-k8s.io/v1beta1',
      kind: 'SandboxWarmPool',
      metadata: { name: 'pool', namespace: 'team-a' },
      spec: { replicas: 1, sandboxTemplateRef: { name: 'nowhere' }, updateStrategy: { type: 'Recreate' } },
    };
    folder.write({ 'pool.yaml': pool });
    expect(folder.check('pool.yaml').code).toBe(0);
    expect(folder.check('pool.yaml', '--closed').out).toContain('nowhere');
  });

  test('--workloads: all Pods', () => {
    const deployment = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web', namespace: 'other' },
      spec: { template: { spec: { hostNetwork: true, containers: [{ name: 'web', image: 'nginx' }] } } },
    };
    folder.write({ 'web.yaml': deployment });
    expect(folder.check('web.yaml').code).toBe(0);
    expect(folder.check('web.yaml', '--workloads').out).toContain('SBX-NSP-001');
  });

  test('--rule and --skip: rules that are reported, while waivers and counts are those of all', () => {
    folder.write({ 'a.yaml': [named('a', PRIVILEGED), named('b', UNCONFINED)] });
    const rules = (...args: string[]): string[] => rulesIn(folder.check('a.yaml', '--format', 'json', ...args).out);
    expect(rules('--rule', 'SBX-PRV-001')).toEqual(['SBX-PRV-001']);
    expect(rules('--rule', 'SBX-PRV-001', '--rule', 'SBX-KRN-001')).toEqual(['SBX-PRV-001', 'SBX-KRN-001']);
    expect(rules('--skip', 'SBX-PRV-001', '--skip', 'SBX-ISO-001')).toEqual(['SBX-KRN-001']);
    const { summary, results } = JSON.parse(folder.check('a.yaml', '--format', 'json', '--rule', 'SBX-PRV-001').out);
    expect([summary.pass, summary.fail, results.length]).toEqual([1, 1, 2]);
    expect(folder.check('a.yaml', '--skip', 'SBX-PRV-001', '--skip', 'SBX-KRN-001').code).toBe(0);
  });

  test('--output: a file, and nothing else is written', () => {
    folder.write({ 'a.yaml': template(PRIVILEGED) });
    const { out: report } = folder.check('a.yaml', '--format', 'json');
    expect(folder.check('a.yaml', '--format', 'json', '--output', 'report.json')).toEqual({ code: 2, out: '', err: '' });
    expect(readFileSync(join(folder.path, 'report.json'), 'utf8')).toBe(report);
  });

  test('each file once', () => {
    folder.write({ 'm/a.yaml': template() });
    expect(folder.check('m', 'm/a.yaml', './m')).toMatchObject({ code: 0, out: expect.stringContaining('1 object,') });
  });
});

describe('a baseline', () => {
  test('makes what is in it known, and nothing else', () => {
    folder.write({ 'a.yaml': [named('a', PRIVILEGED), named('b')] });
    expect(folder.check('a.yaml', '--format', 'json', '--output', 'baseline.json').code).toBe(2);
    const known = folder.check('a.yaml', '--baseline', 'baseline.json');
    expect(known.code).toBe(0);
    expect(known.out).toMatch(/0 do not, 0 waived, 1 known\n[^]*CRITICAL SBX-PRV-001 No privileged container.* \[known\]\n[^]*passed: /);
    const { failed, summary, results } = JSON.parse(folder.check('a.yaml', '--baseline', 'baseline.json', '--format', 'json').out);
    expect([failed, summary.fail, summary.known]).toEqual([false, 0, 1]);
    expect(results.filter((result: any) => result.known).map(({ rule }: any) => rule)).toEqual(['SBX-PRV-001']);
    folder.write({ 'a.yaml': [named('a', PRIVILEGED), named('b', PRIVILEGED)] });
    const more = folder.check('a.yaml', '--baseline', 'baseline.json');
    expect([more.code, more.out.trim().split('\n').pop()]).toEqual([2, 'failed: 1 finding of severity high or worse']);
  });

  test('holds what failed, not what held', () => {
    folder.write({ 'a.yaml': template((object) => (object.spec.podTemplate.spec.containers[0].image = 'x')), 'good.yaml': template() });
    folder.check('good.yaml', '--format', 'json', '--output', 'baseline.json');
    expect(folder.check('a.yaml', '--baseline', 'baseline.json').code).toBe(2);
  });

  test('stays as it is when it is written anew by itself', () => {
    folder.write({ 'a.yaml': template(PRIVILEGED) });
    folder.check('a.yaml', '--format', 'json', '--output', 'one.json');
    folder.check('a.yaml', '--format', 'json', '--baseline', 'one.json', '--output', 'two.json');
    expect(folder.check('a.yaml', '--baseline', 'two.json').code).toBe(0);
  });
});

describe('what is no manifest', () => {
  test.each([
    ['named itself', { 'values.yaml': 'a: b\n' }, ['values.yaml'], 'values.yaml:1: no manifest: apiVersion and kind are missing'],
    ['beside manifests in its file', { 'm/a.yaml': `${yaml(template())}---\na: b\n` }, ['m'], /^error: m\/a\.yaml:\d+: no manifest: apiVersion and kind are missing\n$/],
    ['a list that is no document, beside others', { 'm/a.yaml': `- a\n---\n${yaml(template(PRIVILEGED))}` }, ['m'], 'm/a.yaml:1: no manifest: a mapping is expected'],
    ['nothing at all', { 'a.yaml': '# nothing\n' }, ['a.yaml'], 'a.yaml: no manifest in it'],
    ['a folder of others', { 'm/values.yaml': 'a: b\n', 'm/x.json': '[1]' }, ['m'], 'm: no manifest in it'],
    ['one of two folders', { 'm/a.yaml': yaml(template()), 'n/x.txt': '' }, ['m', 'n'], 'n: no manifest in it'],
    ['nowhere', {}, ['nowhere'], 'nowhere: no such file or folder'],
    ['binary', { 'a.yaml': Buffer.from([0xff, 0xfe, 0x00]) }, ['a.yaml'], 'a.yaml:1: not a text in UTF-8: is it a binary file?'],
    ['a template of Helm', { 'm/a.yaml': 'apiVersion: v1\nkind: {{ .Values.kind }}\n' }, ['m'], /m\/a\.yaml:\d: /],
  ])('is an error: %s', (_, files, paths, message) => {
    folder.write(files as { [path: string]: string });
    const { code, out, err } = folder.check(...paths);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(message);
  });

  test('all faults are told, up to a number', () => {
    folder.write(Object.fromEntries(Array.from({ length: 25 }, (_, index) => [`m/${String(index).padStart(2, '0')}.yaml`, 'a: [\n'])));
    const lines = folder.check('m').err.trim().split('\n');
    expect([lines.length, lines[0].slice(0, 18), lines[20]]).toEqual([21, 'error: m/00.yaml:1', 'error: and 5 more like these']);
  });
});

describe('wrong arguments', () => {
  test.each([
    [['check']],
    [['check', 'a.yaml', '--fail-on', 'worst']],
    [['check', 'a.yaml', '--format', 'xml']],
    [['check', 'a.yaml', '--unknown']],
    [['check', 'a.yaml', '--as-of', '2026-02-30']],
    [['check', 'a.yaml', '--release', '1.1.0']],
    [['check', 'a.yaml', '--rule', 'SBX-XXX-001']],
    [['check', 'a.yaml', '--skip', 'sbx-iso-001']],
    [['check', 'a.yaml', '--rule', 'SBX-ISO-001', '--skip', 'SBX-ISO-001']],
    [['check', 'a.yaml', '--profile', 'nowhere.yaml']],
    [['check', 'a.yaml', '--profile', 'profile.yaml']],
    [['check', 'a.yaml', '--profile', 'base.yaml']],
    [['check', 'a.yaml', '--profile', 'two.yaml']],
    [['check', 'a.yaml', '--cluster', 'cluster.yaml']],
    [['check', 'a.yaml', '--cluster', 'addon.yaml']],
    [['check', 'a.yaml', '--cluster', 'cidr.yaml']],
    [['check', 'a.yaml', '--report', 'nowhere.json']],
    [['check', 'a.yaml', '--report', 'a.yaml']],
    [['check', 'a.yaml', '--baseline', 'other.json']],
    [['check', 'a.yaml', '--output', 'no/folder/x']],
    [['chek', 'a.yaml']],
    [['explain', 'SBX-XXX-001']],
    [['explain']],
    [['policy', '--namespace', 'team-a']],
    [['policy', '--administrator', 'admins']],
    [['policy', '--administrator', ' ', '--namespace', 'team-a']],
    [['policy', '--administrator', 'admins', '--namespace', 'kube-system']],
    [['policy', '--administrator', 'admins', '--namespace', 'team-a', '--kubernetes-version', '1.29']],
    [['policy', '--administrator', 'admins', '--namespace', 'team-a', '--enforce', 'block']],
    [[]],
  ])('%j', (argv) => {
    folder.write({
      'a.yaml': template(),
      'profile.yaml': { cpuCeiling: 'much' },
      'base.yaml': { base: 'restricted/v9' },
      'two.yaml': [{ base: 'restricted/v1' }, { base: 'baseline/v1' }],
      'cluster.yaml': { platform: 'aws' },
      'addon.yaml': { platform: 'eks', addon: true },
      'cidr.yaml': { platform: 'generic', podCidrs: ['10.0.0.1/8'] },
      'other.json': '{"schemaVersion": "2.0"}',
    });
    const { code, out, err } = folder.run(argv);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatchSnapshot();
  });
});
