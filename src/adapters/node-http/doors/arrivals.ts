import type { IncomingMessage, ServerResponse } from 'node:http';
import type { IncomingHttpHeaders, ServerHttp2Stream } from 'node:http2';
import type { Duplex } from 'node:stream';

import type { Arrive } from './relay.js';
import type { ServerTracing } from './server-tracing.js';

/** What takes the events by which requests arrive, and hands each to the tracing for it. */
export function arrivals(tracing: ServerTracing): Arrive {
  return ([name, first, second], deliver) => {
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
      default:
        return deliver();
    }
  };
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
