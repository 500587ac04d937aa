import { Action, BundleOptions } from '../../src/admission/bundle-options';
import { Exception } from '../../src/admission/exceptions';
import { SYSTEM_NAMESPACES } from '../../src/admission/system-names';
import { CATALOGUE } from '../../src/rules/catalogue';
import { RESTRICTED } from '../support/rule-cases/support';

/** The user name of the controller. */
export const CONTROLLER = 'system:serviceaccount:agent-sandbox-system:agent-sandbox-controller';

/** The whole catalogue for the namespace `team-a`. */
export const OPTIONS: BundleOptions = {
  rules: CATALOGUE,
  standard: RESTRICTED,
  namespaces: new Map(),
  sandboxNamespaces: ['team-a'],
  sandboxAccounts: ['team-a/python', 'team-a/agent'],
  administrators: ['platform-admins'],
  operators: [],
  controller: CONTROLLER,
  systemNamespaces: SYSTEM_NAMESPACES,
  exceptions: [],
  enforce: 'deny',
  enforceIn: new Map<string, Action>(),
  kubernetesVersion: '1.31',
};

/** An exception for the template `python`. */
export const exception = (rules: readonly string[], more: Partial<Exception> = {}): Exception => (
  { rules, kind: 'SandboxTemplate', namespace: 'team-a', name: 'python', expires: '2027-05-01', ...more }
);
