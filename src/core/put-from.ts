import type { Context } from './context.js';
import type { ContextVar } from './context-var.js';
import { readSlot, writeSlot } from './slots.js';

/** Gives `variable` in `context` the value that it has in `source`; none if it has none there. */
export function putFrom(context: Context, variable: ContextVar<unknown>, source: Context): void {
  const { index } = variable as unknown as { readonly index: number };
  writeSlot(context, index, readSlot(source, index));
}
