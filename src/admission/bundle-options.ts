import { Exception } from './exceptions';
import { Rule } from '../rules/rule';
import { Standard } from '../rules/standard';

/** What a binding does about what does not hold. */
export type Action = 'audit' | 'warn' | 'deny';

/** What the policies of a bundle are made from. */
export interface BundleOptions {
  readonly rules: readonly Rule[];
  /** By what objects are judged where `namespaces` says nothing else. */
  readonly standard: Standard;
  /** Namespaces whose objects are judged by another standard. */
  readonly namespaces: ReadonlyMap<string, Standard>;
  /** The namespaces in which there are sandboxes: where roles, NetworkPolicies and the Namespace itself are judged. */
  readonly sandboxNamespaces: readonly string[];
  /** The accounts that sandboxes run as, each as `namespace/name`. */
  readonly sandboxAccounts: readonly string[];
  /** Groups whose members administer sandboxes. */
  readonly administrators: readonly string[];
  /** Groups whose members may reach into sandboxes. */
  readonly operators: readonly string[];
  /** The user name of the controller's account. */
  readonly controller: string;
  /** Namespaces of the system, in which nothing is judged. */
  readonly systemNamespaces: readonly string[];
  readonly exceptions: readonly Exception[];
  /** What is done where `enforceIn` says nothing else. */
  readonly enforce: Action;
  /** What is done in single namespaces. */
  readonly enforceIn: ReadonlyMap<string, Action>;
  /** The minor version of the cluster's Kubernetes, as `1.31`. */
  readonly kubernetesVersion: string;
}
