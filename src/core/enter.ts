import type { Context } from './context.js';
import { storage } from './storage.js';

/**
 * Calls `fn()` with `context` current, for the call and for all that it starts. Every way into a context goes through
 * here, so that the contexts on the stack are marked as entered: the outer one too, for after an `await` its flow is in
 * it without a mark.
 */
export function enter<R>(context: Context, fn: () => R): R {
  const outer = storage.getStore();
  if (outer === context) return fn();
  context.entered++;
  if (outer !== undefined) outer.entered++;
  try {
    return storage.run(context, fn);
  } finally {
    context.entered--;
    if (outer !== undefined) outer.entered--;
  }
}
