import { BoundListeners, type Listener } from './bound-listeners.js';

/**
 * From now on each listener of `emitter` is bound by `bind`. It is for emitters that are not Node's. Some of them find a listener only by
 * the function that they got. So when the user removes a listener, they are asked to remove that function.
 */
export function bindForeignListeners(emitter: object, bind: (listener: Listener) => Listener): void {
  const bound = new BoundListeners(bind);
  for (const name of ['on', 'addListener', 'prependListener']) {
    replace(emitter, name, ([event, listener, ...rest]) => [event, bound.add(event, listener), ...rest]);
  }
  for (const name of ['once', 'prependOnceListener']) {
    replace(emitter, name, ([event, listener, ...rest]) => [event, bound.addOnce(event, listener), ...rest]);
  }
  for (const name of ['off', 'removeListener']) {
    replace(emitter, name, ([event, listener, ...rest]) => [event, bound.remove(event, listener), ...rest]);
  }
  replace(emitter, 'removeAllListeners', (events) => {
    bound.forget(events);
    return events;
  });
}

/** From now on the method gets other arguments. Does nothing where there is no such method, or where it cannot be replaced. */
function replace(emitter: object, name: string, change: (args: unknown[]) => unknown[]): void {
  const method = (emitter as Record<string, unknown>)[name];
  if (typeof method !== 'function') return;
  const value: Listener = function (...args) {
    return Reflect.apply(method, this, change(args));
  };
  Reflect.defineProperty(emitter, name, { value, writable: true, configurable: true });
}
