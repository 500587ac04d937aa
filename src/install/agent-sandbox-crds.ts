import { ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { CrdConversion } from './crd-conversion';
import { guardOf } from '../guardrails/guard';
import { settingsOf } from '../guardrails/settings';
import { addObject } from '../private/api-object';
import { formed, madeBy } from '../private/forms';
import { Place } from '../private/place';
import { definitionsFor } from '../release/definition-changes';
import { commonLabels } from '../release/names';

/** Properties of AgentSandboxCrds. */
export interface AgentSandboxCrdsProps {
  /**
   * How the API server converts between v1alpha1 and v1beta1. Only the 0.5 line has two versions.
   *
   * @default - CrdConversion.webhook() for the 0.5 line; the 1.0 line has nothing to convert
   */
  readonly conversion?: CrdConversion;
}

/** What is known of a definition: the rest is passed on as it is. */
interface Definition {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ApiObjectMetadata & { readonly name: string };
  readonly [key: string]: unknown;
}

/**
 * The definitions (CustomResourceDefinition) of the four kinds as the chosen release has them: Sandbox, SandboxTemplate, SandboxClaim and
 * SandboxWarmPool. They have to be in the cluster before anything else of Agent Sandbox; deleting one deletes every object of its kind.
 */
export class AgentSandboxCrds extends Construct {
  public constructor(scope: Construct, id: string, props: AgentSandboxCrdsProps = {}) {
    super(scope, id);
    guardOf(this);
    const { release } = settingsOf(this);
    const place = Place.of(this);
    const { conversion } = formed(place, props, { conversion: madeBy(CrdConversion, 'CrdConversion.webhook()') });
    if (conversion && release.apiLine !== '0.5') {
      place.at('conversion').fail({
        given: conversion.strategy,
        allowed: `none with release ${release.version}: since 1.0.0 there is one version and nothing to convert`,
        fix: 'leave it out, or choose a release of the 0.5 line',
      });
    }
    for (const definition of definitionsFor(release.version, conversion?.strategy === 'None' ? 'none' : 'webhook')) {
      const { apiVersion, kind, metadata, ...body } = definition as unknown as Definition;
      addObject(this, metadata.name, {
        apiVersion,
        kind,
        metadata: { ...metadata, labels: commonLabels('definition') },
        body,
        clusterScoped: true,
      });
    }
  }
}
