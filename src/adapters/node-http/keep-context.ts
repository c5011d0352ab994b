import type { EventEmitter } from 'node:events';

import type { RequestTask } from '../../adapter.js';

type EmitArgs = [name: string | symbol, ...args: unknown[]];

/**
 * Runs every listener of `emitter` in the context of the request, whoever emits: Node emits some events of a request
 * from outside of it. `watch`, if given, is told of each event after its listeners.
 */
export function keepContext(emitter: EventEmitter, task: RequestTask, watch?: (...event: EmitArgs) => void): void {
  const emit = emitter.emit as (...event: EmitArgs) => boolean;
  emitter.emit = (...event: EmitArgs): boolean => {
    try {
      if (emitter.listenerCount(event[0]) === 0) return Reflect.apply(emit, emitter, event);
      return task.run(() => Reflect.apply(emit, emitter, event));
    } finally {
      watch?.(...event);
    }
  };
}
