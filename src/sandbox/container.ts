import { Capabilities } from './capabilities';
import { argumentsOf, commandOf } from './command';
import { SandboxContainerProps } from './container-options';
import { portsOf } from './container-ports';
import { envFromOf, envOf } from './env-mapper';
import { lifecycleOf } from './lifecycle-mapper';
import { mountsOf, PlacedMount, writablePathOf } from './mounts';
import { checkAbsolutePath, volumeNameOf } from './paths';
import { PrivilegeEscalation } from './privilege-escalation';
import { ResourceDefaults, ResourcesJson, resourcesOf } from './resources-mapper';
import { RootFilesystem } from './root-filesystem';
import { WaiverSink } from './waiver-sink';
import { compact, JsonObject } from '../private/json';
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
  /** The time that a hook before the stop has. */
  readonly graceSeconds: number;
}

/** A container as it is mapped: its JSON, and what it asks of the Pod. */
export interface MappedContainer {
  readonly name: string;
  readonly place: Place;
  readonly json: JsonObject & { readonly resources: ResourcesJson };
  readonly ports: readonly JsonObject[];
  readonly mounts: readonly PlacedMount[];
  /** Whether the local disk was left to the default, which then grows with the emptyDirs. */
  readonly defaultStorage: boolean;
}

const PROBES = { readinessProbe: 'readiness', livenessProbe: 'liveness', startupProbe: 'startup' } as const;

/** Maps a container with the hardened defaults, and checks it. */
export function mapContainer(place: Place, props: SandboxContainerProps, context: ContainerContext): MappedContainer {
  const { role, sink } = context;
  const name = checkDnsLabel(place.at(role === 'main' ? 'containerName' : 'name'), props.name);
  const at = `${role === 'main' ? 'containers' : 'initContainers'}[name=${name}]`;
  if (!props.image) place.at('image').fail({ given: props.image, allowed: 'a SandboxImage', fix: 'give the image, as SandboxImage.fromDigest(…)' });
  const { image, pinned } = props.image._render(place.at('image'));
  const ports = portsOf(place.at('ports'), props.ports ?? []);
  const mounts = placedMounts(place, props, context, name);
  const volumeMounts = mountsOf(mounts, { trusted: role === 'sidecar' });
  const json = compact({
    name,
    image,
    // A digest names the content, so a copy on the node is as good; what a tag names may have changed.
    imagePullPolicy: pinned ? 'IfNotPresent' : 'Always',
    command: props.command && commandOf(place.at('command'), props.command),
    args: props.args && argumentsOf(place.at('args'), props.args),
    workingDir: props.workingDir === undefined ? undefined : checkAbsolutePath(place.at('workingDir'), props.workingDir),
    env: props.env && envOf(place.at('env'), props.env, sink, at),
    envFrom: props.envFrom && envFromOf(place.at('envFrom'), props.envFrom, sink, at),
    ports: props.ports && ports,
    ...probesOf(place, props, role),
    lifecycle: props.lifecycle && lifecycleOf(place.at('lifecycle'), props.lifecycle, context.graceSeconds),
    resources: resourcesOf(place.at('resources'), props.resources, context.resources),
    restartPolicy: role === 'sidecar' ? 'Always' : undefined,
    securityContext: securityContextOf(place, props, context, at),
    volumeMounts: volumeMounts.length === 0 ? undefined : volumeMounts,
  }) as MappedContainer['json'];
  const { ephemeralStorageLimit, ephemeralStorageRequest } = props.resources ?? {};
  return { name, place, json, ports, mounts, defaultStorage: ephemeralStorageLimit === undefined && ephemeralStorageRequest === undefined };
}

function probesOf(place: Place, props: SandboxContainerProps, role: ContainerRole): JsonObject {
  const result: JsonObject = {};
  for (const [key, kind] of Object.entries(PROBES) as [keyof typeof PROBES, typeof PROBES[keyof typeof PROBES]][]) {
    const probe = props[key];
    if (probe === undefined) continue;
    if (role === 'init') {
      place.at(key).fail({ given: 'a probe', allowed: 'none on an init container, which runs to its end', fix: 'leave it out, or make it a sidecar' });
    }
    result[key] = probe._toJson(place.at(key), { kind, port: props.ports?.[0]?.port });
  }
  return result;
}

/** Writable paths and mounts. The emptyDirs of a helper bear its name, so that none is shared with the main container by accident. */
function placedMounts(place: Place, props: SandboxContainerProps, { role, profile }: ContainerContext, name: string): PlacedMount[] {
  const writable = (props.writablePaths ?? []).map((entry, index) => writablePathOf(
    place.at('writablePaths').item(index),
    role === 'main' || entry.name !== undefined ? entry : { ...entry, name: typeof entry.path === 'string' ? volumeNameOf(`${name}-${entry.path}`) : undefined },
    profile.tmpSize,
  ));
  const mounts = (props.mounts ?? []).map((mount, index) => ({ place: place.at('mounts').item(index), mount }));
  return [...writable, ...mounts];
}

function securityContextOf(place: Place, props: SandboxContainerProps, { sink, profile }: ContainerContext, at: string): JsonObject {
  return {
    ...props.runAs?._toContainerJson(place.at('runAs'), sink, profile.minimumUser, at),
    privileged: false,
    allowPrivilegeEscalation: (props.privilegeEscalation ?? PrivilegeEscalation.denied())._toJson(place.at('privilegeEscalation'), sink, at),
    capabilities: (props.capabilities ?? Capabilities.none())._toJson(place.at('capabilities'), sink, at),
    readOnlyRootFilesystem: (props.rootFilesystem ?? RootFilesystem.readOnly())._toJson(place.at('rootFilesystem'), sink, at),
  };
}
