import { singleton } from '../../core/singleton.js';
import { current } from './current-span.js';
import type { RequestTask } from './request-task.js';

/** Where a request carries its task, unless it cannot be extended. */
export const TASK: unique symbol = Symbol.for('throughline.task');

type Carrier = object & { [TASK]?: RequestTask };

/** What objects carry that cannot be extended, such as a frozen `Request`, or that hide it. */
const closed = singleton('closed-requests', () => new WeakMap<object, RequestTask>());

/** The task that a request carries: it is traced, or skipped, already, perhaps by another copy of the package. */
export function carriedTask(request: object): RequestTask | undefined {
  return (request as Carrier)[TASK] ?? closed.get(request);
}

/** Whether a request was here before. */
export function isCarrier(request: object): boolean {
  return TASK in request || closed.has(request);
}

/** Lets the object that stands for a request carry its task, so that whoever traces it again finds it. */
export function carryTask(request: object, task: RequestTask): void {
  if (Object.isExtensible(request)) (request as Carrier)[TASK] = task;
  else closed.set(request, task);
}

/** The same where methods that read `TASK` are not to find it. */
export function carryHidden(request: object, task: RequestTask): void {
  closed.set(request, task);
}

/**
 * Calls `application` for a request that was here before, in the context of its task: in the current one, if that belongs to it
 * already. Gives what it returns.
 */
export function runCarried<R>(request: object, application: (task: RequestTask) => R): R {
  const task = carriedTask(request) as RequestTask;
  return current()?.task === task ? application(task) : task.run(() => application(task));
}
