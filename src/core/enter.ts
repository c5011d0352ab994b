import { type Context, outerContext } from './context.js';
import { runIn } from './run-call.js';

/** A way back into a context: an `AsyncResource` that was made in it. */
export interface Reentry {
  runInAsyncScope<R>(fn: () => R): R;
}

/**
 * Calls `fn()` with `context` current, for the call and for all that it starts. Every way into a context goes through here, or
 * does the same in its own frame, as `run` does.
 *
 * It counts how often each context on the stack is entered. It counts the outer context as well, because code that goes on after
 * an await has not come in by this function. The `finally` calls nothing: the stack may be full.
 */
export function enter<R>(context: Context, fn: () => R): R;
/** The same for `fn(argument)`: a closure for each call would cost more. */
export function enter<A extends object, R>(context: Context, fn: (argument: A) => R, argument: A): R;
export function enter<R>(context: Context, fn: (argument?: object) => R, argument?: object): R {
  const outer = outerContext();
  if (outer === context) return argument === undefined ? fn() : fn(argument);
  context.entered++;
  outer.entered++;
  try {
    return argument === undefined ? runIn(context, fn) : runIn(context, fn, argument);
  } finally {
    context.entered--;
    outer.entered--;
  }
}

/** `enter(context, fn)` by a way back into it. */
export function enterBy<R>(way: Reentry, context: Context, fn: () => R): R {
  const outer = outerContext();
  if (outer === context) return fn();
  context.entered++;
  outer.entered++;
  try {
    return way.runInAsyncScope(fn);
  } finally {
    context.entered--;
    outer.entered--;
  }
}
