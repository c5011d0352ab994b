import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import type { Server } from 'node:net';

import { carriedTask } from '../../request/run/carried-task.js';
import type { Findings } from '../findings/findings.js';
import { addUntraced } from '../findings/untraced.js';
import type { Stack } from '../source/stack.js';
import { flow } from './foreign.js';

/** A request to one of Node's servers, as it arrived. */
export interface Served {
  readonly request: IncomingMessage;
  /** Where the context was used first while there was none. */
  use: Stack | undefined;
  /** How often it was looked whether code uses the context. */
  looks: number;
}

const served = new WeakMap<IncomingMessage, Served>();

/** Servers whose latest requests were traced: nothing is remembered of the next one. */
const tracing = new WeakSet<Server>();

/** Remembers, in all that a server does for a request of HTTP/1, which one that is. */
export function serve<R>(server: Server, request: IncomingMessage, fn: () => R): R {
  if (tracing.has(server)) return fn();
  const arrived: Served = { request, use: undefined, looks: 0 };
  served.set(request, arrived);
  const result = flow.run({ served: arrived }, fn);
  if (carriedTask(request) !== undefined) tracing.add(server);
  return result;
}

/** Looks whether requests whose code uses a context are traced, when they end: what is not traced at first may be so later. */
export function watchUntraced(findings: Findings): void {
  subscribe('http.server.response.finish', (message) => {
    const { request, server } = message as { readonly request: IncomingMessage; readonly server: Server };
    if (carriedTask(request) !== undefined) return;
    tracing.delete(server);
    const use = served.get(request)?.use;
    if (use !== undefined) addUntraced(findings, request, use);
  });
}
