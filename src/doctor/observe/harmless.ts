import { types } from 'node:util';

import { patch } from '../../core/patch.js';

/** What looks at a call before it is made: at the object, its arguments, and the function that calls `look`. */
type Look = (self: object, args: readonly unknown[], below: Function) => void;

/** Calls `look` before each call of a method. The application sees nothing of it: not even what it throws. */
export function watchMethod(owner: object, name: PropertyKey, look: Look): void {
  patch(owner, name, (method) => {
    return function lookAndCall(this: object, ...args) {
      try {
        look(this, args, lookAndCall);
      } catch {
        // what the application passed is not as Node's own code would have it
      }
      return Reflect.apply(method, this, args);
    };
  });
}

/**
 * The value of a property of the object's own. `undefined` where to read it calls code of somebody: a getter, or the trap of a Proxy.
 */
export function ownValue(object: unknown, key: PropertyKey): unknown {
  return isPlain(object) ? Object.getOwnPropertyDescriptor(object, key)?.value : undefined;
}

/** The same of a property that may be inherited. */
export function valueOf(object: unknown, key: PropertyKey): unknown {
  for (let each = object; isPlain(each); each = Reflect.getPrototypeOf(each)) {
    const property = Object.getOwnPropertyDescriptor(each, key);
    if (property !== undefined) return property.value;
  }
  return undefined;
}

/** Whether an object inherits from a prototype: `instanceof` asks Proxies, which may be code of somebody. */
export function inherits(object: unknown, prototype: object): boolean {
  for (let each = object; isPlain(each); each = Reflect.getPrototypeOf(each)) if (each === prototype) return true;
  return false;
}

/** Whether it is an object or a function, and no Proxy. */
export function isPlain(object: unknown): object is object {
  return ((typeof object === 'object' && object !== null) || typeof object === 'function') && !types.isProxy(object);
}
