import { peek } from '../../core/access.js';
import type { Context } from '../../core/context.js';
import { storage } from '../../core/storage.js';
import { type Current, CURRENT_SPAN } from '../../request/run/current-span.js';

/** The current context, asked for as nobody sees: the doctor watches who else asks. */
export const currentContext: () => Context | undefined = storage.getStore.bind(storage);

/** The request that the current context belongs to. */
export function currentRequest(): Current | undefined {
  return requestOf(currentContext());
}

/** The request that a context belongs to. */
export function requestOf(context: Context | undefined): Current | undefined {
  return context && (peek(context, CURRENT_SPAN) as Current | undefined);
}
