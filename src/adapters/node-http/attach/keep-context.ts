import type { EventEmitter } from 'node:events';

import type { RequestTask } from '../../../adapter.js';

type EmitArgs = [name: string | symbol, ...args: unknown[]];
type Emit = (...event: EmitArgs) => boolean;

/** Told of each event after its listeners. */
export type Watch<E extends EventEmitter> = (task: RequestTask, event: EmitArgs, emitter: E) => void;

const KEPT: unique symbol = Symbol('throughline.kept');

interface Kept {
  readonly task: RequestTask;
  readonly emit: Emit;
  readonly watch: Watch<EventEmitter> | undefined;
}

type Keepable = EventEmitter & { [KEPT]?: Kept };

/**
 * Runs every listener of `emitter` in the context of the request, whoever emits: Node emits some events of a request
 * from outside of it. `watch` should be the same function for all requests: see docs/design/005.
 */
export function keepContext<E extends EventEmitter>(emitter: E, task: RequestTask, watch?: Watch<E>): void {
  const { emit } = emitter as unknown as { readonly emit: Emit };
  (emitter as Keepable)[KEPT] = { task, emit, watch: watch as Watch<EventEmitter> | undefined };
  emitter.emit = emitInContext;
}

function emitInContext(this: Keepable, ...event: EmitArgs): boolean {
  const kept = this[KEPT] as Kept;
  try {
    return needsContext(this, event[0]) ? emitIn(kept, this, event) : Reflect.apply(kept.emit, this, event);
  } finally {
    kept.watch?.(kept.task, event, this);
  }
}

/** Separate: a function that contains a closure pays for it even when it creates none. */
function emitIn({ task, emit }: Kept, emitter: Keepable, event: EmitArgs): boolean {
  return task.run(() => Reflect.apply(emit, emitter, event));
}

/** Entering a context costs more than all the rest here, so that it is done only for listeners of the application. */
function needsContext(emitter: EventEmitter, event: string | symbol): boolean {
  const count = emitter.listenerCount?.(event); // test doubles may have none
  if (count === 0) return false;
  return count !== 1 || (event !== 'end' && event !== 'finish') || !isNodesOwn(emitter.rawListeners(event)[0]);
}

/** Whether a listener is the one by which Node ends a request or a response. Where it has another name, no harm is done. */
function isNodesOwn(listener: unknown): boolean {
  const name = (listener as { readonly name?: string } | undefined)?.name;
  return name === 'clearIncoming' || name === 'bound resOnFinish';
}
