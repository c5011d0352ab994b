import type { ServerHttp2Stream } from 'node:http2';

import type { RequestTask } from '../../adapter.js';
import { keepContext } from './keep-context.js';
import { keepObservedStream, keepStream } from './keep-stream.js';
import { onResponseBody } from './on-response-body.js';
import { onStreamResponse } from './on-stream-response.js';
import { StreamHeaders } from './stream-headers.js';

type PushStream = (...args: readonly unknown[]) => unknown;
type Pushed = (error: Error | null, stream?: ServerHttp2Stream, ...rest: readonly unknown[]) => unknown;

/** Connects a request task with what happens on its HTTP/2 stream: its listeners, headers, chunks and end. */
export function connectStream(task: RequestTask, stream: ServerHttp2Stream): void {
  if (task.observesRequest) keepObservedStream(stream, task);
  else keepStream(stream, task);
  onStreamResponse(stream, (headers) => {
    task.responseStart(Number(headers[':status'] ?? 200) | 0, new StreamHeaders(headers));
  });
  if (task.observesResponse) onResponseBody(stream, task);
  keepPushed(stream, task);
}

/** What the server pushes belongs to the request: its listeners run in the same context. */
function keepPushed(stream: ServerHttp2Stream, task: RequestTask): void {
  const pushStream = stream.pushStream as PushStream;
  const replacement: PushStream = (...args) => {
    const callback = args.at(-1);
    if (typeof callback !== 'function') return Reflect.apply(pushStream, stream, args);
    const pushed: Pushed = (error, pushedStream, ...rest) => {
      if (pushedStream) keepContext(pushedStream, task);
      return Reflect.apply(callback, undefined, [error, pushedStream, ...rest]);
    };
    return Reflect.apply(pushStream, stream, [...args.slice(0, -1), pushed]);
  };
  stream.pushStream = replacement;
}
