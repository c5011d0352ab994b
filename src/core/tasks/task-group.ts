import { assertFunction } from '../assert-argument.js';
import { createTask } from './create-task.js';
import { ThroughlineError } from '../throughline-error.js';

/** Several tasks that end together. */
export interface TaskGroup {
  /** Aborted, with the error as its reason, as soon as one task or the body fails. */
  readonly signal: AbortSignal;
  /**
   * Starts a task of the group, as `createTask` does; its failure is reported by the group, whether or not the
   * promise is awaited. Throws `TL_ERR_TASK_GROUP_CLOSED` once the group has failed or finished.
   */
  createTask<T>(fn: () => T): Promise<Awaited<T>>;
}

/**
 * Calls `body` with a group, and waits for all tasks of the group, also for tasks that tasks add. Then returns what `body` returned. The
 * first failure aborts `group.signal`. When all tasks have ended, rejects with one `AggregateError` of all errors, except those with which
 * tasks react to the abort: its reason again, or an `AbortError`. `body` runs in the caller's context, each task in its own copy. Throws
 * `TL_ERR_INVALID_ARGUMENT` if `body` is not a function. Source: `asyncio.TaskGroup`.
 */
export function taskGroup<T>(body: (group: TaskGroup) => T): Promise<Awaited<T>> {
  assertFunction(body, 'body');
  return runGroup(body);
}

async function runGroup<T>(body: (group: TaskGroup) => T): Promise<Awaited<T>> {
  const abort = new AbortController();
  const { signal } = abort;
  const pending = new Set<Promise<unknown>>();
  const errors: unknown[] = [];
  let isClosed = false;

  /** Takes in an error, unless it is a cancellation that follows from the first one. */
  function fail(error: unknown): void {
    if (signal.aborted && isCancellation(error, signal)) return;
    const isKnown = typeof error === 'object' && errors.includes(error); // the body awaited a task that failed
    if (!isKnown) errors.push(error);
    abort.abort(error);
  }

  function createGroupTask<R>(fn: () => R): Promise<Awaited<R>> {
    if (isClosed || signal.aborted) throw new ThroughlineError('TL_ERR_TASK_GROUP_CLOSED');
    const task = createTask(fn);
    const settled: Promise<unknown> = task.then(undefined, fail).finally(() => pending.delete(settled));
    pending.add(settled);
    return task;
  }

  let result: Awaited<T> | undefined;
  try {
    result = await body({ signal, createTask: createGroupTask });
  } catch (error) {
    fail(error);
  }
  while (pending.size > 0) await Promise.all(pending);
  isClosed = true;
  if (errors.length > 0) throw new AggregateError(errors, `${errors.length} error(s) in a task group`);
  return result as Awaited<T>;
}

/** Whether `error` says no more than that the signal was aborted; by way of a group within, too. */
function isCancellation(error: unknown, signal: AbortSignal): boolean {
  if (error === signal.reason) return true;
  const { name, errors } = Object(error) as { name?: unknown; errors?: unknown }; // it may be of another realm
  return name === 'AbortError' || (Array.isArray(errors) && errors.every((inner) => isCancellation(inner, signal)));
}
