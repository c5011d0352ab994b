import { assertFunction } from '../assert-argument.js';
import { createTask } from './create-task.js';

/**
 * Runs each function as a task of its own, and returns a promise of their results, in order. The first failure rejects it; the other tasks
 * go on. Throws `TL_ERR_INVALID_ARGUMENT`, and starts nothing, if one is not a function. Source: `asyncio.gather`.
 */
export function gather<T extends readonly (() => unknown)[]>(
  ...fns: T
): Promise<{ -readonly [K in keyof T]: Awaited<ReturnType<T[K]>> }> {
  for (const [position, fn] of fns.entries()) assertFunction(fn, `fns[${position}]`);
  return Promise.all(fns.map((fn) => createTask(fn))) as never;
}
