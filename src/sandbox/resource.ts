import { ApiObject } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { annotationsOf, labelsOf } from './metadata';
import { guardOf } from '../guardrails/guard';
import { noteSource } from '../guardrails/source';
import { addObject, lazily, nameOf } from '../private/api-object';
import { Place } from '../private/place';
import { checkDnsSubdomain, checkServiceName } from '../private/syntax';
import { ANNOTATION_PREFIX, commonLabels, COMPONENTS, KindName, KINDS, NAME_LIMITS } from '../release/names';

/**
 * Makes an object of the cluster something that roles of cdk8s-plus can name.
 *
 * @internal
 */
export abstract class ApiResource extends Construct implements kplus.IApiResource, kplus.IApiEndpoint {
  /** The object's name. */
  public abstract readonly name: string;

  /** The API group. */
  public readonly apiGroup: string;

  /** The kind's plural, as roles write it. */
  public readonly resourceType: string;

  public constructor(scope: Construct, id: string, kind: KindName) {
    super(scope, id);
    guardOf(this);
    noteSource(this);
    this.apiGroup = KINDS[kind].group;
    this.resourceType = KINDS[kind].plural;
  }

  /** The object's name, for roles. */
  public get resourceName(): string | undefined {
    return this.name;
  }

  /** This object as a resource of the API server, for roles. */
  public asApiResource(): kplus.IApiResource | undefined {
    return this;
  }

  /** It is no URL. */
  public asNonApiResource(): string | undefined {
    return undefined;
  }
}

/** An object that exists in the cluster, known by its name alone. */
export class ImportedResource extends ApiResource {
  public constructor(scope: Construct, id: string, kind: KindName, public readonly name: string) {
    super(scope, id, kind);
  }
}

type StringMap = { readonly [key: string]: string };

/** What a construct says of the object that it makes. */
export interface ResourceProps {
  readonly name?: string;
  readonly labels?: StringMap;
  readonly annotations?: StringMap;
}

/**
 * Adds the object of one of the four kinds, with the common labels, and its spec as something that is known late. The name is checked: what
 * the controller makes of it has to fit too.
 */
export function addResource(scope: Construct, kind: KindName, props: ResourceProps, spec: () => object): ApiObject {
  const place = Place.of(scope);
  const object = addObject(scope, 'Resource', {
    apiVersion: KINDS[kind].apiVersion,
    kind,
    metadata: {
      name: nameOf(scope, props.name),
      labels: { ...commonLabels(COMPONENTS[kind]), ...props.labels && labelsOf(place.at('labels'), props.labels) },
      annotations: props.annotations && ownAnnotations(place.at('annotations'), props.annotations),
    },
    body: { spec: lazily(spec) },
  });
  const { max, why } = NAME_LIMITS[kind];
  const check = kind === 'SandboxTemplate' ? checkDnsSubdomain : checkServiceName;
  if (props.name !== undefined) {
    check(place.at('name'), object.name, max, why);
  } else {
    const derived = 'give "name" yourself, this one comes from the construct path';
    check(place.at('name'), object.name, max, `${derived}; ${why}`, derived);
  }
  return object;
}

/** Checks that a reference is one to an object of a kind. The interfaces of the kinds are alike, so that compilers let any of them pass. */
export function checkReference(place: Place, target: kplus.IApiResource | undefined, kind: KindName, fix: string): void {
  if (target?.resourceType === KINDS[kind].plural) return;
  place.fail({ given: target?.resourceType === undefined ? target : `one of ${target.resourceType}`, allowed: `a ${kind}`, fix });
}

/** The user's annotations of an object. Those of this library tell readers what was checked: nobody else writes them. */
function ownAnnotations(place: Place, annotations: StringMap): { [key: string]: string } {
  const key = Object.keys(annotations).find((each) => each.startsWith(ANNOTATION_PREFIX));
  if (key !== undefined) {
    place.item(key).fail({ given: key, allowed: `no key that begins with ${ANNOTATION_PREFIX}: this library writes them`, fix: 'use a prefix of your own' });
  }
  return annotationsOf(place, annotations);
}
