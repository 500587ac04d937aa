import { ApiObject, ApiObjectMetadata, Chart, JsonPatch, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { compact, JsonObject } from './json';

/** What an object of the API server consists of. */
export interface ObjectProps {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ApiObjectMetadata;
  /** The rest of the object, `spec` as a rule. */
  readonly body: JsonObject;
  /** Whether the kind belongs to no namespace. */
  readonly clusterScoped?: boolean;
}

/**
 * Every object that this library emits is made here, as a plain ApiObject: what JSON patches add to it then survives, while the classes
 * that are generated from schemas drop what they do not know.
 */
export function addObject(scope: Construct, id: string, props: ObjectProps): ApiObject {
  // An undefined name would hide the one that cdk8s asks the chart for.
  const metadata = compact(props.metadata);
  const object = new ApiObject(scope, id, { apiVersion: props.apiVersion, kind: props.kind, metadata, ...props.body });
  // A chart stamps its namespace on every object; on a cluster-scoped one, tools that compare with the cluster see a difference for ever.
  if (props.clusterScoped && object.metadata.namespace !== undefined) {
    object.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
  }
  return object;
}

/** A part of an object that is known late: made when the object is rendered. */
export function lazily(produce: () => unknown): unknown {
  return Lazy.any({ produce });
}

/**
 * The explicit name of an object, or one that is derived without a hash: the ids on the path from the root, joined by "-". Undefined where
 * the chart brings its own `generateObjectName`, which cdk8s then asks.
 */
export function nameOf(scope: Construct, name: string | undefined): string | undefined {
  if (name !== undefined) return name;
  const chart = Chart.of(scope);
  if (chart.generateObjectName !== Chart.prototype.generateObjectName) return undefined;
  return scope.node.path.split('/').join('-');
}
