import type { IncomingMessage, ServerResponse } from 'node:http';

import type { RequestTask } from '../../adapter.js';
import { abortWithConnection } from './abort-with-connection.js';
import { http2StreamOf } from './http2-stream-of.js';
import { keepCallbacks } from './keep-callbacks.js';
import { keepContext } from './keep-context.js';
import { keepStream } from './keep-stream.js';
import { NodeHeaders } from './node-headers.js';
import { onResponseBody } from './on-response-body.js';
import { onResponseStart } from './on-response-start.js';

/** Connects a request task with what happens on request and response: their listeners, headers, chunks and end. */
export function connect(task: RequestTask, request: IncomingMessage, response: ServerResponse): void {
  const stopWaiting = waitForTurn(task, request, response);
  keepContext(request, task, task.observesRequest ? tellChunk : undefined);
  const stream = http2StreamOf(response);
  if (stream === undefined) {
    keepContext(response, task, (event) => {
      if (event === 'finish') {
        stopWaiting?.();
        task.end();
      } else if (event === 'close') {
        task.abort();
      }
    });
  } else {
    keepContext(response, task); // it emits finish even where the client is gone: the stream knows
    keepStream(stream, task);
  }
  onResponseStart(response, (status) => task.responseStart(status, new NodeHeaders(response)));
  if (task.observesResponse) onResponseBody(response, (chunk) => task.responseBody(chunk));

  function tellChunk(event: string | symbol, chunk: unknown): void {
    if (event === 'data') task.requestBody(chunk as Uint8Array | string);
  }
}

/** A pipelined request has no connection for its response until those before it are answered. */
function waitForTurn(task: RequestTask, request: IncomingMessage, response: ServerResponse): (() => void) | undefined {
  if (response.socket !== null || !request.socket) return undefined;
  keepCallbacks(response, task);
  return abortWithConnection(request.socket, task);
}
