import type { IncomingMessage, ServerResponse } from 'node:http';

import type { RequestTask } from '../../../adapter.js';
import { abortWithConnection } from './abort-with-connection.js';
import { http2StreamOf } from '../read/http2-stream-of.js';
import { keepCallbacks } from './keep-callbacks.js';
import { keepContext, type Watch } from './keep-context.js';
import { keepSocketListeners } from './keep-socket-listeners.js';
import { keepStream } from './keep-stream.js';
import { onResponseBody } from './on-response-body.js';
import { onResponseStart } from './on-response-start.js';
import { onStreamResponse } from './on-stream-response.js';

/** Connects a request task with what happens on request and response: their listeners, headers, chunks and end. */
export function connect(task: RequestTask, request: IncomingMessage, response: ServerResponse): void {
  keepContext(request, task, task.observesRequest ? tellChunk : undefined);
  const stream = http2StreamOf(response);
  if (stream === undefined) keepSocketListeners(request.socket);
  if (stream !== undefined) {
    keepContext(response, task); // it emits finish even where the client is gone: the stream knows
    keepStream(stream, task);
    if (task.span !== undefined) onStreamResponse(stream, task); // the response calls the stream, and so may the application
  } else if (response.socket === null && typeof request.socket?.once === 'function') {
    waitForTurn(task, request, response);
  } else {
    keepContext(response, task, endWithResponse);
  }
  if (stream === undefined && task.span !== undefined) onResponseStart(response, task);
  if (task.observesResponse) onResponseBody(response, task);
}

const tellChunk: Watch<IncomingMessage> = (task, [event, chunk]) => {
  if (event === 'data') task.requestBody(chunk as Uint8Array | string);
};

const endWithResponse: Watch<ServerResponse> = (task, [event]) => {
  if (event === 'finish') task.end();
  else if (event === 'close') task.abort();
};

/** A pipelined request has no connection for its response until those before it are answered. */
function waitForTurn(task: RequestTask, request: IncomingMessage, response: ServerResponse): void {
  const stopWaiting = abortWithConnection(request.socket, task);
  keepContext(response, task, (_, event) => {
    if (event[0] === 'finish') stopWaiting();
    endWithResponse(task, event, response);
  });
  keepCallbacks(response, task);
}
