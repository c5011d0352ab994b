import type { IncomingMessage } from 'node:http';
import type { ServerHttp2Stream } from 'node:http2';
import { Server } from 'node:net';

/** Whether an emitter is a server that hands a request to its listeners, or the stream of one of HTTP/2. */
export function isArrival(emitter: object, event: unknown): emitter is Server {
  return (event === 'request' || event === 'stream') && emitter instanceof Server;
}

/** What a server hands to its listeners now: a request, or the stream of one of HTTP/2. */
let arriving: object | undefined;

/** Whether a response is sent while its request is handed over: an adapter within a framework has not begun, or is through. */
export function isArriving(requestOrStream: object): boolean {
  return arriving === requestOrStream;
}

/** Calls `fn`, which hands over a request, or the stream of one. */
export function whileArriving<R>(requestOrStream: object, fn: () => R): R {
  const outer = arriving;
  arriving = streamOf(requestOrStream) ?? requestOrStream;
  try {
    return fn();
  } finally {
    arriving = outer;
  }
}

/** The stream of HTTP/2 that arrives, by itself or under a request; `undefined` for a request of HTTP/1. */
export function streamOf(requestOrStream: object): object | undefined {
  if (canRespond(requestOrStream)) return requestOrStream;
  const { stream } = requestOrStream as Partial<IncomingMessage> & { readonly stream?: unknown };
  return canRespond(stream) ? stream : undefined;
}

function canRespond(stream: unknown): stream is object {
  return typeof (stream as Partial<ServerHttp2Stream> | undefined)?.respond === 'function';
}
