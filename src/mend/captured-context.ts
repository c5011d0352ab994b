import type { Context } from '../core/context.js';
import { enter } from '../core/enter.js';
import { storage } from '../core/storage.js';

/** The context in which something was passed; `undefined` outside any task. */
export type Captured = Context | undefined;

export function capture(): Captured {
  return storage.getStore();
}

/** Calls `fn` in that very context, as Node calls a callback of its own; outside any task where there was none. */
export function runIn<R>(captured: Captured, fn: () => R): R {
  if (captured === storage.getStore()) return fn();
  return captured === undefined ? runOutside(fn) : enter(captured, fn);
}

/** Calls `fn` outside any task: what it opens keeps no context. */
export const runOutside = storage.run.bind(storage, undefined as never) as <R>(fn: () => R) => R;
