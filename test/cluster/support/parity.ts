import { attempt, CONTROLLER, enforce, failuresByManager, inTurns, OPTIONS, Outcome } from './admission';
import { apply, create, createNamespace, Manifest } from './client';
import { ControlPlane } from './control-plane';
import { aimed, mutantPods, mutants } from './mutants';
import { bundle, BundledPolicy } from '../../../src/admission/bundle';
import { Exception } from '../../../src/admission/exceptions';
import { judge } from '../../../src/judge/judge';
import { JsonObject } from '../../../src/private/json';
import { CATALOGUE } from '../../../src/rules/catalogue';
import { KindName, kindNameOf, kindOf, SANDBOX_KINDS } from '../../../src/rules/kinds';
import { Rule } from '../../../src/rules/rule';
import { Severity } from '../../../src/rules/severity';
import { severityOf, Standard } from '../../../src/rules/standard';
import { GivenWaiver } from '../../../src/rules/subject';
import { RULE_CASES } from '../../support/rule-cases';
import { AS_OF, GOOD, patched, RESTRICTED } from '../../support/rule-cases/support';

/** An object to be judged by the server and by ours. */
export interface Specimen {
  readonly name: string;
  readonly manifest: Manifest;
  /** Which of the groups of policies is about it. */
  readonly group: number;
  readonly waiver?: GivenWaiver;
  /** What refuses it before any policy sees it, as its case says. */
  readonly refused?: string;
}

/** Policies for objects that are judged by one standard, in namespaces of their own. */
export interface Group {
  readonly standard: Standard;
  readonly rules: readonly Rule[];
  /** The only namespace; all that no other group has where left out. */
  readonly namespace?: string;
}

/** What server and judge say of an object: the rules that do not hold. */
export interface Verdict {
  readonly specimen: Specimen;
  readonly view: Manifest;
  readonly answer: Outcome;
  readonly warnings: readonly string[];
  readonly server: readonly string[];
  readonly ours: readonly string[];
  readonly holds: readonly string[];
  /** Whether the server told no more failures than it does at most. */
  readonly isFull: boolean;
}

/** How many of each kind are mutated, with the seed: both are part of the test. */
export const MUTANTS: readonly (readonly [kind: KindName, count: number, seed: number])[] = [
  ['SandboxTemplate', 400, 11], ['Sandbox', 250, 12], ['SandboxClaim', 200, 14], ['SandboxWarmPool', 100, 15],
  ['NetworkPolicy', 60, 16], ['Namespace', 30, 17], ['Role', 40, 18], ['ClusterRole', 40, 19], ['RoleBinding', 40, 20], ['RuntimeClass', 20, 21],
];
const POD_MUTANTS = [400, 13] as const;
/** How many are made for each rule, by the cases that it has, and for rules that few of them reach; and the first case's seed. */
const AIMED = { count: 20, more: 50, seed: 100 };
const SELDOM_MET = ['SBX-NSC-002', 'SBX-RTC-002', 'SBX-RBC-009', 'SBX-LIF-001', 'SBX-IMG-005', 'SBX-POL-001'];

const JUDGED_THERE = CATALOGUE.filter(({ checks, judgedAt }) => checks.some((check) => (check.judgedAt ?? judgedAt) !== 'synth'));

/** The rules of the catalogue that are judged at both places. */
export const BOTH = JUDGED_THERE.filter(({ judgedAt }) => judgedAt === 'both');

const KINDS_THERE = new Set(JUDGED_THERE.flatMap(({ checks, judgedAt }) => checks.filter((each) => (each.judgedAt ?? judgedAt) !== 'synth').flatMap(({ kinds }) => kinds)));

