import { assertVariable } from '../core/assert-argument.js';
import { Context } from '../core/context.js';
import type { ContextVar } from '../core/context-var.js';
import { put } from '../core/access.js';
import { ThroughlineError } from '../core/throughline-error.js';

/** Variables with their values: `[[USER, 'Ada'], [RETRIES, 3]]`. `T` has the types of the values. */
export type ContextValues<T extends readonly unknown[] = readonly unknown[]> = readonly [
  ...{ readonly [I in keyof T]: readonly [variable: ContextVar<T[I]>, value: NoInfer<T[I]>] },
];

/** A context with these values and no others. Throws `TL_ERR_INVALID_ARGUMENT` if `values` are not pairs of a variable and a value. */
export function contextWith(values: ContextValues): Context {
  if (!Array.isArray(values)) throw refusal();
  const context = new Context();
  for (const pair of values as unknown[]) {
    if (!Array.isArray(pair) || pair.length !== 2) throw refusal();
    const [variable, value] = pair as unknown[];
    assertVariable(variable);
    put(context, variable, value);
  }
  return context;
}

function refusal(): ThroughlineError {
  return new ThroughlineError('TL_ERR_INVALID_ARGUMENT', 'values', 'pairs of a ContextVar and its value');
}
