import { family, RuleRow } from './family';
import { ANNOTATION_PREFIX, CORE_GROUP, EXTENSIONS_GROUP, SANDBOX_NAME_HASH_LABEL, TEMPLATE_REF_HASH_LABEL } from '../../release/names';
import { DocumentedRow } from '../rule';
import { Severity } from '../severity';

const BY_REQUEST = 'Only a request shows who asks, and what was there before.';

/** CEL: whether the request is the controller's, or comes from a member of such a group. */
const BY_CONTROLLER = 'request.userInfo.username == params.controller';
const BY_MEMBER_OF = (groups: string): string => `request.userInfo.?groups.orValue([]).exists(group, group in params.${groups})`;

/** CEL: whether an update leaves fields of the object as they were. */
const kept = (...fields: readonly string[]): string => fields.map((field) => `object.${field} == oldObject.${field}`).join(' && ');

/** CEL: whether a label has the same value as before, or is absent as before. */
const KEPT_LABEL = "object.metadata.?labels[?key].orValue('') == oldObject.metadata.?labels[?key].orValue('')";

/** Labels of a namespace by which the cluster decides what may run there. */
const GUARDED_LABELS = ['pod-security.kubernetes.io/', ANNOTATION_PREFIX, 'app.kubernetes.io/'].map((prefix) => `key.startsWith('${prefix}')`).join(' || ');

/** Roles that a platform binds to all accounts of a namespace by itself: with it, Pods pull the images that the namespace has. */
const PLATFORM_ROLES = "['system:image-puller']";

/** CEL: whether no subject of a binding is an account of a sandbox. Groups of all accounts are left to SBX-RBC-006: every cluster binds some. */
const BINDS_NO_SANDBOX = `object.?roleRef.?name.orValue('') in ${PLATFORM_ROLES} || object.?subjects.orValue([]).all(subject, `
  + "!(subject.?kind.orValue('') == 'ServiceAccount' "
  + "&& (subject.?namespace.orValue(object.metadata.?namespace.orValue('')) + ':' + subject.?name.orValue('')) in params.sandboxAccounts) && "
  + "!(subject.?kind.orValue('') == 'User' && params.sandboxAccounts.exists(account, subject.?name.orValue('') == 'system:serviceaccount:' + account)) && "
  + "!(subject.?kind.orValue('') == 'Group' && params.sandboxNamespaces.exists(each, subject.?name.orValue('') == 'system:serviceaccounts:' + each)))";

const row = (rule: Omit<RuleRow, 'judgedAt' | 'because' | 'waivable'>): RuleRow => ({ ...rule, judgedAt: 'admission', because: BY_REQUEST, waivable: false });

