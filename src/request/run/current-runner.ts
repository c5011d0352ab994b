import { currentContext } from '../../core/context.js';
import { enter } from '../../core/enter.js';

/** Calls `fn()` in one certain context, from wherever it is called, and gives what `fn` returns. */
export type Runner = <R>(fn: () => R) => R;

/** The runner of the context that is current now: of that one, not of a copy. Outside any task, of an empty one. */
export function currentRunner(): Runner {
  const context = currentContext();
  return (fn) => enter(context, fn);
}
