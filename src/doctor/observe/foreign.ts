import { AsyncLocalStorage } from 'node:async_hooks';

import { type Current, current } from '../../request/run/current-span.js';
import { type Stack, takeStack } from '../source/stack.js';

/** What one request passed to somebody, who calls it in the context of another request, or in none. */
export interface Foreign {
  /** The requests that it may belong to, each with what was passed. */
  readonly passed: readonly Passed[];
  /** In whose context it is called. */
  readonly context: Current | undefined;
  /** Who calls it. */
  readonly caller: Stack;
  /** Whether a finding was made of this call. */
  isFound: boolean;
}

/** A function, or a job for one, that a request passed to somebody. */
export interface Passed {
  readonly own: Current;
  readonly what: 'function' | 'job' | 'listener';
  /** The function itself, where others are called beside it. */
  readonly listener?: Function;
}

/** In what is called by a foreign call, and goes on after it: that call. */
const storage = new AsyncLocalStorage<Foreign | undefined>();

/** The foreign call that runs now. */
export function foreignCall(): Foreign | undefined {
  return storage.getStore();
}

/** Calls `fn` for those who passed it, in the context that is current. */
export function callFor<R>(passed: readonly Passed[], fn: () => R): R {
  const context = current();
  const foreign = passed.filter(({ own }) => !isSame(own, context));
  if (foreign.length > 0)
    return storage.run({ passed: foreign, context, caller: takeStack(callFor, 12), isFound: false }, fn);
  return storage.getStore() === undefined ? fn() : storage.run(undefined, fn);
}

/** Whether both are of one request. */
export function isSame(one: Current | undefined, other: Current | undefined): boolean {
  return one?.scope === other?.scope;
}
