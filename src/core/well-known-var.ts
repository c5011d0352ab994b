import { ContextVar, type ContextVarWithDefault } from './context-var.js';
import type { SharedVariable } from './shared.js';
import { singleton } from './singleton.js';
import { reserveSlot } from './slots/slots.js';
import { slotted } from './slots/variable-slot.js';

/** A variable that the package itself defines: the same one in every copy of the package in this process. */
export function wellKnownVar<T>(name: SharedVariable, options: { readonly default: T }): ContextVarWithDefault<T> {
  return sharedVar(name, () => new ContextVar<T>(name, options));
}

/** The same for a variable that `create` makes. */
export function sharedVar<V extends ContextVar<unknown>>(name: SharedVariable, create: () => V): V {
  const variable = singleton(`variable ${name}`, create);
  reserveSlot(slotted(variable).index); // if another copy made it, only the contexts of that one have room for it
  return variable;
}
