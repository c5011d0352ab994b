import { bind } from './bind.js';
import { ThroughlineError } from './throughline-error.js';

type Listener = (...args: unknown[]) => unknown;
type Register = (this: unknown, event: string | symbol, listener: Listener) => unknown;

/** The part of Node's EventEmitter by which it is known. Other emitters cannot remove a wrapped listener by the original function. */
export interface EmitterLike {
  on(event: string, listener: (...args: unknown[]) => void): unknown;
  removeListener(event: string, listener: (...args: unknown[]) => void): unknown;
  rawListeners(event: string): unknown[];
}

const BOUND: unique symbol = Symbol.for('throughline.boundEmitter');

/** The methods that add a listener, and the one that each of them adds through. */
const METHODS = [
  { name: 'on', through: 'on', once: false },
  { name: 'addListener', through: 'addListener', once: false },
  { name: 'prependListener', through: 'prependListener', once: false },
  { name: 'once', through: 'on', once: true },
  { name: 'prependOnceListener', through: 'prependListener', once: true },
] as const;

/**
 * From now on each listener added to `emitter` is bound to the context in which it is added, as `bind` does;
 * `off`, `once` and `listeners` work with the function that was passed. Binding an emitter twice does nothing more.
 * Returns the emitter. Throws `TL_ERR_INVALID_ARGUMENT` for anything but one of Node's event emitters.
 */
export function bindEmitter<E extends EmitterLike>(emitter: E): E {
  if (typeof emitter?.on !== 'function' || typeof emitter.rawListeners !== 'function') {
    throw new ThroughlineError('TL_ERR_INVALID_ARGUMENT', 'emitter', "one of Node's event emitters");
  }
  if (BOUND in emitter) return emitter;
  const original = emitter as unknown as { [name: string]: unknown };
  const overrides: Record<string, Register> = {};
  for (const { name, through, once } of METHODS) {
    const register = original[through] as Register | undefined;
    if (register === undefined) continue;
    overrides[name] = function (event, listener) {
      const added = !once && standIns.has(listener) ? listener : standIn(emitter, event, listener, once);
      return register.call(this, event, added);
    };
  }
  Object.assign(emitter, overrides);
  Object.defineProperty(emitter, BOUND, { value: true });
  return emitter;
}

/** The functions that were added instead of listeners: one that comes by again, through another method, is added as it is. */
const standIns = new WeakSet<Listener>();

function standIn(emitter: EmitterLike, event: string | symbol, listener: Listener, once: boolean): Listener {
  const bound = bind(listener);
  const added = once ? addedOnce : bound;
  let called = false;
  function addedOnce(...args: unknown[]): unknown {
    if (called) return undefined;
    called = true;
    emitter.removeListener(event as string, added);
    return Reflect.apply(bound, emitter, args);
  }
  standIns.add(added);
  // Node's emitters remove a listener, and list it, by this property of the function that stands in for it.
  return Object.assign(added, { listener });
}
