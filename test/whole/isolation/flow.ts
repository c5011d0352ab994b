import type { Resettable } from './api.js';
import type { World } from './world.js';

/**
 * The model of one flow of execution: what each variable must be in it. It lives outside any context, so it knows
 * nothing of the library that is under test.
 */
export class Flow {
  readonly name: string;
  readonly #world: World;
  readonly #expected: (string | undefined)[];

  constructor(world: World, expected: readonly (string | undefined)[]) {
    this.#world = world;
    this.#expected = [...expected];
    this.name = world.nextName();
  }

  /** The model of a flow that starts here and now, in a copy of the context of this one. */
  fork(): Flow {
    return new Flow(this.#world, this.#expected);
  }

  /** Sets the variable to a value that nobody else ever uses. */
  set(k: number): Resettable {
    const before = this.#expected[k];
    const value = this.#world.uniqueValue(this.name);
    const token = this.#world.variable(k).set(value);
    this.#expected[k] = value;
    return {
      reset: () => {
        token.reset();
        this.#expected[k] = before;
      },
    };
  }

  /** Sets all variables: from here on, this flow shares no value with another. */
  claim(): void {
    for (const k of this.#expected.keys()) this.set(k);
  }

  /** Calls `fn` in a fork of this flow in which the variable has a value of its own. */
  run<R>(k: number, fn: (inner: Flow) => R): R {
    const inner = this.fork();
    const value = this.#world.uniqueValue(inner.name);
    inner.#expected[k] = value;
    return this.#world.variable(k).run(value, () => fn(inner));
  }

  /** Compares what is seen here with what must be seen. */
  check(where: string): void {
    for (const [k, expected] of this.#expected.entries()) {
      const seen = this.#world.variable(k).read();
      if (seen !== expected) this.#world.report(`${this.name} at ${where}: ${k} is ${seen}, not ${expected}`);
    }
  }
}
