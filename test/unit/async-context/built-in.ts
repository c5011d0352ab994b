import { expect } from 'vitest';

type Flags = 'w' | 'e' | 'c' | 'wc' | '';

/** Expects a data property of this value; `flags` has a letter for each of writable, enumerable, configurable. */
export function expectData(object: object, key: PropertyKey, value: unknown, flags: Flags): void {
  expect(Object.getOwnPropertyDescriptor(object, key)).toEqual({
    value,
    writable: flags.includes('w'),
    enumerable: flags.includes('e'),
    configurable: flags.includes('c'),
  });
}

/** Expects what ECMA-262, "ECMAScript Standard Built-in Objects", says of each function: length, name, prototype, extensible. */
export function expectBuiltIn(fn: unknown, name: string, length: number): void {
  expect(typeof fn).toBe('function');
  expectData(fn as object, 'name', name, 'c');
  expectData(fn as object, 'length', length, 'c');
  expect(Object.getPrototypeOf(fn)).toBe(Function.prototype);
  expect(Object.isExtensible(fn)).toBe(true);
}

/** Expects a function that is no constructor, as all built-in ones are that are not said to be. */
export function expectNoConstructor(fn: unknown): void {
  expect(fn).not.toHaveProperty('prototype');
  expect(isConstructor(fn)).toBe(false);
}

export function isConstructor(fn: unknown): boolean {
  try {
    Reflect.construct(Object, [], fn as new () => object);
    return true;
  } catch {
    return false;
  }
}

/** What is no object of the class that a method belongs to. */
export const STRANGERS: readonly unknown[] = [
  undefined,
  null,
  true,
  1,
  1n,
  '',
  Symbol('s'),
  {},
  [],
  () => {},
  new Map(),
];

/** What cannot be called. */
export const NOT_CALLABLE: readonly unknown[] = [undefined, null, true, 1, 1n, '', Symbol('s'), {}, []];
