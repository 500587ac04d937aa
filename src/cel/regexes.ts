import { EvaluationFailure } from './errors';
import { Library, remembered } from './library';
import { cel } from './values';

/** A pattern of RE2, compiled once; or a word on what is wrong with it. */
const compiled = remembered((pattern: string): import('#cel').RE2JS | string => {
  try {
    return cel().RE2JS.compile(pattern);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
});

/** Why a text is no pattern that Kubernetes takes. */
export function patternFault(pattern: string): string | undefined {
  const result = compiled(pattern);
  return typeof result === 'string' ? result : undefined;
}

function regex(pattern: string): import('#cel').RE2JS {
  const result = compiled(pattern);
  if (typeof result === 'string') throw new EvaluationFailure('invalid_regular_expression', `${JSON.stringify(pattern)} is no pattern of RE2: ${result}`);
  return result;
}

/** The first matches, none overlapping; without a limit where it is negative. */
function findAll(text: string, pattern: string, limit = -1n): string[] {
  const matcher = regex(pattern).matcher(text);
  const found: string[] = [];
  let end = -1;
  while ((limit < 0n || found.length < Number(limit)) && matcher.find()) {
    // As Go has it: nothing is found where the match before it ended.
    if (matcher.end() > matcher.start() || matcher.start() !== end) found.push(matcher.group() ?? '');
    end = matcher.end();
  }
  return found;
}

const matches = (text: string, pattern: string): boolean => regex(pattern).test(text);

/** Regular expressions: those of RE2, which JavaScript's own differ from. */
export const REGEXES: Library = {
  functions: {
    'matches(string, string): bool': matches,
    'string.matches(string): bool': matches,
    'string.find(string): string': (text: string, pattern: string) => findAll(text, pattern, 1n)[0] ?? '',
    'string.findAll(string): list<string>': findAll,
    'string.findAll(string, int): list<string>': findAll,
  },
};
