import { EventEmitter } from 'node:events';
import { Stream } from 'node:stream';

import type { Current } from '../../request/run/current-span.js';
import { type Stack, takeStack } from '../source/stack.js';
import { inherits } from './harmless.js';
import type { Held } from './leaks.js';
import { Remembered } from './remembered.js';

/** Who added a listener, and where. */
interface Added {
  readonly request: Current;
  readonly stack: Stack;
}

/** Emitters that requests have added listeners to. A stream ends by itself. */
export const emitters = new Remembered<EventEmitter>();
const known = new WeakSet<object>();
const added = new WeakMap<Function, Added>();

/** Remembers that a request listens to an emitter. */
export function rememberListener(emitter: object, listener: Function, request: Current, below: Function): void {
  if (!inherits(emitter, EventEmitter.prototype) || inherits(emitter, Stream.prototype)) return;
  added.set(listener, { request, stack: takeStack(below, 12) });
  if (known.has(emitter)) return;
  known.add(emitter);
  emitters.add(emitter as EventEmitter);
}

/** The listeners of requests that are still there. */
export function keptListeners(): readonly Held[] {
  const { prototype: own } = EventEmitter;
  const listeners = emitters.living().flatMap((emitter) => {
    // By Node's own methods: a class of the application may have others.
    return own.eventNames.call(emitter).flatMap((event) => own.rawListeners.call(emitter, event));
  });
  return listeners.flatMap((object) => {
    const by = added.get(object);
    return by === undefined ? [] : [{ what: 'listener', object, ...by }];
  });
}
