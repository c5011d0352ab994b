import type { IncomingHttpHeaders, ServerHttp2Stream } from 'node:http2';

import { callListener } from '../../../adapter.js';
import { ThroughlineError, type TracingOptions } from '../../../index.js';
import { sendStreamError } from '../fail/send-error.js';
import { streamTracing } from '../open/stream-tracing.js';

/** A listener of the event `stream` of an HTTP/2 server; later versions of Node pass the raw headers after the flags. */
type StreamListener<Rest extends unknown[]> = (
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
  ...rest: Rest
) => unknown;

/**
 * Traces the streams of a listener of the event `stream` of `node:http2`, as `traced` does with a request listener. The context holds in
 * every listener of the stream, and the id goes out with its response. If the listener throws or rejects, the client gets a 500 with the
 * id. If the response had started, the stream is closed with `INTERNAL_ERROR`.
 *
 *     server.on('stream', tracedStream((stream, headers) => { … }));
 *
 * Throws `TL_ERR_INVALID_ARGUMENT` if `listener` is not a function, and `TL_ERR_INVALID_OPTION` for a wrong option.
 */
export function tracedStream<Rest extends unknown[] = [flags: number]>(
  listener: StreamListener<Rest>,
  options?: TracingOptions,
): (stream: ServerHttp2Stream, headers: IncomingHttpHeaders, ...rest: Rest) => void {
  if (typeof listener !== 'function') throw new ThroughlineError('TL_ERR_INVALID_ARGUMENT', 'listener', 'a function');
  const trace = streamTracing(options);

  return function tracedStreamListener(this: unknown, stream, headers, ...rest): void {
    void trace(stream, headers, (task) =>
      callListener(task, () => Reflect.apply(listener, this, [stream, headers, ...rest]), sendStreamError, stream),
    );
  };
}
