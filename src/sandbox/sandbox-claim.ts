import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { ClaimShutdownPolicy } from './claim-shutdown-policy';
import { Lifetime } from './lifetime';
import { CLAIM_TEMPLATES } from './pod-forms';
import { PodMetadata, podMetadataOf } from './pod-metadata';
import { ISandboxClaim, ISandboxWarmPool } from './references';
import { addResource, ApiResource, checkReference, ImportedResource } from './resource';
import { checkSameNamespace } from './same-namespace';
import { factsOf } from './template-facts';
import { VolumeClaimTemplate } from './volume-claim-template';
import { volumeClaimTemplatesOf } from './volume-claim-templates';
import type * as manifest from '../../imports/manifests';
import { WaiverBook } from '../guardrails/waivers';
import { formed, Forms, listOf, madeBy, MAP, OBJECT, structOf, wordOf } from '../private/forms';
import { compact } from '../private/json';
import { Place } from '../private/place';
import { checkDnsSubdomain, checkEnvName } from '../private/syntax';
import { DEFAULT_LABEL_DOMAIN, SAFE_TO_EVICT_ANNOTATION } from '../release/names';

/** An environment variable that a claim sets. Its value is plain text in the cluster: a claim cannot refer to a Secret. */
export interface ClaimEnvVar {
  /** The variable's name. */
  readonly name: string;

  /** The variable's value. */
  readonly value: string;

  /**
   * The container that gets it.
   *
   * @default - the Pod's first container
   */
  readonly containerName?: string;
}

/** What a claim adds to its Pod's metadata. The controller takes labels of the allowed domains (`sandbox.users.io`) and few annotations. */
export interface ClaimPodMetadata {
  /**
   * Labels. Each key needs a domain that the controller allows.
   *
   * @default - none
   */
  readonly labels?: { [key: string]: string };

  /**
   * Annotations.
   *
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
}

/** Options of a claim that a pool makes for itself. */
export interface SandboxClaimOptions {
  /**
   * The claim's name, a DNS label: a sandbox that is made cold takes it as its own name.
   *
   * @default - the ids on the construct's path joined by "-", without a hash; or what the chart's own `generateObjectName` says
   */
  readonly name?: string;

  /** How long the claim lives. There is no default: a claim without end keeps its sandbox, and its cost, for ever. */
  readonly lifetime: Lifetime;

  /**
   * What goes at the end of the lifetime.
   *
   * @default ClaimShutdownPolicy.DELETE - the claim, its sandbox and its volumes
   */
  readonly shutdownPolicy?: ClaimShutdownPolicy;

  /**
   * Environment variables, where the template's policy lets a claim set them. A claim with any is always made cold.
   *
   * @default - none
   */
  readonly env?: ClaimEnvVar[];

  /**
   * Labels and annotations that the Pod gets.
   *
   * @default - none
   */
  readonly additionalPodMetadata?: ClaimPodMetadata;

  /**
   * Volume claim templates, where the template's policy lets a claim bring them. A claim with any is always made cold.
   *
   * @default - none
   */
  readonly volumeClaimTemplates?: VolumeClaimTemplate[];

  /**
   * Labels of the claim itself.
   *
   * @default - the common labels (`app.kubernetes.io/…`) and the chart's
   */
  readonly labels?: { [key: string]: string };

  /**
   * Annotations of the claim itself.
   *
   * @default - none besides recorded waivers
   */
  readonly annotations?: { [key: string]: string };
}

/** Properties of a SandboxClaim. */
export interface SandboxClaimProps extends SandboxClaimOptions {
  /** The pool that the sandbox is taken from, in the same namespace. A pool of size 0 serves claims that are made cold. */
  readonly warmPool: ISandboxWarmPool;
}

/**
 * A claim on a sandbox (`extensions.agents.x-k8s.io/v1beta1`, SandboxClaim): one sandbox for whoever made it, from a pool where one waits.
 * Claims belong to run time, where the SDK makes them; one that GitOps keeps is made again each time its lifetime ends it.
 */
export class SandboxClaim extends ApiResource implements ISandboxClaim {
  /** A claim that exists in the cluster. */
  public static fromSandboxClaimName(scope: Construct, id: string, name: string): ISandboxClaim {
    checkDnsSubdomain(Place.of(scope).at(`fromSandboxClaimName(${id})`), name);
    return new ImportedResource(scope, id, 'SandboxClaim', name);
  }

  public readonly name: string;

  protected readonly apiObject: ApiObject;

