import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { SandboxContainerProps } from './container-options';
import { EnvVarsInjectionPolicy } from './env-vars-injection-policy';
import { NetworkPolicyManagement } from './network-policy-management';
import { Pod } from './pod';
import { POD_FORMS } from './pod-forms';
import { podProjectionOf } from './pod-projection';
import { ISandboxTemplate } from './references';
import { addResource, ApiResource, ImportedResource } from './resource';
import { SandboxPodProps } from './sandbox-pod-props';
import { SandboxWarmPool, SandboxWarmPoolOptions } from './sandbox-warm-pool';
import { addServiceAccount } from './service-account';
import { noteFacts, TemplateFacts } from './template-facts';
import { VolumeClaimTemplatesPolicy } from './volume-claim-templates-policy';
import type * as manifest from '../../imports/manifests';
import { noteAccount } from '../guardrails/collect';
import { settingsOf } from '../guardrails/settings';
import { WaiverBook } from '../guardrails/waivers';
import { fnv1a32 } from '../private/fnv';
import { formed, Forms, madeBy } from '../private/forms';
import { Place } from '../private/place';
import { checkDnsSubdomain } from '../private/syntax';
import { COMPONENTS, TEMPLATE_REF_HASH_LABEL } from '../release/names';

/** Properties of a SandboxTemplate. */
export interface SandboxTemplateProps extends SandboxPodProps {
  /**
   * Who makes the NetworkPolicy of the template's sandboxes.
   *
   * @default NetworkPolicyManagement.managed() - the controller, from `ingress` and `egress`
   */
  readonly networkPolicyManagement?: NetworkPolicyManagement;

  /**
   * Whether claims may set environment variables.
   *
   * @default EnvVarsInjectionPolicy.disallowed()
   */
  readonly envVarsInjectionPolicy?: EnvVarsInjectionPolicy;

  /**
   * Whether claims may bring volume claim templates.
   *
   * @default VolumeClaimTemplatesPolicy.disallowed()
   */
  readonly volumeClaimTemplatesPolicy?: VolumeClaimTemplatesPolicy;
}

/**
 * What sandboxes are made from (`extensions.agents.x-k8s.io/v1beta1`, SandboxTemplate), hardened by default: an image and a port are
 * enough. Beside it stands a ServiceAccount without token (id `ServiceAccount`), unless one is given.
 */
export class SandboxTemplate extends ApiResource implements ISandboxTemplate {
  /** A template that exists in the cluster. */
  public static fromSandboxTemplateName(scope: Construct, id: string, name: string): ISandboxTemplate {
    checkDnsSubdomain(Place.of(scope).at(`fromSandboxTemplateName(${id})`), name);
    return new ImportedResource(scope, id, 'SandboxTemplate', name);
  }

  public readonly name: string;

  /** The name of the ServiceAccount that the sandboxes run as. */
  public readonly serviceAccountName: string;

  protected readonly apiObject: ApiObject;

  private readonly pod: Pod;

  public constructor(scope: Construct, id: string, props: SandboxTemplateProps) {
    super(scope, id, 'SandboxTemplate');
    const place = Place.of(this);
    props = formed(place, props, FORMS);
    const waivers = new WaiverBook(this);
    const policies = policiesOf(place, props, waivers);
    if (policies.networkPolicyManagement === 'Unmanaged') checkWithoutPolicy(place, props);
    this.apiObject = addResource(this, 'SandboxTemplate', props, () => this.spec(policies, props.service ?? true));
    this.name = this.apiObject.name;
    waivers.showOn(this.apiObject);
    this.serviceAccountName = addServiceAccount(this, props.serviceAccount, `${this.name}-template`, COMPONENTS.SandboxTemplate);
    noteAccount(this, this.serviceAccountName);
    this.pod = new Pod(this, props, settingsOf(this), waivers, {
      isTemplate: true,
      serviceAccountName: this.serviceAccountName,
      ownLabels: { [TEMPLATE_REF_HASH_LABEL]: fnv1a32(this.name) },
    });
    noteFacts(this, this.factsWith(policies));
  }