/** All objects of the rule cases, the same with waivers, and the mutants; with the groups of policies that they need. */
export function specimens(): { groups: Group[]; specimens: Specimen[] } {
  const groups: Group[] = [{ standard: RESTRICTED, rules: JUDGED_THERE }, { standard: RESTRICTED, rules: JUDGED_THERE, namespace: 'waived' }];
  const list: Specimen[] = [];
  const seen = new Set<string>();
  const excused = new Set<string>();
  const add = (name: string, manifest: JsonObject, group: number, more: Partial<Specimen> = {}): void => {
    const kind = kindNameOf(manifest);
    if (!kind || !KINDS_THERE.has(kind)) return;
    const text = `${group} ${JSON.stringify(manifest)}`;
    if (seen.has(text)) return;
    seen.add(text);
    list.push({ name, manifest: inGroup(manifest as never, groups[group]), group, ...more });
  };
  RULE_CASES.forEach((ruleCase, index) => {
    const { rule, good, bad, notApplicable, standard = RESTRICTED, standards } = ruleCase;
    if (standards) return;
    const group = standard === RESTRICTED ? 0 : groupFor(groups, standard, rule);
    if (group === undefined) return;
    good.forEach((object, at) => add(`${rule} #${index} good ${at}`, object, group));
    notApplicable.forEach((object, at) => add(`${rule} #${index} not applicable ${at}`, object, group));
    if (BOTH.some(({ id }) => id === rule)) {
      const count = Math.ceil((SELDOM_MET.includes(rule) ? AIMED.more : AIMED.count) / RULE_CASES.filter((each) => each.rule === rule).length);
      aimed(ruleCase, KINDS_THERE, count, AIMED.seed + index).forEach((object, at) => add(`${rule} mutant ${AIMED.seed + index}/${at}`, object, group));
    }
    bad.forEach(({ patch, object = 0, refused, place }, at) => {
      const manifest = patched(good[object], patch);
      add(`${rule} #${index} bad ${at}`, manifest, group, { refused });
      if (group !== 0 || refused || !isSandboxKind(manifest) || excused.has(rule)) return;
      excused.add(rule);
      waived(list, rule, `${rule} #${index} waived ${at}`, manifest, place, groups[1]);
    });
  });
  for (const [kind, count, seed] of MUTANTS) mutants(kind, count, seed).forEach((object, at) => add(`${kind} mutant ${seed}/${at}`, object, 0));
  mutantPods(...POD_MUTANTS).forEach((object, at) => add(`Pod mutant ${POD_MUTANTS[1]}/${at}`, object, 0));
  return { groups, specimens: list };
}

const isSandboxKind = (manifest: JsonObject): boolean => (SANDBOX_KINDS as readonly string[]).includes(String(kindNameOf(manifest)));

/** The group of a standard's own policies: those of the rules that its cases are about. */
function groupFor(groups: Group[], standard: Standard, id: string): number | undefined {
  const rule = JUDGED_THERE.find((each) => each.id === id);
  if (!rule) return undefined;
  const known = groups.findIndex((group, index) => index > 1 && group.standard === standard);
  const at = known < 0 ? groups.length : known;
  groups[at] = { standard, rules: [...groups[at]?.rules ?? [], rule], namespace: `std-${at}` };
  return at;
}

/** An object with a waiver of all of it, of the place where it is wrong, and of another one. */
function waived(list: Specimen[], rule: string, name: string, manifest: JsonObject, place: string, group: Group): void {
  [undefined, place, 'initContainers[name=broker]'].forEach((at, index) => {
    const object = inGroup(structuredClone(manifest) as never, group);
    if (object.metadata.name === undefined || object.metadata.name.length > 40) return;
    object.metadata.name = `w${list.length}-${object.metadata.name}`.toLowerCase().replaceAll(/[^a-z0-9-]/g, 'x');
    const waiver = { rules: [rule], reason: 'needed by the tests of exceptions', owner: 'team-a', expires: '2027-05-01', ...at !== undefined && { at } };
    list.push({ name: `${name}/${index}`, manifest: object, group: 1, waiver });
  });
}

