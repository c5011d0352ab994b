import { assertFunction } from '../core/assert-argument.js';
import type { Context } from '../core/context.js';
import { enter } from '../core/enter.js';
import { type ContextValues, contextWith } from './context-with.js';

/**
 * A context that the hooks and the body of a test share: runners call each of them from a place of its own, so that what one
 * sets is not seen by the next unless all of them `run` in the same one.
 *
 *     const context = new TestContext([[TENANT, 'acme']]);
 *     beforeEach(() => context.reset());
 *     beforeEach(() => context.run(() => void USER.set('Ada')));
 *     it('greets', () => context.run(async () => { … }));
 */
export class TestContext<T extends readonly unknown[] = []> {
  readonly #origin: Context;
  #current: Context;

  /** Throws `TL_ERR_INVALID_ARGUMENT` for what are no pairs of a variable and a value. */
  constructor(values?: ContextValues<T>) {
    this.#origin = contextWith(values ?? []);
    this.#current = this.#origin.copy();
  }

  /** Starts anew with the values that the constructor was given, and nothing else. */
  reset(): void {
    this.#current = this.#origin.copy();
  }

  /** Calls `fn()` in the context and gives what it returns. Throws `TL_ERR_INVALID_ARGUMENT` when `fn` is not a function. */
  run<R>(fn: () => R): R {
    assertFunction(fn, 'fn');
    return enter(this.#current, fn);
  }
}