  public constructor(scope: Construct, id: string, props: SandboxClaimProps) {
    super(scope, id, 'SandboxClaim');
    const place = Place.of(this);
    props = formed(place, props, FORMS);
    const waivers = new WaiverBook(this);
    const { warmPool } = props;
    checkReference(place.at('warmPool'), warmPool, 'SandboxWarmPool', 'give the pool, or SandboxWarmPool.fromSandboxWarmPoolName(…)');
    const lifecycle = checkLifetime(place.at('lifetime'), props, waivers);
    const spec = compact<manifest.SandboxClaimSpec>({
      warmPoolRef: { name: warmPool.name },
      lifecycle: { ...lifecycle, shutdownPolicy: props.shutdownPolicy ?? ClaimShutdownPolicy.DELETE },
      env: props.env && envOfClaim(place.at('env'), props.env, warmPool),
      additionalPodMetadata: props.additionalPodMetadata && metadataForPod(place.at('additionalPodMetadata'), props.additionalPodMetadata),
      volumeClaimTemplates: props.volumeClaimTemplates && claimTemplates(place.at('volumeClaimTemplates'), props.volumeClaimTemplates, warmPool),
    })!;
    this.apiObject = addResource(this, 'SandboxClaim', props, () => spec);
    this.name = this.apiObject.name;
    checkSameNamespace(place.at('warmPool'), warmPool);
    waivers.showOn(this.apiObject);
  }
}

/** Annotations of Kubernetes itself and of its parts. */
const KUBERNETES_KEY = /^([^/]+\.)?(kubernetes|k8s)\.io\//;

const FORMS: Forms<SandboxClaimProps> = {
  name: null,
  warmPool: null,
  lifetime: madeBy(Lifetime, 'Lifetime.until(…)'),
  shutdownPolicy: wordOf(ClaimShutdownPolicy),
  env: listOf(OBJECT),
  additionalPodMetadata: structOf({ labels: MAP, annotations: MAP }),
  volumeClaimTemplates: CLAIM_TEMPLATES,
  labels: MAP,
  annotations: MAP,
};

function checkLifetime(place: Place, props: SandboxClaimProps, waivers: WaiverBook): manifest.ClaimLifecycle {
  const lifetime = props.lifetime;
  if (!lifetime) {
    place.fail({ given: lifetime, allowed: 'a Lifetime', fix: 'use Lifetime.until(moment), Lifetime.afterFinished(ttl) or, with a waiver, Lifetime.unbounded(waiver)' });
  }
  const facts = factsOf(props.warmPool);
  if (lifetime._ttlAlone && facts?.neverEnds) {
    place.fail({
      given: 'a time to live after the end alone',
      allowed: `Lifetime.until(…) or Lifetime.afterFinishedOrUntil(…): the Pods of ${facts.template.node.path} never end by themselves`,
      fix: 'give a moment too, or a template with RestartPolicy.NEVER or ON_FAILURE whose program ends',
    });
  }
  return lifetime._toJson(place, waivers);
}

/** What the controller would refuse with any settings is refused here, where somebody reads it. */
function metadataForPod(place: Place, { labels, annotations }: ClaimPodMetadata): PodMetadata | undefined {
  for (const key of Object.keys(labels ?? {}).filter((each) => !each.includes('/'))) {
    place.at('labels').item(key).fail({
      given: key,
      allowed: `keys with a domain that the controller allows, ${DEFAULT_LABEL_DOMAIN} unless it is told otherwise`,
      fix: `write ${DEFAULT_LABEL_DOMAIN}/${key}, or set the label in the template`,
    });
  }
  for (const key of Object.keys(annotations ?? {}).filter((each) => KUBERNETES_KEY.test(each) && each !== SAFE_TO_EVICT_ANNOTATION)) {
    place.at('annotations').item(key).fail({
      given: key,
      allowed: `no keys of kubernetes.io and k8s.io but ${SAFE_TO_EVICT_ANNOTATION}: the controller refuses the claim`,
      fix: 'set the annotation in the template',
    });
  }
  return podMetadataOf(place, labels, annotations);
}

function envOfClaim(place: Place, env: ClaimEnvVar[], pool: ISandboxWarmPool): manifest.ClaimEnvVar[] {
  const facts = factsOf(pool);
  if (facts && env.length > 0 && facts.envVarsInjectionPolicy === 'Disallowed') {
    place.fail({
      given: env.map((entry) => entry.name),
      allowed: `no variables: the template ${facts.template.node.path} disallows them`,
      fix: 'set them in the template, or give it EnvVarsInjectionPolicy.allowed(waiver)',
    });
  }
  const seen = new Set<string>();
  return env.map((entry, index) => {
    const at = place.item(index);
    const name = checkEnvName(at.at('name'), entry.name);
    if (typeof entry.value !== 'string') at.at('value').fail({ given: entry.value, allowed: 'a text', fix: 'write numbers and booleans in quotes' });
    const target = entry.containerName ?? facts?.mainContainer ?? '';
    if (facts && entry.containerName !== undefined && !facts.containers().includes(entry.containerName)) {
      at.at('containerName').fail({ given: entry.containerName, allowed: facts.containers().join(', '), fix: `name a container of ${facts.template.node.path}` });
    }
    if (seen.has(`${target}/${name}`)) at.at('name').fail({ given: name, allowed: 'each name once', fix: 'leave one of them out' });
    seen.add(`${target}/${name}`);
    return compact<manifest.ClaimEnvVar>({ name, value: entry.value, containerName: entry.containerName })!;
  });
}

function claimTemplates(place: Place, templates: VolumeClaimTemplate[], pool: ISandboxWarmPool): manifest.VolumeClaimTemplate[] {
  const facts = factsOf(pool);
  if (facts && templates.length > 0 && facts.volumeClaimTemplatesPolicy === 'Disallowed') {
    place.fail({
      given: templates.map((template) => template.name),
      allowed: `none: the template ${facts.template.node.path} disallows them`,
      fix: 'set them in the template, or give it VolumeClaimTemplatesPolicy.allowed(waiver)',
    });
  }
  return volumeClaimTemplatesOf(place, templates);
}
