import { ApiObject, Lazy } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Place } from '../private/place';
import { MANAGED_BY, WAIVERS_ANNOTATION } from '../release/names';
import { WaiverProps } from '../rules/waiver';
import { WaiverRecord, waiverRecord } from '../rules/waiver-record';

/** The key under which a waiver lies in a construct's metadata. */
export const WAIVER_METADATA = 'cdk8s-agent-sandbox/waiver';

/** The day on which a built-in waiver ends: none that anybody will see. */
const NEVER = '9999-12-31';

// Global, since an app may hold two copies of this package.
const SHOWN = Symbol.for('cdk8s-agent-sandbox.waivers.shown');

/** Records a waiver in a construct's metadata, where the judge finds it, and shows it to readers on the construct's object, where it has one. */
export function recordWaiver(scope: IConstruct, record: WaiverRecord): void {
  scope.node.addMetadata(WAIVER_METADATA, record);
  const object = ApiObject.isApiObject(scope) ? scope : scope.node.defaultChild;
  if (object && ApiObject.isApiObject(object)) showWaivers(scope, object);
}

/** The waivers that a construct was given, in their order. */
export function recordsOf(scope: IConstruct): WaiverRecord[] {
  return scope.node.metadata.filter(({ type }) => type === WAIVER_METADATA).map(({ data }) => data as WaiverRecord);
}

/** Shows the waivers of a construct, those to come too, in an annotation of its object: for readers, it permits nothing. */
function showWaivers(scope: IConstruct, object: ApiObject & { [SHOWN]?: boolean }): void {
  if (object[SHOWN]) return;
  object[SHOWN] = true;
  const annotation: unknown = Lazy.any({ produce: () => JSON.stringify(recordsOf(scope)) });
  object.metadata.addAnnotation(WAIVERS_ANNOTATION, annotation as string);
}

/** Checks the waivers that a construct is given and records them. */
export class WaiverBook {
  public constructor(private readonly scope: IConstruct) {}

  /** Records that `props` lifts `rules`, at a place in the Pod where `at` names one. */
  public waive(place: Place, props: WaiverProps, rules: string[], at?: string): void {
    recordWaiver(this.scope, waiverRecord(place, props, rules, at));
  }

  /** Records what a typed choice stands for by itself. It has no end, and is no exception in the cluster. */
  public accept(reason: string, rules: readonly string[], at: string): void {
    recordWaiver(this.scope, { rules: [...rules], reason, owner: MANAGED_BY, expires: NEVER, at, builtIn: true });
  }

  /** Shows the waivers that were given before the object was there. */
  public showOn(object: ApiObject): void {
    if (recordsOf(this.scope).length > 0) showWaivers(this.scope, object);
  }
}
