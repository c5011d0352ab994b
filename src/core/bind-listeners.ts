import type { EmitterLike } from './bind-emitter.js';

type Listener = (...args: unknown[]) => unknown;
type Register = (this: unknown, event: string | symbol, listener: Listener) => unknown;
/** Gives what is to be called in place of the listener. */
type BindListener = (listener: Listener) => Listener;

const BOUND: unique symbol = Symbol.for('throughline.boundEmitter');

/** The methods that add a listener, each with the one that adds it through this one and for one event. */
const METHODS = [['on', 'once'], ['addListener'], ['prependListener', 'prependOnceListener']] as const;

/** Whether the listeners of `value` can be bound: it is one of Node's event emitters, and can be changed. */
export function isEmitter(value: unknown): value is EmitterLike {
  const emitter = value as Partial<EmitterLike> | null | undefined;
  return (
    typeof emitter?.on === 'function' && typeof emitter.rawListeners === 'function' && Object.isExtensible(emitter)
  );
}

/** From now on each listener added to `emitter` is bound by `bindListener`. Does nothing to an emitter that is bound. */
export function bindListeners(emitter: EmitterLike, bindListener: BindListener): void {
  if (BOUND in emitter) return;
  const methods = emitter as unknown as Record<string, Register | undefined>;
  for (const [name, once] of METHODS) {
    const register = methods[name];
    if (register === undefined) continue;
    methods[name] = function (event, listener) {
      return register.call(this, event, standIns.has(listener) ? listener : standIn(listener, bindListener(listener)));
    };
    if (once === undefined) continue;
    methods[once] = function (event, listener) {
      const bound = bindListener(listener);
      const added = standIn(listener, (...args) => {
        if (!standIns.delete(added)) return undefined;
        emitter.removeListener(event as string, added);
        return Reflect.apply(bound, emitter, args);
      });
      return register.call(this, event, added);
    };
  }
  Object.defineProperty(emitter, BOUND, { value: true });
}

/** The functions that were added instead of listeners: one that comes by again, through another method, is added as it is. */
const standIns = new WeakSet<Listener>();

function standIn(listener: Listener, added: Listener): Listener {
  standIns.add(added);
  // Node's emitters remove a listener, and list it, by this property of the function that stands in for it.
  return Object.assign(added, { listener });
}
