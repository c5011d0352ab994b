type Method = (this: object, ...args: unknown[]) => unknown;

/**
 * Puts what `wrap` makes in the place of a method that `target` has or inherits, under the same name and with the same length.
 * Returns what takes it away again; if somebody has replaced it since, it stays.
 */
export function replaceMethod(target: object, name: string, wrap: (original: Method) => Method): () => void {
  const before = Object.getOwnPropertyDescriptor(target, name);
  const original = Reflect.get(target, name) as Method;
  const method = wrap(original);
  Object.defineProperties(method, {
    name: { value: original.name, configurable: true },
    length: { value: original.length, configurable: true },
  });
  Object.defineProperty(target, name, { writable: true, configurable: true, ...before, value: method });
  return () => {
    if (Reflect.get(target, name) !== method) return;
    if (before === undefined) Reflect.deleteProperty(target, name);
    else Object.defineProperty(target, name, before);
  };
}
