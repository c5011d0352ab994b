/**
 * Stands in for AsyncLocalStorage where there is none: a value holds for a call, until it returns. What runs later, after an
 * `await` too, finds no value, and never one of another flow.
 */
export class CallStorage<T> {
  #store: T | undefined;

  getStore(): T | undefined {
    return this.#store;
  }

  run<A extends unknown[], R>(store: T, fn: (...args: A) => R, ...args: A): R {
    const outer = this.#store;
    this.#store = store;
    try {
      return fn(...args);
    } finally {
      this.#store = outer;
    }
  }
}
