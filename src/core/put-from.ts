import type { Context } from './context.js';
import type { ContextVar } from './context-var.js';
import { readVariable, slotted, writeVariable } from './slots/variable-slot.js';

/** Gives `variable` in `context` the value that it has in `source`; none if it has none there. */
export function putFrom(context: Context, variable: ContextVar<unknown>, source: Context): void {
  const slot = slotted(variable);
  writeVariable(context, slot, readVariable(source, slot));
}
