import { assertFunction } from '../core/assert-argument.js';
import type { Context } from '../core/context.js';
import { enter } from '../core/enter.js';
import { type ContextValues, contextWith } from './context-with.js';

/**
 * A context that the hooks and the body of a test share. Test runners call each of them in a context of its own, so the next one does not see
 * what one has set, unless all of them `run` in the same context.
 *
 *     const context = new TestContext([[TENANT, 'acme']]);
 *     beforeEach(() => context.reset());
 *     beforeEach(() => context.run(() => void USER.set('Ada')));
 *     it('greets', () => context.run(async () => { … }));
 */
export class TestContext<T extends readonly unknown[] = []> {
  readonly #origin: Context;
  #current: Context;

  /** Throws `TL_ERR_INVALID_ARGUMENT` if `values` are not pairs of a variable and a value. */
  constructor(values?: ContextValues<T>) {
    this.#origin = contextWith(values ?? []);
    this.#current = this.#origin.copy();
  }

  /** Goes back to the values that the constructor was given, and nothing else. */
  reset(): void {
    this.#current = this.#origin.copy();
  }

  /** Calls `fn()` in the context and gives what it returns. Throws `TL_ERR_INVALID_ARGUMENT` when `fn` is not a function. */
  run<R>(fn: () => R): R {
    assertFunction(fn, 'fn');
    return enter(this.#current, fn);
  }
}
