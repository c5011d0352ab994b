import { getEventListeners } from 'node:events';

import { attempt } from '../../core/attempt.js';
import { patch } from '../../core/patch.js';
import { currentRequest } from './current-request.js';
import { callFor, type Passed } from './foreign.js';
import { isPlain, valueOf, watchMethod } from './harmless.js';
import { passedIn, rememberPassed } from './listeners.js';

/** Targets that requests have added listeners to. */
const listened = new WeakSet<object>();

const type = Object.getOwnPropertyDescriptor(Event.prototype, 'type');

/** Watches in which context targets call what requests listen with. */
export function watchEventTargets(): void {
  const prototype: object = EventTarget.prototype;
  watchMethod(prototype, 'addEventListener', (target, [, listener]) => {
    const fn = typeof listener === 'function' ? listener : valueOf(listener, 'handleEvent');
    const own = typeof fn === 'function' && isPlain(listener) && isPlain(target) ? currentRequest() : undefined;
    if (own === undefined) return;
    listened.add(target);
    rememberPassed(listener as object, own, fn as Function);
  });
  patch(prototype, 'dispatchEvent', (dispatch) => {
    return function dispatchAndLook(this: object, ...args) {
      const passed = listened.has(this) ? attempt(() => passedTo(this, args[0])) : undefined;
      if (passed === undefined || passed.length === 0) return Reflect.apply(dispatch, this, args);
      return callFor(passed, () => Reflect.apply(dispatch, this, args));
    };
  });
}

function passedTo(target: object, event: unknown): readonly Passed[] {
  const name: unknown = isPlain(event) ? type?.get?.call(event) : undefined; // a class of the application may have another one
  return typeof name === 'string' ? passedIn(getEventListeners(target as EventTarget, name)) : [];
}
