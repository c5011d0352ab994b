import type { EmitterLike } from '../../core/tasks/bind-emitter.js';
import { bindListeners, isBound, isEmitter } from '../../core/tasks/bind-listeners.js';
import { currentRunner } from './current-runner.js';
import { belongsToRequest } from './current-span.js';
import type { RequestTask } from './request-task.js';

/** The task of the request that an event is about. `undefined`: the listener runs in the context in which it was added. */
export type TaskOfEvent = (emitter: EmitterLike, event: string | symbol) => RequestTask | undefined;

/**
 * For emitters that serve many requests, such as a connection that is kept alive. Call the function it returns with an emitter:
 * from then on, a listener that is added within a request runs in the context in which it was added, or in the one of `taskOf`. A
 * listener that is added outside of any request stays as it is.
 */
export function listenerKeeper(taskOf: TaskOfEvent): (emitter: unknown) => void {
  return (emitter) => {
    if (!isBound(emitter) && isEmitter(emitter)) bindListeners(emitter, bindInRequest);
  };

  function bindInRequest<L extends (...args: unknown[]) => unknown>(
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
