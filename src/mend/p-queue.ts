import { bindCallback, type Callback, changeCalls } from './bind-callbacks.js';
import { hasMethods, isNew, prototypeOf } from './recognize.js';

/** Lets the queues of p-queue run each function in the context in which it was added. Anything else stays as it is. */
export function mendPQueue(exported: unknown): void {
  const prototype = prototypeOf(exported);
  if (!hasMethods(prototype, ['add', 'addAll', 'onIdle', 'onEmpty', 'sizeBy']) || !isNew(prototype)) return;
  changeCalls(prototype, ['add'], (original, self, [fn, ...options]) => {
    const bound = typeof fn === 'function' ? bindCallback(fn as Callback) : fn;
    return Reflect.apply(original, self, [bound, ...options]);
  });
}
