import { ApiObject, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { PoolUpdateStrategy } from './pool-update-strategy';
import { ISandboxTemplate, ISandboxWarmPool } from './references';
import { addResource, ApiResource, checkReference, ImportedResource } from './resource';
import { checkSameNamespace } from './same-namespace';
import { SandboxClaim, SandboxClaimOptions } from './sandbox-claim';
import { factsOf, noteFacts } from './template-facts';
import type * as manifest from '../../imports/manifests';
import { settingsOf } from '../guardrails/settings';
import { form, formed, Forms, MAP, wordOf } from '../private/forms';
import { Place } from '../private/place';
import { checkDnsSubdomain, checkInteger } from '../private/syntax';
import { checkSeconds } from '../private/time';
import { requireField } from '../release/fields';
import { Release } from '../release/release';

/** Options of a warm pool that a template makes for itself. */
export interface SandboxWarmPoolOptions {
  /**
   * The pool's name, a DNS label of at most 57 characters: its sandboxes are named `<pool>-xxxxx`.
   *
   * @default - the ids on the construct's path joined by "-", without a hash; or what the chart's own `generateObjectName` says
   */
  readonly name?: string;

  /**
   * How many sandboxes wait to be handed out (`spec.replicas`). 0 is a pool for claims that are made cold.
   *
   * @default - the profile's 1
   */
  readonly size?: number;

  /**
   * What happens to waiting sandboxes when the template changes.
   *
   * @default - the profile's PoolUpdateStrategy.RECREATE: a hardened template must not leave old members to be handed out
   */
  readonly updateStrategy?: PoolUpdateStrategy;

  /**
   * How long a member may be unready before it is replaced, counted from its creation (`spec.readinessGracePeriodSeconds`): whole seconds,
   * at least 30. Since release 1.0.12.
   *
   * @default - the controller's flag, 5 minutes
   */
  readonly readinessGracePeriod?: Duration;

  /**
   * Labels of the pool.
   *
   * @default - the common labels (`app.kubernetes.io/…`) and the chart's
   */
  readonly labels?: { [key: string]: string };

  /**
   * Annotations of the pool.
   *
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
}

/** Properties of a SandboxWarmPool. */
export interface SandboxWarmPoolProps extends SandboxWarmPoolOptions {
  /** The template that the pool's sandboxes are made from, in the same namespace. */
  readonly template: ISandboxTemplate;
}

/**
 * A pool of sandboxes that wait to be handed out (`extensions.agents.x-k8s.io/v1beta1`, SandboxWarmPool). A claim takes a waiting one
 * in a fraction of the time that a cold start needs.
 */
export class SandboxWarmPool extends ApiResource implements ISandboxWarmPool {
  /** A pool that exists in the cluster. */
  public static fromSandboxWarmPoolName(scope: Construct, id: string, name: string): ISandboxWarmPool {
    checkDnsSubdomain(Place.of(scope).at(`fromSandboxWarmPoolName(${id})`), name);
    return new ImportedResource(scope, id, 'SandboxWarmPool', name);
  }

  public readonly name: string;

  /** The template that the pool's sandboxes are made from. */
  public readonly template: ISandboxTemplate;

  protected readonly apiObject: ApiObject;

  private readonly givenSize: number | undefined;
  private isAutoscaled = false;

  public constructor(scope: Construct, id: string, props: SandboxWarmPoolProps) {
    super(scope, id, 'SandboxWarmPool');
    const { release, profile } = settingsOf(this);
    const place = Place.of(this);
    props = formed(place, props, FORMS);
    this.template = checkTemplate(place.at('template'), props.template, props.size);
    this.givenSize = props.size === undefined ? undefined : checkInteger(place.at('size'), props.size, 0, MAX_INT32, 'give the number of waiting sandboxes');
    const fixed = {
      sandboxTemplateRef: { name: this.template.name },
      updateStrategy: { type: (props.updateStrategy ?? profile.updateStrategy) as manifest.UpdateStrategyType },
      readinessGracePeriodSeconds: graceSecondsOf(place.at('readinessGracePeriod'), release, props.readinessGracePeriod),
    };
    const size = this.givenSize ?? profile.poolSize;
    const spec = (): manifest.SandboxWarmPoolSpec => ({ ...fixed, replicas: this.isAutoscaled ? undefined : size });
    this.apiObject = addResource(this, 'SandboxWarmPool', props, spec);
    this.name = this.apiObject.name;
    checkSameNamespace(place.at('template'), this.template);
    noteFacts(this, factsOf(this.template));
  }

  /** How many sandboxes wait, or undefined where an autoscaler decides. */
  public get size(): number | undefined {
    return this.isAutoscaled ? undefined : this.givenSize ?? settingsOf(this).profile.poolSize;
  }

  /**
   * Leaves the size to an autoscaler: `spec.replicas` is not written, so that applying the manifest does not undo what was scaled. Fails
   * where a size was given.
   */
  public autoscaled(): void {
    if (this.givenSize !== undefined) {
      Place.of(this).at('size').fail({ given: this.givenSize, allowed: 'no size on a pool that an autoscaler owns', fix: 'leave "size" out, or do not call autoscaled()' });
    }
    this.isAutoscaled = true;
  }

  /**
   * Makes a claim on this pool, as a child of it. Claims belong to run time: for GitOps, put one into a chart of its own.
   */
  public addClaim(id: string, options: SandboxClaimOptions): SandboxClaim {
    return new SandboxClaim(this, id, { ...options, warmPool: this });
  }
}

const MAX_INT32 = 2147483647;

const FORMS: Forms<SandboxWarmPoolProps> = {
  name: null,
  template: null,
  size: null,
  updateStrategy: wordOf(PoolUpdateStrategy),
  readinessGracePeriod: form((value) => typeof value.toSeconds === 'function', 'a cdk8s Duration', 'give whole seconds, as Duration.minutes(5)'),
  labels: MAP,
  annotations: MAP,
};

function graceSecondsOf(place: Place, release: Release, grace: Duration | undefined): number | undefined {
  if (grace === undefined) return undefined;
  requireField(place, release, 'SandboxWarmPool.spec.readinessGracePeriodSeconds', grace.toHumanString());
  return checkSeconds(place, grace, 30, MAX_INT32);
}

function checkTemplate(place: Place, template: ISandboxTemplate, size: number | undefined): ISandboxTemplate {
  checkReference(place, template, 'SandboxTemplate', 'give the template, or SandboxTemplate.fromSandboxTemplateName(…)');
  const facts = factsOf(template);
  if (facts?.hasDeadline && size !== 0) {
    place.fail({
      given: `${facts.template.node.path}, which has an activeDeadline`,
      allowed: 'a template without activeDeadline, or size 0: its clock would run while a sandbox waits in the pool',
      fix: 'leave the deadline out and bound the claims by their lifetime, or make claims cold by size 0',
    });
  }
  return template;
}
