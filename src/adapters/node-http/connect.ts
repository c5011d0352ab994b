import type { IncomingMessage, ServerResponse } from 'node:http';

import type { RequestTask } from '../../request/request-task.js';
import { abortWithConnection } from './abort-with-connection.js';
import { keepContext } from './keep-context.js';
import { NodeHeaders } from './node-headers.js';
import { onResponseBody } from './on-response-body.js';
import { onResponseStart } from './on-response-start.js';

/** Connects a request task with what happens on request and response: their listeners, headers, chunks and end. */
export function connect(task: RequestTask, request: IncomingMessage, response: ServerResponse): void {
  const { observesRequest, observesResponse } = task;
  keepContext(request, task, (event, chunk) => {
    if (event === 'data' && observesRequest) task.requestBody(chunk as Uint8Array | string);
  });
  const done = response.socket === null ? abortWithConnection(request.socket, task) : undefined;
  keepContext(response, task, (event) => {
    if (event === 'finish') {
      done?.();
      task.end();
    } else if (event === 'close') {
      task.abort();
    }
  });
  onResponseStart(response, (status) => task.responseStart(status, new NodeHeaders(response)));
  if (observesResponse) onResponseBody(response, (chunk) => task.responseBody(chunk));
}
