import { assertFunction } from '../assert-argument.js';
import { copyContext } from '../context.js';
import { enter } from '../enter.js';

/** `F` itself, written so that no compiler takes what a call is passed to for what `F` is. */
type Only<F, A> = [F][[A] extends [unknown] ? 0 : 0];

/** `F` as well. What a call is passed to gives `T`, `A` and `R`, and those give the parameters of a function that states none. */
type Bound<F, T, A extends unknown[], R> = [A] extends [unknown] ? Only<F, A> : (this: T, ...args: A) => R;

/**
 * Captures a copy of the current context. Returns a function that calls `fn` in a fresh copy of it, each time. `this`, arguments and
 * return value pass through, and the function has the name and the length of `fn`. Throws `TL_ERR_INVALID_ARGUMENT` if `fn` is not a
 * function. Source: asyncio's callbacks, which run in a copy of the context in which they were registered.
 */
export function bind<A extends any[], R, F extends (this: T, ...args: A) => R, T = any>(fn: F): Bound<F, T, A, R>;
export function bind<F extends (...args: never[]) => unknown>(fn: F): F;
export function bind(fn: (...args: unknown[]) => unknown): unknown {
  assertFunction(fn, 'fn');
  const captured = copyContext();
  function bound(this: unknown, ...args: unknown[]): unknown {
    return enter(captured.copy(), () => Reflect.apply(fn, this, args));
  }
  Object.defineProperties(bound, {
    name: { value: fn.name, configurable: true },
    length: { value: fn.length, configurable: true },
  });
  return bound;
}
