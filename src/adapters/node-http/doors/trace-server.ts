import type { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { IncomingHttpHeaders, ServerHttp2Stream } from 'node:http2';
import type { Duplex } from 'node:stream';

import { patch } from '../../../adapter.js';
import { type Arrive, isArrival, relayTo, TRACED } from './relay.js';
import type { ServerTracing } from './server-tracing.js';

type EmitArgs = [name: string | symbol, ...args: unknown[]];
type Emit = (this: unknown, ...event: EmitArgs) => boolean;

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
  const trace: Arrive = (event, deliver) => traceEvent(tracing, event as EmitArgs, deliver);
  const hidden = hiddenEmit(server);
  const arrive: Arrive = hidden === undefined ? trace : (event) => Reflect.apply(hidden, server, event);
  patch(server as { emit: Emit }, 'emit', (emit) => {
    const relay = relayTo(server as EventEmitter, emit, arrive);
    return function (this: unknown, ...event: EmitArgs) {
      if (relay !== undefined && this === server && isArrival(event[0])) return emitBy(relay, emit, event);
      const result = trace(event, () => Reflect.apply(emit, this, event));
      return typeof result === 'boolean' ? result : true; // a hook asks the listeners to wait
    };
  });
}

/** What traces all servers, where the class of this one has another `emit` that does not call it. */
function hiddenEmit(server: object): Emit | undefined {
  let holder = Object.getPrototypeOf(server) as Emitting | null;
  while (holder !== null && !isTraced(holder)) holder = Object.getPrototypeOf(holder) as Emitting | null;
  return holder?.emit as Emit | undefined;
}

function emitBy(relay: EventEmitter, emit: Emit, event: EmitArgs): boolean {
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

function traceEvent(tracing: ServerTracing, event: EmitArgs, deliver: () => boolean): boolean | Promise<boolean> {
  const [name, first, second] = event;
  switch (name) {
    case 'request':
    case 'checkContinue':
    case 'checkExpectation':
      return isRequest(first) && isResponse(second) ? tracing.request(first, second, deliver) : deliver();
    case 'connect': // in HTTP/2 it comes with a response
    case 'upgrade':
      if (!isRequest(first)) return deliver();
      if (isResponse(second)) return tracing.request(first, second, deliver);
      return isSocket(second) && tracing.upgrade ? tracing.upgrade(first, second, deliver) : deliver();
    case 'stream':
      return isStream(first) && isObject(second) && tracing.stream
        ? tracing.stream(first, second as IncomingHttpHeaders, deliver)
        : deliver();
    case TRACED:
      return true;
    default:
      return deliver();
  }
}

// Servers that speak other protocols emit events of these names, too.

function isRequest(value: unknown): value is IncomingMessage {
  return isSocket(value) && 'httpVersion' in value;
}

function isResponse(value: unknown): value is ServerResponse {
  if (!isObject(value)) return false;
  const { emit, writeHead } = value as Partial<ServerResponse>;
  return typeof emit === 'function' && typeof writeHead === 'function';
}

function isStream(value: unknown): value is ServerHttp2Stream {
  return isSocket(value) && typeof (value as Partial<ServerHttp2Stream>).respond === 'function';
}

function isSocket(value: unknown): value is Duplex {
  if (!isObject(value)) return false;
  const { emit, pipe } = value as Partial<Duplex>;
  return typeof emit === 'function' && typeof pipe === 'function';
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
