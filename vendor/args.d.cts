// What the command line uses of commander, which is bundled into args.cjs.

/** What ends the reading of arguments: a fault in them, or that help or the version was asked for. */
export class CommanderError extends Error {
  readonly code: string;
  readonly exitCode: number;
}

/** Says why the value of an option is wrong; its message ends the one of the command line. */
export class InvalidArgumentError extends CommanderError {
  constructor(message: string);
}

export class Option {
  constructor(flags: string, description?: string);
  default(value: unknown, description?: string): this;
  choices(values: readonly string[]): this;
  /** What the texts that are given become, one after the other. */
  argParser<T>(parse: (value: string, previous: T) => T): this;
  makeOptionMandatory(mandatory?: boolean): this;
}

export class Command {
  constructor(name?: string);
  /** A command of this one, which takes over how this one exits and writes. */
  command(name: string): Command;
  description(text: string): this;
  summary(text: string): this;
  argument(name: string, description?: string): this;
  addOption(option: Option): this;
  option(flags: string, description?: string): this;
  version(version: string, flags?: string, description?: string): this;
  helpCommand(enable: boolean): this;
  addHelpText(position: 'after', text: string): this;
  showHelpAfterError(text: string): this;
  /** Has errors thrown that would end the process. */
  exitOverride(): this;
  configureOutput(output: { readonly writeOut: (text: string) => void; readonly writeErr: (text: string) => void; readonly getOutHelpWidth: () => number; readonly getErrHelpWidth: () => number }): this;
  /** What is done, with the arguments in their order and the options last. */
  action(act: (...args: never[]) => void): this;
  parse(argv: readonly string[], options: { readonly from: 'user' }): this;
}
