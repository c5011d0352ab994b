import { AsyncLocalStorage } from 'node:async_hooks';

import type { Current } from '../../request/run/current-span.js';
import { currentRequest } from './current-request.js';
import { type Stack, takeStack } from '../source/stack.js';
import type { Served } from './untraced.js';

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
  /** Those of `passed` that a finding was made of: each of several listeners has its own request. */
  readonly found: Set<Passed>;
}

/** A function, or a job for one, that a request passed to somebody. */
export interface Passed {
  readonly own: Current;
  readonly what: 'function' | 'job' | 'listener';
  /** The function itself, where others are called beside it. */
  readonly listener?: Function;
}

/** What is known of a flow of execution. */
interface Flow {
  /** The foreign call that it is in, or goes on after. */
  readonly foreign?: Foreign;
  /** The request that a server got, and that it works for. */
  readonly served?: Served;
}

/** What is known of the current flow. */
export const flow = new AsyncLocalStorage<Flow | undefined>();

/** Calls `fn` for those who passed it, in the context that is current. */
export function callFor<R>(passed: readonly Passed[], fn: () => R): R {
  const context = currentRequest();
  const foreign = passed.filter(({ own }) => !isSame(own, context));
  if (foreign.length === 0) return flow.getStore()?.foreign === undefined ? fn() : flow.run(undefined, fn);
  return flow.run(
    { foreign: { passed: foreign, context, caller: takeStack(callFor, 12), isFound: false, found: new Set() } },
    fn,
  );
}

/** Whether both are of one request. */
export function isSame(one: Current | undefined, other: Current | undefined): boolean {
  return one?.scope === other?.scope;
}
