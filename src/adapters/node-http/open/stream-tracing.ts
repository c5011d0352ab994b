import type { IncomingHttpHeaders, ServerHttp2Stream } from 'node:http2';

import { isCarrier, type RequestTask, runCarried, Tracing } from '../../../adapter.js';
import type { TracingOptions } from '../../../index.js';
import { attachStream } from '../attach/http2.js';
import { NodeScope } from './node-scope.js';
import { startListening } from './start-listening.js';

/** As `NodeTracing`, for a stream of HTTP/2. */
export type StreamTracing = <R>(
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
  application: (task: RequestTask) => R,
) => R | Promise<Awaited<R>>;

/** Traces the streams of HTTP/2 servers, each once however often it is called. Throws `TL_ERR_INVALID_OPTION` for a wrong option. */
export function streamTracing(options?: TracingOptions): StreamTracing {
  const tracing = new Tracing(options);
  return (stream, headers, application) => {
    if (isCarrier(stream)) return runCarried(stream, application);

    const task = tracing.open(scopeOf(stream, headers));
    attachStream(task, stream);
    return startListening(task, stream, application);
  };
}

function scopeOf(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): NodeScope {
  const { ':method': method, ':path': url } = headers;
  return new NodeScope({ method, url, headers, httpVersion: '2', socket: stream.session?.socket });
}
