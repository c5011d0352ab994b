/** Sets a property, where `__proto__` is a name like others. */
export function assign(object: object, key: PropertyKey, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
  } else {
    (object as Record<PropertyKey, unknown>)[key] = value;
  }
}
