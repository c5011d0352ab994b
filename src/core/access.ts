import type { Context } from './context.js';
import type { ContextVar } from './context-var.js';
import { fromSlot, isInRoot, type SlotValue, toSlot } from './slots/slots.js';
import { readVariable, slotted, writeVariable } from './slots/variable-slot.js';

// How the package itself reads and writes a context that need not be the current one. Without checks and tokens.

/** The value of `variable` in `context`; `undefined` if it has none. */
export function peek(context: Context, variable: ContextVar<unknown>): unknown {
  return fromSlot(readVariable(context, slotted(variable)));
}

/** What the slots of these variables hold in `context`, for `areHeld`. */
export function heldIn(context: Context, variables: readonly ContextVar<unknown>[]): readonly SlotValue[] {
  return variables.map((variable) => readVariable(context, slotted(variable)));
}

/** Whether the slots of these variables still hold this in `context`. Quick: it is asked for each log line. */
export function areHeld(
  held: readonly SlotValue[],
  context: Context,
  variables: readonly ContextVar<unknown>[],
): boolean {
  for (let i = 0; i < variables.length; i++) {
    if (readVariable(context, slotted(variables[i] as ContextVar<unknown>)) !== held[i]) return false;
  }
  return true;
}

/** Sets the value of `variable` in `context`. */
export function put<T>(context: Context, variable: ContextVar<T>, value: T): void {
  writeVariable(context, slotted(variable), toSlot(value));
}

/** Whether the value of a variable stands at its index in the root of every context. */
export function standsInRoot(variable: ContextVar<unknown>): boolean {
  const { index, isReused } = slotted(variable);
  return isInRoot(index) && !isReused;
}

/** Sets the value of a variable that `standsInRoot`, in what `wholeRoot` gives. It costs the least: each request has many to set. */
export function putInRoot<T>(root: unknown[], variable: ContextVar<T>, value: T): void {
  root[slotted(variable).index] = toSlot(value);
}

/** Takes the value of `variable` out of `context`. */
export function remove(context: Context, variable: ContextVar<unknown>): void {
  writeVariable(context, slotted(variable), undefined);
}
