import { AsyncLocalStorage } from 'node:async_hooks';

import type { Api, ContextLike, TokenLike, VariableLike } from '../api.js';
import type { Value } from '../program.js';

type Values = Map<VariableLike, unknown>;

/** What the storage holds: a context, and the values as they are seen here. */
interface Frame {
  readonly context: ContextLike;
  readonly values: Values;
}

/** Where an implementation may go wrong. `SOUND` does not. */
export interface Choices {
  /** The values of a copy of a context. */
  copyOf(values: Values): Values;
  /** Whether a task runs in a copy of the current context. */
  readonly forks: boolean;
  /** Makes `value` the variable's value in the current context; `undefined` takes it away. */
  write(storage: AsyncLocalStorage<Frame>, frame: Frame, variable: VariableLike, value: Value | undefined): void;
}

export const SOUND: Choices = {
  copyOf: (values) => new Map(values),
  forks: true,
  write: (_storage, { values }, variable, value) => put(values, variable, value),
};

export function put(values: Values, variable: VariableLike, value: unknown): void {
  if (value === undefined) values.delete(variable);
  else values.set(variable, value);
}

/** A naive implementation of the API, one map per context. The mutants are this with one choice made wrongly. */
export function createModel({ copyOf, forks, write }: Choices): Api {
  const storage = new AsyncLocalStorage<Frame>();

  class Context implements ContextLike {
    readonly values: Values;
    #entered = false;

    constructor(values: Values = new Map()) {
      this.values = values;
    }

    get size(): number {
      return this.values.size;
    }

    has(variable: VariableLike): boolean {
      return this.values.has(variable);
    }

    get(variable: VariableLike): unknown {
      return this.values.get(variable);
    }

    [Symbol.iterator](): Iterator<[VariableLike, unknown]> {
      return this.values.entries();
    }

    run<R>(fn: () => R): R {
      const outer = storage.getStore()?.context as Context | undefined;
      if (this.#entered || outer === this) throw failure('TL_ERR_CONTEXT_ENTERED');
      const outerWasEntered = outer !== undefined && outer.#entered;
      this.#entered = true;
      if (outer !== undefined) outer.#entered = true;
      try {
        return storage.run({ context: this, values: this.values }, fn);
      } finally {
        this.#entered = false;
        if (outer !== undefined) outer.#entered = outerWasEntered;
      }
    }
  }

  class Token implements TokenLike {
    used = false;

    constructor(
      readonly variable: ContextVar,
      readonly oldValue: unknown,
      readonly context: ContextLike,
    ) {}

    [Symbol.dispose](): void {
      this.variable.reset(this);
    }
  }

  class ContextVar implements VariableLike {
    readonly options: { readonly default: Value } | undefined;

    constructor(_name: string, options?: { readonly default: Value }) {
      this.options = options;
    }

    get(...fallback: [Value?]): unknown {
      const values = storage.getStore()?.values;
      if (values?.has(this)) return values.get(this);
      if (fallback.length > 0) return fallback[0];
      if (this.options === undefined) throw failure('TL_ERR_NO_VALUE');
      return this.options.default;
    }

    set(value: Value): TokenLike {
      const frame = storage.getStore() as Frame;
      const old = frame.values.has(this) ? frame.values.get(this) : Symbol('missing');
      write(storage, frame, this, value);
      return new Token(this, old, frame.context);
    }

    reset(token: Token): void {
      const frame = storage.getStore() as Frame;
      if (token.used) throw failure('TL_ERR_TOKEN_USED');
      if (token.variable !== this) throw failure('TL_ERR_TOKEN_VARIABLE');
      if (token.context !== frame.context) throw failure('TL_ERR_TOKEN_CONTEXT');
      token.used = true;
      write(storage, frame, this, typeof token.oldValue === 'symbol' ? undefined : (token.oldValue as Value));
    }

    run<R>(value: Value, fn: () => R): R {
      const context = copyContext();
      put(context.values, this, value);
      return context.run(fn);
    }
  }

  function copyContext(): Context {
    return new Context(copyOf(storage.getStore()?.values ?? new Map()));
  }

  async function createTask<T>(fn: () => T): Promise<Awaited<T>> {
    return await (storage.getStore() === undefined || forks ? copyContext().run(fn) : fn());
  }

  const gather = (...fns: (() => unknown)[]): Promise<unknown[]> => Promise.all(fns.map((fn) => createTask(fn)));

  return { ContextVar, Context, copyContext, createTask, gather };
}

function failure(code: string): Error {
  return Object.assign(new Error(code), { code });
}
