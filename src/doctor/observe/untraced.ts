import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';

import { attempt } from '../../core/attempt.js';
import { carriedTask } from '../../request/run/carried-task.js';
import type { Findings } from '../findings/findings.js';
import { addUntraced } from '../findings/untraced.js';
import type { Stack } from '../source/stack.js';
import type { Arrival } from './arriving.js';
import { flow } from './foreign.js';

/** A request to one of Node's servers, as it arrived. */
export interface Served {
  readonly arrival: Arrival;
  /** Where the context was used first while there was none. */
  use: Stack | undefined;
  /** How often it was looked whether code uses the context. */
  looks: number;
  /** Whether a stream of HTTP/2 was also handed over as a request. */
  isRequest: boolean;
}

/** By the request, or by the stream of HTTP/2. */
const served = new WeakMap<object, Served>();

/** Servers, and sessions of HTTP/2, whose latest requests were traced: nothing is remembered of the next one. */
const tracing = new WeakSet<object>();

/** How many requests of HTTP/2 arrived: all Nodes have a channel of those of HTTP/1 only. */
export const streams = { arrived: 0 };

/** Remembers, in all that is done for a request, which one that is. */
export function serve<R>(arrival: Arrival, fn: () => R): R {
  const { by, request, isStream } = arrival;
  if (isStream) streams.arrived++;
  const result = tracing.has(by) ? fn() : remember(arrival, fn);
  if (carriedTask(request) === undefined) tracing.delete(by);
  else tracing.add(by);
  return result;
}

function remember<R>(arrival: Arrival, fn: () => R): R {
  const arrived: Served = { arrival, use: undefined, looks: 0, isRequest: !arrival.isStream };
  served.set(arrival.request, arrived);
  return flow.run({ served: arrived }, fn);
}

/** Remembers that the stream of HTTP/2 that arrives is handed over as a request, too. */
export function serveAsRequest(): void {
  const known = flow.getStore()?.served;
  if (known !== undefined) known.isRequest = true;
}

/**
 * Looks whether requests whose code uses a context are traced, when they end: what is not traced at first may be so later. Gives what
 * is to be called when the stream of HTTP/2 has ended.
 */
export function watchUntraced(findings: Findings): (stream: object) => void {
  const look = (request: object): void => {
    const known = served.get(request);
    if (known?.use !== undefined && carriedTask(request) === undefined) addUntraced(findings, known, known.use);
  };
  subscribe('http.server.response.finish', (message) => {
    attempt(() => look((message as { readonly request: IncomingMessage }).request));
  });
  return (stream) => {
    if (served.get(stream)?.arrival.isStream === true) look(stream);
  };
}
