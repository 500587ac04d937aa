import { at, objectsAt, textAt, textsAt } from './manifests';
import { compileExpression, EvaluationFailure, Expression, toCel } from '../../cel';
import { JsonObject } from '../../private/json';
import { CONTROLLER_EXTENSIONS_NAME, CONTROLLER_NAME, CORE_GROUP, EXTENSIONS_GROUP, KINDS, ROUTER_NAME } from '../../release/names';
import { AppFinding, AppObject, AppView } from '../app-check';
import { Check } from '../rule';

const GROUPS: readonly string[] = [CORE_GROUP, EXTENSIONS_GROUP];
const SYSTEM_ROLES: readonly string[] = [CONTROLLER_NAME, CONTROLLER_EXTENSIONS_NAME, ROUTER_NAME];
const BINDINGS = ['RoleBinding', 'ClusterRoleBinding'] as const;
const WRITES: readonly string[] = ['create', 'update', 'patch', 'delete', 'deletecollection'];

/** How the names of the users begin that accounts are. */
const ACCOUNT = 'system:serviceaccount:';

/** The text by which the policy that protects the podTemplate of Sandboxes is known. */
const PROTECTION = 'SBX-ADM-001';

/**
 * ClusterRoles that speak of other APIs alone, where they are bound in a namespace of sandboxes: there their rules have to be as good as those of a
 * Role. Those that name the sandboxes' API groups are judged by the checks themselves, which are judged here by their own text.
 */
export function boundRolesToo(checks: readonly Check[]): (app: AppView) => Iterable<AppFinding> {
  return function* (app) {
    for (const role of boundClusterRoles(app)) {
      for (const [index, rule] of objectsAt(role.manifest, 'rules').entries()) {
        for (const { expression, field, expected } of checks) {
          const actual = at(rule, field);
          yield {
            object: role, holds: isTrue(expression, 'rule', rule), field: `rules/${index}/${field}`, place: `rules[${index}].${field}`, expected, actual,
          };
        }
      }
    }
  };
}

/** ClusterRoleBindings of roles about sandboxes, by the text of the check for those of a namespace. */
export function clusterBindingsToo({ expression, field, expected }: Check): (app: AppView) => Iterable<AppFinding> {
  return function* (app) {
    for (const binding of app.of('ClusterRoleBinding')) {
      const role = roleOf(app, binding);
      if (!role || !isAboutSandboxes(role)) continue;
      for (const { index, name, subject } of subjectsOf(binding)) {
        const place = `subjects[name=${name}].${field}`;
        yield { object: binding, holds: isTrue(expression, 'subject', subject), field: `subjects/${index}/${field}`, place, expected, actual: at(subject, field) };
      }
    }
  };
}

/** Who writes templates is no account of a namespace with sandboxes: what runs there belongs to tenants. */
export function* templatesAreWrittenElsewhere(app: AppView): Iterable<AppFinding> {
  for (const binding of BINDINGS.flatMap((kind) => app.of(kind))) {
    const role = roleOf(app, binding);
    if (!role || isOfSystem(role) || !rulesOf(role).some((rule) => allows(rule, 'SandboxTemplate', WRITES))) continue;
    for (const { index, name, namespace } of subjectsOf(binding)) {
      yield {
        object: binding,
        holds: namespace === undefined || !app.sandboxNamespaces.has(namespace),
        field: `subjects/${index}/name`,
        place: `subjects[name=${name}].name`,
        expected: `no account of a namespace with sandboxes: ${role.kind} ${role.name} writes SandboxTemplates`,
        actual: name,
      };
    }
  }
}

/** Who may change Sandboxes without making them may do so where a policy keeps their Pods as they are. */
export function* patchesAreBounded(app: AppView): Iterable<AppFinding> {
  const isProtected = app.objects.some(({ manifest }) => (
    manifest.kind === 'ValidatingAdmissionPolicy' && JSON.stringify(at(manifest, 'spec', 'validations') ?? '').includes(PROTECTION)
  ));
  if (!isProtected && !app.closed) return;
  const roles = [...[...app.sandboxNamespaces].flatMap((namespace) => app.of('Role', namespace)), ...app.of('ClusterRole')];
  for (const role of roles) {
    const rules = rulesOf(role);
    if (isOfSystem(role) || rules.some((rule) => allows(rule, 'Sandbox', ['create']))) continue;
    for (const [index, rule] of rules.entries()) {
      if (!allows(rule, 'Sandbox', ['update', 'patch'])) continue;
      yield {
        object: role,
        holds: isProtected,
        field: `rules/${index}/verbs`,
        place: `rules[${index}].verbs`,
        expected: 'neither update nor patch of Sandboxes without a ValidatingAdmissionPolicy with SBX-ADM-001',
        actual: rule.verbs,
      };
    }
  }
}

