import { firstTcpPort, GivenContainer } from './container';
import { ContainerOptions } from './container-options';
import { EnvValue } from './env-value';
import { PlacedMount } from './mounts';
import { Probe } from './probe';
import { RuntimeBinding } from './runtimes';
import { SandboxPodProps } from './sandbox-pod-props';
import { Volume } from './volume';
import { claimSpecOf } from './volume-claim-templates';
import { Workspace } from './workspace';
import { placedMounts, writableMounts } from './writable-paths';
import type * as manifest from '../../imports/manifests';
import { compact } from '../private/json';
import { Place } from '../private/place';
import { checkBytes } from '../private/quantity';
import { checkPort } from '../private/syntax';
import { HardeningProfile } from '../profile/hardening-profile';

/** The name of the workspace's volume. Claim templates make a PersistentVolumeClaim `workspace-<sandbox>` of it. */
const WORKSPACE = 'workspace';
const WORKSPACE_PATH = '/workspace';
const HOME_WITHOUT_WORKSPACE = '/tmp';
const SEED_PATH = '/seed';

/** The main container as the user, the runtime and the defaults make it together; and what they make beside it. */
export interface MainContainer {
  readonly container: GivenContainer;
  /** Runs before everything else: fills the workspace with what the image has in its place. */
  readonly seed?: GivenContainer;
  /** The claim template of a persistent workspace. */
  readonly claimTemplate?: { readonly metadata: { readonly name: string }; readonly spec: manifest.PersistentVolumeClaimSpec };
}

/** Puts the main container together: what the user says wins over the runtime, and the runtime over the defaults. */
export function mainContainerOf(place: Place, props: SandboxPodProps, runtime: RuntimeBinding | undefined, profile: HardeningProfile): MainContainer {
  const image = props.image ?? runtime?.image ?? place.at('image').fail({ given: props.image, allowed: 'a SandboxImage', fix: 'give "image" or a "runtime"' });
  const ofRuntime = place.at('runtime');
  const workspace = workspaceOf(place, props.workspace ?? Workspace.ephemeral(), runtime, profile);
  const mounts = [...workspace.mounts, ...placedMounts(place, props.mounts)];
  const writablePaths = [
    { place: ofRuntime.at('writablePaths'), paths: runtime?.writablePaths },
    { place: place.at('writablePaths'), paths: props.writablePaths },
  ];
  // What the runtime alone says is wrong there.
  const saysRuntime = (property: string) => property in runtime! && props[property as keyof SandboxPodProps] === undefined;
  const container = {
    place,
    placeOf: runtime && ((property: string) => (saysRuntime(property) ? ofRuntime : place).at(property)),
    props: { ...optionsOf(place, props, runtime, workspace.path ?? HOME_WITHOUT_WORKSPACE), name: props.containerName ?? 'main', image },
    mounts: [...writableMounts(writablePaths, mounts, profile.tmpSize), ...mounts],
  };
  const seed = runtime?.seedFrom === undefined ? undefined : {
    place: ofRuntime,
    props: { name: 'seed-workspace', image, command: ['cp', '-R', `${runtime.seedFrom}/.`, SEED_PATH] },
    mounts: [{ place: ofRuntime, mount: { path: SEED_PATH, volume: workspace.mounts[0].mount.volume } }],
  };
  return { container, seed, claimTemplate: workspace.claimTemplate };
}

/** The container's options but its mounts. Its user is the Pod's. */
function optionsOf(place: Place, props: SandboxPodProps, runtime: RuntimeBinding | undefined, home: string): ContainerOptions {
  const ports = portsOf(place, props, runtime);
  const tcpPort = firstTcpPort(ports);
  const { command, args, workingDir, envFrom, livenessProbe, startupProbe, lifecycle, rootFilesystem, capabilities, privilegeEscalation } = props;
  return {
    command: command ?? runtime?.command,
    args: args ?? runtime?.args,
    workingDir: workingDir ?? runtime?.workingDir,
    env: {
      // The home of a user whom the image does not know is "/", which is read-only.
      HOME: EnvValue.literal(home),
      ...runtime?.env,
      ...runtime?.workspaceVariable && { [runtime.workspaceVariable]: EnvValue.literal(home) },
      ...props.env,
    },
    envFrom,
    ports,
    readinessProbe: props.readinessProbe ?? runtime?.readinessProbe ?? (tcpPort === undefined ? undefined : Probe.tcpSocket({ port: tcpPort })),
    livenessProbe,
    startupProbe,
    lifecycle,
    resources: runtime?.resources || props.resources ? { ...runtime?.resources, ...compact(props.resources ?? {}) } : undefined,
    rootFilesystem,
    capabilities,
    privilegeEscalation,
  };
}

function portsOf(place: Place, props: SandboxPodProps, runtime: RuntimeBinding | undefined): ContainerOptions['ports'] {
  if (props.port === undefined) return props.ports ?? runtime?.ports;
  if (props.ports !== undefined) {
    place.at('port').fail({ given: props.port, allowed: 'either "port" or "ports"', fix: 'put the port into "ports"' });
  }
  // Checked here, so that an error names the property that was given.
  return [{ port: checkPort(place.at('port'), props.port) }];
}

interface MountedWorkspace {
  readonly path?: string;
  readonly mounts: PlacedMount[];
  readonly claimTemplate?: MainContainer['claimTemplate'];
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
  const at = place.at('workspace');
  const mounted = (volume: Volume) => [{ place: at, mount: { path, volume } }];
  if (workspace._kind === 'persistent') {
    const claimTemplate = { metadata: { name: WORKSPACE }, spec: claimSpecOf(at, workspace._persistent!) };
    return { path, claimTemplate, mounts: mounted(Volume.claimTemplate(WORKSPACE)) };
  }
  const { sizeLimit, medium } = workspace._ephemeral!;
  const size = sizeLimit === undefined ? profile.workspaceSize : checkBytes(at.at('sizeLimit'), sizeLimit);
  return { path, mounts: mounted(Volume._emptyDir(WORKSPACE, size, medium)) };
}
