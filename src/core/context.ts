import { assertFunction, assertVariable } from './assert-argument.js';
import type { ContextVar } from './context-var.js';
import { type Call, callIn, runCall, runIn } from './run-call.js';
import { EMPTY_ROOT, fromSlot } from './slots/slots.js';
import { singleton } from './singleton.js';
import { storage, variables } from './storage.js';
import { ThroughlineError } from './throughline-error.js';
import { readVariable, slotted } from './slots/variable-slot.js';

/**
 * The mapping from variables to values that is current for a flow of execution. You can only read it: `set` and `reset` of the variables
 * change it while it is current. It has no defaults, and no variable that nothing refers to any more. Source: PEP 567,
 * `contextvars.Context`.
 */
export class Context implements Iterable<[ContextVar<unknown>, unknown]> {
  /** @internal */
  root = EMPTY_ROOT;
  /** @internal */
  owned: boolean | object = false;
  /** How many calls on the stack made this context current, or left it for another. @internal */
  entered = 0;

  /** The context whose variables these are: this one, unless it is a branch. @internal */
  get trunk(): Context {
    return this;
  }

  /** The number of variables that have a value here. */
  get size(): number {
    return valuesIn(this).size;
  }

  /** Whether `variable` has a value here. Throws `TL_ERR_INVALID_ARGUMENT` for anything but a variable. */
  has(variable: ContextVar<unknown>): boolean {
    assertVariable(variable);
    return readVariable(this, variable) !== undefined;
  }

  /** The value of `variable` here, else `fallback`. Throws `TL_ERR_INVALID_ARGUMENT` for anything but a variable. */
  get<T>(variable: ContextVar<T>): T | undefined;
  get<T, F>(variable: ContextVar<T>, fallback: F): T | F;
  get(variable: ContextVar<unknown>, fallback?: unknown): unknown {
    assertVariable(variable);
    const held = readVariable(this, variable);
    return held === undefined ? fallback : fromSlot(held);
  }

  /** A context with the same values, in constant time. What changes in one is never seen in the other. */
  copy(): Context {
    const copy = new Context();
    copy.root = this.root;
    this.owned = false;
    return copy;
  }

  /**
   * Makes this context current for `fn(...args)` and for all that it starts, and returns what `fn` returns. Changes
   * stay in this context. Throws `TL_ERR_CONTEXT_ENTERED` when the caller runs in it already, directly or through
   * other contexts, and `TL_ERR_INVALID_ARGUMENT` when `fn` is not a function.
   */
  run<A extends unknown[], R>(fn: (...args: A) => R, ...args: A): R;
  run<R>(fn: (() => R) | Call): R {
    assertFunction(fn, 'fn');
    const outer = outerContext();
    if (this.entered > 0 || outer.trunk === this.trunk) throw new ThroughlineError('TL_ERR_CONTEXT_ENTERED');
    if (arguments.length > 1) fn = callIn(this, arguments, 0); // see `run` of a variable
    this.entered++;
    outer.entered++;
    try {
      return typeof fn === 'function' ? runIn(this, fn) : (runCall(fn) as R);
    } finally {
      this.entered--;
      outer.entered--;
    }
  }

  /** `[variable, value]` for each variable with a value, as they are now. */
  entries(): IterableIterator<[ContextVar<unknown>, unknown]> {
    return valuesIn(this).entries();
  }

  /** The variables with a value, as they are now. */
  keys(): IterableIterator<ContextVar<unknown>> {
    return valuesIn(this).keys();
  }

  /** The values, as they are now. */
  values(): IterableIterator<unknown> {
    return valuesIn(this).values();
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

/** Stands in for the current context outside any task. Empty, unless register found a trace in the environment of the process. */
export const OUTSIDE = singleton('outside', () => new Context());

/** The current context, from which a call goes into another. */
export function outerContext(): Context {
  return storage.getStore() ?? OUTSIDE;
}

/**
 * Returns a copy of the current context. Outside any task, the copy is empty, or has what register found in the environment. Source: PEP
 * 567, `copy_context()`.
 */
export function copyContext(): Context {
  return outerContext().copy();
}

/** The current context itself; a new one outside any task. */
export function currentContext(): Context {
  return storage.getStore() ?? OUTSIDE.copy();
}

function valuesIn(context: Context): Map<ContextVar<unknown>, unknown> {
  const values = new Map<ContextVar<unknown>, unknown>();
  for (const variable of variables.all()) {
    const held = readVariable(context, slotted(variable));
    if (held !== undefined) values.set(variable, fromSlot(held));
  }
  return values;
}
