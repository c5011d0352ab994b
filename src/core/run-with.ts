import { AsyncResource } from 'node:async_hooks';

import type { Context } from './context.js';
import { storage } from './storage.js';

const RESOURCE_OPTIONS = { requireManualDestroy: true } as const;

/** `fn()` with `context` in the storage, in the way that is cheapest on this runtime; the frame from before comes back after it. */
export const runWith: <R>(context: Context, fn: () => R) => R = hasCheapResources() ? runInResource : runInStorage;

function runInStorage<R>(context: Context, fn: () => R): R {
  return storage.run(context, fn);
}

/** Where frames are immutable maps, `run` copies the map twice and this once. The scope of the resource puts the frame back. */
function runInResource<R>(context: Context, fn: () => R): R {
  return new AsyncResource('Throughline', RESOURCE_OPTIONS).runInAsyncScope(enterWith<R>, undefined, context, fn);
}

function enterWith<R>(context: Context, fn: () => R): R {
  storage.enterWith(context);
  return fn();
}

/** Not on Node up to 23, which keeps stores in resources, nor on Deno: resources cost more there; nor on Workers, where `enterWith` throws. */
function hasCheapResources(): boolean {
  if ('kResourceStore' in storage || 'Deno' in globalThis) return false;
  try {
    return runInResource({} as Context, () => true) && storage.getStore() === undefined;
  } catch {
    return false;
  }
}
