import { assertFunction } from './assert-function.js';
import type { ContextVar } from './context-var.js';
import { enter } from './enter.js';
import { EMPTY_ROOT, fromSlot, readSlot, slotEntries } from './slots.js';
import { storage, variables } from './storage.js';
import { ThroughlineError } from './throughline-error.js';

/**
 * The mapping from variables to values that is current for a flow of execution. Read-only from outside: it changes
 * through `set` and `reset` of the variables while it is current. Defaults are not part of it.
 * Source: PEP 567, `contextvars.Context`.
 */
export class Context implements Iterable<[ContextVar<unknown>, unknown]> {
  /** @internal */
  root = EMPTY_ROOT;
  /** @internal */
  shift = 0;
  /** @internal */
  owned = false;
  /** Whether a call that made this context current is on the stack. @internal */
  entered = false;

  /** The number of variables that have a value here. */
  get size(): number {
    let size = 0;
    for (const _ of slotEntries(this)) size++;
    return size;
  }

  /** Whether `variable` has a value here. Throws `TL_ERR_INVALID_ARGUMENT` for anything but a variable. */
  has(variable: ContextVar<unknown>): boolean {
    return readSlot(this, indexOf(variable)) !== undefined;
  }

  /** The value of `variable` here, else `fallback`. Throws `TL_ERR_INVALID_ARGUMENT` for anything but a variable. */
  get<T>(variable: ContextVar<T>): T | undefined;
  get<T, F>(variable: ContextVar<T>, fallback: F): T | F;
  get(variable: ContextVar<unknown>, fallback?: unknown): unknown {
    const held = readSlot(this, indexOf(variable));
    return held === undefined ? fallback : fromSlot(held);
  }

  /** A context with the same values, in constant time. What changes in one is never seen in the other. */
  copy(): Context {
    const copy = new Context();
    copy.root = this.root;
    copy.shift = this.shift;
    this.owned = false;
    return copy;
  }

  /**
   * Makes this context current for `fn(...args)` and for all that it starts, and returns what `fn` returns. Changes
   * stay in this context. Throws `TL_ERR_CONTEXT_ENTERED` when the caller runs in it already, directly or through
   * other contexts, and `TL_ERR_INVALID_ARGUMENT` when `fn` is not a function.
   */
  run<A extends unknown[], R>(fn: (...args: A) => R, ...args: A): R {
    assertFunction(fn, 'fn');
    if (this.entered || storage.getStore() === this) throw new ThroughlineError('TL_ERR_CONTEXT_ENTERED');
    return enter(this, () => fn(...args));
  }

  /** `[variable, value]` for each variable with a value, as they are now. */
  entries(): IterableIterator<[ContextVar<unknown>, unknown]> {
    return entriesOf(this.copy());
  }

  /** The variables with a value, as they are now. */
  keys(): IterableIterator<ContextVar<unknown>> {
    return columnOf(this.copy(), 0);
  }

  /** The values, as they are now. */
  values(): IterableIterator<unknown> {
    return columnOf(this.copy(), 1);
  }

  [Symbol.iterator](): IterableIterator<[ContextVar<unknown>, unknown]> {
    return this.entries();
  }

  /** `Context(3)` for one with three values. The values are left out: they may be secret or refer to this context. */
  toString(): string {
    return `Context(${this.size})`;
  }

  /** What `toString` gives: a logger must not write values by accident. */
  toJSON(): string {
    return this.toString();
  }

  /** @internal */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString();
  }
}

/** A copy of the current context; an empty one outside any task. Source: PEP 567, `copy_context()`. */
export function copyContext(): Context {
  return storage.getStore()?.copy() ?? new Context();
}

/** The current context itself; a new, empty one outside any task. */
export function currentContext(): Context {
  return storage.getStore() ?? new Context();
}

function* entriesOf(context: Context): Generator<[ContextVar<unknown>, unknown], undefined> {
  for (const [index, held] of slotEntries(context)) yield [variables[index] as ContextVar<unknown>, fromSlot(held)];
}

function* columnOf<C extends 0 | 1>(
  context: Context,
  column: C,
): Generator<[ContextVar<unknown>, unknown][C], undefined> {
  for (const entry of entriesOf(context)) yield entry[column];
}

function indexOf(variable: ContextVar<unknown>): number {
  const index = (variable as { index?: unknown } | undefined)?.index;
  if (typeof index !== 'number' || variables[index] !== variable) {
    throw new ThroughlineError('TL_ERR_INVALID_ARGUMENT', 'variable', 'a ContextVar');
  }
  return index;
}
