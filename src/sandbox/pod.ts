import { Construct } from 'constructs';
import { ContainerContext, ContainerRole, GivenContainer, mapContainer, MappedContainer } from './container';
import { HELPER_FORMS } from './container-forms';
import { SandboxContainerProps } from './container-options';
import { Isolation } from './isolation';
import { MainContainer, mainContainerOf } from './main-container';
import { dnsConfigOf } from './pod-dns';
import { podMetadataOf } from './pod-metadata';
import { checkPatchedContainers, podSpecPatchOf } from './pod-spec-patch';
import { PodVolumes } from './pod-volumes';
import { defaultsOf } from './resources-mapper';
import { RestartPolicy } from './restart-policy';
import { RunAs } from './run-as';
import { RuntimeBinding } from './runtimes';
import { SandboxPodProps } from './sandbox-pod-props';
import { countOwnPods, Scheduling, schedulingOf } from './scheduling';
import { TopologySpread } from './topology-spread';
import { volumeClaimTemplatesOf } from './volume-claim-templates';
import { placedMounts, writableMounts } from './writable-paths';
import type * as manifest from '../../imports/manifests';
import { Settings } from '../guardrails/settings';
import { WaiverBook } from '../guardrails/waivers';
import { Network, networkOf, NetworkOptions } from '../network/network-policy';
import { PortRule } from '../network/network-port';
import { formed } from '../private/forms';
import { compact, JsonObject } from '../private/json';
import { mergePatch } from '../private/patch';
import { Place } from '../private/place';
import { checkDnsLabel, checkDnsSubdomain, checkInteger } from '../private/syntax';
import { checkSeconds } from '../private/time';
import { commonLabels, COMPONENTS } from '../release/names';

/** The object around the Pod: a template or a Sandbox. */
export interface PodOwner {
  readonly isTemplate: boolean;
  readonly serviceAccountName: string;
  /** Labels that all its Pods have, and no others. */
  readonly ownLabels: { readonly [key: string]: string };
}

type ClaimTemplateJson = NonNullable<MainContainer['claimTemplate']>;

const MAX_INT32 = 2147483647;

/**
 * The Pod of a template or a Sandbox: the one place where properties become a PodSpec. Everything is checked and mapped when it is given;
 * `spec` only puts the parts together.
 */
export class Pod {
  /** Whether the Pod never ends by itself. */
  public readonly neverEnds: boolean;
  public readonly hasDeadline: boolean;
  /** `volumeClaimTemplates` of the object around the Pod; undefined where nobody speaks of any. */
  public readonly volumeClaimTemplates: manifest.VolumeClaimTemplate[] | undefined;
  public readonly metadata: manifest.PodTemplate['metadata'];

  private readonly place: Place;
  private readonly main: MappedContainer;
  private readonly seeds: MappedContainer[] = [];
  private readonly sidecars: MappedContainer[] = [];
  private readonly initContainers: MappedContainer[] = [];
  private readonly volumes: PodVolumes;
  private readonly fixed: Omit<manifest.PodSpec, 'containers'>;
  private readonly dnsConfig: manifest.PodDNSConfig | undefined;
  private readonly patch: JsonObject | undefined;
  private readonly resources: ContainerContext['resources'];
  private readonly maximumId: number | undefined;
  private readonly rules: Pick<NetworkOptions, 'egress' | 'ingress'>;
  private currentNetwork!: Network;

  public constructor(
    scope: Construct, private readonly props: SandboxPodProps, private readonly settings: Settings, private readonly waivers: WaiverBook,
    private readonly owner: PodOwner,
  ) {
    const place = this.place = Place.of(scope);
    const { profile, release } = settings;
    // Copies: the lists are read again when a sidecar comes later.
    this.rules = { egress: props.egress && [...props.egress], ingress: props.ingress && [...props.ingress] };
    const runtime = props.runtime?._bind(place.at('runtime'), release);
    const isolation = props.isolation ?? Isolation.runtimeClass(profile.runtimeClass);
    this.resources = defaultsOf(profile, isolation._sizesGuest);
    this.maximumId = isolation._kind === 'shared-kernel' ? profile.userNamespaceIdCeiling : undefined;
    const { container: main, seed, claimTemplate } = mainContainerOf(place, props, runtime, profile);
    const templates = claimTemplatesOf(place.at('volumeClaimTemplates'), props, claimTemplate?.metadata.name);
    if (claimTemplate) templates.unshift(claimTemplate);
    this.volumeClaimTemplates = templates.length > 0 || props.volumeClaimTemplates ? templates : undefined;
    this.volumes = new PodVolumes(templates.map(({ metadata }) => metadata.name), waivers, { template: owner.isTemplate });
    const restartPolicy = props.restartPolicy ?? (runtime?.server ? profile.serverRestartPolicy : profile.restartPolicy);
    this.neverEnds = restartPolicy === RestartPolicy.ALWAYS || runtime?.server === true;
    this.hasDeadline = props.activeDeadline !== undefined;
    this.fixed = { ...this.fixedOf(restartPolicy, isolation, runtime), ...this.schedulingWith(isolation) };
    this.dnsConfig = props.dnsConfig && dnsConfigOf(place.at('dnsConfig'), props.dnsConfig);
    this.metadata = this.metadataOf();
    this.patch = podSpecPatchOf(place.at('podSpecPatch'), props.podSpecPatch);

    this.main = this.map('main', main);
    this.volumes.add(this.main.mounts);
    if (seed) this.take(this.seeds, this.map('init', seed));
    this.addHelpers();
    this.settle();
  }

