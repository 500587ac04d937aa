import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Folder, LINKED, PRIVILEGED, template, yaml } from './command';
import { manifestsIn } from '../../src/cli/manifests';
import { standardFor } from '../../src/cli/settings';
import { Subjects } from '../../src/cli/subjects';
import { judge } from '../../src/judge/judge';
import { reportPieces } from '../../src/report/json';
import { reportText } from '../../src/report/text';
import { Severity } from '../../src/rules/severity';

const folder = new Folder();

const TEXT = yaml([
  template((object) => {
    object.metadata.name = 'a';
    PRIVILEGED(object);
  }),
  template((object) => {
    object.metadata.name = 'b';
    LINKED(object);
  }),
  { apiVersion: 'v1', kind: 'List', items: [template((object) => (object.metadata.name = 'c')), template((object) => (object.metadata.name = 'c'))] },
]);

/** The report of a file, or of the same text as standard input. */
function judged(path: string, room?: number): string[] {
  folder.write({ 'a.yaml': TEXT });
  const io = { cwd: folder.path, stdin: () => Buffer.from(TEXT), stdout: () => undefined, stderr: () => undefined };
  const subjects = new Subjects(standardFor({}, io), undefined, room);
  for (const document of manifestsIn([path], io)) subjects.add(document);
  // Lines are looked up later on, by reading again.
  const judgement = judge(subjects.all, { asOf: '2026-12-01', failOn: Severity.HIGH, closed: true });
  return [[...reportPieces(judgement)].join(''), reportText(judgement)].map((text) => text.replaceAll('stdin', 'a.yaml'));
}

describe('subjects', () => {
  test('are judged alike whether their objects are kept or read anew, and wherever they come from', () => {
    const [json, text] = judged('a.yaml');
    expect(text).toMatch(/line \d+/);
    expect(judged('a.yaml', 0)).toEqual([json, text]);
    expect(judged('a.yaml', 4000)).toEqual([json, text]);
    expect(judged('-', 0)).toEqual([json, text]);
  });

  test('whose file was changed meanwhile have the lines of their objects', () => {
    folder.write({ 'a.yaml': TEXT });
    const io = { cwd: folder.path, stdin: () => Buffer.alloc(0), stdout: () => undefined, stderr: () => undefined };
    const documents = [...manifestsIn(['a.yaml'], io)];
    writeFileSync(join(folder.path, 'a.yaml'), '{');
    expect(documents[0].lineOf('/spec/podTemplate')).toBe(documents[0].line);
  });
});

test('what a manifest says cannot end a line, nor steer a terminal', () => {
  const name = 'x\n::error::\u001b[2J\u202epassed: all is well';
  folder.write({
    'a.yaml': template((object) => {
      PRIVILEGED(object);
      object.metadata.name = name;
      object.spec.podTemplate.spec.containers[0].name = name;
    }),
  });
  const { code, out } = folder.check('a.yaml');
  expect(code).toBe(2);
  expect(out).toContain('SandboxTemplate team-a/x\\u000a::error::\\u001b[2J\\u202epassed: all is well');
  expect(out).not.toMatch(/[\x00-\x09\x0b-\x1f\u202e]|^::/m); // eslint-disable-line no-control-regex -- these characters are what must not be there
});
