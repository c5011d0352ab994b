import type { ServerResponse } from 'node:http';
import type { ServerHttp2Stream } from 'node:http2';

import { breakStream } from './break-stream.js';
import { http2StreamOf } from '../read/http2-stream-of.js';

const TYPE = 'text/plain; charset=utf-8';
const TEXT = 'Internal Server Error\n';

/** Answers for a listener that failed: with a 500 if nothing was sent yet, else by closing the connection, or its stream. */
export function sendError(response: ServerResponse): void {
  answer(response, sendStatus500, abandon);
}

/** Answers for a listener of a stream that failed: with a 500 if nothing was sent yet, else by closing the stream with an error. */
export function sendStreamError(stream: ServerHttp2Stream): void {
  if (!stream.destroyed && !stream.closed) answer(stream, respondWith500, breakStream);
}

function answer<T extends { readonly headersSent: boolean }>(to: T, send500: (to: T) => void, close: (to: T) => void) {
  try {
    if (to.headersSent) close(to);
    else send500(to);
  } catch {
    close(to); // the application has changed the response so that it throws
  }
}

function sendStatus500(response: ServerResponse): void {
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  if (http2StreamOf(response) === undefined) response.statusMessage = ''; // HTTP/2 has none, and warns
  response.writeHead(500, { 'content-type': TYPE });
  response.end(TEXT);
}

function respondWith500(stream: ServerHttp2Stream): void {
  stream.respond({ ':status': 500, 'content-type': TYPE });
  if (!stream.writableEnded) stream.end(TEXT); // a response to HEAD has no body
}

/** Closes the connection, or the stream of HTTP/2, unless all of the response was handed over. */
function abandon(response: ServerResponse): void {
  const stream = http2StreamOf(response);
  if (stream !== undefined) breakStream(stream);
  else if (!response.writableEnded) response.destroy();
}
