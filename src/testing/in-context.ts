import { assertFunction } from '../core/assert-argument.js';
import { enter } from '../core/enter.js';
import { type ContextValues, contextWith } from './context-with.js';

/**
 * Returns a test body that calls `body` in a fresh context with these values each time. It does not see what the test runner or another
 * test has set. Throws `TL_ERR_INVALID_ARGUMENT` if `values` are not pairs of a variable and a value, or `body` is not a function.
 *
 *     it('greets', inContext([[USER, 'Ada']], async () => { … }));
 */
export function inContext<T extends readonly unknown[], A extends unknown[], R>(
  values: ContextValues<T>,
  body: (this: unknown, ...args: A) => R,
): (this: unknown, ...args: A) => R {
  assertFunction(body, 'body');
  const origin = contextWith(values);
  function inFreshContext(this: unknown, ...args: A): R {
    return enter(origin.copy(), () => Reflect.apply(body, this, args));
  }
  // Runners read from the parameters what a test takes: Jest whether it calls back, vitest which fixtures it wants.
  return Object.defineProperties(inFreshContext, {
    name: { value: body.name, configurable: true },
    length: { value: body.length, configurable: true },
    toString: { value: () => body.toString(), configurable: true },
  });
}
