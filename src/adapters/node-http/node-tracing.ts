import type { IncomingMessage, ServerResponse } from 'node:http';

import { carryTask, isCarrier, type RequestTask, runCarried, Tracing } from '../../adapter.js';
import type { TracingOptions } from '../../index.js';
import { connect } from './connect.js';
import { http2StreamOf } from './http2-stream-of.js';
import { NodeScope } from './node-scope.js';

/**
 * Calls `application` in the context of the request and gives what it returns; a promise of that if a hook asks it to wait.
 */
export type NodeTracing = <R>(
  request: IncomingMessage,
  response: ServerResponse,
  application: (task: RequestTask) => R,
) => R | Promise<Awaited<R>>;

/**
 * For adapters of frameworks that run on Node's HTTP server: traces its requests, each once however often it is called;
 * those of HTTP/2's compatibility API too. Throws `TL_ERR_INVALID_OPTION` for a wrong option.
 */
export function nodeTracing(options?: TracingOptions): NodeTracing {
  const tracing = new Tracing(options);
  return (request, response, application) => {
    const stream = http2StreamOf(response);
    const carrier = stream ?? request;
    if (isCarrier(carrier)) return runCarried(carrier, application);

    const task = tracing.open(new NodeScope(request));
    carryTask(carrier, task);
    if (stream !== undefined) carryTask(request, task); // for those who look for it there
    connect(task, request, response);
    return task.start(() => application(task));
  };
}
