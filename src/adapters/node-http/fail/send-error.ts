import type { ServerResponse } from 'node:http';

import { breakStream } from './break-stream.js';
import { http2StreamOf } from '../read/http2-stream-of.js';

/** Answers for a listener that failed: with a 500 if nothing was sent yet, else by closing the connection, or its stream. */
export function sendError(response: ServerResponse): void {
  try {
    if (response.headersSent) close(response);
    else sendStatus500(response);
  } catch {
    abandon(response); // the application has changed the response so that it throws
  }
}

function close(response: ServerResponse): void {
  if (!response.writableEnded) abandon(response);
}

function abandon(response: ServerResponse): void {
  const stream = http2StreamOf(response);
  if (stream === undefined) response.destroy();
  else breakStream(stream);
}

function sendStatus500(response: ServerResponse): void {
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  if (http2StreamOf(response) === undefined) response.statusMessage = ''; // HTTP/2 has none, and warns
  response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' });
  response.end('Internal Server Error\n');
}
