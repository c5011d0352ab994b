import type { ServerHttp2Stream } from 'node:http2';

import type { RequestTask } from '../../../adapter.js';
import { keepPushed } from './keep-pushed.js';
import { keepObservedStream, keepStream } from './keep-stream.js';
import { onResponseBody } from './on-response-body.js';
import { onStreamResponse } from './on-stream-response.js';

/** Connects a request task with what happens on its HTTP/2 stream: its listeners, headers, chunks and end. */
export function connectStream(task: RequestTask, stream: ServerHttp2Stream): void {
  if (task.observesRequest) keepObservedStream(stream, task);
  else keepStream(stream, task);
  if (task.span !== undefined) onStreamResponse(stream, task);
  if (task.observesResponse) onResponseBody(stream, task);
  keepPushed(stream, task);
}
