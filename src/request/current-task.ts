import { current } from './current-span.js';
import type { RequestTask } from './request-task.js';

/** The task of the request that the current context belongs to, while that is under way; one that is skipped, too. */
export function currentTask(): RequestTask | undefined {
  const task = current()?.task;
  return task?.ended === false ? task : undefined;
}
