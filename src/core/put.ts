import type { Context } from './context.js';
import type { ContextVar } from './context-var.js';
import { toSlot, writeSlot } from './slots.js';

/** Sets the value of `variable` in a context that was just made, before anybody runs in it: no token, nothing to undo. */
export function put<T>(context: Context, variable: ContextVar<T>, value: T): void {
  writeSlot(context, (variable as unknown as { readonly index: number }).index, toSlot(value));
}
