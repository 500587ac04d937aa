import { ContainerOptions, SandboxContainerProps } from './container-options';
import { EnvValue } from './env-value';
import { SandboxImage } from './image';
import { Probe } from './probe';
import { RuntimeBinding } from './runtimes';
import { SandboxPodProps } from './sandbox-pod-props';
import { Volume } from './volume';
import { VolumeClaimTemplate } from './volume-claim-template';
import { VolumeMount } from './volume-mount';
import { Workspace } from './workspace';
import { WritablePath } from './writable-path';
import { Place } from '../private/place';
import { HardeningProfile } from '../profile/hardening-profile';

/** The name of the workspace's volume. Claim templates make a PersistentVolumeClaim `workspace-<sandbox>` of it. */
const WORKSPACE = 'workspace';
const WORKSPACE_PATH = '/workspace';
const TMP = '/tmp';
const SEED_PATH = '/seed';

/** The main container as the user, the runtime and the defaults make it together; and what they make beside it. */
export interface MainContainer {
  readonly image: SandboxImage;
  readonly options: ContainerOptions;
  /** Runs before everything else: fills the workspace with what the image has in its place. */
  readonly seed?: SandboxContainerProps;
  /** The claim template of a persistent workspace. */
  readonly claimTemplate?: VolumeClaimTemplate;
}

/** Puts the main container together: what the user says wins over the runtime, and the runtime over the defaults. */
export function mainContainerOf(place: Place, props: SandboxPodProps, runtime: RuntimeBinding | undefined, profile: HardeningProfile): MainContainer {
  const image = props.image ?? runtime?.image ?? place.at('image').fail({ given: props.image, allowed: 'a SandboxImage', fix: 'give "image" or a "runtime"' });
  const workspace = workspaceOf(place, props.workspace ?? Workspace.ephemeral(), runtime, profile);
  const home = workspace.path ?? TMP;
  const ports = portsOf(place, props, runtime);
  const options: ContainerOptions = {
    ...props,
    command: props.command ?? runtime?.command,
    args: props.args ?? runtime?.args,
    workingDir: props.workingDir ?? runtime?.workingDir,
    env: {
      // The home of a user whom the image does not know is "/", which is read-only.
      HOME: EnvValue.literal(home),
      ...runtime?.env,
      ...runtime?.workspaceVariable && { [runtime.workspaceVariable]: EnvValue.literal(home) },
      ...props.env,
    },
    ports,
    readinessProbe: props.readinessProbe ?? runtime?.readinessProbe ?? (ports?.length ? Probe.tcpSocket() : undefined),
    writablePaths: override(override([{ path: TMP }], runtime?.writablePaths), props.writablePaths),
    mounts: [...workspace.mounts, ...props.mounts ?? []],
    resources: runtime?.resources || props.resources ? { ...runtime?.resources, ...props.resources } : undefined,
  };
  const seed = runtime?.seedFrom ? seedOf(image, runtime.seedFrom, workspace.mounts[0].volume) : undefined;
  return { image, options, seed, claimTemplate: workspace.claimTemplate };
}

function portsOf(place: Place, props: SandboxPodProps, runtime: RuntimeBinding | undefined): ContainerOptions['ports'] {
  if (props.port === undefined) return props.ports ?? runtime?.ports;
  if (props.ports !== undefined) {
    place.at('port').fail({ given: props.port, allowed: 'either "port" or "ports"', fix: 'put the port into "ports"' });
  }
  return [{ port: props.port }];
}

/** Adds paths to others, or changes what those say of the same path. What one list says twice stays there twice, and is refused later. */
function override(base: readonly WritablePath[], own: readonly WritablePath[] = []): WritablePath[] {
  const same = (a: WritablePath) => (b: WritablePath) => a.path === b.path;
  return [...base.filter((entry) => !own.some(same(entry))), ...own.map((entry) => ({ ...base.find(same(entry)), ...entry }))];
}

interface MountedWorkspace {
  readonly path?: string;
  readonly mounts: VolumeMount[];
  readonly claimTemplate?: VolumeClaimTemplate;
}

function workspaceOf(place: Place, workspace: Workspace, runtime: RuntimeBinding | undefined, profile: HardeningProfile): MountedWorkspace {
  const path = workspace._kind === 'none' ? undefined : workspace._path ?? runtime?.workspacePath ?? WORKSPACE_PATH;
  if (runtime?.workspacePath !== undefined && runtime.workspaceVariable === undefined && path !== runtime.workspacePath) {
    place.at('workspace').fail({
      given: path ?? 'Workspace.none()',
      allowed: `a workspace at ${runtime.workspacePath}, where this runtime works`,
      fix: 'leave the path out',
    });
  }
  if (path === undefined) return { mounts: [] };
  if (workspace._kind === 'persistent') {
    const { size, storageClassName, accessMode } = workspace._persistent!;
    const claimTemplate = { name: WORKSPACE, size, storageClassName, accessMode };
    return { path, claimTemplate, mounts: [{ path, volume: Volume.claimTemplate(WORKSPACE) }] };
  }
  const { sizeLimit, medium } = workspace._ephemeral!;
  return { path, mounts: [{ path, volume: Volume._emptyDir(WORKSPACE, sizeLimit ?? profile.workspaceSize, medium) }] };
}

function seedOf(image: SandboxImage, from: string, workspace: Volume): SandboxContainerProps {
  return { name: 'seed-workspace', image, command: ['cp', '-R', `${from}/.`, SEED_PATH], mounts: [{ path: SEED_PATH, volume: workspace }] };
}
