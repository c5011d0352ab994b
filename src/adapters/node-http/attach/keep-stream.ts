import type { ServerHttp2Stream } from 'node:http2';

import type { RequestTask } from '../../../adapter.js';
import { keepContext, type Watch } from './keep-context.js';

/**
 * Runs every listener of an HTTP/2 stream in the context of its request, and ends the request with it: when all of the
 * response is sent, or else when the stream closes.
 */
export function keepStream(stream: ServerHttp2Stream, task: RequestTask): void {
  keepContext(stream, task, endWithStream);
}

/** The same; tells the task of each chunk of the request's body, too. */
export function keepObservedStream(stream: ServerHttp2Stream, task: RequestTask): void {
  keepContext(stream, task, tellAndEnd);
}

const endWithStream: Watch<ServerHttp2Stream> = (task, [event], stream) => {
  if (event === 'finish' && isWhole(stream)) task.end();
  else if (event === 'close') close(stream, task);
};

const tellAndEnd: Watch<ServerHttp2Stream> = (task, event, stream) => {
  if (event[0] === 'data') task.requestBody(event[1] as Uint8Array | string);
  else endWithStream(task, event, stream);
};

/** Node may close a stream before it says that all is sent. */
function close(stream: ServerHttp2Stream, task: RequestTask): void {
  if (isWhole(stream)) task.end();
  else task.abort();
}

/** Whether the application ended the response: Node ends that of a stream that breaks off. */
function isWhole(stream: ServerHttp2Stream): boolean {
  return stream.writableEnded && !stream.aborted && (stream.rstCode ?? 0) === 0;
}
