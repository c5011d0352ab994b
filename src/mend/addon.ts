import { changeCalls, withBound } from './bind-callbacks.js';
import { isNew, prototypeOf } from './recognize.js';

/**
 * Lets each function of a native addon run its callback, the last argument, in the context in which it was passed: addons that
 * call back lose it from Node 24 on. Classes stay as they are.
 */
export function mendAddon(exported: object): void {
  if (!isNew(exported)) return;
  changeCalls(exported, functionsOf(exported), (original, self, args) => {
    return Reflect.apply(original, self, typeof args.at(-1) === 'function' ? withBound(args) : args);
  });
}

function functionsOf(exported: object): string[] {
  const entries = Object.entries(Object.getOwnPropertyDescriptors(exported));
  return entries.filter(([, property]) => property.configurable && isFunction(property.value)).map(([name]) => name);
}

/** Whether it is a function, and by its methods and its name no class. */
function isFunction(value: unknown): boolean {
  if (typeof value !== 'function') return false;
  return (
    !/^[A-Z]/.test(value.name) &&
    Reflect.ownKeys(prototypeOf(value) ?? {}).length <= 1 &&
    Object.keys(value).length === 0
  );
}
