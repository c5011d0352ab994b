import { Context } from '../core/context.js';
import { enter } from '../core/enter.js';
import { storage } from '../core/storage.js';

/** Calls `fn()` in one certain context, from wherever it is called, and gives what `fn` returns. */
export type Runner = <R>(fn: () => R) => R;

/** The runner of the context that is current now: of that one, not of a copy. Outside any task, of an empty one. */
export function currentRunner(): Runner {
  const context = storage.getStore() ?? new Context();
  return (fn) => enter(context, fn);
}
