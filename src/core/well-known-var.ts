import { ContextVar, type ContextVarWithDefault } from './context-var.js';
import type { SharedVariable } from './shared.js';
import { singleton } from './singleton.js';

/** A variable that the package itself defines: the same one in every copy of the package in this process. */
export function wellKnownVar<T>(name: SharedVariable, options: { readonly default: T }): ContextVarWithDefault<T> {
  return singleton(`variable ${name}`, () => new ContextVar<T>(name, options));
}
