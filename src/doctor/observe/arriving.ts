import { IncomingMessage } from 'node:http';
import { Server } from 'node:net';
import { Readable } from 'node:stream';

import { inherits, isPlain, valueOf } from './harmless.js';

/** What a server, or a session of HTTP/2, hands to its listeners. */
export interface Arrival {
  /** Who hands it over. */
  readonly by: object;
  /** What the request is known by: that of HTTP/1, or the stream of HTTP/2. */
  readonly request: object;
  readonly isStream: boolean;
  /** The headers of a stream. */
  readonly headers: unknown;
}

/** What is handed over now. */
let arriving: Arrival | undefined;

/** The sessions of servers of HTTP/2: those, too, hand streams over. */
const sessions = new WeakSet<object>();

/** What arrives by an event of an emitter; `undefined` where nothing does, or what arrives already. */
export function arrivalOf(emitter: object, [event, arrived, headers]: readonly unknown[]): Arrival | undefined {
  if (!isPlain(arrived) || arrived === arriving?.request) return undefined;
  const isServer = inherits(emitter, Server.prototype);
  if (event === 'session' && isServer) sessions.add(arrived);
  if (event === 'stream' && (isServer || sessions.has(emitter)) && canRespond(arrived))
    return { by: emitter, request: arrived, isStream: true, headers };
  // That of HTTP/2 comes while its stream is handed over.
  if (event === 'request' && isServer && inherits(arrived, IncomingMessage.prototype))
    return { by: emitter, request: arrived, isStream: false, headers: undefined };
  return undefined;
}

/** Whether a response is sent while its request is handed over: an adapter within a framework has not begun, or is through. */
export function isArriving(requestOrStream: object): boolean {
  return arriving?.request === requestOrStream;
}

/** Calls `fn`, which hands over a request, or the stream of one. */
export function whileArriving<R>(arrival: Arrival, fn: () => R): R {
  const outer = arriving;
  arriving = arrival;
  try {
    return fn();
  } finally {
    arriving = outer;
  }
}

/** Whether it is the stream of a server of HTTP/2. */
function canRespond(stream: object): boolean {
  return inherits(stream, Readable.prototype) && typeof valueOf(stream, 'respond') === 'function';
}
