import { BoundListeners, type Listener } from './bound-listeners.js';

type Change = (bound: BoundListeners, args: unknown[]) => unknown[];

/**
 * From now on each listener of `emitter` is bound by `bind`. It is for emitters that are not Node's. Some of them find a listener only by
 * the function that they got. So when the user removes a listener, they are asked to remove that function.
 */
export function bindForeignListeners(emitter: object, bind: (listener: Listener) => Listener): void {
  /** `emitter` may be a prototype: each emitter that inherits from it has listeners of its own. */
  const byEmitter = new WeakMap<object, BoundListeners>();
  const replaceEach = (names: readonly string[], change: Change): void => {
    for (const name of names) {
      replace(emitter, name, (self, args) => {
        const bound = byEmitter.get(self) ?? new BoundListeners(bind);
        byEmitter.set(self, bound);
        return change(bound, args);
      });
    }
  };
  replaceEach(['on', 'addListener', 'prependListener'], (bound, [event, listener, ...rest]) => {
    return [event, bound.add(event, listener), ...rest];
  });
  replaceEach(['once', 'prependOnceListener'], (bound, [event, listener, ...rest]) => {
    return [event, bound.addOnce(event, listener), ...rest];
  });
  replaceEach(['off', 'removeListener'], (bound, [event, listener, ...rest]) => {
    return [event, bound.remove(event, listener), ...rest];
  });
  replaceEach(['removeAllListeners'], (bound, events) => {
    bound.forget(events);
    return events;
  });
}

/** From now on the method gets other arguments. Does nothing where there is no such method, or where it cannot be replaced. */
function replace(emitter: object, name: string, change: (self: object, args: unknown[]) => unknown[]): void {
  const method = (emitter as Record<string, unknown>)[name];
  if (typeof method !== 'function') return;
  const value = function (this: object, ...args: unknown[]): unknown {
    return Reflect.apply(method, this, change(this, args));
  };
  Reflect.defineProperty(emitter, name, { value, writable: true, configurable: true });
}
