import { assertArgument } from './assert-argument.js';
import type { ContextVar } from './context-var.js';
import { variables } from './storage.js';
import type { Slotted } from './slots/variable-slot.js';

/** Throws `TL_ERR_INVALID_ARGUMENT` for anything but a variable, of any copy of the package. */
export function assertVariable(variable: unknown): asserts variable is ContextVar<unknown> & Slotted {
  const index = (variable as Slotted | undefined)?.index;
  assertArgument(index !== undefined && variables.at(index) === variable, 'variable', 'a ContextVar');
}
