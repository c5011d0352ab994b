import type { ContextLike, VariableLike } from './api.js';

/** The size of a context, and each variable's value in it: by lookup, and by iteration. */
export function observe(context: ContextLike, variables: readonly VariableLike[]): unknown {
  const entries = new Map(context);
  return [
    context.size,
    variables.map((variable) => (context.has(variable) ? context.get(variable) : 'absent')),
    variables.map((variable) => (entries.has(variable) ? entries.get(variable) : 'absent')),
  ];
}
