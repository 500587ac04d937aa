import { Construct } from 'constructs';
import { factsOf, SandboxFacts } from './collect';
import { Enforcement } from './enforcement';
import { guardOf } from './guard';
import { bundle } from '../admission/bundle';
import { BundleOptions } from '../admission/bundle-options';
import { SYSTEM_NAMESPACES } from '../admission/system-names';
import { addObject } from '../private/api-object';
import { form, formed, Forms, LIST, mapOf, wordOf } from '../private/forms';
import { compact, JsonObject } from '../private/json';
import { Place } from '../private/place';
import { checkText } from '../private/syntax';
import { CONTROLLER_NAME, CONTROLLER_NAMESPACE } from '../release/names';
import { Standard } from '../rules/standard';

/** Who is who in the cluster, and how strict it is. */
export interface AdmissionGuardrailsProps {
  /**
   * Groups whose members administer sandboxes: they may change NetworkPolicies and labels of the sandboxes' namespaces. Name the groups of
   * those who run the platform and of the tool that deploys it, as tokens and certificates have them. At least one.
   */
  readonly administrators: string[];

  /**
   * Groups whose members may use exec, attach and port-forward in the sandboxes' namespaces.
   *
   * @default - nobody
   */
  readonly operators?: string[];

  /**
   * The user name of the controller, which writes Sandboxes, Pods and NetworkPolicies.
   *
   * @default 'system:serviceaccount:agent-sandbox-system:agent-sandbox-controller'
   */
  readonly controller?: string;

  /**
   * What is done about what a rule refuses, where `enforceIn` says nothing else.
   *
   * @default Enforcement.DENY
   */
  readonly enforce?: Enforcement;

  /**
   * What is done in single namespaces, by their names.
   *
   * @default - the same everywhere
   */
  readonly enforceIn?: { [namespace: string]: Enforcement };

  /**
   * The minor version of the cluster's Kubernetes, as `1.32`. Rules of your own may use functions that older versions do not know; with an
   * older version here they are an error. The catalogue's own need 1.31, whose API server is the first to take `ip()` and `cidr()` in a policy.
   *
   * @default '1.31'
   */
  readonly kubernetesVersion?: string;
}

const FORMS: Forms<AdmissionGuardrailsProps> = {
  administrators: LIST,
  operators: LIST,
  controller: null,
  enforce: wordOf(Enforcement),
  enforceIn: mapOf(wordOf(Enforcement)),
  kubernetesVersion: form((value) => typeof value === 'string' && /^1\.(3[1-9]|[4-9][0-9])$/.test(value), 'a minor version from 1.31 on', 'write it as 1.31'),
};

/**
 * The same rules in the cluster: ValidatingAdmissionPolicies and their bindings (`admissionregistration.k8s.io/v1`, Kubernetes 1.31 and newer), made
 * from the rules, settings and waivers of the whole app. What synth refuses is refused there too, whoever writes it; waivers become exceptions for
 * the objects that they were given for, and for what the controller makes of these.
 *
 * The objects are made when the app is synthesized, since only then everything is known: they are children of this construct, named after the
 * policies.
 */
export class AdmissionGuardrails extends Construct {
  private readonly options: Required<AdmissionGuardrailsProps>;
  private made = '';

  public constructor(scope: Construct, id: string, props: AdmissionGuardrailsProps) {
    super(scope, id);
    const place = Place.of(this);
    const given = formed(place, props, FORMS);
    if (!Array.isArray(given.administrators) || given.administrators.length === 0) {
      place.at('administrators').fail({
        given: given.administrators, allowed: 'at least one group', fix: 'name the groups of those who run the platform, and of the tool that deploys it',
      });
    }
    for (const prop of ['administrators', 'operators'] as const) {
      given[prop]?.forEach((group, index) => checkText(place.at(prop).item(index), group, 'give the name of a group, as tokens and certificates have it'));
    }
    if (given.controller !== undefined) checkText(place.at('controller'), given.controller, 'give the user name of the controller\'s account');
    for (const namespace of SYSTEM_NAMESPACES.filter((each) => given.enforceIn !== undefined && Object.hasOwn(given.enforceIn, each))) {
      place.at('enforceIn').at(namespace).fail({
        given: given.enforceIn![namespace], allowed: 'namespaces that are not the system\'s own', fix: 'leave it out: nothing is judged there',
      });
    }
    this.options = {
      operators: [],
      controller: `system:serviceaccount:${CONTROLLER_NAMESPACE}:${CONTROLLER_NAME}`,
      enforce: Enforcement.DENY,
      enforceIn: {},
      kubernetesVersion: '1.31',
      // What is given as undefined is not given.
      ...compact(given)!,
    };
    guardOf(this).prepare(() => this.make());
  }

  /** Makes the objects, again where what they are made from has changed. */
  private make(): void {
    const objects = bundle(this.bundleOptions()).flatMap(({ policy, bindings }) => [policy, ...bindings]);
    const text = JSON.stringify(objects);
    if (text === this.made) return;
    this.made = text;
    for (const child of this.node.children) this.node.tryRemoveChild(child.node.id);
    type Made = JsonObject & { apiVersion: string; kind: string; metadata: { name: string } };
    for (const { apiVersion, kind, metadata, ...body } of objects as Made[]) {
      const id = `${kind === 'ValidatingAdmissionPolicy' ? 'Policy' : 'Binding'}-${metadata.name}`;
      addObject(this, id, { apiVersion, kind, metadata, body, clusterScoped: true });
    }
  }

  private bundleOptions(): BundleOptions {
    const { root } = this.node;
    const { standard, objects } = factsOf(root);
    const { administrators, operators, controller, enforce, enforceIn, kubernetesVersion } = this.options;
    return {
      rules: guardOf(this).allRules,
      standard,
      namespaces: this.standardsOf(objects),
      sandboxNamespaces: [...new Set(objects.map(({ namespace }) => namespace))].filter((namespace) => namespace !== '').sort(),
      sandboxAccounts: [...new Set(objects.flatMap(({ namespace, serviceAccount }) => (serviceAccount === undefined ? [] : [`${namespace}/${serviceAccount}`])))].sort(),
      administrators,
      operators,
      controller,
      systemNamespaces: SYSTEM_NAMESPACES,
      exceptions: objects.flatMap(({ kind, namespace, name, waivers }) => waivers.filter(({ builtIn }) => !builtIn).map(({ rules, at, expires }) => (
        { rules, kind, namespace, name, at, expires }
      ))),
      enforce,
      enforceIn: new Map(Object.entries(enforceIn)),
      kubernetesVersion,
    };
  }

  /** The standard of each namespace. Two in one cannot be told apart in the cluster. */
  private standardsOf(objects: readonly SandboxFacts[]): Map<string, Standard> {
    const standards = new Map<string, Standard>();
    for (const { namespace, name, standard } of objects) {
      const known = standards.get(namespace);
      if (known && known !== standard) {
        Place.of(this).fail({
          given: `${known.profile} and ${standard.profile} in the namespace ${namespace} (${name})`,
          allowed: 'one profile, release and cluster for all sandboxes of a namespace',
          fix: 'call AgentSandbox.of(…).configure(…) where all of the namespace is below, or use another namespace',
        });
      }
      standards.set(namespace, standard);
    }
    return standards;
  }
}

