import type { ContextVar } from '../context-var.js';
import { type WeakReference, weakReference } from '../runtime/weak-reference.js';

type Reference = WeakReference<ContextVar<unknown>>;

/**
 * Every variable that is in use, at its index. It keeps none of them: a module that is evaluated again and again, by a hot reload or
 * by `resetModules`, leaves its former variables to nobody. Their indexes are used again.
 */
export class VariableTable {
  readonly references: (Reference | undefined)[] = [];
  readonly free: number[] = [];
  /** What contexts hold for variables whose index was another's before: see variable-slot.ts. */
  readonly stamps = new WeakSet<object>();
  readonly whenGone = globalThis.FinalizationRegistry
    ? new FinalizationRegistry<number>((index) => {
        this.references[index] = undefined;
        this.free.push(index);
      })
    : undefined;

  /** The variable at this index, if it is in use. */
  at(index: number): ContextVar<unknown> | undefined {
    return this.references[index]?.deref();
  }

  /** Every variable in use, by its index. */
  all(): ContextVar<unknown>[] {
    return this.references.flatMap((reference) => reference?.deref() ?? []);
  }

  /** Gives a new variable its index: one that another had before, if that is gone. */
  add(variable: ContextVar<unknown>): number {
    const index = this.free.pop() ?? this.references.length;
    this.references[index] = weakReference(variable);
    this.whenGone?.register(variable, index);
    return index;
  }
}
