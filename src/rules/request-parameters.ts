import { RuleParameter } from './parameters';

/** What `params.x` stands for in expressions about requests: who is who, where sandboxes are, and values of the profile. */
export interface RequestParameters {
  /** Groups whose members administer sandboxes. */
  readonly administrators: readonly string[];
  /** Groups whose members may reach into sandboxes. */
  readonly operators: readonly string[];
  /** The user name of the controller's account. */
  readonly controller: string;
  /** The user names of the control plane's own controllers that delete what belongs to something deleted. */
  readonly collectors: readonly string[];
  /** The namespaces in which there are sandboxes. */
  readonly sandboxNamespaces: readonly string[];
  /** The accounts that sandboxes run as, each as `namespace:name`, as their user names end. */
  readonly sandboxAccounts: readonly string[];
  readonly poolSizeCeiling: RuleParameter;
}