/** What tenants write, they write in their namespace. */
export function* tenantsAreBoundInNamespaces(app: AppView): Iterable<AppFinding> {
  for (const binding of app.of('ClusterRoleBinding')) {
    const role = roleOf(app, binding);
    if (!role || isOfSystem(role) || !isAboutSandboxes(role)) continue;
    const isTenants = rulesOf(role).some((rule) => allows(rule, 'SandboxClaim', WRITES) || allows(rule, 'Sandbox', WRITES));
    const expected = `a RoleBinding in each namespace of a tenant: ClusterRole ${role.name} writes claims or Sandboxes`;
    yield { object: binding, holds: !isTenants, field: 'roleRef/name', expected, actual: role.name };
  }
}

/** ClusterRoles that a RoleBinding gives in a namespace of sandboxes and that say nothing of sandboxes. */
function boundClusterRoles(app: AppView): Iterable<AppObject> {
  const bound = new Set<AppObject>();
  for (const namespace of app.sandboxNamespaces) {
    for (const binding of app.of('RoleBinding', namespace)) {
      const role = roleOf(app, binding);
      if (role?.kind === 'ClusterRole' && !isOfSystem(role) && !isAboutSandboxes(role)) bound.add(role);
    }
  }
  return bound;
}

function roleOf(app: AppView, { manifest, namespace }: AppObject): AppObject | undefined {
  const name = textAt(manifest, 'roleRef', 'name');
  return textAt(manifest, 'roleRef', 'kind') === 'ClusterRole' ? app.get('ClusterRole', '', name) : app.get('Role', namespace, name);
}

interface BoundSubject {
  readonly index: number;
  readonly name: string;
  readonly subject: JsonObject;
  /** The namespace of the account that it is, as an account or as the user that an account is. */
  readonly namespace?: string;
}

function subjectsOf({ manifest, namespace }: AppObject): BoundSubject[] {
  return objectsAt(manifest, 'subjects').map((subject, index) => {
    const name = textAt(subject, 'name');
    const of = { index, name, subject };
    if (subject.kind === 'ServiceAccount') return { ...of, namespace: textAt(subject, 'namespace') || namespace };
    return subject.kind === 'User' && name.startsWith(ACCOUNT) ? { ...of, namespace: name.slice(ACCOUNT.length).split(':')[0] } : of;
  });
}

function rulesOf({ manifest }: AppObject): readonly JsonObject[] {
  return objectsAt(manifest, 'rules');
}

/** Whether a rule names a kind and one of these verbs. What a wildcard allows, SBX-RBC-001 is about. */
function allows(rule: JsonObject, kind: keyof typeof KINDS, verbs: readonly string[]): boolean {
  const { group, plural } = KINDS[kind];
  return textsAt(rule, 'apiGroups').includes(group) && textsAt(rule, 'resources').includes(plural) && textsAt(rule, 'verbs').some((verb) => verbs.includes(verb));
}

function isAboutSandboxes(role: AppObject): boolean {
  return rulesOf(role).some((rule) => textsAt(rule, 'apiGroups').some((group) => GROUPS.includes(group)));
}

function isOfSystem({ name }: AppObject): boolean {
  return SYSTEM_ROLES.includes(name);
}

const expressions = new Map<string, Expression>();

/** Whether an expression is true of a rule or subject. One that cannot be evaluated is not: for the shape of a role, the API server answers. */
function isTrue(text: string, variable: string, value: JsonObject): boolean {
  let expression = expressions.get(text);
  if (!expression) expressions.set(text, expression = compileExpression(text, [variable], 'bool'));
  try {
    return expression.evaluate({ [variable]: toCel(value) }) === true;
  } catch (error) {
    if (error instanceof EvaluationFailure) return false;
    throw error;
  }
}
