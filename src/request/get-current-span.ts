import { enterSpan, openSpan } from './current-span.js';
import type { Scope } from './scope.js';
import { Span } from './span.js';

/**
 * The span of `scope`, for an `await using` block; opened in the current context if it is not open there. The block
 * that opened it closes it: the span ends and the context is what it was on entry. A block within, of the same scope,
 * gets the same span and leaves it open. Throws `TL_ERR_NO_TASK` outside any task.
 *
 * Without a scope: the span that is open in the current context, only to look at; `undefined` if there is none.
 */
export function getCurrentSpan(scope: Scope): Span;
export function getCurrentSpan(): Span | undefined;
export function getCurrentSpan(scope?: Scope): Span | undefined {
  const open = openSpan();
  if (scope === undefined) return open;
  const span = open?.scope === scope ? open : new Span(scope);
  enterSpan(span);
  return span;
}
