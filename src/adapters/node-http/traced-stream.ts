import type { IncomingHttpHeaders, ServerHttp2Stream } from 'node:http2';

import { callListener, carryTask, isCarrier, type RequestTask, runCarried, Tracing } from '../../adapter.js';
import { ThroughlineError, type TracingOptions } from '../../index.js';
import { connectStream } from './connect-stream.js';
import { NodeScope } from './node-scope.js';
import { sendStreamError } from './send-stream-error.js';

/** A listener of the event `stream` of an HTTP/2 server; later versions of Node pass the raw headers after the flags. */
type StreamListener<Rest extends unknown[]> = (
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
  ...rest: Rest
) => unknown;

/**
 * Makes a listener of the event `stream` of `node:http2` traced, as `traced` does with a request listener: the context
 * holds in every listener of the stream, and the id goes out with its response. If the listener throws or rejects, the
 * client gets a 500 with the id, or a stream closed with `INTERNAL_ERROR` if the response had started.
 *
 *     server.on('stream', tracedStream((stream, headers) => { … }));
 *
 * Throws `TL_ERR_INVALID_ARGUMENT` when `listener` is not a function and `TL_ERR_INVALID_OPTION` for a wrong option.
 */
export function tracedStream<Rest extends unknown[] = [flags: number]>(
  listener: StreamListener<Rest>,
  options?: TracingOptions,
): (stream: ServerHttp2Stream, headers: IncomingHttpHeaders, ...rest: Rest) => void {
  if (typeof listener !== 'function') throw new ThroughlineError('TL_ERR_INVALID_ARGUMENT', 'listener', 'a function');
  const tracing = new Tracing(options);

  return function tracedStreamListener(this: unknown, stream, headers, ...rest): void {
    const call = (task: RequestTask | undefined): unknown =>
      callListener(
        task,
        () => Reflect.apply(listener, this, [stream, headers, ...rest]),
        () => sendStreamError(stream),
      );
    if (isCarrier(stream)) return void runCarried(stream, call);

    const task = tracing.open(scopeOf(stream, headers));
    carryTask(stream, task);
    if (task === undefined) return void call(undefined);
    connectStream(task, stream);
    start(task, stream, () => call(task));
  };
}

/** While a hook asks the application to wait, nobody listens to the errors of the stream: Node would throw them. */
function start(task: RequestTask, stream: ServerHttp2Stream, application: () => unknown): void {
  const started = task.start(() => {
    stream.off('error', ignore);
    application();
  });
  if (started !== undefined) stream.on('error', ignore);
}

function ignore(): void {}

function scopeOf(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): NodeScope {
  const { ':method': method, ':path': url } = headers;
  return new NodeScope({ method, url, headers, httpVersion: '2', socket: stream.session?.socket });
}
