import type { ServerHttp2Stream } from 'node:http2';

import type { RequestTask } from '../../adapter.js';
import { keepContext } from './keep-context.js';

/**
 * Runs every listener of an HTTP/2 stream in the context of its request, and ends the request with it: when all of the
 * response is sent, or else when the stream closes. `received`, if given, is told of each chunk of the request's body.
 */
export function keepStream(stream: ServerHttp2Stream, task: RequestTask, received?: (chunk: unknown) => void): void {
  keepContext(stream, task, (event, chunk) => {
    if (event === 'data') received?.(chunk);
    else if (event === 'finish' && isWhole(stream)) task.end();
    else if (event === 'close') close(stream, task);
  });
}

/** Node may close a stream before it says that all is sent. */
function close(stream: ServerHttp2Stream, task: RequestTask): void {
  if (isWhole(stream)) task.end();
  else task.abort();
}

/** Whether the application ended the response: Node ends that of a stream that breaks off. */
function isWhole(stream: ServerHttp2Stream): boolean {
  return stream.writableEnded && !stream.aborted && (stream.rstCode ?? 0) === 0;
}
