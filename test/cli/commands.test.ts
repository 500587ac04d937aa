import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as cdk8s from 'cdk8s';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Folder, template, yaml } from './command';
import { valuesOf } from './support';
import { exampleFor } from '../../src/cli/example';
import { EXAMPLE_TEMPLATE } from '../../src/cli/example-template';
import { explained } from '../../src/cli/explain';
import { standardFor } from '../../src/cli/settings';
import { judge } from '../../src/judge/judge';
import { CATALOGUE, DOCUMENTED } from '../../src/rules/catalogue';
import { Severity } from '../../src/rules/severity';

const folder = new Folder();
const STANDARD = standardFor({}, { stdin: () => Buffer.alloc(0), stdout: () => undefined, stderr: () => undefined, cwd: '.' });

describe('rules', () => {
  test('lists all rules, and the rows that are documented only', () => {
    const { code, out, err } = folder.run(['rules']);
    expect([code, err]).toEqual([0, '']);
    const lines = out.trimEnd().split('\n');
    expect(lines.map((line) => line.split(' ')[0])).toEqual([...CATALOGUE, ...DOCUMENTED].map(({ id }) => id));
    expect(lines.filter((line) => /^SBX-(ISO-00[1-4]|ADM-001|WVR-001) /.test(line)).join('\n')).toMatchSnapshot();
    expect(lines.some((line) => / {2}documented {2}/.test(line))).toBe(true);
  });

  test('gives them as JSON', () => {
    const { rules, documented } = JSON.parse(folder.run(['rules', '--format', 'json']).out);
    expect([rules.length, documented.length]).toEqual([CATALOGUE.length, DOCUMENTED.length]);
    expect(rules[0]).toMatchObject({ id: 'SBX-ISO-001', severity: 'critical', judgedAt: 'both', waivable: true, standards: expect.arrayContaining(['Kubescape: C-0297']) });
  });
});

