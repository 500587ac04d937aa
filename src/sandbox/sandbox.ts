import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { SandboxContainerProps } from './container-options';
import { OperatingMode } from './operating-mode';
import { Pod } from './pod';
import { POD_FORMS } from './pod-forms';
import { podProjectionOf } from './pod-projection';
import { ISandbox } from './references';
import { addResource, ApiResource, ImportedResource } from './resource';
import { SandboxPodProps } from './sandbox-pod-props';
import { SandboxShutdownPolicy } from './sandbox-shutdown-policy';
import { addServiceAccount } from './service-account';
import type * as manifest from '../../imports/manifests';
import { noteAccount } from '../guardrails/collect';
import { settingsOf } from '../guardrails/settings';
import { WaiverBook } from '../guardrails/waivers';
import { addObject, lazily } from '../private/api-object';
import { fnv1a32 } from '../private/fnv';
import { formed, Forms, wordOf } from '../private/forms';
import { compact, JsonObject } from '../private/json';
import { Place } from '../private/place';
import { checkDnsSubdomain } from '../private/syntax';
import { checkMoment } from '../private/time';
import { commonLabels, COMPONENTS, SANDBOX_NAME_HASH_LABEL } from '../release/names';

/** Properties of a Sandbox. */
export interface SandboxProps extends SandboxPodProps {
  /**
   * Whether the sandbox runs. A suspended one has no Pod, but keeps its volumes.
   *
   * @default OperatingMode.RUNNING
   */
  readonly operatingMode?: OperatingMode;

  /**
   * When it ends: a moment in RFC 3339 with its zone.
   *
   * @default - never
   */
  readonly shutdownTime?: string;

  /**
   * What is left after its end.
   *
   * @default SandboxShutdownPolicy.DELETE - nothing; `RETAIN`, upstream's default, keeps the object and its volumes for ever
   */
  readonly shutdownPolicy?: SandboxShutdownPolicy;
}

/**
 * One sandbox (`agents.x-k8s.io/v1beta1`, Sandbox), hardened by default, without template, pool and claim. The controller secures nothing on
 * a Sandbox of its own accord, so beside it stand a ServiceAccount without token (id `ServiceAccount`), unless one is given, and a
 * NetworkPolicy (id `NetworkPolicy`) made from `ingress` and `egress`.
 */
export class Sandbox extends ApiResource implements ISandbox {
  /** A Sandbox that exists in the cluster. */
  public static fromSandboxName(scope: Construct, id: string, name: string): ISandbox {
    checkDnsSubdomain(Place.of(scope).at(`fromSandboxName(${id})`), name);
    return new ImportedResource(scope, id, 'Sandbox', name);
  }

  public readonly name: string;

  /** The name of the ServiceAccount that the sandbox runs as. */
  public readonly serviceAccountName: string;

  protected readonly apiObject: ApiObject;

  private readonly pod: Pod;
  private readonly ownLabels: { readonly [key: string]: string };

  public constructor(scope: Construct, id: string, props: SandboxProps) {
    super(scope, id, 'Sandbox');
    const place = Place.of(this);
    props = formed(place, props, FORMS);
    const waivers = new WaiverBook(this);
    const life = {
      operatingMode: props.operatingMode ?? OperatingMode.RUNNING,
      shutdownPolicy: props.shutdownPolicy ?? SandboxShutdownPolicy.DELETE,
      shutdownTime: props.shutdownTime === undefined ? undefined : checkMoment(place.at('shutdownTime'), props.shutdownTime),
      service: props.service ?? true,
    };
    this.apiObject = addResource(this, 'Sandbox', props, () => this.spec(life));
    this.name = this.apiObject.name;
    waivers.showOn(this.apiObject);
    // Not the bare name: a template of the same name may stand beside it.
    this.serviceAccountName = addServiceAccount(this, props.serviceAccount, `${this.name}-sandbox`, COMPONENTS.Sandbox);
    noteAccount(this, this.serviceAccountName);
    this.ownLabels = { [SANDBOX_NAME_HASH_LABEL]: fnv1a32(this.name) };
    this.pod = new Pod(this, props, settingsOf(this), waivers, {
      isTemplate: false, serviceAccountName: this.serviceAccountName, ownLabels: this.ownLabels,
    });
    this.addNetworkPolicy();
  }

  /** Adds a trusted helper that runs beside the main container: a native sidecar. */
  public addSidecar(props: SandboxContainerProps): void {
    this.pod.addSidecar(props);
  }

  /** Adds a container that runs to its end before the main one starts. */
  public addInitContainer(props: SandboxContainerProps): void {
    this.pod.addInitContainer(props);
  }

  /**
   * The Pod that the controller makes of this Sandbox, as plain JSON: for scanners, for quota arithmetic and for tests. Not to be applied.
   * It is made from the final manifest, after all patches.
   */
  public toPodProjection(): any {
    return podProjectionOf(this.apiObject.toJson());
  }

  private spec(life: Omit<manifest.SandboxSpec, 'podTemplate' | 'volumeClaimTemplates'>): manifest.SandboxSpec {
    const { metadata, spec, volumeClaimTemplates } = this.pod;
    return compact<manifest.SandboxSpec>({
      ...life,
      podTemplate: { metadata, spec },
      volumeClaimTemplates,
    })!;
  }

  /** The controller makes a NetworkPolicy for templates alone. This one selects the Pod by the label that the controller gives it. */
  private addNetworkPolicy(): void {
    addObject(this, 'NetworkPolicy', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: `${this.name}-sandbox`, labels: commonLabels(COMPONENTS.Sandbox) },
      body: {
        spec: lazily(() => ({
          podSelector: { matchLabels: this.ownLabels },
          policyTypes: ['Ingress', 'Egress'],
          ...unlessEmpty('ingress', this.pod.network.ingress),
          ...unlessEmpty('egress', this.pod.network.egress),
        })),
      },
    });
  }
}

const FORMS: Forms<SandboxProps> = {
  ...POD_FORMS,
  operatingMode: wordOf(OperatingMode),
  shutdownTime: null,
  shutdownPolicy: wordOf(SandboxShutdownPolicy),
};

/**
 * A list of rules, if there are any. With `policyTypes` beside it, none and an empty list both let nobody through; but the server drops an
 * empty one, so that each apply would count as a change.
 */
function unlessEmpty(field: string, rules: readonly object[]): JsonObject {
  return rules.length === 0 ? {} : { [field]: rules };
}
