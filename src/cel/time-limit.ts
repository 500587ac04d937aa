import { Context, createContext, Script } from 'node:vm';
import { TimeLimitError } from './errors';

/** Made with the first use: a script that runs what is put beside it, since only a script can be stopped. */
let stage: { readonly script: Script; readonly context: Context } | undefined;

/** What `run` gives, or a `TimeLimitError` when it takes longer: CEL has loops within loops, and the API server counts their cost. */
export function withinTime<T>(milliseconds: number, run: () => T): T {
  stage ??= { script: new Script('run()'), context: createContext({}) };
  const { script, context } = stage;
  const outer: unknown = context.run;
  context.run = run;
  try {
    return script.runInContext(context, { timeout: milliseconds }) as T;
  } catch (error) {
    if ((error as { code?: unknown } | undefined)?.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw new TimeLimitError(milliseconds);
    throw error;
  } finally {
    context.run = outer;
  }
}
