import { isThenable } from '../../core/is-thenable.js';
import type { RequestTask } from './request-task.js';
import { showError } from './show-error.js';

/**
 * Calls the listener of a request. If it throws or rejects, tells the span and `console.error`, and has `answer` send something to
 * `client`.
 */
export function callListener<Client>(
  task: RequestTask,
  listener: () => unknown,
  answer: (client: Client) => void,
  client: Client,
): void {
  try {
    const result = listener();
    if (isThenable(result)) awaitListener(task, result, answer, client);
  } catch (error) {
    fail(task, error, answer, client);
  }
}

/** Apart, for what a closure keeps is made for each call of the function that it is in. */
function awaitListener<Client>(
  task: RequestTask,
  result: PromiseLike<unknown>,
  answer: (client: Client) => void,
  client: Client,
): void {
  result.then(undefined, (error) => fail(task, error, answer, client));
}

function fail<Client>(task: RequestTask, error: unknown, answer: (client: Client) => void, client: Client): void {
  task.fail(error);
  answer(client);
  showError(task, error);
}
