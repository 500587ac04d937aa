import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import {
  AgentSandbox, ClusterFacts, Egress, EnvValue, HardeningProfile, Isolation, Lifetime, PodField, Release,
  Sandbox, SandboxClaim, SandboxImage, SandboxTemplate,
} from '../../../src';
import { JsonObject } from '../../../src/private/json';
import { Standard, standardOf } from '../../../src/rules/standard';
import { AS_OF, DIGEST } from '../app';

/** One JSON patch operation. */
export interface Operation {
  readonly op: 'add' | 'replace' | 'remove';
  readonly path: string;
  readonly value?: unknown;
}

/** A bad object: the good one with one operation. */
export interface BadCase {
  readonly patch: Operation;
  /** Which of the good objects is patched, where there are several. */
  readonly object?: number;
  /** The ids of all rules that then fail, exactly. */
  readonly fails: readonly string[];
  /** The keyed place of the finding of the rule that the case is about. */
  readonly place: string;
  /** The value found there, undefined where it is absent. */
  readonly found: unknown;
  /** The text of what would be right. */
  readonly wanted: string;
  /** Why a server refuses the object before any policy sees it. */
  readonly refused?: 'schema' | 'validation';
}

/** The three tests of a rule. */
export interface RuleCase {
  readonly rule: string;
  /** Objects of which every rule holds; several where the rule is about how they stand to each other. */
  readonly good: readonly JsonObject[];
  readonly bad: readonly BadCase[];
  /** Objects to which the rule does not apply. */
  readonly notApplicable: readonly JsonObject[];
  /** By what is judged, if not by the restricted profile on a cluster of which nothing is known. */
  readonly standard?: Standard;
  /** By what each of the good objects is judged, where they differ in that. */
  readonly standards?: readonly Standard[];
  readonly closed?: boolean;
}

/** The standard of a profile, a cluster and a release. */
export function standard(
  profile = HardeningProfile.RESTRICTED_V1, cluster = ClusterFacts.generic(), release = Release.V1_0_12,
): Standard {
  return standardOf(profile, cluster, release);
}

export { AS_OF };

/** The standard of the cases that name none. */
export const RESTRICTED = standard();

const IMAGE = SandboxImage.fromDigest(`registry.example.com/team/app@${DIGEST}`);

function chartOf(cluster = ClusterFacts.generic()): Chart {
  const app = new App();
  AgentSandbox.of(app).configure({ asOf: AS_OF, cluster });
  return new Chart(app, 'team-a', { namespace: 'team-a' });
}

const json = (chart: Chart, kind: string): JsonObject => chart.toJson().find((object) => object.kind === kind);

function objects(isolation?: Isolation, cluster?: ClusterFacts) {
  const chart = chartOf(cluster);
  const common = {
    image: IMAGE,
    port: 8000,
    isolation,
    env: { LOG_LEVEL: EnvValue.literal('info'), POD_NAME: EnvValue.fromField(PodField.NAME) },
    sidecars: [{ name: 'broker', image: IMAGE }],
    initContainers: [{ name: 'prepare', image: IMAGE }],
  };
  const template = new SandboxTemplate(chart, 'python', { ...common, egress: [Egress.dns(), Egress.https('10.20.0.0/16')] });
  const pool = template.addWarmPool('pool', { size: 2 });
  const claim = new SandboxClaim(chart, 'claim', { warmPool: pool, lifetime: Lifetime.until('2026-12-10T00:00:00Z') });
  const sandbox = new Sandbox(chartOf(cluster), 'agent', common);
  const pod = template.toPodProjection() as JsonObject;
  return {
    template: ApiObject.of(template).toJson() as JsonObject,
    pool: ApiObject.of(pool).toJson() as JsonObject,
    claim: ApiObject.of(claim).toJson() as JsonObject,
    sandbox: ApiObject.of(sandbox).toJson() as JsonObject,
    networkPolicy: json(Chart.of(sandbox), 'NetworkPolicy'),
    serviceAccount: json(chart, 'ServiceAccount'),
    pod,
  };
}

/**
 * Objects that every rule holds for, as this library makes them: a main container `main`, the init containers `broker` (a trusted sidecar) and
 * `prepare`, two variables and some egress. Never changed: `patched` copies.
 */
export const GOOD = objects();

/** The same by Kata Containers. */
export const GOOD_KATA = objects(Isolation.kataQemu());

/** The same on GKE. */
export const GOOD_GKE = objects(undefined, ClusterFacts.gke());

/** An object that no rule about sandboxes is about. */
export const CONFIG_MAP: JsonObject = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', namespace: 'team-a' }, data: {} };

/** A copy of an object after an operation. */
export function patched(object: JsonObject, operation: Operation): JsonObject {
  const { op, path, value } = operation;
  const patch = op === 'remove' ? JsonPatch.remove(path) : op === 'add' ? JsonPatch.add(path, value) : JsonPatch.replace(path, value);
  return JsonPatch.apply(structuredClone(object), patch);
}

/** The object at a JSON pointer in another one, to make more of: a container, a map of labels. */
export function part(object: JsonObject, pointer: string): JsonObject {
  const found = pointer.slice(1).split('/').reduce<unknown>((at, key) => (at as JsonObject | undefined)?.[key], object);
  if (typeof found !== 'object' || found === null) throw new Error(`nothing at ${pointer}`);
  return found as JsonObject;
}

/** Paths that most cases begin with. */
export const POD = '/spec/podTemplate/spec';
export const MAIN = `${POD}/containers/0`;
