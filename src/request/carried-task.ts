import { singleton } from '../core/singleton.js';
import type { RequestTask } from './request-task.js';

const TASK: unique symbol = Symbol.for('throughline.task');

type Carrier = object & { [TASK]?: RequestTask | undefined };

/** What objects carry that cannot be extended, such as a frozen `Request`. */
const closed = singleton('closed-requests', () => new WeakMap<object, RequestTask | undefined>());

/** The task that a request carries: it is traced already, perhaps by another copy of the package. */
export function carriedTask(request: object): RequestTask | undefined {
  return (request as Carrier)[TASK] ?? closed.get(request);
}

/** Whether a request was here before: it carries a task, or the option `skip` applied to it. */
export function isCarrier(request: object): boolean {
  return TASK in request || closed.has(request);
}

/**
 * Lets the object that stands for a request carry its task, so that whoever traces it again finds it; `undefined` where
 * the option `skip` applies, so that nobody asks again.
 */
export function carryTask(request: object, task: RequestTask | undefined): void {
  if (Object.isExtensible(request)) (request as Carrier)[TASK] = task;
  else closed.set(request, task);
}

/** Calls `application` for a request that was here before: in the context of its task, if it carries one. Gives what it returns. */
export function runCarried<R>(request: object, application: (task: RequestTask | undefined) => R): R {
  const task = carriedTask(request);
  return task === undefined ? application(undefined) : task.run(() => application(task));
}
