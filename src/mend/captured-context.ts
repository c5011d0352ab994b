import type { Context } from '../core/context.js';
import { enter } from '../core/enter.js';
import { storage } from '../core/storage.js';
import { openOutside } from '../request/active/open-outside.js';
import { currentWatch, type Watch, Watched } from './watch.js';

/** The context in which something was passed; `undefined` outside any task. Of a library that is watched, what looks at the call. */
export type Captured = Context | Watched | undefined;

export function capture(passed: Parameters<Watch>[1] = 'function'): Captured {
  const context = storage.getStore();
  const watch = currentWatch();
  return watch === undefined ? context : new Watched(watch(context, passed));
}

/** Calls `fn` in that very context, as Node calls a callback of its own; outside any task where there was none. */
export function runIn<R>(captured: Captured, fn: () => R): R {
  if (captured instanceof Watched) return captured.call(fn);
  if (captured === storage.getStore()) return fn();
  return captured === undefined ? outside(fn) : enter(captured, fn);
}

/** Calls `fn` outside any task: what it opens keeps no context. Of a library that is watched, calls it as it is. */
export function runOutside<R>(fn: () => R): R {
  return currentWatch() === undefined ? outside(fn) : fn();
}

/** The same for a connection that `fn` opens. During the call, what is active for OpenTelemetry stays active. */
export function connect<R>(fn: () => R): R {
  return currentWatch() === undefined ? openOutside(fn) : fn();
}

/** Calls `fn` outside any task. */
export const outside = storage.run.bind(storage, undefined as never) as <R>(fn: () => R) => R;
