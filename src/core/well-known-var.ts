import { ContextVar, type ContextVarWithDefault } from './context-var.js';
import { wellKnown } from './storage.js';

/** A variable that the package itself defines: the same one in every copy of the package in this process. */
export function wellKnownVar<T>(name: string, options: { readonly default: T }): ContextVarWithDefault<T> {
  const existing = wellKnown.get(name) as ContextVarWithDefault<T> | undefined;
  if (existing !== undefined) return existing;
  const variable = new ContextVar<T>(name, options);
  wellKnown.set(name, variable);
  return variable;
}
