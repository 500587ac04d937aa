import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileExpression, EvaluationFailure, ExpressionError, toCel } from '../../src/cel';

/** An expression and what Kubernetes' own CEL says of it: `does-not-compile`, `error`, or the value as text. */
export interface Case {
  readonly section: string;
  readonly expression: string;
  readonly verdict: string;
}

/** Verdicts of Kubernetes, and the object that they are about. */
export const SEMANTICS = readJson('semantics.json') as { readonly object: object; readonly cases: readonly Case[] };

/** More of them, over the same object: section by section, each an expression and its verdict. */
export const FUNCTIONS = readJson('functions.json') as { readonly cases: { readonly [section: string]: readonly (readonly [string, string])[] } };

const VALUES = { object: toCel(SEMANTICS.object), oldObject: null, namespaceObject: null, request: toCel({ operation: 'UPDATE' }) };

/** What this library says of an expression, in the same words; and of what is refused, why. */
export function judge(text: string): { readonly verdict: string; readonly reason?: string } {
  let reason = '';
  for (const result of ['bool', 'string'] as const) {
    try {
      const expression = compileExpression(text, Object.keys(VALUES), result);
      return { verdict: valueOf(() => expression.evaluate(VALUES)) };
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      // That it is no bool is what is wrong with a string, and the other way round.
      reason = result === 'string' && reason && error.message.startsWith('the expression must be a string') ? reason : error.message;
    }
  }
  return { verdict: 'does-not-compile', reason };
}

function valueOf(run: () => unknown): string {
  try {
    return String(run());
  } catch (error) {
    if (error instanceof EvaluationFailure) return 'error';
    throw error;
  }
}

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(join(__dirname, name), 'utf8'));
}
