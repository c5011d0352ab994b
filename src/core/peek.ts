import type { Context } from './context.js';
import type { ContextVar } from './context-var.js';
import { fromSlot } from './slots/slots.js';
import { readVariable, slotted } from './slots/variable-slot.js';

/** The value of `variable` in a context, `undefined` where it has none: for what is read so often that a check would show. */
export function peek(context: Context, variable: ContextVar<unknown>): unknown {
  return fromSlot(readVariable(context, slotted(variable)));
}