describe('explain', () => {
  test('tells everything about a rule', () => {
    const { code, out, err } = folder.run(['explain', 'SBX-ISO-001']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatchSnapshot();
  });

  test('writes the values of a profile in', () => {
    folder.write({ 'own.yaml': { name: 'own', runtimeClasses: ['own-gvisor'], runtimeClass: 'own-gvisor' } });
    const { out } = folder.run(['explain', 'SBX-ISO-001', '--profile', 'own.yaml']);
    expect(out).toContain('pod.runtimeClassName in [\'own-gvisor\']');
    expect(folder.run(['explain', 'SBX-KRN-001', '--profile', 'baseline/v1']).out).toContain('severity:\n  medium by the profile baseline/v1, else high\n');
  });

  test.each([...CATALOGUE, ...DOCUMENTED].map(({ id }) => id))('%s', (id) => {
    const text = [...explained(id, STANDARD)].join('');
    // What stands for a value of requests is given with the policies.
    expect(text.replace(/params\.(controller|collectors|administrators|operators|sandboxNamespaces|sandboxAccounts|poolSizeCeiling)\b/g, '')).not.toMatch(/params\.\w|: undefined|\{[a-z]\w*\}/);
    for (const word of ['severity:', 'judged:', 'why it matters:', 'how to fix it:']) expect(text).toContain(`\n${word}\n`);
  });

  test('has examples that the rule itself tells apart, of a template that all rules hold for', () => {
    const subject = { manifest: EXAMPLE_TEMPLATE, origin: {}, standard: STANDARD, waivers: [] };
    expect(judge([subject], { asOf: '2026-12-01', failOn: Severity.LOW, closed: false, place: 'both' }).findings).toEqual([]);
    const examples = CATALOGUE.map((rule) => exampleFor(rule, STANDARD)).filter((example) => example !== undefined);
    expect(examples.length).toBeGreaterThan(45);
    expect(examples.filter(({ good, bad }) => good === bad)).toEqual([]);
  });
});

describe('policy', () => {
  const policies = (out: string): any[] => {
    folder.write({ 'out.yaml': out });
    return cdk8s.Yaml.load(join(folder.path, 'out.yaml'));
  };

  test('writes policies and bindings', () => {
    const { code, out, err } = folder.run(['policy', '--administrator', 'platform-admins', '--namespace', 'team-a', '--enforce', 'warn']);
    expect([code, err]).toEqual([0, '']);
    const objects = policies(out);
    expect(new Set(objects.map(({ kind }) => kind))).toEqual(new Set(['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding']));
    expect(objects.filter(({ spec }) => spec.validationActions?.includes('Deny'))).toEqual([]);
    // How many of one name there are goes by how many rules there are.
    const namesOf = (kind: string): string[] => objects.filter((object) => object.kind === kind).map(({ metadata }) => metadata.name);
    expect(namesOf('ValidatingAdmissionPolicyBinding')).toEqual(namesOf('ValidatingAdmissionPolicy'));
    expect([...new Set(namesOf('ValidatingAdmissionPolicy').map((name) => name.replace(/-\d+$/, '')))].join('\n')).toMatchSnapshot();
    const small = objects.find(({ metadata }) => metadata.name === 'sbx-pod-debug');
    expect(yaml(small)).toMatchSnapshot();
    expect(out).toContain(yaml(small));
  });

  test('takes namespaces and accounts from manifests', () => {
    folder.write({ 'm/a.yaml': [template(), template((object) => Object.assign(object.metadata, { name: 'other', namespace: 'team-b' }))] });
    const { code, out } = folder.run(['policy', 'm', '--administrator', 'platform-admins', '--namespace', 'team-c']);
    expect(code).toBe(0);
    expect(out).toMatch(/'team-a', 'team-b', 'team-c'/);
    expect(out).toContain('\'team-a:python\'');
  });

  test('writes the values of a profile in, and the same bytes each time', () => {
    folder.write({ 'own.yaml': { name: 'own', runtimeClasses: ['own-gvisor'], runtimeClass: 'own-gvisor' } });
    const argv = ['policy', '--administrator', 'admins', '--namespace', 'team-a', '--profile', 'own.yaml', '--cluster', 'gke.yaml', '--release', '1.0.11'];
    folder.write({ 'gke.yaml': 'platform: gke\n' });
    const { out } = folder.run(argv);
    expect(out).toContain('own-gvisor');
    expect(folder.run(argv).out).toBe(out);
    expect(folder.run([...argv, '--output', 'policy.yaml'])).toEqual({ code: 0, out: '', err: '' });
    expect(readFileSync(join(folder.path, 'policy.yaml'), 'utf8')).toBe(out);
  });

  test('writes nothing where it fails', () => {
    folder.write({ 'a.yaml': 'a: b\n' });
    expect(folder.run(['policy', 'a.yaml', '--administrator', 'admins', '--output', 'policy.yaml']).code).toBe(1);
    expect(existsSync(join(folder.path, 'policy.yaml'))).toBe(false);
  });
});

describe('YAML that is written', () => {
  test.each([
    'y', 'No', 'null', '~', '', '1', '1e3', '0x1', '.5', '010', '2001-01-01', '22:22', 'a: b', '- a', '#', 'a #b', '{{ x }}', '<<', '=', '"', '\n', 'a\nb\n', '\u2028', '\u0085', '\ufeff', 'é',
  ])('has the text %j', (text) => {
    expect(valuesOf(yaml({ [text]: [text, { [text]: text }] }))).toEqual([{ [text]: [text, { [text]: text }] }]);
  });

  test('has any value', () => {
    const value = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 }), { noNullPrototype: true, minKeys: 1 });
    fc.assert(fc.property(value, (object) => {
      const written = JSON.parse(JSON.stringify(object));
      fc.pre(!Object.hasOwn(written, 'items') && !/e\+|\d{16}/.test(JSON.stringify(written)));
      expect(valuesOf(yaml(written))).toEqual([written]);
    }), { numRuns: 300 });
  });
});

describe('help', () => {
  test.each([['check'], ['rules'], ['explain'], ['policy']])('of %s has examples', (command) => {
    const { code, out, err } = folder.run([command, '--help']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatchSnapshot();
  });

  test('names the commands', () => {
    expect(folder.run(['--help'])).toMatchObject({ code: 0, out: expect.stringMatching(/check[^]*rules[^]*explain[^]*policy/), err: '' });
  });

  test('and the version', () => {
    expect(folder.run(['--version'])).toEqual({ code: 0, out: '0.0.0\n', err: '' });
  });
});
