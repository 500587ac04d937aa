import { at, mapAt, podOf, textAt } from './manifests';
import { AppFinding, AppObject, AppView } from '../app-check';

/** Annotations by which a ServiceAccount acts in a cloud. */
const CLOUD_ANNOTATIONS = ['eks.amazonaws.com/role-arn', 'iam.gke.io/gcp-service-account', 'azure.workload.identity/client-id'];

/** What every cluster binds to all accounts: it shows them the API's version and their own rights. */
const COMMON_ROLES = ['system:basic-user', 'system:discovery', 'system:public-info-viewer', 'system:service-account-issuer-discovery'];

/** How the API server calls accounts, and groups of them. */
const USER = 'system:serviceaccount:';
const GROUP = 'system:serviceaccounts';

/** The ServiceAccounts that templates and Sandboxes run as, as namespace and name. */
function usedAccounts(app: AppView): readonly string[] {
  const owners = [...app.of('SandboxTemplate'), ...app.of('Sandbox')];
  return [...new Set(owners.map((owner) => {
    const name = textAt(podOf(owner), 'serviceAccountName') || textAt(podOf(owner), 'serviceAccount') || 'default';
    return `${owner.namespace}:${name}`;
  }))];
}

/** No ServiceAccount of a sandbox is one in a cloud. Others of the namespace may be. */
export function* accountsHaveNoCloudIdentity(app: AppView): Iterable<AppFinding> {
  const accounts = usedAccounts(app);
  for (const object of app.of('ServiceAccount')) {
    if (!accounts.includes(`${object.namespace}:${object.name}`)) continue;
    const annotations = mapAt(object.manifest, 'metadata', 'annotations');
    for (const key of CLOUD_ANNOTATIONS) {
      yield {
        object,
        holds: !Object.hasOwn(annotations, key),
        field: `metadata/annotations/${key.replace('/', '~1')}`,
        place: `metadata.annotations[${key}]`,
        expected: 'absent from the account of a sandbox',
        actual: annotations[key],
      };
    }
  }
}

/** No binding gives a role to the ServiceAccount of a sandbox. */
export function* accountsAreUnbound(app: AppView): Iterable<AppFinding> {
  const accounts = usedAccounts(app);
  if (accounts.length === 0) return;
  for (const object of [...app.of('RoleBinding'), ...app.of('ClusterRoleBinding')]) {
    const subjects = COMMON_ROLES.includes(textAt(object.manifest, 'roleRef', 'name')) ? [] : at(object.manifest, 'subjects');
    for (const [index, subject] of (Array.isArray(subjects) ? subjects : []).entries()) {
      yield {
        object,
        holds: !accounts.some((account) => isMeant(account, subject, object)),
        field: `subjects/${index}`,
        place: `subjects[name=${textAt(subject, 'name')}]`,
        expected: 'no account of a sandbox, and no group that it is in',
        actual: subject,
      };
    }
  }
}

/** Whether a subject of a binding is an account, or a group that it is in. */
function isMeant(account: string, subject: unknown, { namespace }: AppObject): boolean {
  const name = textAt(subject, 'name');
  switch (textAt(subject, 'kind')) {
    case 'ServiceAccount':
      // Without a namespace it is one of the binding's own.
      return account === `${textAt(subject, 'namespace') || namespace}:${name}`;
    case 'User':
      return name === `${USER}${account}`;
    case 'Group':
      return ['system:authenticated', GROUP, `${GROUP}:${account.slice(0, account.indexOf(':'))}`].includes(name);
    default:
      return false;
  }
}
