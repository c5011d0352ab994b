import { assertArgument } from './assert-argument.js';
import type { ContextVar } from './context-var.js';
import { variables } from './storage.js';

/** A variable, and its slot in every context. */
type Slotted = ContextVar<unknown> & { readonly index: number };

/** Throws `TL_ERR_INVALID_ARGUMENT` for anything but a variable, of any copy of the package. */
export function assertVariable(variable: unknown): asserts variable is Slotted {
  const index = (variable as Slotted | undefined)?.index;
  assertArgument(index !== undefined && variables[index] === variable, 'variable', 'a ContextVar');
}
