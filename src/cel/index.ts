export { toCel } from './convert';
export { EvaluationFailure, ExpressionError, TimeLimitError } from './errors';
export { compileExpression } from './expression';
export type { Expression } from './expression';
export type { Dependency } from './inspect';
export { celLiteral, replaceParams } from './literals';
export { withinTime } from './time-limit';
