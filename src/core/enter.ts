import { type Context, outerContext } from './context.js';
import { runIn } from './run-call.js';

/**
 * Calls `fn()` with `context` current, for the call and for all that it starts. Every way into a context goes through here, or
 * does the same in its own frame, as `run` does.
 *
 * It counts how often each context on the stack is entered. It counts the outer context as well, because code that goes on after
 * an await has not come in by this function. The `finally` calls nothing: the stack may be full.
 */
export function enter<R>(context: Context, fn: () => R): R {
  const outer = outerContext();
  if (outer === context) return fn();
  context.entered++;
  outer.entered++;
  try {
    return runIn(context, fn);
  } finally {
    context.entered--;
    outer.entered--;
  }
}
