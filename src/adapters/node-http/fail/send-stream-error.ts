import type { ServerHttp2Stream } from 'node:http2';

import { breakStream } from './break-stream.js';

/** Answers for a listener that failed: with a 500 if nothing was sent yet, else by closing the stream with an error. */
export function sendStreamError(stream: ServerHttp2Stream): void {
  if (stream.destroyed || stream.closed) return;
  try {
    if (stream.headersSent) breakStream(stream);
    else sendStatus500(stream);
  } catch {
    breakStream(stream); // the application has changed the stream so that it throws
  }
}

function sendStatus500(stream: ServerHttp2Stream): void {
  stream.respond({ ':status': 500, 'content-type': 'text/plain; charset=utf-8' });
  if (!stream.writableEnded) stream.end('Internal Server Error\n'); // a response to HEAD has no body
}
