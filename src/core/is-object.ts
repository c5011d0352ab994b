/** Whether `value` is an object; a function is none here. */
export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** Whether `value` is an object as the language has it, where a function is one too. */
export function isObjectOrFunction(value: unknown): value is object {
  return isObject(value) || typeof value === 'function';
}

/** Whether `value` is an object of no class: one that was written down, or parsed, in any realm. */
export function isPlainObject(value: unknown): value is object {
  if (!isObject(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
