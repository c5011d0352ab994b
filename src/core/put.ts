import type { Context } from './context.js';
import type { ContextVar } from './context-var.js';
import { toSlot, writeSlot } from './slots.js';

/** Sets the value of `variable` in `context`, current or not, without a token: for what the package itself puts there and back. */
export function put<T>(context: Context, variable: ContextVar<T>, value: T): void {
  writeSlot(context, (variable as unknown as { readonly index: number }).index, toSlot(value));
}
