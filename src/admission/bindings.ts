import { Action, BundleOptions } from './bundle-options';
import { PolicySubject } from './subjects';
import { JsonObject } from '../private/json';
import { commonLabels, NAMESPACE_NAME_LABEL } from '../release/names';

/** Namespaces that a policy is about: those of a list, or all but those of another. */
export interface Scope {
  readonly in?: readonly string[];
  readonly notIn: readonly string[];
}

interface Selector {
  readonly operator: 'In' | 'NotIn';
  readonly values: readonly string[];
}

/** One binding for all namespaces that are treated alike, and one for each other way. */
export function bindingsOf(name: string, subject: PolicySubject, denies: boolean, scope: Scope, options: BundleOptions): JsonObject[] {
  // The server asks no selector about what is in no namespace: a second binding would hold for the same objects.
  if (subject.clusterScoped) return [bindingOf(name, name, actionsOf(options.enforce, denies))];
  const within = namespacesOf(subject, scope, options);
  const excluded = [...options.systemNamespaces, ...scope.notIn];
  const apart = [...options.enforceIn].filter(([namespace]) => (within ? within.includes(namespace) : !excluded.includes(namespace)));
  const names = apart.map(([namespace]) => namespace);
  const usual: Selector = within
    ? { operator: 'In', values: within.filter((namespace) => !names.includes(namespace)) }
    : { operator: 'NotIn', values: [...excluded, ...names] };
  return [
    ...usual.operator === 'In' && usual.values.length === 0 ? [] : [bindingOf(name, name, actionsOf(options.enforce, denies), usual)],
    // No name of a policy has a dot, so that no two bindings can meet.
    ...apart.map(([namespace, action]) => bindingOf(`${name}.${namespace}`, name, actionsOf(action, denies), { operator: 'In', values: [namespace] })),
  ];
}

/** The namespaces by name, where that is how they are told. */
function namespacesOf({ where }: PolicySubject, scope: Scope, { sandboxNamespaces, systemNamespaces }: BundleOptions): readonly string[] | undefined {
  const excluded = [...systemNamespaces, ...scope.notIn];
  const names = where === 'sandboxNamespaces' ? sandboxNamespaces.filter((namespace) => scope.in?.includes(namespace) ?? true) : scope.in;
  return names?.filter((namespace) => !excluded.includes(namespace));
}

function bindingOf(name: string, policyName: string, validationActions: readonly string[], selector?: Selector): JsonObject {
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: { name, labels: commonLabels('guardrails') },
    spec: {
      policyName,
      validationActions,
      ...selector && { matchResources: { namespaceSelector: { matchExpressions: [{ key: NAMESPACE_NAME_LABEL, ...selector }] } } },
    },
  };
}

function actionsOf(action: Action, denies: boolean): string[] {
  if (action === 'audit') return ['Audit'];
  return [action === 'deny' && denies ? 'Deny' : 'Warn', 'Audit'];
}
