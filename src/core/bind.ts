import { assertFunction } from './assert-argument.js';
import { copyContext } from './context.js';
import { enter } from './enter.js';

/**
 * Captures a copy of the current context now. The function returned calls `fn` in a fresh copy of that each time,
 * with `this`, arguments and return value passed through; it has the name and the length of `fn`.
 * Throws `TL_ERR_INVALID_ARGUMENT` when `fn` is not a function.
 * Source: asyncio's callbacks, which run in a copy of the context in which they were registered.
 */
export function bind<F extends (this: never, ...args: never[]) => unknown>(fn: F): F {
  assertFunction(fn, 'fn');
  const captured = copyContext();
  function bound(this: unknown, ...args: never[]): unknown {
    return enter(captured.copy(), () => Reflect.apply(fn, this, args));
  }
  Object.defineProperties(bound, {
    name: { value: fn.name, configurable: true },
    length: { value: fn.length, configurable: true },
  });
  return bound as unknown as F;
}
