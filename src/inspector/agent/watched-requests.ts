import { currentRequest } from '../../doctor/observe/current-request.js';
import type { Scope } from '../../request/scope.js';
import type { SentEnd } from '../protocol/agent-event.js';
import { attachment } from './attachment.js';

/** A request, or a job, that is told of. */
export interface Watched {
  /** Its number in this process. */
  readonly number: number;
  /** When it started. */
  readonly at: number;
  /** How many tasks it has. */
  tasks: number;
  /** How long its code ran, in milliseconds. */
  ran: number;
  /** Whether its start waits to be sent. */
  isWaiting: boolean;
  /** How it ended, where that is to be told with its start. */
  end: (() => SentEnd) | undefined;
}

/** By their scopes: a request and all its tasks have one. */
const watched = attachment<Scope, Watched>();

let last = 0;

/** From now on, what happens in the contexts of this request is told, which started at this time. */
export function watchScope(scope: Scope, at: number): Watched {
  const request: Watched = { number: ++last, at, tasks: 0, ran: 0, isWaiting: false, end: undefined };
  watched.set(scope, request);
  return request;
}

export function watchedOf(scope: Scope): Watched | undefined {
  return watched.get(scope);
}

/** The one that the current context belongs to; `undefined` outside of any, and in one that is skipped. */
export function currentWatched(): Watched | undefined {
  const request = currentRequest();
  return request && watched.get(request.scope);
}
