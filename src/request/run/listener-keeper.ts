import type { EmitterLike } from '../../core/tasks/bind-emitter.js';
import { bindListeners, isEmitter } from '../../core/tasks/bind-listeners.js';
import { currentRunner } from './current-runner.js';
import { belongsToRequest } from './current-span.js';
import type { RequestTask } from './request-task.js';

/** May name the request that an event is about; `undefined` where it is the one in which the listener was added. */
export type TaskOfEvent = (emitter: EmitterLike, event: string | symbol) => RequestTask | undefined;

/**
 * For an emitter that serves many requests, such as a connection that is kept alive: gives the function that binds a listener that is
 * added within a request to the context in which it was added. One that is added outside of any request stays as it is.
 */
export function listenerKeeper(taskOf: TaskOfEvent): (emitter: unknown) => void {
  return (emitter) => {
    if (isEmitter(emitter)) bindListeners(emitter, bindKept);
  };

  function bindKept<L extends (...args: unknown[]) => unknown>(
    listener: L,
    event: string | symbol,
    emitter: EmitterLike,
  ): L {
    if (typeof listener !== 'function' || !belongsToRequest()) return listener;
    const run = currentRunner();
    return function (this: unknown, ...args: unknown[]): unknown {
      const call = (): unknown => Reflect.apply(listener, this, args);
      const task = taskOf(emitter, event);
      return task === undefined ? run(call) : task.run(call);
    } as L;
  }
}
