import { argumentsOf, commandOf } from './command';
import { SandboxContainerProps } from './container-options';
import { Protocol } from './container-port';
import { portsOf } from './container-ports';
import { envFromOf, envOf } from './env-mapper';
import { REPLACED_LATER } from './image-reference';
import { lifecycleOf } from './lifecycle-mapper';
import { mountsOf, PlacedMount } from './mounts';
import { checkAbsolutePath } from './paths';
import { ResourceDefaults, ResourcesJson, resourcesOf } from './resources-mapper';
import { WaiverSink } from './waiver-sink';
import type * as manifest from '../../imports/manifests';
import { compact } from '../private/json';
import { Place } from '../private/place';
import { checkDnsLabel } from '../private/syntax';
import { HardeningProfile } from '../profile/hardening-profile';

/** What a container is for. A sidecar is trusted: it may see what the sandbox's own code must not. */
export type ContainerRole = 'main' | 'sidecar' | 'init';

/** What surrounds a container while it is mapped. */
export interface ContainerContext {
  readonly role: ContainerRole;
  readonly sink: WaiverSink;
  readonly profile: HardeningProfile;
  /** What a container gets that says nothing of its resources. */
  readonly resources: ResourceDefaults;
  /** The highest user and group id: a user namespace has fewer. */
  readonly maximumId?: number;
  /** The time that a hook before the stop has. */
  readonly graceSeconds: number;
}

/** A container as it is given: by the user, and by what the user chose (a runtime, a workspace). */
export interface GivenContainer {
  readonly place: Place;
  /** Where a property was given, if not in the container itself. */
  readonly placeOf?: (property: string) => Place;
  readonly props: SandboxContainerProps;
  /** All that it mounts; `writablePaths` and `mounts` of the properties are among them. */
  readonly mounts: readonly PlacedMount[];
}

/** A container as it is mapped: its JSON, and what it asks of the Pod. */
export interface MappedContainer {
  readonly name: string;
  readonly place: Place;
  readonly json: manifest.Container & { readonly resources: ResourcesJson };
  readonly ports: readonly manifest.ContainerPort[];
  readonly mounts: readonly PlacedMount[];
  /** Whether the local disk was left to the default, which then grows with the emptyDirs. */
  readonly defaultStorage: boolean;
}

type PlaceOf = NonNullable<GivenContainer['placeOf']>;

const PROBES = { readinessProbe: 'readiness', livenessProbe: 'liveness', startupProbe: 'startup' } as const;

/** The number of the first port that takes TCP connections: what probes ask where they name none. */
export function firstTcpPort(ports: SandboxContainerProps['ports']): number | undefined {
  return ports?.find(({ protocol = Protocol.TCP }) => protocol === Protocol.TCP)?.port;
}

/** Maps a container with the hardened defaults, and checks it. */
export function mapContainer(given: GivenContainer, context: ContainerContext): MappedContainer {
  const { place, placeOf: at = (property: string) => place.at(property), props, mounts } = given;
  const { role, sink } = context;
  const name = checkDnsLabel(at(role === 'main' ? 'containerName' : 'name'), props.name);
  const where = `${role === 'main' ? 'containers' : 'initContainers'}[name=${name}]`;
  if (!props.image) at('image').fail({ given: props.image, allowed: 'a SandboxImage', fix: 'give the image, as SandboxImage.fromDigest(…)' });
  const { image, pinned, replacedLater } = props.image._render(at('image'));
  if (replacedLater) sink.accept(REPLACED_LATER.reason, REPLACED_LATER.rules, where);
  const ports = portsOf(at('ports'), props.ports ?? []);
  const volumeMounts = mountsOf(mounts, { trusted: role === 'sidecar', csiDrivers: context.profile.csiDrivers });
  const json = compact<MappedContainer['json']>({
    name,
    image,
    // A digest names the content, so a copy on the node is as good; what a tag names may have changed.
    imagePullPolicy: pinned ? 'IfNotPresent' : 'Always',
    command: props.command && commandOf(at('command'), props.command),
    args: props.args && argumentsOf(at('args'), props.args),
    workingDir: props.workingDir === undefined ? undefined : checkAbsolutePath(at('workingDir'), props.workingDir),
    env: props.env && envOf(at('env'), props.env, sink, where),
    envFrom: props.envFrom && envFromOf(at('envFrom'), props.envFrom, sink, where),
    ports: props.ports && ports,
    readinessProbe: probeOf(at, 'readinessProbe', props, role),
    livenessProbe: probeOf(at, 'livenessProbe', props, role),
    startupProbe: probeOf(at, 'startupProbe', props, role),
    lifecycle: lifecycleIn(at, props, context),
    resources: resourcesOf(at('resources'), props.resources, context.resources),
    restartPolicy: role === 'sidecar' ? 'Always' : undefined,
    securityContext: securityContextOf(at, props, context, where),
    volumeMounts: volumeMounts.length === 0 ? undefined : volumeMounts,
  })!;
  const { ephemeralStorageLimit, ephemeralStorageRequest } = props.resources ?? {};
  return { name, place, json, ports, mounts, defaultStorage: ephemeralStorageLimit === undefined && ephemeralStorageRequest === undefined };
}

function probeOf(at: PlaceOf, property: keyof typeof PROBES, props: SandboxContainerProps, role: ContainerRole): manifest.Probe | undefined {
  const probe = props[property];
  if (probe === undefined) return undefined;
  if (role === 'init') failInInit(at(property), 'a probe');
  return probe._toJson(at(property), { kind: PROBES[property], port: firstTcpPort(props.ports) });
}

function lifecycleIn(at: PlaceOf, { lifecycle }: SandboxContainerProps, { role, graceSeconds }: ContainerContext): manifest.Lifecycle | undefined {
  if (lifecycle === undefined) return undefined;
  if (role === 'init') failInInit(at('lifecycle'), 'a lifecycle');
  return lifecycleOf(at('lifecycle'), lifecycle, graceSeconds);
}

function failInInit(place: Place, given: string): never {
  return place.fail({ given, allowed: 'none on an init container, which runs to its end', fix: 'leave it out, or make it a sidecar' });
}

function securityContextOf(
  at: PlaceOf, props: SandboxContainerProps, { sink, profile, maximumId }: ContainerContext, where: string,
): manifest.SecurityContext {
  return {
    ...props.runAs?._toContainerJson(at('runAs'), sink, profile.minimumUser, where, maximumId),
    privileged: false,
    // What is not said is PrivilegeEscalation.denied(), Capabilities.none() and RootFilesystem.readOnly().
    allowPrivilegeEscalation: props.privilegeEscalation?._toJson(at('privilegeEscalation'), sink, where) ?? false,
    capabilities: props.capabilities?._toJson(at('capabilities'), sink, where) ?? { drop: ['ALL'] },
    readOnlyRootFilesystem: props.rootFilesystem?._toJson(at('rootFilesystem'), sink, where) ?? true,
  };
}
