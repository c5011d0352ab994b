type Method = (this: object, ...args: unknown[]) => unknown;

/**
 * Puts what `make` gives in place of the method `name` of `owner`, which may have inherited it. The new method gets the name and
 * the length of the old one. Returns a function that puts the old one back, unless somebody else has replaced ours since.
 */
export function patch(owner: object, name: string, make: (original: Method) => Method): () => void {
  const before = Object.getOwnPropertyDescriptor(owner, name);
  const original = Reflect.get(owner, name) as Method;
  const method = make(original);
  Object.defineProperties(method, {
    name: { value: original.name, configurable: true },
    length: { value: original.length, configurable: true },
  });
  Object.defineProperty(owner, name, { writable: true, configurable: true, ...before, value: method });
  return () => {
    if (Reflect.get(owner, name) !== method) return;
    if (before === undefined) Reflect.deleteProperty(owner, name);
    else Object.defineProperty(owner, name, before);
  };
}
