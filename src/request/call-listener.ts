import { isThenable } from './is-thenable.js';
import type { RequestTask } from './request-task.js';

/**
 * Calls the listener of a request. If it throws or rejects, tells the span and `console.error`, and has `answer` sent.
 * Without a task gives what the listener returns, and leaves its errors alone.
 */
export function callListener(task: RequestTask | undefined, listener: () => unknown, answer: () => void): unknown {
  if (task === undefined) return listener();
  const fail = (error: unknown): void => {
    task.fail(error);
    answer();
    showError(error, task);
  };
  try {
    const result = listener();
    if (isThenable(result)) result.then(undefined, fail);
  } catch (error) {
    fail(error);
  }
  return undefined;
}

/** Shows what the application threw, in the context of its request. Never throws. */
export function showError(error: unknown, task: RequestTask): void {
  try {
    task.run(() => console.error(error));
  } catch {
    console.error('A request failed with an error that cannot be shown.');
  }
}