  /** Adds a trusted helper that runs beside the main container. */
  public addSidecar(props: SandboxContainerProps): void {
    this.add(this.sidecars, 'sidecars', 'sidecar', props);
    this.settle();
  }

  /** Adds a container that runs to its end before the main one starts. */
  public addInitContainer(props: SandboxContainerProps): void {
    this.add(this.initContainers, 'initContainers', 'init', props);
    this.settle();
  }

  /** The main container's name. */
  public get mainContainer(): string {
    return this.main.name;
  }

  /** The names of all containers. */
  public get containerNames(): string[] {
    return this.all.map((container) => container.name);
  }

  /** The rules and the DNS of the Pod. */
  public get network(): Network {
    return this.currentNetwork;
  }

  /** The PodSpec, with the user's patch as the last word. */
  public get spec(): manifest.PodSpec {
    const { dnsPolicy, dnsConfig } = this.network.dns;
    const [, ...helpers] = this.all;
    const volumes = this.volumes.json;
    const spec: manifest.PodSpec = {
      ...this.fixed,
      dnsPolicy,
      dnsConfig: dnsConfig || this.dnsConfig ? compact({ ...dnsConfig, ...this.dnsConfig }) : undefined,
      containers: [this.withStorage(this.main)],
      initContainers: helpers.length === 0 ? undefined : helpers.map((container) => container.json),
      volumes: volumes.length === 0 ? undefined : volumes,
    };
    if (!this.patch) return spec;
    checkPatchedContainers(this.place.at('podSpecPatch'), this.patch, spec);
    return mergePatch(spec, this.patch);
  }

  private get all(): MappedContainer[] {
    return [this.main, ...this.seeds, ...this.sidecars, ...this.initContainers];
  }

  private addHelpers(): void {
    this.props.sidecars?.forEach((sidecar) => this.add(this.sidecars, 'sidecars', 'sidecar', sidecar));
    this.props.initContainers?.forEach((container) => this.add(this.initContainers, 'initContainers', 'init', container));
  }

  private add(list: MappedContainer[], property: string, role: ContainerRole, given: SandboxContainerProps): void {
    const place = this.place.at(property).item(given.name ?? list.length);
    const props = formed(place, given, HELPER_FORMS);
    const mounts = placedMounts(place, props.mounts);
    const paths = [{ place: place.at('writablePaths'), paths: props.writablePaths }];
    const { tmpSize } = this.settings.profile;
    const mapped = this.map(role, { place, props, mounts: [...writableMounts(paths, mounts, tmpSize, props.name), ...mounts] });
    this.take(list, mapped);
  }

  /** Takes a container in that fits beside those that are there. */
  private take(list: MappedContainer[], container: MappedContainer): void {
    this.checkAgainstOthers(container);
    this.volumes.add(container.mounts);
    list.push(container);
  }

  /** Makes and checks what follows from all containers together. */
  private settle(): void {
    this.volumes.check(this.place, this.main);
    const ports = [this.main, ...this.sidecars].flatMap((container) => container.ports)
      .map(({ containerPort, protocol }) => ({ port: containerPort, protocol }) as PortRule);
    this.currentNetwork = networkOf(this.place, this.settings.cluster, { ...this.rules, ports });
  }

  private map(role: ContainerRole, given: GivenContainer): MappedContainer {
    const { profile } = this.settings;
    const { waivers: sink, resources, maximumId, graceSeconds } = this;
    return mapContainer(given, { role, sink, profile, resources, maximumId, graceSeconds });
  }

  /** Containers of a Pod share names and, since they share a network, ports. */
  private checkAgainstOthers(added: MappedContainer): void {
    for (const other of this.all) {
      if (other.name === added.name) {
        added.place.at('name').fail({ given: added.name, allowed: 'a name that no other container of the Pod has', fix: 'rename one of them' });
      }
      for (const port of added.ports) {
        const clash = other.ports.find((its) => its.name !== undefined && its.name === port.name)
          ?? other.ports.find((its) => its.containerPort === port.containerPort && its.protocol === port.protocol);
        if (clash) {
          added.place.at('ports').fail({
            given: port,
            allowed: `ports and port names that no other container of the Pod has; ${other.name} has ${clash.name ?? clash.containerPort}`,
            fix: 'change one of them',
          });
        }
      }
    }
  }