/** What `kubectl create` could not make there twice, or belongs to another group's namespace. */
function inGroup(manifest: Manifest, { namespace }: Group): Manifest {
  if (['Namespace', 'RuntimeClass'].includes(String(kindNameOf(manifest)))) return { ...manifest, metadata: { ...manifest.metadata, name: `${manifest.metadata.name}-new` } };
  if (namespace === undefined || kindOf(kindNameOf(manifest)!).clusterScoped) return manifest;
  return { ...manifest, metadata: { ...manifest.metadata, namespace } };
}

/** Asks the server before and after the policies are there, and the judge about what the server made of the objects. */
export async function compare(cluster: ControlPlane, groups: readonly Group[], all: readonly Specimen[]) {
  const user = cluster.kubeConfigFor('platform');
  await surroundings(cluster, all);
  const views = await inTurns(all, 16, ({ manifest }) => attempt(create(user, manifest, { dryRun: true })));
  const taken = all.flatMap((specimen, index) => (views[index].object ? [{ specimen, view: views[index].object!, id: `parity-${index}` }] : []))
    .filter(({ view }) => !OPTIONS.systemNamespaces.includes(view.metadata.namespace ?? view.metadata.name));
  const refused = all.flatMap((specimen, index) => (views[index].object ? [] : [{ specimen, reason: views[index].refusal! }]));

  const judged = groups.map((_, group) => judgedOf(taken.filter(({ specimen }) => specimen.group === group), groups[group]));
  const policies = groups.map((group, index) => policiesFor(index, group, groups, taken.filter(({ specimen }) => specimen.group === index)));
  await enforce(cluster, policies.flat());
  const ruleOf = new Map(policies.flat().map(({ name, rules }) => [name, rules]));
  const answers = await inTurns(taken, 16, async ({ specimen, id }) => {
    const warnings: string[] = [];
    return { ...await attempt(create(user, specimen.manifest, { dryRun: true, warnings, fieldManager: id })), warnings };
  });
  const failures = await failuresByManager(cluster, taken.map(({ id }) => id));
  const verdicts = taken.map(({ specimen, view, id }, index): Verdict => {
    const { ours, holds } = judged[specimen.group].get(view)!;
    const found = failures.get(id)!;
    const server = [...new Set(found.map(({ policy, expressionIndex }) => ruleOf.get(policy)![expressionIndex].id))].sort();
    return { specimen, view, answer: answers[index], warnings: answers[index].warnings, server, ours, holds, isFull: found.length < 50 };
  });
  return { verdicts, refused };
}

type Taken = { readonly specimen: Specimen; readonly view: Manifest };

function judgedOf(taken: readonly Taken[], { standard, rules }: Group): Map<Manifest, { ours: string[]; holds: string[] }> {
  const subjects = taken.map(({ specimen: { waiver }, view }) => (
    { manifest: view as JsonObject, origin: {}, standard, waivers: waiver ? [waiver] : [] }
  ));
  const neighbours = namespacesIn(taken).map((namespace) => ({
    manifest: { ...GOOD.pool, metadata: { name: 'neighbour', namespace } }, origin: {}, standard, waivers: [],
  }));
  const judgement = judge([...subjects, ...neighbours], { asOf: AS_OF, failOn: Severity.HIGH, closed: false, rules, place: 'admission' });
  const verdicts = new Map(subjects.map(({ manifest }) => [manifest as Manifest, { ours: [] as string[], holds: [] as string[] }]));
  for (const { subject, verdict, rule } of judgement.results()) {
    const entry = verdicts.get(subject.manifest as Manifest);
    if (!entry) continue;
    if (verdict === 'pass') entry.holds.push(rule.id);
    else if (['fail', 'error', 'expired'].includes(verdict) && !entry.ours.includes(rule.id)) entry.ours.push(rule.id);
  }
  verdicts.forEach(({ ours }) => ours.sort());
  return verdicts;
}

/** Namespaces with sandboxes; and those to be made, whose objects are these namespaces. */
function namespacesIn(taken: readonly Taken[]): string[] {
  const sandboxes = taken.filter(({ view }) => isSandboxKind(view)).map(({ view }) => view.metadata.namespace!);
  const made = taken.filter(({ view }) => view.kind === 'Namespace').map(({ view }) => view.metadata.name);
  return [...new Set([...sandboxes, ...made])];
}

