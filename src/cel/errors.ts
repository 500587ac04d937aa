/** An expression that Kubernetes would not take, or that cannot be evaluated here. The message is one line. */
export class ExpressionError extends Error {
  /** The line where it is wrong, and a caret below the place. */
  public readonly excerpt?: string;

  /** `offset` counts UTF-16 code units of `text` from its beginning. */
  constructor(message: string, public readonly text: string, public readonly offset?: number) {
    super(message);
    this.name = 'ExpressionError';
    this.excerpt = offset === undefined ? undefined : excerptOf(text, offset);
  }
}

/** CEL's third verdict beside true and false: an expression that has no value for this object. */
export class EvaluationFailure extends Error {
  constructor(public readonly code: string, message: string) {
    super(message);
    this.name = 'EvaluationFailure';
  }
}

/** Evaluation that was stopped since it took too long. */
export class TimeLimitError extends Error {
  constructor(public readonly milliseconds: number) {
    super(`evaluation took more than ${milliseconds} ms and was stopped`);
    this.name = 'TimeLimitError';
  }
}

/** What the evaluator says, as it is shown: one line, beginning in lower case, with prefixes of functions as they are written. */
export function oneLine(text: string): string {
  const [line] = text.replace(/\b([A-Z])(\w+)Namespace\b/g, (_, first: string, rest: string) => first.toLowerCase() + rest).split('\n');
  return line.slice(0, 1).toLowerCase() + line.slice(1);
}

function excerptOf(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  return `${text.slice(start, end < 0 ? undefined : end)}\n${' '.repeat(offset - start)}^`;
}
