import type { ServerHttp2Stream } from 'node:http2';

/** Source: RFC 9113, section 7. */
const INTERNAL_ERROR = 2;

/** Tells the client that the rest of the response will not come, unless all of it was handed over. */
export function breakStream(stream: ServerHttp2Stream): void {
  if (stream.writableEnded || stream.closed) return;
  stream.on('error', ignore); // Node emits one for this code, and throws it if nobody listens
  stream._final = (done) => done(); // else Node ends the stream first: what was sent would look whole
  stream.close(INTERNAL_ERROR);
}

function ignore(): void {}
