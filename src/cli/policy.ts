import { standardOf } from './check';
import { CommandError, failFor, Io, textOf, today } from './io';
import { manifestsIn } from './manifests';
import { writeResult } from './output';
import { dayFor, StandardOptions } from './settings';
import { yamlTexts } from './yaml-text';
import { bundle } from '../admission/bundle';
import { Action } from '../admission/bundle-options';
import { SYSTEM_NAMESPACES } from '../admission/system-names';
import { CONTROLLER_NAME, CONTROLLER_NAMESPACE } from '../release/names';
import { ReportedSettings, readSettings } from '../report/read';
import { nameOf, ObjectName, serviceAccountOf } from '../report/words';
import { CATALOGUE } from '../rules/catalogue';
import { KindName, kindNameOf, SANDBOX_KINDS } from '../rules/kinds';
import { Standard } from '../rules/standard';
import { GivenWaiver } from '../rules/subject';

/** The options of `policy`. */
export interface PolicyOptions extends StandardOptions {
  readonly administrator: readonly string[];
  readonly operator?: readonly string[];
  readonly controller: string;
  readonly enforce: Action;
  readonly namespace?: readonly string[];
  readonly kubernetesVersion: string;
  readonly report?: string;
  readonly asOf?: string;
  readonly dropExpired?: boolean;
  readonly output?: string;
}

/** What `policy` does where nothing else is said. */
export const POLICY_DEFAULTS = {
  controller: `system:serviceaccount:${CONTROLLER_NAMESPACE}:${CONTROLLER_NAME}`,
  kubernetesVersion: '1.31',
};

/** An object of one of the four kinds, as far as policies depend on it. */
interface SandboxObject {
  readonly kind: KindName;
  readonly namespace: string;
  readonly name: string;
  readonly standard: Standard;
  readonly waivers: readonly GivenWaiver[];
  readonly serviceAccount?: string;
}

/** Writes the policies and bindings that enforce the rules in a cluster. */
export function policy(paths: readonly string[], options: PolicyOptions, io: Io): void {
  const report = options.report === undefined ? undefined : readSettings(textOf('--report', options.report, io), options.report);
  const standard = standardOf(options, report, io);
  const objects = [...reportedObjects(report), ...documentObjects(paths, standard, report, io)];
  const namespaces = namespacesOf(options, objects);
  checkOptions(options);
  const policies = bundled({
    rules: [...CATALOGUE, ...report?.rules ?? []],
    standard,
    namespaces: standardsOf(objects),
    sandboxNamespaces: namespaces,
    sandboxAccounts: [...new Set(objects.flatMap(({ namespace, serviceAccount }) => (serviceAccount === undefined ? [] : [`${namespace}/${serviceAccount}`])))].sort(),
    administrators: options.administrator,
    operators: options.operator ?? [],
    controller: options.controller,
    systemNamespaces: SYSTEM_NAMESPACES,
    exceptions: exceptionsOf(objects, report, options),
    enforce: options.enforce,
    enforceIn: new Map(),
    kubernetesVersion: options.kubernetesVersion,
  });
  writeResult(yamlTexts(policies.flatMap(({ policy: object, bindings }) => [object, ...bindings])), options.output, io);
}

function bundled(options: Parameters<typeof bundle>[0]): ReturnType<typeof bundle> {
  try {
    return bundle(options);
  } catch (error) {
    // A rule of the app's own may ask for a newer cluster.
    if (error instanceof Error && error.message.includes('needs Kubernetes')) throw new CommandError([`--kubernetes-version: ${error.message}`]);
    throw error;
  }
}

function checkOptions({ administrator, kubernetesVersion, namespace }: PolicyOptions): void {
  const blank = administrator.find((group) => group.trim() === '');
  if (blank !== undefined) failFor('--administrator', blank, 'the name of a group', 'name it as tokens and certificates have it');
  if (!/^1\.(3[1-9]|[4-9][0-9])$/.test(kubernetesVersion)) failFor('--kubernetes-version', kubernetesVersion, 'a minor version from 1.31 on', 'write it as 1.31');
  const system = namespace?.find((each) => SYSTEM_NAMESPACES.includes(each));
  if (system !== undefined) failFor('--namespace', system, 'namespaces that are not the system\'s own', 'leave it out: nothing is judged there');
}

function reportedObjects(report: ReportedSettings | undefined): SandboxObject[] {
  return (report?.subjects ?? []).flatMap((subject) => objectOf(subject, subject.standard, subject.waivers, subject.serviceAccount));
}

/** The objects of documents that no report knows. */
function documentObjects(paths: readonly string[], standard: Standard, report: ReportedSettings | undefined, io: Io): SandboxObject[] {
  const key = ({ apiVersion, kind, namespace, name }: ObjectName): string => JSON.stringify([apiVersion, kind, namespace, name]);
  const known = new Set(report?.subjects.map(key));
  return [...manifestsIn(paths, io)].flatMap(({ value }) => {
    const subject = { manifest: value };
    const name = nameOf(subject);
    return known.has(key(name)) ? [] : objectOf(name, standard, [], serviceAccountOf(subject));
  });
}

function objectOf(named: ObjectName, standard: Standard, waivers: readonly GivenWaiver[], serviceAccount: string | undefined): SandboxObject[] {
  const { apiVersion, kind, namespace = '', name = '' } = named;
  const known = kindNameOf({ apiVersion, kind });
  return known && (SANDBOX_KINDS as readonly KindName[]).includes(known) ? [{ kind: known, namespace, name, standard, waivers, serviceAccount }] : [];
}

function namespacesOf({ namespace = [] }: PolicyOptions, objects: readonly SandboxObject[]): string[] {
  const all = new Set([...namespace, ...objects.map((object) => object.namespace)].filter((each) => each !== ''));
  if (all.size === 0) {
    throw new CommandError(['--namespace: got none; allowed: the namespaces in which there are sandboxes; fix: name them, or give manifests or a report that do']);
  }
  return [...all].sort();
}

/** The standard of each namespace. Two in one cannot be told apart in the cluster. */
function standardsOf(objects: readonly SandboxObject[]): Map<string, Standard> {
  const standards = new Map<string, Standard>();
  for (const { namespace, name, standard } of objects) {
    const known = standards.get(namespace);
    if (known && known !== standard) {
      throw new CommandError([`namespace ${namespace}: got two profiles, releases or clusters (at ${name}); allowed: one for all of its sandboxes; fix: use another namespace`]);
    }
    standards.set(namespace, standard);
  }
  return standards;
}

/** What waivers allow in the cluster. One whose day has passed is no exception that anybody should write without a word. */
function exceptionsOf(objects: readonly SandboxObject[], report: ReportedSettings | undefined, options: PolicyOptions) {
  const asOf = options.asOf === undefined ? report?.asOf ?? today() : dayFor('--as-of', options.asOf);
  const all = objects.flatMap(({ kind, namespace, name, waivers }) => waivers.filter(({ builtIn }) => !builtIn).map(({ rules, at, expires }) => (
    { rules, kind, namespace, name, at, expires }
  )));
  const expired = all.filter(({ expires }) => expires < asOf);
  if (expired.length > 0 && !options.dropExpired) {
    const [{ rules, kind, namespace, name, expires }] = expired;
    throw new CommandError([
      `${expired.length} waiver${expired.length === 1 ? ' has' : 's have'} expired by ${asOf}, the first for ${rules.join(', ')} at ${kind} ${namespace}/${name} on ${expires}; `
      + 'fix: renew them, or leave them out with --drop-expired',
    ]);
  }
  return all.filter((exception) => !expired.includes(exception));
}
