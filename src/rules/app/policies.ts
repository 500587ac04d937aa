import { isDeepStrictEqual } from 'node:util';
import { at, textAt, textsAt } from './manifests';
import { labelSetsOf, selects } from './selectors';
import { fnv1a32 } from '../../private/fnv';
import { JsonObject } from '../../private/json';
import { SANDBOX_NAME_HASH_LABEL, TEMPLATE_REF_HASH_LABEL } from '../../release/names';
import { AppFinding, AppObject, AppView } from '../app-check';

const DIRECTIONS = ['ingress', 'egress'] as const;
type Direction = typeof DIRECTIONS[number];
type Rules = { readonly [direction in Direction]: readonly unknown[] };

/** What a template or Sandbox may do by the policies that are its own. */
interface Bounded {
  readonly object: AppObject;
  readonly rules: Rules;
}

/** Policies that take in sandboxes which have rules of their own add nothing to those. */
export function* policiesDoNotWiden(app: AppView): Iterable<AppFinding> {
  const namespaces = new Map<string, Namespace>();
  for (const policy of app.of('NetworkPolicy')) {
    let namespace = namespaces.get(policy.namespace);
    if (!namespace) namespaces.set(policy.namespace, namespace = new Namespace(app, policy.namespace));
    yield* namespace.judge(policy);
  }
}

/** The sandboxes and policies of a namespace, found by their hashes, since there may be thousands of both. */
class Namespace {
  private readonly templates = new Map<string, Bounded>();
  private readonly sandboxes = new Map<string, Bounded>();

  public constructor(app: AppView, name: string) {
    for (const object of app.of('SandboxTemplate', name)) {
      if (at(object.manifest, 'spec', 'networkPolicyManagement') === 'Unmanaged') continue;
      this.templates.set(fnv1a32(object.name), { object, rules: rulesOf(at(object.manifest, 'spec', 'networkPolicy')) });
    }
    const own = new Map<string, Rules[]>();
    for (const { manifest } of app.of('NetworkPolicy', name)) {
      const hash = hashIn(manifest, SANDBOX_NAME_HASH_LABEL);
      if (hash !== '') own.set(hash, [...own.get(hash) ?? [], rulesOf(manifest.spec)]);
    }
    for (const object of app.of('Sandbox', name)) {
      const hash = fnv1a32(object.name);
      const all = own.get(hash);
      // A Sandbox without a policy of its own has its bounds by what others say.
      if (!all) continue;
      const rules = { ingress: all.flatMap(({ ingress }) => ingress), egress: all.flatMap(({ egress }) => egress) };
      this.sandboxes.set(hash, { object, rules });
    }
  }

  public* judge(policy: AppObject): Iterable<AppFinding> {
    const selected = this.candidates(policy.manifest).filter(({ object }) => (
      // The controller's own policy for a template, as it is found in a cluster.
      !(object.kind === 'SandboxTemplate' && policy.name === `${object.name}-network-policy`)
      && labelSetsOf(object).some((labels) => selects(at(policy.manifest, 'spec', 'podSelector'), labels))
    ));
    if (selected.length === 0) return;
    yield { object: policy, holds: true, field: 'spec/podSelector' };
    const rules = rulesOf(policy.manifest.spec);
    for (const direction of DIRECTIONS.filter((each) => isInForce(policy.manifest, each))) {
      for (const [index, rule] of rules[direction].entries()) {
        const widened = selected.find((each) => !each.rules[direction].some((known) => isDeepStrictEqual(known, rule)));
        if (!widened) continue;
        const { kind, name } = widened.object;
        yield {
          object: policy,
          holds: false,
          field: `spec/${direction}/${index}`,
          place: `spec.${direction}[${index}]`,
          expected: `only rules that ${kind} ${name} has itself`,
          actual: rule,
        };
      }
    }
  }

  private candidates(policy: JsonObject): readonly Bounded[] {
    const sandbox = hashIn(policy, SANDBOX_NAME_HASH_LABEL);
    const template = hashIn(policy, TEMPLATE_REF_HASH_LABEL);
    if (sandbox === '' && template === '') return [...this.templates.values(), ...this.sandboxes.values()];
    return [this.templates.get(template), this.sandboxes.get(sandbox)].filter((each) => each !== undefined);
  }
}

function rulesOf(spec: unknown): Rules {
  return { ingress: listOf(at(spec, 'ingress')), egress: listOf(at(spec, 'egress')) };
}

/** Whether a policy's rules of a direction count: those of another type than the listed ones do not. */
function isInForce({ spec }: JsonObject, direction: Direction): boolean {
  const types = textsAt(spec, 'policyTypes').map((type) => type.toLowerCase());
  return types.length === 0 || types.includes(direction);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The value that a policy wants of a label, '' where it wants none. */
function hashIn({ spec }: JsonObject, label: string): string {
  return textAt(spec, 'podSelector', 'matchLabels', label);
}
