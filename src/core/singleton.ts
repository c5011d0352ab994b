import type { SharedSingleton } from './shared.js';
import { singletons } from './storage.js';

/** What `create` makes, once: the same one in every copy of the package in this process. */
export function singleton<T>(name: SharedSingleton, create: () => T): T {
  if (!singletons.has(name)) singletons.set(name, create());
  return singletons.get(name) as T;
}