function policiesFor(index: number, { standard, rules, namespace }: Group, groups: readonly Group[], taken: readonly Taken[]): BundledPolicy[] {
  const others = groups.flatMap((group) => group.namespace ?? []).filter((each) => each !== namespace);
  const exceptions = taken.flatMap(({ specimen: { waiver, manifest } }): Exception[] => (waiver ? [{
    rules: waiver.rules,
    kind: manifest.kind as KindName,
    namespace: manifest.metadata.namespace!,
    name: manifest.metadata.name,
    at: waiver.at,
    expires: waiver.expires,
  }] : []));
  const policies = bundle({
    ...OPTIONS,
    rules,
    standard,
    exceptions,
    controller: CONTROLLER,
    kubernetesVersion: '1.31',
    sandboxNamespaces: namespacesIn(taken),
    systemNamespaces: [...OPTIONS.systemNamespaces, ...others],
  });
  return index === 0 ? policies : policies.filter(({ bindings }) => bindings.every(({ spec }) => 'matchResources' in (spec as object)))
    .map((policy) => apart(policy, `g${index}-`, namespace!));
}

/** A policy under another name, for one namespace. */
function apart({ name, rules, policy, bindings }: BundledPolicy, prefix: string, namespace: string): BundledPolicy {
  const selector = { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: [namespace] }] };
  return {
    name: prefix + name,
    rules,
    policy: { ...policy, metadata: { name: prefix + name } },
    bindings: bindings.slice(0, 1).map((binding) => ({
      ...binding,
      metadata: { name: prefix + name },
      spec: { ...binding.spec as object, policyName: prefix + name, matchResources: { namespaceSelector: selector } },
    })),
  };
}

/** What objects refer to and the server looks up. */
async function surroundings(cluster: ControlPlane, all: readonly Specimen[]): Promise<void> {
  const { kubeConfig } = cluster;
  const namespaces = new Set(all.flatMap(({ manifest }) => manifest.metadata.namespace ?? []));
  ['team-a', 'default', 'kube-system', 'kube-public', 'kube-node-lease'].forEach((name) => namespaces.delete(name));
  await Promise.all([...namespaces].filter((name) => /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name)).map((name) => createNamespace(kubeConfig, name)));
  const specs = all.filter(({ manifest }) => manifest.kind === 'Pod').map(({ manifest }) => manifest);
  const named = (pick: (spec: any) => unknown): string[] => [...new Set(specs.map(({ spec }) => pick(spec)))]
    .filter((name): name is string => typeof name === 'string' && /^[a-z0-9]([-a-z0-9.]{0,61}[a-z0-9])?$/.test(name));
  const classes = named((spec) => spec?.runtimeClassName).map((name) => (
    { apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', metadata: { name }, handler: 'runsc', overhead: { podFixed: { cpu: '250m', memory: '160Mi' } } }
  ));
  const priorities = named((spec) => spec?.priorityClassName).filter((name) => !name.startsWith('system-')).map((name) => (
    { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name }, value: 0 }
  ));
  const accounts = [...new Set(specs.map(({ metadata, spec }) => `${metadata.namespace}/${spec?.serviceAccountName ?? spec?.serviceAccount}`))]
    .map((each) => each.split('/')).filter(([, name]) => /^[a-z0-9]([-a-z0-9.]{0,61}[a-z0-9])?$/.test(name) && name !== 'default' && name !== 'undefined')
    .map(([namespace, name]) => ({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } }));
  await inTurns([...classes, ...priorities, ...accounts], 8, (object) => attempt(apply(kubeConfig, object as Manifest)));
}

/** The severity by which a rule of a specimen is enforced. */
export const deniedBy = (id: string, { standard, rules }: Group): boolean => (
  [Severity.CRITICAL, Severity.HIGH].includes(severityOf(rules.find((rule) => rule.id === id)!, standard))
);
