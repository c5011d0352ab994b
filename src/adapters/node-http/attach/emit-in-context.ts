import type { EventEmitter } from 'node:events';

import type { RequestTask } from '../../../adapter.js';
import type { Method } from './role.js';

type Event = string | symbol;

/**
 * Emits an event with its listeners in the context of the request, whoever emits: Node emits some events of a request from outside of it.
 * `args` are the arguments of `emit`.
 */
export function emitInContext(emit: Method, emitter: EventEmitter, task: RequestTask, args: IArguments): unknown {
  const event = args[0] as Event;
  if (needsContext(emitter, event)) return emitIn(emit, emitter, task, args);
  return args.length === 1 ? emit.call(emitter, event) : Reflect.apply(emit, emitter, args);
}

/** Apart, because a function that has a closure in it pays for that in each call, whether it makes the closure or not. */
function emitIn(emit: Method, emitter: EventEmitter, task: RequestTask, args: IArguments): unknown {
  return task.run(() => Reflect.apply(emit, emitter, args));
}

/** Entering a context costs more than the rest of an event: it is done only for listeners of the application. */
function needsContext(emitter: EventEmitter, event: Event): boolean {
  const { _events: listeners } = emitter as { _events?: Readonly<Record<Event, unknown>> };
  if (listeners === undefined) return emitter.listenerCount?.(event) !== 0; // test doubles may have neither
  const listener = listeners[event];
  return listener !== undefined && (typeof listener !== 'function' || !isNodesOwn(listener));
}

/** The one listener by which Node ends every request, once it was seen. A function takes long to tell its name. */
let nodesOwn: unknown;

/** Whether a listener is that one. Where it has another name, no harm is done. */
function isNodesOwn(listener: { readonly name: string }): boolean {
  if (listener === nodesOwn) return true;
  if (listener.name !== 'clearIncoming') return false;
  nodesOwn = listener;
  return true;
}
