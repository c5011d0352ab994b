import type { EmitterLike } from './bind-emitter.js';

type Listener = (...args: unknown[]) => unknown;
type Register = (this: unknown, event: string | symbol, listener: Listener) => unknown;
/** Gives what is to be called in place of the listener. */
type BindListener = (listener: Listener) => Listener;

const BOUND: unique symbol = Symbol.for('throughline.boundEmitter');

/** The methods that add a listener, and the one that each of them adds through. */
const METHODS = [
  { name: 'on', through: 'on', once: false },
  { name: 'addListener', through: 'addListener', once: false },
  { name: 'prependListener', through: 'prependListener', once: false },
  { name: 'once', through: 'on', once: true },
  { name: 'prependOnceListener', through: 'prependListener', once: true },
] as const;

/** Whether the listeners of `value` can be bound: it is one of Node's event emitters. */
export function isEmitter(value: unknown): value is EmitterLike {
  const emitter = value as Partial<EmitterLike> | null | undefined;
  return typeof emitter?.on === 'function' && typeof emitter.rawListeners === 'function';
}

/** From now on each listener added to `emitter` is bound by `bindListener`. Does nothing to an emitter that is bound. */
export function bindListeners(emitter: EmitterLike, bindListener: BindListener): void {
  if (BOUND in emitter) return;
  const original = emitter as unknown as { [name: string]: unknown };
  const overrides: Record<string, Register> = {};
  for (const { name, through, once } of METHODS) {
    const register = original[through] as Register | undefined;
    if (register === undefined) continue;
    overrides[name] = function (event, listener) {
      const added = !once && standIns.has(listener) ? listener : standIn(emitter, event, listener, once, bindListener);
      return register.call(this, event, added);
    };
  }
  Object.assign(emitter, overrides);
  Object.defineProperty(emitter, BOUND, { value: true });
}

/** The functions that were added instead of listeners: one that comes by again, through another method, is added as it is. */
const standIns = new WeakSet<Listener>();

function standIn(
  emitter: EmitterLike,
  event: string | symbol,
  listener: Listener,
  once: boolean,
  bindListener: BindListener,
): Listener {
  const bound = bindListener(listener);
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
