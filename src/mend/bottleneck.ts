import { bindCallback, bindCallbacks, type Callback, changeCalls } from './bind-callbacks.js';
import { hasMethods, isNew, prototypeOf } from './recognize.js';

/** Lets the limits of Bottleneck 2 run each function in the context in which it was scheduled. Anything else stays as it is. */
export function mendBottleneck(exported: object): void {
  const prototype = prototypeOf(exported);
  if (!hasMethods(prototype, ['submit', 'schedule', 'wrap', 'updateSettings', 'incrementReservoir'])) return;
  if (!isNew(prototype)) return;
  bindCallbacks(prototype, ['submit'], 1);
  changeCalls(prototype, ['schedule', 'submit'], (original, self, args) => {
    const at = args.findIndex((arg) => typeof arg === 'function');
    return Reflect.apply(original, self, at === -1 ? args : args.with(at, bindCallback(args[at] as Callback)));
  });
}