/** What only a request shows. */
export const ADM = family([
  row({
    id: 'SBX-ADM-001',
    title: 'The Pod of a Sandbox stays as it was made',
    severity: Severity.CRITICAL,
    rationale: 'A Sandbox that is resumed gets a Pod from its podTemplate as it is then. Who may patch Sandboxes to suspend and resume them could run any Pod that '
      + 'admission lets through, with the volumes and in the name of somebody else\'s sandbox.',
    remediation: 'Leave `podTemplate` and `volumeClaimTemplates` of a Sandbox alone: suspend and resume by `operatingMode`, extend by `shutdownTime`. For '
      + 'another Pod, make another Sandbox.',
    references: { owasp: ['K02-2025', 'K04-2025'] },
    requests: [{
      policy: 'sandbox-pod',
      match: { groups: [CORE_GROUP], resources: ['sandboxes'], operations: ['UPDATE'] },
      where: 'everywhere',
      expression: `${BY_CONTROLLER} || ${kept('spec.?podTemplate', 'spec.?volumeClaimTemplates')}`,
    }],
  }),
  row({
    id: 'SBX-ADM-002',
    title: 'No container is added to a running sandbox',
    severity: Severity.HIGH,
    rationale: 'An ephemeral container has no limits, and sees what the others of its Pod see. It comes by a request of its own, which no check of Pods sees.',
    remediation: 'Reproduce the problem in a sandbox of your own, from a template with the tools that you need.',
    references: { cis: ['5.1.4'], owasp: ['K02-2025'] },
    requests: [{
      policy: 'pod-debug',
      match: { groups: [''], resources: ['pods/ephemeralcontainers'], operations: ['UPDATE'] },
      where: 'everywhere',
      sandboxPods: true,
      expression: kept('spec.?ephemeralContainers'),
    }],
  }),
  row({
    id: 'SBX-ADM-003',
    title: 'Only operators reach into sandboxes',
    severity: Severity.HIGH,
    rationale: 'Exec and attach run in the sandbox as whoever it belongs to; port-forward and the API server\'s proxy pass by the router and by every NetworkPolicy.',
    remediation: 'Reach sandboxes through the router. For emergencies, name a group in `operators` of AdmissionGuardrails.',
    references: { owasp: ['K02-2025'], kubescape: ['C-0002'], scanners: ['KSV-0053'] },
    requests: [{
      policy: 'connect',
      // Services, since the one of a sandbox leads to its Pod. A request to connect shows no labels, so that all Pods of the namespace are meant.
      match: { groups: [''], resources: ['pods/exec', 'pods/attach', 'pods/portforward', 'pods/proxy', 'services/proxy'], operations: ['CONNECT'] },
      where: 'sandboxNamespaces',
      expression: BY_MEMBER_OF('operators'),
    }],
  }),
  row({
    id: 'SBX-ADM-004',
    title: 'A pool is scaled within its bounds',
    severity: Severity.HIGH,
    rationale: 'Autoscalers and `kubectl scale` write the size of a pool by a subresource, which no check of pools sees.',
    remediation: 'Scale within the ceiling of the profile (`poolSizeCeiling`), and give the autoscaler a maximum below it.',
    references: {},
    requests: [{
      policy: 'pool-scale',
      match: { groups: [EXTENSIONS_GROUP], resources: ['sandboxwarmpools/scale'], operations: ['UPDATE'] },
      where: 'everywhere',
      expression: 'object.?spec.?replicas.orValue(0) >= 0 && object.?spec.?replicas.orValue(0) <= params.poolSizeCeiling',
    }],
  }),
  row({
    id: 'SBX-ADM-005',
    title: 'Only administrators write NetworkPolicies beside sandboxes',
    severity: Severity.HIGH,
    rationale: 'What one NetworkPolicy allows, no other one forbids: a second one beside that of the template opens what it closes, and a deleted one opens everything.',
    remediation: 'Write egress and ingress in the template; the controller makes the NetworkPolicy. For the namespace\'s own ones, ask an administrator.',
    references: { cis: ['5.3.2'], nsa: ['2.0'], owasp: ['K05-2025'] },
    requests: [{
      policy: 'networkpolicy-writers',
      // Those of network plugins are additive too. Calico's are written by its own API server, whoever asked.
      match: {
        groups: ['networking.k8s.io', 'cilium.io', 'networking.gke.io'],
        resources: ['networkpolicies', 'ciliumnetworkpolicies', 'fqdnnetworkpolicies'],
        operations: ['CREATE', 'UPDATE', 'DELETE'],
      },
      where: 'sandboxNamespaces',
      expression: `${BY_CONTROLLER} || request.userInfo.username in params.collectors || ${BY_MEMBER_OF('administrators')}`,
    }],
  }),
  row({
    id: 'SBX-ADM-006',
    title: 'Only administrators change what a namespace of sandboxes promises',
    severity: Severity.CRITICAL,
    rationale: 'By labels of the namespace the cluster decides about Pod Security and which policies and quotas hold. Who may change them switches the last check '
      + 'of every Pod off.',
    remediation: 'Leave labels that begin with pod-security.kubernetes.io/, app.kubernetes.io/ and cdk8s-agent-sandbox/ as they are, or ask an administrator.',
    references: { cis: ['5.2.1'], owasp: ['K04-2025'] },
    requests: [{
      policy: 'namespace-labels',
      match: { groups: [''], resources: ['namespaces'], operations: ['UPDATE'] },
      where: 'sandboxNamespaces',
      expression: `${BY_MEMBER_OF('administrators')} || [object, oldObject].all(each, each.metadata.?labels.orValue({}).all(key, !(${GUARDED_LABELS}) || ${KEPT_LABEL}))`,
    }],
  }),
  row({
    id: 'SBX-ADM-007',
    title: 'Nothing is bound to accounts of sandboxes',
    severity: Severity.CRITICAL,
    rationale: 'A token that gets into a sandbox after all, by a webhook or a volume, is worth what is bound to its account.',
    remediation: 'Bind the role to an account that no sandbox runs as.',
    references: { cis: ['5.1.5'], owasp: ['K02-2025', 'K08-2025'], scanners: ['CKV_K8S_42'] },
    requests: [
      {
        policy: 'rolebinding-subjects',
        match: { groups: ['rbac.authorization.k8s.io'], resources: ['rolebindings'], operations: ['CREATE', 'UPDATE'] },
        where: 'everywhere',
        expression: BINDS_NO_SANDBOX,
      },
      {
        policy: 'clusterrolebinding-subjects',
        match: { groups: ['rbac.authorization.k8s.io'], resources: ['clusterrolebindings'], operations: ['CREATE', 'UPDATE'] },
        where: 'everywhere',
        expression: BINDS_NO_SANDBOX,
      },
    ],
  }),
  row({
    id: 'SBX-ADM-009',
    title: 'The Pod of a sandbox stays what was admitted',
    severity: Severity.HIGH,
    rationale: 'Images of a running Pod can be replaced, its limits raised, and its labels moved to where another NetworkPolicy or none selects it. None of it makes '
      + 'a Pod, so that no check of new Pods sees it.',
    remediation: 'Change the template, and let the controller make new sandboxes from it.',
    references: { owasp: ['K02-2022', 'K04-2025'] },
    requests: [{
      policy: 'pod-changes',
      match: { groups: [''], resources: ['pods', 'pods/resize'], operations: ['UPDATE'] },
      where: 'everywhere',
      sandboxPods: true,
      expression: `${BY_CONTROLLER} || ${kept('spec.containers', 'spec.?initContainers')}`
        + ` && ['${SANDBOX_NAME_HASH_LABEL}', '${TEMPLATE_REF_HASH_LABEL}'].all(key, ${KEPT_LABEL})`,
    }],
  }),
]);

/** What no policy can judge. */
export const ADM_DOCUMENTED: readonly DocumentedRow[] = [{
  id: 'SBX-ADM-008',
  title: 'Only administrators change the policies themselves',
  severity: Severity.CRITICAL,
  because: 'The API server asks no ValidatingAdmissionPolicy about ValidatingAdmissionPolicies and their bindings, so that nobody can lock himself out.',
  rationale: 'Who may write `validatingadmissionpolicies` or `validatingadmissionpolicybindings` switches all of this off by deleting one binding.',
  remediation: 'Give no tenant and no everyday role create, update, patch or delete on them, by RBAC (`admissionregistration.k8s.io`, and no `*` as API group); let the '
    + 'tool that deploys the bundle be the only one, and alert on other writers in the audit log.',
  references: { cis: ['5.1.12'], owasp: ['K04-2025'] },
}];
