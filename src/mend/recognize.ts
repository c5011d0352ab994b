import { nodeBuiltin } from '../core/runtime/node-builtin.js';
import { singleton } from '../core/singleton.js';
import { currentWatch } from './watch.js';

const util: Partial<typeof import('node:util')> | undefined = nodeBuiltin('util');

const mended = singleton('mended', () => new WeakSet<object>());
const watched = new WeakSet<object>();

/** Whether `owner` was not mended before, by any copy of the package, or not watched. It is from now on. */
export function isNew(owner: object): boolean {
  const seen = currentWatch() === undefined ? mended : watched;
  if (seen.has(owner)) return false;
  seen.add(owner);
  return true;
}

/** Whether all of these are methods of `owner`, its own or inherited. Calls no getter, which may load more. */
export function hasMethods(owner: unknown, methods: readonly string[]): owner is object {
  return (
    isObject(owner) &&
    methods.every((name) => name in owner && typeof exportOf(ownerOf(owner, name), name) === 'function')
  );
}

/** What a module exports by this name; `undefined` for a getter and for a proxy. */
export function exportOf(exported: object, name: string): unknown {
  const value: unknown = Object.getOwnPropertyDescriptor(exported, name)?.value;
  return util?.types?.isProxy(value) === true ? undefined : value;
}

/** The prototype of what may be a class. */
export function prototypeOf(value: unknown): object | undefined {
  const prototype = typeof value === 'function' ? exportOf(value, 'prototype') : undefined;
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
