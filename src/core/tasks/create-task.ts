import { assertFunction } from '../assert-argument.js';
import { copyContext } from '../context.js';
import { enter } from '../enter.js';

/**
 * Starts `fn` at once in a copy of the current context, and returns a promise of its result. If `fn` throws, the promise rejects. Works
 * outside any task, too: there the copy is empty. Throws `TL_ERR_INVALID_ARGUMENT` if `fn` is not a function. Source:
 * `asyncio.create_task`.
 */
export function createTask<T>(fn: () => T): Promise<Awaited<T>> {
  assertFunction(fn, 'fn');
  return enter(copyContext(), () => settle(fn));
}

/** Runs inside the task, so that a lazy thenable is started there and an unhandled rejection belongs to it. */
function settle<T>(fn: () => T): Promise<Awaited<T>> {
  try {
    return Promise.resolve(fn());
  } catch (error) {
    return Promise.reject(error);
  }
}
