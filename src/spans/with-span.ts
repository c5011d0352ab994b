import { assertFunction } from '../core/assert-argument.js';
import { copyContext } from '../core/context.js';
import { enter } from '../core/enter.js';
import { isThenable } from '../core/is-thenable.js';
import { putActive } from '../request/active/active-entry.js';
import type { ChildSpan } from './child-span.js';
import { assertName, newChildSpan } from './start-span.js';
import type { SpanAttributes } from './record/recorder.js';

/**
 * Calls `fn(span)` in a copy of the current context in which a new span is active. Returns what `fn` returns; for a promise, one that settles
 * the same way. The span ends when `fn` has returned, or when its promise has settled. If `fn` throws or rejects, the span records the error,
 * and you get it as it was. Throws `TL_ERR_INVALID_ARGUMENT` if `name` is not a string, or empty, or if `fn` is not a function.
 *
 *     const order = await withSpan('load order', () => orders.find(id));
 */
export function withSpan<R>(name: string, fn: (span: ChildSpan) => R): R;
export function withSpan<R>(name: string, attributes: SpanAttributes, fn: (span: ChildSpan) => R): R;
export function withSpan<R>(
  name: string,
  ...rest: [(span: ChildSpan) => R] | [SpanAttributes, (span: ChildSpan) => R]
): R {
  assertName(name);
  const [attributes, fn] = rest.length === 1 ? [undefined, rest[0]] : rest;
  assertFunction(fn, 'fn');
  return runInSpan(newChildSpan(name, 'internal', attributes), fn);
}

/** Calls `fn(span)` within the span, and ends it. */
function runInSpan<R>(span: ChildSpan, fn: (span: ChildSpan) => R): R {
  const context = copyContext();
  putActive(context, span);
  try {
    const result = enter(context, () => fn(span));
    if (isThenable(result)) return endWith(span, result) as R;
    span.end();
    return result;
  } catch (error) {
    span.fail(error).end();
    throw error;
  }
}

/** Ends the span when `result` settles. Returns a new promise, so that Node reports a rejection that nobody handles. */
async function endWith(span: ChildSpan, result: PromiseLike<unknown>): Promise<unknown> {
  try {
    return await result;
  } catch (error) {
    span.fail(error);
    throw error;
  } finally {
    span.end();
  }
}
