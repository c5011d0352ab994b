import type { IncomingMessage, ServerResponse } from 'node:http';
import type { IncomingHttpHeaders, ServerHttp2Stream } from 'node:http2';
import type { Duplex } from 'node:stream';

import { patch } from '../../../adapter.js';
import type { ServerTracing } from './server-tracing.js';

type EmitArgs = [name: string | symbol, ...args: unknown[]];
type Deliver = () => boolean;

/** A server, or the prototype of servers. */
interface Emitting {
  emit(...event: never[]): boolean;
}

/** The event by which a server is asked whether it is traced: what traces it answers true. */
const TRACED: unique symbol = Symbol.for('throughline.server');

/**
 * Traces the requests of a server that somebody else made, or of all servers with this prototype, before any of its
 * listeners is called, also of those that are added later. The first one to trace a server does it, whichever copy of
 * the package.
 */
export function traceServer(server: Emitting, tracing: ServerTracing): void {
  if (isTraced(server)) return;
  patch(
    server as object,
    'emit',
    (emit) =>
      function (...event) {
        const deliver: Deliver = () => Reflect.apply(emit, this, event) as boolean;
        const result = traceEvent(tracing, event as EmitArgs, deliver);
        return typeof result === 'boolean' ? result : true; // a hook asks the listeners to wait
      },
  );
}

/** It is asked, because somebody may have replaced its `emit` by one that does not call what traces all servers. */
function isTraced(server: Emitting): boolean {
  try {
    return server.emit(TRACED as never);
  } catch {
    return false; // an `emit` of the application's that takes only events it knows
  }
}

function traceEvent(tracing: ServerTracing, event: EmitArgs, deliver: Deliver): boolean | Promise<boolean> {
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
  return isObject(value) && has(value, 'emit') && has(value, 'writeHead');
}

function isStream(value: unknown): value is ServerHttp2Stream {
  return isSocket(value) && has(value, 'respond');
}

function isSocket(value: unknown): value is Duplex {
  return isObject(value) && has(value, 'emit') && has(value, 'pipe');
}

function has(value: object, method: string): boolean {
  return typeof (value as Record<string, unknown>)[method] === 'function';
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
