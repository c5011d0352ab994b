import type { ContextVar } from './context-var.js';
import { variables } from './storage.js';
import type { Slotted } from './slots/variable-slot.js';
import { ThroughlineError } from './throughline-error.js';

/** Throws `TL_ERR_INVALID_ARGUMENT`, naming the argument and what it must be, unless `isValid`. */
export function assertArgument(isValid: boolean, argument: string, expected: string): asserts isValid {
  if (!isValid) throw new ThroughlineError('TL_ERR_INVALID_ARGUMENT', argument, expected);
}

/** Throws `TL_ERR_INVALID_ARGUMENT`, naming the argument, unless `value` is a function. */
export function assertFunction(value: unknown, argument: string): void {
  assertArgument(typeof value === 'function', argument, 'a function');
}

/** Throws `TL_ERR_INVALID_ARGUMENT` for anything but a variable, of any copy of the package. */
export function assertVariable(variable: unknown): asserts variable is ContextVar<unknown> & Slotted {
  const index = (variable as Slotted | undefined)?.index;
  assertArgument(index !== undefined && variables.at(index) === variable, 'variable', 'a ContextVar');
}
