import type { Command, Option } from '#args';
import { SEVERITIES } from '../rules/severity';

let loaded: typeof import('#args') | undefined;

/** What parses arguments, loaded with the first command: the plugin of cdk8s-cli has none. */
export function args(): typeof import('#args') {
  return loaded ??= require('#args');
}

/** An option that may be given several times. */
export function repeatable(flags: string, description: string): Option {
  return option(flags, description).argParser((value: string, previous: readonly string[] = []) => [...previous, value]);
}

export function option(flags: string, description: string): Option {
  return new (args().Option)(flags, description);
}

/** Options that several commands have. */
export const OPTIONS = {
  profile: () => option('--profile <name|file>', 'restricted/v1, baseline/v1, or a file { base, name, … } with values that differ'),
  release: () => option('--release <version>', 'the release of Agent Sandbox in the cluster (default: the newest known here)'),
  cluster: () => option('--cluster <file>', 'what is known of the cluster: { platform: generic|gke|eks|aks|openshift, addon, podCidrs, … }'),
  asOf: () => option('--as-of <date>', 'the day for which waivers and dates are judged'),
  report: (description: string) => option('--report <file>', description),
  format: () => option('--format <format>', 'how the result is written').choices(['text', 'json']).default('text'),
  failOn: () => option('--fail-on <severity>', 'the mildest severity that fails (default: high, or what the report says)').choices(SEVERITIES),
  output: () => option('--output <file>', 'the file that the result is written to, instead of the standard output'),
};

/** Adds options in their order. */
export function withOptions(command: Command, options: readonly Option[]): Command {
  options.forEach((each) => command.addOption(each));
  return command;
}
