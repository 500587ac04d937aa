import { Size } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { AccessMode, HardeningProfile, SandboxRuntime, SandboxTemplateProps, StorageMedium, Workspace } from '../../src';
import { failure, mainOf, manifestOf, newTemplate, OTHER_IMAGE, podSpecOf } from '../support/app';

/** Where the workspace is, what HOME is, what volume it is and which claim template. */
function shapeOf(props: Partial<SandboxTemplateProps>) {
  const template = newTemplate(props);
  const main = mainOf(template);
  return {
    path: main.volumeMounts.find(({ name }: any) => name === 'workspace')?.mountPath,
    home: main.env.find(({ name }: any) => name === 'HOME').value,
    volume: podSpecOf(template).volumes.find(({ name }: any) => name === 'workspace')?.emptyDir,
    claim: manifestOf(template).spec.volumeClaimTemplates?.[0].spec,
  };
}

test.each<[string, Workspace | undefined, ReturnType<typeof shapeOf>]>([
  ['none that is said', undefined, { path: '/workspace', home: '/workspace', volume: { sizeLimit: '512Mi' }, claim: undefined }],
  ['an ephemeral one', Workspace.ephemeral(), { path: '/workspace', home: '/workspace', volume: { sizeLimit: '512Mi' }, claim: undefined }],
  [
    'one in memory', Workspace.ephemeral({ sizeLimit: Size.mebibytes(128), medium: StorageMedium.MEMORY, path: '/work' }),
    { path: '/work', home: '/work', volume: { sizeLimit: '128Mi', medium: 'Memory' }, claim: undefined },
  ],
  [
    'a persistent one', Workspace.persistent({ size: Size.gibibytes(10) }),
    { path: '/workspace', home: '/workspace', volume: undefined, claim: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } } } },
  ],
  [
    'a persistent one with all options',
    Workspace.persistent({ size: Size.gibibytes(10), storageClassName: 'fast', accessMode: AccessMode.READ_WRITE_ONCE_POD, path: '/data' }),
    {
      path: '/data',
      home: '/data',
      volume: undefined,
      claim: { accessModes: ['ReadWriteOncePod'], resources: { requests: { storage: '10Gi' } }, storageClassName: 'fast' },
    },
  ],
  ['none at all', Workspace.none(), { path: undefined, home: '/tmp', volume: undefined, claim: undefined }],
])('%s', (_, workspace, shape) => {
  expect(shapeOf({ workspace })).toEqual(shape);
});

test('its size is the profile\'s', () => {
  const profile = HardeningProfile.custom(HardeningProfile.RESTRICTED_V1, { workspaceSize: '100Mi', tmpSize: '50Mi' });
  expect(podSpecOf(newTemplate({}, { profile })).volumes.map(({ emptyDir }: any) => emptyDir.sizeLimit)).toEqual(['50Mi', '100Mi']);
});

test('it may be /tmp', () => {
  const template = newTemplate({ workspace: Workspace.ephemeral({ path: '/tmp' }) });
  expect(mainOf(template).volumeMounts).toEqual([{ name: 'workspace', mountPath: '/tmp' }]);
});

test('it is where the runtime works, unless it is said elsewhere', () => {
  const runtime = SandboxRuntime.custom({ image: OTHER_IMAGE, workspacePath: '/srv' });
  expect(shapeOf({ runtime })).toMatchObject({ path: '/srv', home: '/srv' });
});

test('a persistent one stands before the user\'s claim templates', () => {
  const template = newTemplate({ workspace: Workspace.persistent({ size: Size.gibibytes(1) }), volumeClaimTemplates: [{ name: 'data', size: Size.gibibytes(1) }] });
  expect(manifestOf(template).spec.volumeClaimTemplates.map(({ metadata }: any) => metadata.name)).toEqual(['workspace', 'data']);
});

describe('fails where it is wrong, and names the user\'s own entries rightly beside it', () => {
  test.each<[Partial<SandboxTemplateProps>, string]>([
    [{ workspace: Workspace.ephemeral({ sizeLimit: Size.mebibytes(0) }) }, 'workspace.sizeLimit: got "0Ki"'],
    [{ workspace: Workspace.ephemeral({ path: 'work' }) }, 'workspace.path: got "work"'],
    [{ workspace: Workspace.persistent({ size: Size.gibibytes(1), storageClassName: 'Fast' }) }, 'workspace.storageClassName: got "Fast"'],
    [{ workspace: Workspace.persistent({ size: Size.gibibytes(1) }), volumeClaimTemplates: [{ name: 'A', size: Size.gibibytes(1) }] }, 'volumeClaimTemplates[0].name: got "A"'],
    [{ writablePaths: [{ path: 'cache' }] }, 'writablePaths[0].path: got "cache"'],
  ])('%#', (props, words) => {
    expect(failure(() => newTemplate(props))).toContain(words);
  });
});
