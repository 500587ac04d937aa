import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { settingsOf } from './settings';
import { sourceOf } from './source';
import { recordsOf } from './waivers';
import { isPlainObject, JsonObject } from '../private/json';
import { ClusterFacts } from '../profile/cluster-facts';
import { HardeningProfile } from '../profile/hardening-profile';
import { Release } from '../release/release';
import { KindName, kindNameOf, SANDBOX_KINDS } from '../rules/kinds';
import { Standard, standardOf } from '../rules/standard';
import { GivenWaiver, Subject } from '../rules/subject';

/** Every object below a root as the judge takes it: its final JSON with path, source, settings and waivers. */
export function collect(root: IConstruct): Subject[] {
  return new Collector().collect(root);
}

/** What is known of a sandbox's object without rendering it. */
export interface SandboxFacts {
  readonly kind: KindName;
  readonly namespace: string;
  readonly name: string;
  readonly standard: Standard;
  readonly waivers: readonly GivenWaiver[];
  /** The account that its Pods run as, where the construct told. */
  readonly serviceAccount?: string;
}

/** The key under which a construct tells the account that its Pods run as. */
const ACCOUNT_METADATA = 'cdk8s-agent-sandbox/service-account';

/** Tells the account that the Pods of a construct run as, for those who must not render it to find out. */
export function noteAccount(scope: IConstruct, serviceAccount: string): void {
  scope.node.addMetadata(ACCOUNT_METADATA, serviceAccount);
}

/** The objects of the four kinds below a root, and the standard of the root itself. Reads names and settings alone: nothing is rendered. */
export function factsOf(root: IConstruct): { readonly standard: Standard; readonly objects: readonly SandboxFacts[] } {
  return new Collector().facts(root);
}

class Collector {
  private readonly standards = new Map<HardeningProfile, Map<ClusterFacts, Map<Release, Standard>>>();
  /** The waivers given at a construct, each made once: the judge tells them apart by identity. */
  private readonly own = new Map<IConstruct, readonly GivenWaiver[]>();
  private readonly inherited = new Map<IConstruct, readonly GivenWaiver[]>();

  public collect(root: IConstruct): Subject[] {
    const nodes = root.node.findAll();
    const objects = nodes.filter((node): node is ApiObject => ApiObject.isApiObject(node));
    const subjects = [
      ...objects.flatMap((object) => this.subjectsOf(object)),
      ...nodes.filter(overridesJson).flatMap((chart) => this.rewritten(chart)),
    ];
    return [...subjects, ...this.stray(nodes, subjects)];
  }

  public facts(root: IConstruct): { standard: Standard; objects: SandboxFacts[] } {
    const objects = root.node.findAll().filter((node): node is ApiObject => ApiObject.isApiObject(node)).flatMap((object): SandboxFacts[] => {
      const kind = kindNameOf({ apiVersion: object.apiVersion, kind: object.kind });
      if (!kind || !(SANDBOX_KINDS as readonly KindName[]).includes(kind)) return [];
      const { standard, waivers } = this.commonOf(object);
      const serviceAccount = object.node.scope?.node.metadata.find(({ type }) => type === ACCOUNT_METADATA)?.data as string | undefined;
      return [{ kind, namespace: object.metadata.namespace ?? '', name: object.name, standard, waivers, serviceAccount }];
    });
    return { standard: this.commonOf(root).standard, objects };
  }

  private subjectsOf(object: ApiObject): Subject[] {
    const common = this.commonOf(object);
    try {
      return unwrapped(object.toJson()).map((manifest) => ({ ...common, manifest }));
    } catch (error) {
      return [{ ...common, renderError: error instanceof Error ? error.message : String(error) }];
    }
  }

  /** What a chart makes of its objects where its class has a `toJson` of its own: that is what most output types write. */
  private rewritten(chart: Chart): Subject[] {
    const common = this.commonOf(chart);
    const objects = new Map(chart.node.findAll().filter((node) => ApiObject.isApiObject(node)).map((node) => [`${node.kind} ${node.name}`, node]));
    return chart.toJson().flatMap(unwrapped).map((manifest) => {
      const maker = objects.get(`${manifest.kind} ${(manifest.metadata as JsonObject | undefined)?.name}`);
      return { ...maker ? this.commonOf(maker) : common, manifest };
    });
  }

  private commonOf(construct: IConstruct): Omit<Subject, 'manifest'> {
    const { profile, cluster, release } = settingsOf(construct);
    // Readers know the construct that they made; the object in it has an id that says nothing.
    const { scope, id } = construct.node;
    const maker = scope && (id === 'Resource' || id === 'Default') ? scope : construct;
    return {
      origin: { constructPath: maker.node.path, ...sourceOf(maker) },
      standard: this.standardOf(profile, cluster, release),
      waivers: [...this.ownOf(construct), ...scope ? this.ownOf(scope) : [], ...this.inheritedBy(construct)],
    };
  }

  /** Waivers that hold for no object: they come with a subject of their own, so that they are found to be unused. */
  private stray(nodes: readonly IConstruct[], subjects: readonly Subject[]): Subject[] {
    const held = new Set(subjects.flatMap(({ waivers }) => waivers));
    return nodes.flatMap((node) => {
      const waivers = this.ownRecords(node).filter((waiver) => !held.has(waiver));
      if (waivers.length === 0) return [];
      const { origin, standard } = this.commonOf(node);
      return [{ origin, standard, waivers }];
    });
  }

  /** The waivers given at a construct that hold for its own objects alone. */
  private ownOf(construct: IConstruct): readonly GivenWaiver[] {
    return this.ownRecords(construct).filter(({ inherit }) => !inherit);
  }

  private inheritedBy(construct: IConstruct): readonly GivenWaiver[] {
    let waivers = this.inherited.get(construct);
    if (!waivers) {
      const own = this.ownRecords(construct).filter(({ inherit }) => inherit);
      const above = construct.node.scope ? this.inheritedBy(construct.node.scope) : [];
      waivers = own.length === 0 ? above : [...own, ...above];
      this.inherited.set(construct, waivers);
    }
    return waivers;
  }

  private ownRecords(construct: IConstruct): readonly GivenWaiver[] {
    let waivers = this.own.get(construct);
    if (!waivers) {
      waivers = recordsOf(construct).map((record) => ({ ...record, scope: construct.node.path }));
      this.own.set(construct, waivers);
    }
    return waivers;
  }

  private standardOf(profile: HardeningProfile, cluster: ClusterFacts, release: Release): Standard {
    const byCluster = entryOf(this.standards, profile, () => new Map<ClusterFacts, Map<Release, Standard>>());
    const byRelease = entryOf(byCluster, cluster, () => new Map<Release, Standard>());
    return entryOf(byRelease, release, () => standardOf(profile, cluster, release));
  }
}

function entryOf<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}

/** The objects of a list, as Include brings it; any other object is itself. */
function unwrapped(manifest: JsonObject): JsonObject[] {
  const { kind, items } = manifest;
  return typeof kind === 'string' && kind.endsWith('List') && Array.isArray(items) && items.every(isPlainObject) ? items.flatMap(unwrapped) : [manifest];
}

function overridesJson(node: IConstruct): node is Chart {
  return Chart.isChart(node) && node.toJson !== Chart.prototype.toJson;
}