  /** Adds a trusted helper that runs beside the main container: a native sidecar. */
  public addSidecar(props: SandboxContainerProps): void {
    this.pod.addSidecar(props);
  }

  /** Adds a container that runs to its end before the main one starts. */
  public addInitContainer(props: SandboxContainerProps): void {
    this.pod.addInitContainer(props);
  }

  /** Makes a pool of sandboxes of this template that wait to be handed out, as a child of it. */
  public addWarmPool(id: string, options: SandboxWarmPoolOptions = {}): SandboxWarmPool {
    return new SandboxWarmPool(this, id, { ...options, template: this });
  }

  /**
   * The Pod that the controller makes of this template, as plain JSON: for scanners, which do not look into templates, for quota arithmetic
   * and for tests. Not to be applied. It is made from the final manifest, after all patches.
   */
  public toPodProjection(): any {
    return podProjectionOf(this.apiObject.toJson());
  }

  private factsWith({ envVarsInjectionPolicy, volumeClaimTemplatesPolicy }: Policies): TemplateFacts {
    const { pod } = this;
    return {
      template: this,
      neverEnds: pod.neverEnds,
      hasDeadline: pod.hasDeadline,
      mainContainer: pod.mainContainer,
      containers: () => pod.containerNames,
      envVarsInjectionPolicy,
      volumeClaimTemplatesPolicy,
    };
  }

  private spec(policies: Policies, service: boolean): manifest.SandboxTemplateSpec {
    const { metadata, network, spec, volumeClaimTemplates } = this.pod;
    return {
      ...policies,
      service,
      networkPolicy: policies.networkPolicyManagement === 'Managed' ? { ingress: network.ingress, egress: network.egress } : undefined,
      podTemplate: { metadata, spec },
      volumeClaimTemplates,
    };
  }
}

type Policies = Required<Pick<manifest.SandboxTemplateSpec, 'networkPolicyManagement' | 'envVarsInjectionPolicy' | 'volumeClaimTemplatesPolicy'>>;

function policiesOf(place: Place, props: SandboxTemplateProps, waivers: WaiverBook): Policies {
  return {
    networkPolicyManagement: props.networkPolicyManagement?._toJson(place.at('networkPolicyManagement'), waivers) ?? 'Managed',
    envVarsInjectionPolicy: props.envVarsInjectionPolicy?._toJson(place.at('envVarsInjectionPolicy'), waivers) ?? 'Disallowed',
    volumeClaimTemplatesPolicy: props.volumeClaimTemplatesPolicy?._toJson(place.at('volumeClaimTemplatesPolicy'), waivers) ?? 'Disallowed',
  };
}

const FORMS: Forms<SandboxTemplateProps> = {
  ...POD_FORMS,
  networkPolicyManagement: madeBy(NetworkPolicyManagement, 'NetworkPolicyManagement.managed()'),
  envVarsInjectionPolicy: madeBy(EnvVarsInjectionPolicy, 'EnvVarsInjectionPolicy.disallowed()'),
  volumeClaimTemplatesPolicy: madeBy(VolumeClaimTemplatesPolicy, 'VolumeClaimTemplatesPolicy.disallowed()'),
};

/** Refuses rules that nobody would enforce. `Egress.dns()` alone has a use: it also decides the Pod's DNS. */
function checkWithoutPolicy(place: Place, { egress = [], ingress = [] }: SandboxTemplateProps): void {
  const complaint = {
    allowed: 'no rules beside NetworkPolicyManagement.unmanaged(…): the controller makes no NetworkPolicy of them',
    fix: 'leave it out and put the rules into a policy of your own; Egress.dns() may stay, for the Pod\'s DNS',
  };
  const rule = egress.findIndex(({ _kind }) => _kind !== 'dns');
  if (rule >= 0) place.at('egress').item(rule).fail({ given: `an Egress of the kind ${egress[rule]._kind}`, ...complaint });
  if (ingress.length > 0) place.at('ingress').fail({ given: `${ingress.length} entries`, ...complaint });
}
