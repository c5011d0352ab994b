import { type Context, outerContext } from './context.js';
import { assertArgument, assertFunction } from './assert-argument.js';
import { type Call, callIn, runCall, runIn } from './run-call.js';
import { fromSlot, reserveSlot, toSlot } from './slots/slots.js';
import { storage, variables } from './storage.js';
import { ThroughlineError } from './throughline-error.js';
import { isToken, MISSING, Token } from './token.js';
import { readVariable, type Slotted, writeVariable } from './slots/variable-slot.js';

/**
 * A named variable whose value belongs to the current context. Create variables once, at the top of a module. Source: PEP 567, `contextvars.ContextVar`.
 */
export interface ContextVar<T> {
  /** For messages only: two variables of the same name are two variables. */
  readonly name: string;

  /** The value in the current context, else `fallback`, else the default. Throws `TL_ERR_NO_VALUE` if there is neither. */
  get(): T;
  get<F>(fallback: F): T | F;

  /** The value in the current context, else the default, else `undefined`. Never throws. */
  tryGet(): T | undefined;

  /**
   * Sets the value in the current context. All code that runs in it sees the value, also the caller that awaits this function. Tasks
   * that were created earlier and the parent of this task do not. Returns the token that undoes it.
   * Throws `TL_ERR_NO_TASK` outside any task.
   */
  set(value: T): Token<T>;

  /**
   * Restores the value from before the `set` that returned `token`. Throws `TL_ERR_TOKEN_USED`, `TL_ERR_TOKEN_VARIABLE`
   * or `TL_ERR_TOKEN_CONTEXT`, checked in this order, and `TL_ERR_INVALID_ARGUMENT` if it is not a token. If it throws, nothing has
   * changed, and the token is still good.
   */
  reset(token: Token<T>): void;

  /** `ContextVar(name)`. The value and the default are left out: they may be secret or refer to this variable. */
  toString(): string;

  /**
   * Calls `fn(...args)` in a copy of the current context in which the variable has this value; returns what `fn`
   * returns. Throws `TL_ERR_INVALID_ARGUMENT` when `fn` is not a function.
   */
  run<A extends unknown[], R>(value: T, fn: (...args: A) => R, ...args: A): R;
}

/** A `ContextVar` with a default: reading it never throws. */
export interface ContextVarWithDefault<T> extends ContextVar<T> {
  /** The value in the current context, else the default. Never throws. */
  get(): T;
  get<F>(fallback: F): T | F;

  /** The same as `get()`: there is a default. */
  tryGet(): T;
}

/** `new ContextVar<string>('name', { default: '' })`. The default may be `undefined` or `null`. If you leave it out, there is none. */
export interface ContextVarConstructor {
  new <T>(name: string, options: { readonly default: T }): ContextVarWithDefault<T>;
  new <T>(name: string): ContextVar<T>;
}

class Variable<T> implements ContextVar<T>, Slotted {
  static readonly name = 'ContextVar';

  readonly name: string;
  readonly index: number;
  readonly isReused: boolean;
  readonly default: T | typeof MISSING;

  constructor(name: string, options: { readonly default?: T } = {}) {
    assertArgument(typeof name === 'string', 'name', 'a string');
    assertArgument(Object(options) === options, 'options', '{ default: value }');
    this.name = name;
    this.default = 'default' in options ? options.default : MISSING;
    this.isReused = variables.free.length > 0;
    this.index = variables.add(this);
    reserveSlot(this.index);
  }

  get(): T;
  get<F>(fallback: F): T | F;
  get(fallback?: unknown): unknown {
    const held = readVariable(outerContext(), this);
    if (held !== undefined) return fromSlot(held);
    if (arguments.length > 0) return fallback;
    if (this.default !== MISSING) return this.default;
    throw new ThroughlineError('TL_ERR_NO_VALUE', this.name);
  }

  tryGet(): T | undefined {
    return this.get(this.default === MISSING ? undefined : this.default);
  }

  set(value: T): Token<T> {
    const context = storage.getStore();
    if (context === undefined) throw new ThroughlineError('TL_ERR_NO_TASK', this.name);
    const token = Token.of(this, readVariable(context, this), context);
    writeVariable(context, this, toSlot(value));
    return token;
  }

  reset(token: Token<T>): void {
    assertArgument(isToken(token), 'token', 'a Token that set() returned');
    if (token.used) throw new ThroughlineError('TL_ERR_TOKEN_USED', token.var.name);
    if (token.var !== this) throw new ThroughlineError('TL_ERR_TOKEN_VARIABLE', this.name, token.var.name);
    if (token.context.trunk !== storage.getStore()?.trunk)
      throw new ThroughlineError('TL_ERR_TOKEN_CONTEXT', this.name);
    token.used = true;
    writeVariable(token.context, this, token.oldSlot);
  }

  run<A extends unknown[], R>(value: T, fn: (...args: A) => R, ...args: A): R;
  run<R>(value: T | Context, fn: (() => R) | Call): R {
    assertFunction(fn, 'fn');
    const outer = outerContext();
    // One frame as small as can be, for runs may be nested deep: no `enter`, no closure, no variable where a parameter does.
    value = copyWith(outer, this, value);
    if (arguments.length > 2) fn = callIn(value, arguments, 1);
    value.entered++;
    outer.entered++;
    try {
      return typeof fn === 'function' ? runIn(value, fn) : (runCall(fn) as R);
    } finally {
      value.entered--;
      outer.entered--;
    }
  }

  toString(): string {
    return `ContextVar(${this.name})`;
  }

  toJSON(): string {
    return this.toString();
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString();
  }
}

/** A copy of `context` in which `variable` has this value. */
function copyWith(context: Context, variable: Slotted, value: unknown): Context {
  const copy = context.copy();
  writeVariable(copy, variable, toSlot(value));
  return copy;
}

/** Makes a variable. Throws `TL_ERR_INVALID_ARGUMENT` when the name is not a string or the options are no object. */
export const ContextVar: ContextVarConstructor = Variable;
