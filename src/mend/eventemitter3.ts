import { exportOf } from './recognize.js';
import { mendPQueue } from './p-queue.js';
import { keepWatch } from './watch.js';

type Emitter = (this: unknown) => unknown;

export function isEventEmitter3(exported: object): exported is Emitter {
  return exportOf(exported, 'EventEmitter') === exported && exportOf(exported, 'prefixed') !== undefined;
}

/**
 * The same, but it mends the class of each emitter that is made, if that is p-queue's. p-queue is an ES module, which nobody can
 * reach, but the class that it extends is in CommonJS.
 */
export function mendedEventEmitter3(original: Emitter): Emitter {
  const mendClass = keepWatch(mendPQueue);
  function EventEmitter(this: unknown): unknown {
    if (new.target === undefined) return Reflect.apply(original, this, []);
    if (new.target !== EventEmitter) mendClass(new.target);
    return Reflect.construct(original, [], new.target);
  }
  return Object.assign(EventEmitter, original, { EventEmitter, prototype: original.prototype as object });
}
