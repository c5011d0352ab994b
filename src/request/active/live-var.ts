import { ContextVar, type ContextVarWithDefault } from '../../core/context-var.js';
import type { SharedVariable } from '../../core/shared.js';
import { sharedVar } from '../../core/well-known-var.js';
import type { TraceIds } from '../request-fields.js';
import { activeIds } from './active-ids.js';

/** A variable that reads an id of the span that is recorded in the current flow; its own value counts if there is no such span. */
export function liveVar<N extends keyof TraceIds>(
  name: SharedVariable,
  of: N,
  options: { readonly default: TraceIds[N] },
): ContextVarWithDefault<TraceIds[N]> {
  return sharedVar(name, () => new LiveVariable(name, of, options)) as ContextVarWithDefault<TraceIds[N]>;
}

class LiveVariable extends (ContextVar as new (name: string, options: object) => ContextVarWithDefault<unknown>) {
  readonly #of: keyof TraceIds;

  constructor(name: string, of: keyof TraceIds, options: object) {
    super(name, options);
    this.#of = of;
  }

  override get(fallback?: unknown): unknown {
    const ids = activeIds();
    if (ids !== undefined) return ids[this.#of];
    return arguments.length > 0 ? super.get(fallback) : super.get();
  }
}
