import type { Context } from '../../../core/context.js';
import { isPlainObject } from '../../../core/is-object.js';
import { nodeBuiltin } from '../../../core/runtime/node-builtin.js';

/** Where the options of a request keep what stands for the context in which the application asked for it. */
const ASKED = Symbol('throughline.asked');

/** What stands for a context is a function: whoever clones, merges or freezes all that is in options leaves it as it is. */
const askers = new WeakSet<() => Context>();

/** The context that options keep, or those that they inherit from. Only what this module has put there counts. */
export function askedIn(options: object): Context | undefined {
  try {
    const asked = (options as { [ASKED]?: () => Context })[ASKED];
    return asked !== undefined && askers.has(asked) ? asked() : undefined;
  } catch {
    return undefined; // a Proxy may throw for a symbol
  }
}

/**
 * A copy of `options` that keeps `context`; no getter is called. What may not bear to be copied comes back as it is: an object
 * of a class, and a Proxy, which may have nothing to copy.
 */
export function askedOptions(options: object, context: Context): object {
  if (isProxy(options) || !isPlainObject(options)) return options;
  const asked = (): Context => context;
  askers.add(asked);
  const properties: PropertyDescriptorMap = Object.getOwnPropertyDescriptors(options);
  properties[ASKED] = { value: asked, writable: true, enumerable: true, configurable: true };
  return Object.create(Object.getPrototypeOf(options), properties);
}

/** Looked up once: it is asked about the options of each request. */
const util: { types?: { isProxy?(value: object): boolean } } | undefined = nodeBuiltin('node:util');

function isProxy(value: object): boolean {
  return util?.types?.isProxy?.(value) ?? false;
}
