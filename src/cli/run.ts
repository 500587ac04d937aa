import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from '#args';
import { args, OPTIONS, option, repeatable, withOptions } from './args';
import { check, CheckOptions } from './check';
import { explained } from './explain';
import { CommandError, Io } from './io';
import { writeResult } from './output';
import { policy, POLICY_DEFAULTS, PolicyOptions } from './policy';
import { rulesJson, rulesText } from './rules';
import { StandardOptions, standardFor } from './settings';
import { UnreadableError } from './unreadable-error';
import { ConfigurationError } from '../private/place';
import { oneLine } from '../report/words';

const NAME = 'cdk8s-agent-sandbox';
/** Could not run: wrong arguments, input that cannot be read. */
const COULD_NOT_RUN = 1;

/** Runs the command line and gives its exit code. Nothing but results goes to the standard output. */
export function run(argv: readonly string[], io: Io): number {
  let code = 0;
  try {
    program(io, (exitCode) => (code = exitCode)).parse(argv, { from: 'user' });
    return code;
  } catch (error) {
    // Commander has said it already.
    if (error instanceof args().CommanderError) return error.exitCode === 0 ? 0 : COULD_NOT_RUN;
    linesOf(error).forEach((line) => io.stderr(`error: ${oneLine(line)}\n`));
    return COULD_NOT_RUN;
  }
}

/** The same in every terminal. */
const width = (): number => 120;

function program(io: Io, exit: (code: number) => void): Command {
  const root = new (args().Command)(NAME)
    .description('Judges manifests of Agent Sandbox by the guardrails, and writes the policies that enforce them in a cluster.')
    .version(version(), '--version', 'prints the version')
    .helpCommand(false)
    .showHelpAfterError('(--help tells what there is)')
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.stdout(text), writeErr: (text) => io.stderr(text), getOutHelpWidth: width, getErrHelpWidth: width });
  checkCommand(root, io, exit);
  rulesCommand(root, io);
  explainCommand(root, io);
  policyCommand(root, io);
  return root;
}

function checkCommand(root: Command, io: Io, exit: (code: number) => void): void {
  withOptions(root.command('check').argument('<path...>', 'files and folders; "-" is the standard input'), [
    OPTIONS.format(),
    OPTIONS.failOn(),
    OPTIONS.profile(),
    OPTIONS.release(),
    OPTIONS.cluster(),
    OPTIONS.asOf(),
    option('--closed', 'there is nothing beside these manifests: a reference that points outside them points nowhere'),
    option('--workloads', 'judge all Pods, Deployments, Jobs and so on, and not those of sandboxes alone'),
    OPTIONS.report('a JSON report of synth, whose settings and waivers hold for the objects that it names'),
    option('--baseline <file>', 'a JSON report: findings that are in it are known, and do not fail'),
    repeatable('--rule <id>', 'report this rule alone; may be repeated'),
    repeatable('--skip <id>', 'do not report this rule; may be repeated'),
    OPTIONS.output(),
  ])
    .summary('judges manifests')
    .description('Judges manifests in YAML and JSON, as kubectl reads them.')
    .addHelpText('after', `
Exit codes: 0 nothing at or above --fail-on, 1 could not run, 2 otherwise.

Examples:
  ${NAME} check dist
  helm template sandboxes ./chart | ${NAME} check -
  ${NAME} check dist --report guardrails.json
  ${NAME} check manifests --format json --output baseline.json
  ${NAME} check manifests --baseline baseline.json`)
    .action((paths: string[], options: CheckOptions) => exit(check(paths, options, io)));
}

function rulesCommand(root: Command, io: Io): void {
  withOptions(root.command('rules'), [OPTIONS.format(), OPTIONS.output()])
    .summary('lists all rules')
    .description('Lists all rules: id, severity, where it is judged, whether a waiver lifts it, title.')
    .addHelpText('after', `
Examples:
  ${NAME} rules
  ${NAME} rules --format json`)
    .action(({ format, output }: { format: string; output?: string }) => writeResult(format === 'json' ? [rulesJson()] : rulesText(), output, io));
}

function explainCommand(root: Command, io: Io): void {
  withOptions(root.command('explain').argument('<id>', 'the id of a rule'), [OPTIONS.profile(), OPTIONS.release(), OPTIONS.cluster()])
    .summary('explains a rule')
    .description('Explains a rule: why it matters, how to fix it, its expressions with the values of the profile, an example.')
    .addHelpText('after', `
Examples:
  ${NAME} explain SBX-ISO-001
  ${NAME} explain SBX-RES-004 --profile profile.yaml`)
    .action((id: string, options: StandardOptions) => writeResult(explained(id, standardFor(options, io)), undefined, io));
}

function policyCommand(root: Command, io: Io): void {
  withOptions(root.command('policy').argument('[path...]', 'manifests whose namespaces and accounts are those of sandboxes'), [
    repeatable('--administrator <group>', 'a group whose members administer sandboxes; may be repeated').makeOptionMandatory(),
    repeatable('--operator <group>', 'a group whose members may use exec, attach and port-forward in sandboxes; may be repeated'),
    option('--controller <user>', 'the user name of the controller').default(POLICY_DEFAULTS.controller),
    option('--enforce <action>', 'what is done about what a rule refuses').choices(['audit', 'warn', 'deny']).default('deny'),
    repeatable('--namespace <name>', 'a namespace in which there are sandboxes; may be repeated'),
    option('--kubernetes-version <version>', 'the minor version of the cluster').default(POLICY_DEFAULTS.kubernetesVersion),
    OPTIONS.profile(),
    OPTIONS.release(),
    OPTIONS.cluster(),
    OPTIONS.report('a JSON report of synth: its settings hold for the objects that it names, and its waivers become exceptions'),
    option('--drop-expired', 'leave out waivers that have expired, which are an error else'),
    OPTIONS.asOf(),
    OPTIONS.output(),
  ])
    .summary('writes the policies for a cluster')
    .description('Writes the ValidatingAdmissionPolicies and bindings that enforce the rules in a cluster, as YAML for Kubernetes 1.31 and newer.')
    .addHelpText('after', `
Examples:
  ${NAME} policy --administrator platform-admins --namespace team-a --enforce warn | kubectl apply -f -
  ${NAME} policy --administrator platform-admins --report guardrails.json --drop-expired --output policies.yaml`)
    .action((paths: string[], options: PolicyOptions) => policy(paths, options, io));
}

function linesOf(error: unknown): readonly string[] {
  if (error instanceof CommandError) return error.lines;
  if (error instanceof UnreadableError || error instanceof ConfigurationError) return [error.message];
  // A fault of this program's own: what happened is for whoever mends it.
  return (error instanceof Error ? error.stack ?? error.message : String(error)).split('\n');
}

function version(): string {
  return (JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8')) as { version: string }).version;
}
