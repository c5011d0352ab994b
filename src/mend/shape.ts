import { singleton } from '../core/singleton.js';

const mended = singleton('mended', () => new WeakSet<object>());

/** Whether `owner` was not seen before, by any copy of the package. It is from now on. */
export function isNew(owner: object): boolean {
  if (mended.has(owner)) return false;
  mended.add(owner);
  return true;
}

/** Whether all of these are methods of `owner`, its own or inherited. */
export function hasMethods(owner: unknown, methods: readonly string[]): owner is object {
  return isObject(owner) && methods.every((name) => typeof Reflect.get(owner, name) === 'function');
}

/** What a module exports by this name; `undefined` for a getter, which may load more. */
export function exportOf(exported: object, name: string): unknown {
  return Object.getOwnPropertyDescriptor(exported, name)?.value;
}

/** The prototype of what may be a class. */
export function prototypeOf(value: unknown): object | undefined {
  const prototype: unknown = typeof value === 'function' ? value.prototype : undefined;
  return isObject(prototype) ? prototype : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === 'function' || (typeof value === 'object' && value !== null);
}

/** The object in the chain of prototypes that has the method. */
export function ownerOf(object: object, method: string): object {
  for (let owner: object | null = object; owner !== null; owner = Reflect.getPrototypeOf(owner)) {
    if (Object.hasOwn(owner, method)) return owner;
  }
  return object;
}
