import { isThenable } from '../../core/is-thenable.js';
import type { RequestTask } from './request-task.js';
import { showError } from './show-error.js';

/**
 * Calls the listener of a request. If it throws or rejects, tells the span and `console.error`, and has `answer` sent.
 */
export function callListener(task: RequestTask, listener: () => unknown, answer: () => void): void {
  try {
    const result = listener();
    if (isThenable(result)) result.then(undefined, (error) => fail(task, error, answer));
  } catch (error) {
    fail(task, error, answer);
  }
}

function fail(task: RequestTask, error: unknown, answer: () => void): void {
  task.fail(error);
  answer();
  showError(task, error);
}
