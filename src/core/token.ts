/// <reference lib="esnext.disposable" preserve="true" />

import type { Context } from './context.js';
import type { ContextVar } from './context-var.js';
import { fromSlot, type SlotValue } from './slots/slots.js';

/** Stands for "no value", because `undefined` and `null` are values. */
export const MISSING: unique symbol = Symbol.for('throughline.missing');

/**
 * What `set` returns. It undoes that `set` once: call `variable.reset(token)`, or write `using _ = variable.set(value)` to undo it at
 * the end of the block. Source: PEP 567, `contextvars.Token`.
 */
export class Token<T> implements Disposable {
  /** The `oldValue` of a token whose variable had no value before, also when the variable has a default. */
  static readonly MISSING: typeof MISSING = MISSING;

  /** The variable whose `set` made this token. */
  readonly var: ContextVar<T>;
  /** @internal */
  readonly oldSlot: SlotValue;
  /** @internal */
  readonly context: Context;
  /** @internal */
  used = false;

  private constructor(variable: ContextVar<T>, oldSlot: SlotValue, context: Context) {
    this.var = variable;
    this.oldSlot = oldSlot;
    this.context = context;
  }

  /** @internal */
  static of<T>(variable: ContextVar<T>, oldSlot: SlotValue, context: Context): Token<T> {
    return new Token(variable, oldSlot, context);
  }

  /** The value from before the `set`, or `Token.MISSING`. */
  get oldValue(): T | typeof MISSING {
    return this.oldSlot === undefined ? MISSING : (fromSlot(this.oldSlot) as T);
  }

  /** The same as `token.var.reset(token)`, with its errors. */
  [Symbol.dispose](): void {
    this.var.reset(this);
  }

  /** `Token(name)`, or `Token(name, used)`. The old value is left out: it may be secret. */
  toString(): string {
    return `Token(${this.var.name}${this.used ? ', used' : ''})`;
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

/** Whether `value` is a token of any copy of the package. */
export function isToken(value: unknown): value is Token<unknown> {
  return 'oldSlot' in Object(value);
}
