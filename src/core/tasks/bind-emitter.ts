import { assertArgument } from '../assert-argument.js';
import { bind } from './bind.js';
import { bindListeners, isEmitter } from './bind-listeners.js';

/** The part of Node's EventEmitter by which it is known. Other emitters cannot remove a wrapped listener by the original function. */
export interface EmitterLike {
  on(event: string, listener: (...args: unknown[]) => void): unknown;
  removeListener(event: string, listener: (...args: unknown[]) => void): unknown;
  rawListeners(event: string): unknown[];
}

/**
 * From now on, binds each listener that is added to `emitter` to the context in which it is added, as `bind` does. `off`, `once` and
 * `listeners` work with the function that you passed. Binding an emitter twice does nothing more. Returns the emitter. Throws
 * `TL_ERR_INVALID_ARGUMENT` if it is not one of Node's event emitters, or cannot be extended.
 */
export function bindEmitter<E extends EmitterLike>(emitter: E): E {
  assertArgument(isEmitter(emitter), 'emitter', "one of Node's event emitters that can be extended");
  bindListeners(emitter, bind);
  return emitter;
}
