import { Size } from 'cdk8s';
import { expect, test } from 'vitest';
import { failure, misfits, place, schemaOf } from './value-support';
import { AccessMode, VolumeClaimTemplate } from '../../src/sandbox/volume-claim-template';
import { volumeClaimTemplatesOf } from '../../src/sandbox/volume-claim-templates';

const data: VolumeClaimTemplate = { name: 'data', size: Size.gibibytes(10) };

test('maps templates in their order', () => {
  const json = volumeClaimTemplatesOf(place, [
    { name: 'work', size: Size.mebibytes(2048), storageClassName: 'fast.ssd', accessMode: AccessMode.READ_WRITE_ONCE_POD, labels: { b: '2', a: '' }, annotations: {} },
    data,
  ]);
  expect(json).toEqual([
    {
      metadata: { name: 'work', labels: { a: '', b: '2' }, annotations: {} },
      spec: { accessModes: ['ReadWriteOncePod'], resources: { requests: { storage: '2Gi' } }, storageClassName: 'fast.ssd' },
    },
    { metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } } } },
  ]);
  for (const kind of ['Sandbox', 'SandboxTemplate', 'SandboxClaim']) {
    expect(json.flatMap((item) => misfits(schemaOf(kind, 'volumeClaimTemplates[]'), item))).toEqual([]);
  }
});

test.each<[string, VolumeClaimTemplate[], string]>([
  ['a name in upper case', [{ ...data, name: 'Data' }], 'prop[0].name: got "Data"'],
  ['a name twice', [data, data], 'prop[1].name: got "data"; allowed: each name once'],
  ['no size', [{ ...data, size: undefined as unknown as Size }], 'prop[0].size: got undefined'],
  ['size 0', [{ ...data, size: Size.gibibytes(0) }], 'prop[0].size: got "0Ki"'],
  ['many nodes', [{ ...data, accessMode: 'ReadWriteMany' as AccessMode }], 'prop[0].accessMode: got "ReadWriteMany"; allowed: ReadWriteOnce, ReadWriteOncePod'],
  ['a class that is none', [{ ...data, storageClassName: '' }], 'prop[0].storageClassName: got ""'],
  ['a label value with a blank', [{ ...data, labels: { a: 'b c' } }], 'prop[0].labels[a]: got "b c"'],
  ['an annotation that is no text', [{ ...data, annotations: { a: 1 as unknown as string } }], 'prop[0].annotations[a]: got 1'],
])('fails for %s', (_, templates, words) => {
  expect(failure(() => volumeClaimTemplatesOf(place, templates))).toContain(words);
});
