import type { RequestTask } from './request-task.js';

const TASK: unique symbol = Symbol.for('throughline.task');

type Carrier = object & { [TASK]?: RequestTask };

/** The task that a request carries: it is traced already, perhaps by another copy of the package. */
export function carriedTask(request: object): RequestTask | undefined {
  return (request as Carrier)[TASK];
}

/** Lets the object that stands for a request carry its task, so that whoever traces it again finds it. */
export function carryTask(request: object, task: RequestTask): void {
  (request as Carrier)[TASK] = task;
}
