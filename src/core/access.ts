import type { Context } from './context.js';
import type { ContextVar } from './context-var.js';
import { fromSlot, toSlot } from './slots/slots.js';
import { readVariable, slotted, writeVariable } from './slots/variable-slot.js';

// How the package itself reads and writes a context that need not be the current one. Without checks and tokens.

/** The value of `variable` in `context`; `undefined` if it has none. */
export function peek(context: Context, variable: ContextVar<unknown>): unknown {
  return fromSlot(readVariable(context, slotted(variable)));
}

/** Sets the value of `variable` in `context`. */
export function put<T>(context: Context, variable: ContextVar<T>, value: T): void {
  writeVariable(context, slotted(variable), toSlot(value));
}

/** Takes the value of `variable` out of `context`. */
export function remove(context: Context, variable: ContextVar<unknown>): void {
  writeVariable(context, slotted(variable), undefined);
}
