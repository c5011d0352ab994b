import type { EventEmitter } from 'node:events';

import { patch } from '../../../adapter.js';
import { arrivals } from './arrivals.js';
import { type Arrive, isArrival, relayTo, TRACED } from './relay.js';
import type { ServerTracing } from './server-tracing.js';
import { type Emit, tracedEmit } from './traced-emit.js';

/** A server, or the prototype of servers. */
interface Emitting {
  emit(...event: never[]): boolean;
}

/**
 * Traces the requests of a server that somebody else made, or of all servers with this prototype, before any of its
 * listeners is called, also of those that are added later. The first one to trace a server does it, whichever copy of
 * the package.
 */
export function traceServer(server: Emitting, tracing: ServerTracing): void {
  if (isTraced(server)) return;
  const trace = arrivals(tracing);
  const hidden = hiddenEmit(server);
  const arrive: Arrive = hidden === undefined ? trace : (event) => Reflect.apply(hidden, server, event);
  patch(server as { emit: Emit }, 'emit', (emit) => {
    const relay = relayTo(server as EventEmitter, emit, arrive);
    const traced = tracedEmit(emit, trace);
    if (relay === undefined) return traced;
    return function (...event) {
      return this === server && isArrival(event[0]) ? emitBy(relay, emit, event) : Reflect.apply(traced, this, event);
    };
  });
}

/** What traces all servers, where the class of this one has another `emit` that does not call it. */
function hiddenEmit(server: object): Emit | undefined {
  let holder = Object.getPrototypeOf(server) as Emitting | null;
  while (holder !== null && !isTraced(holder)) holder = Object.getPrototypeOf(holder) as Emitting | null;
  return holder?.emit as Emit | undefined;
}

function emitBy(relay: EventEmitter, emit: Emit, event: Parameters<Emit>): boolean {
  const isHeard = Object.getPrototypeOf(relay).listenerCount(event[0]) > 0;
  Reflect.apply(emit, relay, event);
  return isHeard;
}

/** It is asked, because somebody may have replaced its `emit` by one that does not call what traces all servers. */
function isTraced(server: Emitting): boolean {
  if (typeof server.emit !== 'function') return false;
  try {
    return server.emit(TRACED as never);
  } catch {
    return false; // an `emit` of the application's that takes only events it knows
  }
}
