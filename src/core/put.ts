import type { Context } from './context.js';
import type { ContextVar } from './context-var.js';
import { toSlot } from './slots/slots.js';
import { slotted, writeVariable } from './slots/variable-slot.js';

/** Sets the value of `variable` in `context`, current or not, without a token: for what the package itself puts there and back. */
export function put<T>(context: Context, variable: ContextVar<T>, value: T): void {
  writeVariable(context, slotted(variable), toSlot(value));
}
