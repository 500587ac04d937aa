import { podOf, textAt } from './manifests';
import { AppView } from '../app-check';

/** The names of the accounts that sandboxes of a namespace run as, and of the one that Pods have which name none. */
export function accountsOf(app: AppView, namespace: string): ReadonlySet<string> {
  const owners = [...app.of('SandboxTemplate', namespace), ...app.of('Sandbox', namespace)];
  return new Set(['default', ...owners.map((owner) => textAt(podOf(owner), 'serviceAccountName')).filter((name) => name !== '')]);
}
