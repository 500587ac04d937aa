import { IConstruct } from 'constructs';

/** What pools and claims have to know of the template behind them. */
export interface TemplateFacts {
  /** The template itself, for messages. */
  readonly template: IConstruct;
  /** Whether its Pods never end by themselves, so that a time to live after the end never begins. */
  readonly neverEnds: boolean;
  /** Whether its Pods may only run for a time, counted from their start. */
  readonly hasDeadline: boolean;
  readonly envVarsInjectionPolicy: string;
  readonly volumeClaimTemplatesPolicy: string;
  readonly mainContainer: string;
  /** The names of all containers, those that were added later too. */
  readonly containers: () => string[];
}

// A global symbol, since an app may hold two copies of this package.
const FACTS = Symbol.for('cdk8s-agent-sandbox.template-facts');

type Knowing = IConstruct & { [FACTS]?: TemplateFacts };

/** Notes on a template, or on what stands for it (a pool), what others have to know of it. */
export function noteFacts(construct: IConstruct, facts: TemplateFacts | undefined): void {
  (construct as Knowing)[FACTS] = facts;
}

/** What is known of the template behind a construct; undefined for what is only known by its name. */
export function factsOf(construct: IConstruct): TemplateFacts | undefined {
  return (construct as Knowing)[FACTS];
}
