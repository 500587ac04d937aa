// Roles and bindings as good practice has them.

import { GOOD } from './support';
import { JsonObject } from '../../../src/private/json';

export const RBAC = 'rbac.authorization.k8s.io';
export const EXTENSIONS = 'extensions.agents.x-k8s.io';
export const CORE = 'agents.x-k8s.io';
export const READ = ['get', 'list', 'watch'];
export const WRITE = ['create', 'update', 'patch', 'delete', 'deletecollection'];

export const rule = (group: string, resources: string[], verbs: string[]) => ({ apiGroups: [group], resources, verbs });
/** A rule in which what it is about stands beside something else. */
export const mixedRule = (group: string, resource: string, verb: string) => (
  { apiGroups: ['example.com', group], resources: ['things', resource], verbs: ['get', verb] }
);

export const role = (name: string, ...rules: object[]): JsonObject => (
  { apiVersion: `${RBAC}/v1`, kind: 'Role', metadata: { name, namespace: 'team-a' }, rules }
);
export const clusterRole = (name: string, ...rules: object[]): JsonObject => (
  { apiVersion: `${RBAC}/v1`, kind: 'ClusterRole', metadata: { name }, rules }
);

export const group = (name: string) => ({ apiGroup: RBAC, kind: 'Group', name });
export const user = (name: string) => ({ apiGroup: RBAC, kind: 'User', name });
export const account = (name: string, namespace: string) => ({ kind: 'ServiceAccount', name, namespace });

const bound = (kind: string, metadata: object, roleKind: string, name: string, subjects: object[]): JsonObject => (
  { apiVersion: `${RBAC}/v1`, kind, metadata, roleRef: { apiGroup: RBAC, kind: roleKind, name }, subjects }
);
export const binding = (name: string, roleKind: string, subjects: object[] = [group('team-a')]): JsonObject => (
  bound('RoleBinding', { name, namespace: 'team-a' }, roleKind, name, subjects)
);
export const clusterBinding = (name: string, subjects: object[] = [group('team-a')]): JsonObject => (
  bound('ClusterRoleBinding', { name }, 'ClusterRole', name, subjects)
);

/** Writing of things that are near what a claimer may not write, each in one point another. */
export const NEAR = [
  rule(CORE, ['others'], WRITE), rule(EXTENSIONS, ['others'], WRITE), rule('', ['configmaps'], WRITE), rule('networking.k8s.io', ['ingresses'], WRITE),
  rule('example.com', ['sandboxes', 'sandboxclaims', 'sandboxtemplates', 'sandboxwarmpools', 'pods', 'networkpolicies'], WRITE),
];
const EVERYTHING = [
  { apiGroups: ['*'], resources: ['*', 'secrets'], verbs: ['*', 'bind'] }, { nonResourceURLs: ['*'], verbs: ['get'] }, rule('', ['pods'], WRITE),
  rule(EXTENSIONS, ['sandboxclaims', 'sandboxtemplates', 'sandboxwarmpools'], [...READ, ...WRITE]), rule(CORE, ['sandboxes'], [...READ, ...WRITE]),
  rule('networking.k8s.io', ['networkpolicies'], WRITE),
];

export const CLAIMER = role('claimer',
  { apiGroups: [EXTENSIONS, 'example.com'], resources: ['sandboxclaims', 'things'], verbs: ['create', 'get', 'list', 'watch', 'delete'] },
  rule(EXTENSIONS, ['sandboxwarmpools'], ['get', 'list']), rule(CORE, ['sandboxes'], READ), rule('', ['pods', 'events'], READ), ...NEAR);
export const VIEWER = clusterRole('viewer',
  { apiGroups: [EXTENSIONS, 'example.com'], resources: ['sandboxclaims', 'sandboxtemplates', 'sandboxwarmpools'], verbs: READ },
  rule(CORE, ['sandboxes'], READ), { nonResourceURLs: ['/healthz/*'], verbs: ['get'] });
const TEMPLATE_ADMIN = clusterRole('template-admin', rule(EXTENSIONS, ['sandboxtemplates', 'sandboxwarmpools'], [...READ, ...WRITE]),
  rule('networking.k8s.io', ['networkpolicies'], ['get']));
const POOL_OPERATOR = role('pool-operator', rule(EXTENSIONS, ['sandboxwarmpools'], ['get', 'patch']),
  rule(EXTENSIONS, ['sandboxwarmpools/scale'], ['get', 'update']));
/** Makes Sandboxes itself, and no claims. */
export const DEPLOYER = role('deployer', rule(CORE, ['sandboxes'], [...READ, ...WRITE]), rule('', ['pods'], WRITE),
  rule('networking.k8s.io', ['networkpolicies'], WRITE), rule(EXTENSIONS, ['sandboxclaims'], [...READ, 'update', 'patch']), ...NEAR);
/** A role about something else. */
const BACKEND = role('backend', rule('', ['configmaps'], READ), { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['get', 'update'] });
export const MONITORING = clusterRole('monitoring', rule('', ['pods', 'services', 'configmaps'], READ), { nonResourceURLs: ['/metrics'], verbs: ['get'] });
/** What the controller has: more than it needs. */
export const CONTROLLER = clusterRole('agent-sandbox-controller', ...EVERYTHING);
/** A ClusterRole that is none of our business, since it is bound nowhere near sandboxes. */
export const STRANGER = clusterRole('stranger', EVERYTHING[0], EVERYTHING[1], rule('', ['secrets'], READ));

/** All of it, beside a template and its account. */
export const PRACTICE: readonly JsonObject[] = [
  CLAIMER, VIEWER, TEMPLATE_ADMIN, POOL_OPERATOR, DEPLOYER, MONITORING,
  binding('claimer', 'Role', [group('team-a'), account('backend', 'team-a')]), binding('viewer', 'ClusterRole', [user('auditor')]),
  clusterBinding('template-admin', [group('platform'), account('argocd', 'argocd'), user('system:serviceaccount:flux:flux')]), BACKEND,
  binding('pool-operator', 'Role', [account('autoscaler', 'team-a')]), binding('deployer', 'Role'), binding('monitoring', 'ClusterRole'),
  CONTROLLER, clusterBinding('agent-sandbox-controller', [account('agent-sandbox-controller', 'agent-sandbox-system')]),
  // The controller may have its rights by Roles as well.
  role('agent-sandbox-controller', ...EVERYTHING), STRANGER, clusterBinding('stranger'), binding('admin', 'Role'), binding('cluster-admin', 'Role'),
  role('admin', rule('vault.example.com', ['secrets'], READ)), role('cluster-admin'), GOOD.template, GOOD.serviceAccount,
];

/** Where what is in it. */
export const AT = {
  claimer: 0, viewer: 1, poolOperator: 3, deployer: 4, monitoring: 5, claimerBinding: 6, viewerBinding: 7, templateAdminBinding: 8, backend: 9,
} as const;
