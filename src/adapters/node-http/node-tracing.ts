import type { IncomingMessage, ServerResponse } from 'node:http';

import { carriedTask, carryTask, type RequestTask, Tracing } from '../../adapter.js';
import type { TracingOptions } from '../../index.js';
import { connect } from './connect.js';
import { http2StreamOf } from './http2-stream-of.js';
import { NodeScope } from './node-scope.js';

/**
 * Calls `application` in the context of the request and gives what it returns; a promise of that if a hook asks it to wait.
 * The task is `undefined` where the option `skip` applies.
 */
export type NodeTracing = <R>(
  request: IncomingMessage,
  response: ServerResponse,
  application: (task: RequestTask | undefined) => R,
) => R | Promise<Awaited<R>>;

/**
 * For adapters of frameworks that run on Node's HTTP server: traces its requests, each once however often it is called;
 * those of HTTP/2's compatibility API too. Throws `TL_ERR_INVALID_OPTION` for a wrong option.
 */
export function nodeTracing(options?: TracingOptions): NodeTracing {
  const tracing = new Tracing(options);
  return (request, response, application) => {
    const carrier = http2StreamOf(response) ?? request;
    const known = carriedTask(carrier);
    if (known !== undefined) return known.run(() => application(known));

    const task = tracing.open(new NodeScope(request));
    if (task === undefined) return application(undefined);
    carryTask(carrier, task);
    connect(task, request, response);
    return task.start(() => application(task));
  };
}
