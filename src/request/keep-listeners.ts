import type { EmitterLike } from '../core/bind-emitter.js';
import { bindListeners, isEmitter } from '../core/bind-listeners.js';
import { currentContext } from '../core/context.js';
import { enter } from '../core/enter.js';
import { isTaken } from './current-span.js';
import type { RequestTask } from './request-task.js';

/**
 * From now on a listener that is added to `emitter` within a request runs in the context in which it was added: for an emitter that
 * serves many requests, such as a connection that is kept alive. A listener that is added outside of any request stays as it is.
 * `taskOf`, asked at each event, may name another request that a listener is about. Does nothing to what is no emitter of Node.
 */
export function keepListeners(
  emitter: unknown,
  taskOf: (emitter: EmitterLike, event: string | symbol) => RequestTask | undefined,
): void {
  if (!isEmitter(emitter)) return;
  bindListeners(emitter, (listener, event) => {
    if (typeof listener !== 'function' || !isTaken()) return listener;
    const context = currentContext();
    return function (this: unknown, ...args: unknown[]): unknown {
      const call = (): unknown => Reflect.apply(listener, this, args);
      const task = taskOf(emitter, event);
      return task === undefined ? enter(context, call) : task.run(call);
    };
  });
}