  private get graceSeconds(): number {
    const { terminationGracePeriod } = this.props;
    return terminationGracePeriod === undefined
      ? this.settings.profile.gracePeriodSeconds
      : checkSeconds(this.place.at('terminationGracePeriod'), terminationGracePeriod, 0, MAX_INT32);
  }

  /** What does not depend on containers, names or network. */
  private fixedOf(restartPolicy: string, isolation: Isolation, runtime: RuntimeBinding | undefined): Omit<manifest.PodSpec, 'containers'> {
    const { props, place, waivers } = this;
    const { runtimeClassName, hostUsers } = isolation._toJson(place.at('isolation'), waivers);
    return compact<Omit<manifest.PodSpec, 'containers'>>({
      runtimeClassName,
      hostUsers,
      serviceAccountName: this.owner.serviceAccountName,
      automountServiceAccountToken: props.serviceAccountToken?._toJson(place.at('serviceAccountToken'), waivers) ?? false,
      enableServiceLinks: false,
      restartPolicy,
      terminationGracePeriodSeconds: this.graceSeconds,
      activeDeadlineSeconds: props.activeDeadline === undefined ? undefined : checkSeconds(place.at('activeDeadline'), props.activeDeadline, 1, MAX_INT32),
      hostname: props.hostname === undefined ? undefined : checkDnsLabel(place.at('hostname'), props.hostname),
      imagePullSecrets: props.imagePullSecrets?.map((secret, index) => ({ name: checkDnsSubdomain(place.at('imagePullSecrets').item(index), secret.name) })),
      securityContext: {
        ...this.runAs(runtime)._toJson(place.at(props.runAs === undefined ? 'runtime' : 'runAs'), waivers, this.settings.profile.minimumUser, this.maximumId),
        seccompProfile: props.seccomp?._toJson(place.at('seccomp'), waivers) ?? { type: 'RuntimeDefault' },
      },
    })!;
  }

  private schedulingWith(isolation: Isolation): Scheduling {
    // One lost node should not take a whole pool with it; a Pod that cannot be spread is better than none.
    const topologySpread = this.props.topologySpread ?? (this.owner.isTemplate ? [TopologySpread.hosts()] : undefined);
    const placement = this.settings.cluster._placement(isolation._kind);
    const scheduling = schedulingOf(this.place, { ...this.props, topologySpread }, placement, this.waivers);
    const spreads = scheduling.topologySpreadConstraints;
    return spreads ? { ...scheduling, topologySpreadConstraints: countOwnPods(spreads, this.owner.ownLabels) } : scheduling;
  }

  private runAs(runtime: RuntimeBinding | undefined): RunAs {
    const { cluster, profile } = this.settings;
    if (this.props.runAs) return this.props.runAs;
    if (runtime?.user === undefined && cluster._namespaceDecidesUsers) return RunAs.namespaceRange();
    if (runtime?.user === undefined) return RunAs.user(profile.user, { group: profile.group, fsGroup: profile.fsGroup });
    const at = this.place.at('runtime').at('user');
    return RunAs.user(checkInteger(at, runtime.user, profile.minimumUser, MAX_INT32, 'give the number of a usual user, or say another by "runAs"'));
  }

  private metadataOf(): manifest.PodTemplate['metadata'] {
    const names = { labels: 'podLabels', annotations: 'podAnnotations' };
    const given = podMetadataOf(this.place, this.props.podLabels, this.props.podAnnotations, names);
    return { ...given, labels: { ...commonLabels(COMPONENTS.Sandbox), ...given?.labels } };
  }

  /** The container's JSON. Where its local disk was left to the default, it has room for all emptyDirs on disk. */
  private withStorage(container: MappedContainer): manifest.Container {
    const { json, defaultStorage } = container;
    const resources = defaultStorage ? this.volumes.withRoom(json.resources) : json.resources;
    return resources === json.resources ? json : { ...json, resources };
  }
}

/** The user's own claim templates. That of the workspace stands before them. */
function claimTemplatesOf(place: Place, { volumeClaimTemplates = [] }: SandboxPodProps, workspace: string | undefined): ClaimTemplateJson[] {
  const clash = volumeClaimTemplates.findIndex(({ name }) => name === workspace && name !== undefined);
  if (clash >= 0) {
    place.item(clash).at('name').fail({ given: workspace, allowed: 'a name other than that of the persistent workspace\'s', fix: 'rename it' });
  }
  return volumeClaimTemplatesOf(place, volumeClaimTemplates) as ClaimTemplateJson[];
}
