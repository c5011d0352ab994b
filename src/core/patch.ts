type Method = (this: object, ...args: unknown[]) => unknown;

/** Puts back what a patch has replaced, unless somebody else has replaced ours since. */
export type Restore = () => void;

/**
 * The one way to change somebody else's object: puts what `make` gives in place of the property `name` of `owner`, which may be
 * inherited or have a setter. One that is new is not enumerable. A method gets the name and the length of the old one. Returns what
 * puts the old one back. Throws a `TypeError` where the property cannot be set.
 */
export function patch<O extends object, K extends keyof O>(owner: O, name: K, make: (original: O[K]) => O[K]): Restore;
export function patch(owner: object, name: PropertyKey, make: (original: Method) => Method): Restore;
export function patch(owner: object, name: PropertyKey, make: (original: never) => unknown): Restore {
  const isOwn = Object.hasOwn(owner, name);
  const original: unknown = Reflect.get(owner, name);
  const value = make(original as never);
  if (typeof value === 'function' && typeof original === 'function') nameAfter(value, original);
  if (!set(owner, name, value)) throw new TypeError(`The property ${String(name)} cannot be set`);
  return () => {
    if (Reflect.get(owner, name) !== value) return;
    if (isOwn || !Object.hasOwn(owner, name)) Reflect.set(owner, name, original);
    else Reflect.deleteProperty(owner, name);
  };
}

/** Says whether it could. */
function set(owner: object, name: PropertyKey, value: unknown): boolean {
  if (name in owner) return Reflect.set(owner, name, value);
  return Reflect.defineProperty(owner, name, { value, writable: true, configurable: true });
}

function nameAfter(method: Function, original: Function): void {
  for (const property of ['name', 'length'] as const) {
    const value = original[property];
    if (method[property] !== value) Object.defineProperty(method, property, { value, configurable: true });
  }
}
