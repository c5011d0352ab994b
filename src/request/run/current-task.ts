import { current } from './current-span.js';
import type { RequestTask } from './request-task.js';

/** The task of the request that the current context belongs to, until that is answered; one that is skipped, too. */
export function currentTask(): RequestTask | undefined {
  const task = current()?.task;
  return task?.answered === false ? task : undefined;
}
