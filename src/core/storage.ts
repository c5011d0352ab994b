import { AsyncLocalStorage } from 'node:async_hooks';

import type { Context } from './context.js';
import type { ContextVar } from './context-var.js';

/**
 * What all copies of the package in one process share: ESM beside CJS, one version beside another. They also rely on each
 * other's `Context` (its fields and `copy`), `Token` (its fields), `index` of a variable, `Span` and value of the variable
 * `span`, and on the symbols that are made with `Symbol.for`. A change to any of them takes a new version of the key.
 */
interface Shared {
  /** The one AsyncLocalStorage. It holds the current context; nothing outside any task. */
  readonly storage: AsyncLocalStorage<Context>;
  /** Every variable, at its index. */
  readonly variables: ContextVar<unknown>[];
  /** The variables that the package itself defines, by name: each copy must find the same ones. */
  readonly wellKnown: Map<string, ContextVar<unknown>>;
  /** The codes of the warnings that were emitted. */
  readonly warned: Set<string>;
}

const KEY: unique symbol = Symbol.for('throughline.core.v1');

function shared(): Shared {
  const holder = globalThis as { [KEY]?: Shared };
  if (holder[KEY] === undefined) {
    const value: Shared = { storage: new AsyncLocalStorage(), variables: [], wellKnown: new Map(), warned: new Set() };
    Object.defineProperty(holder, KEY, { value });
    return value;
  }
  return holder[KEY];
}

export const { storage, variables, wellKnown, warned } = shared();
