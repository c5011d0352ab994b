import type { IncomingMessage, ServerResponse } from 'node:http';

import { carryTask, isCarrier, type RequestTask, runCarried, Tracing } from '../../../adapter.js';
import type { TracingOptions } from '../../../index.js';
import { connect } from '../attach/connect.js';
import { isEarly, openEarly, startEarly } from './early-task.js';
import { http2StreamOf } from '../read/http2-stream-of.js';
import { NodeScope } from './node-scope.js';

/**
 * Calls `application` in the context of the request and gives what it returns; a promise of that if a hook asks it to wait.
 */
export type NodeTracing = <R>(
  request: IncomingMessage,
  response: ServerResponse,
  application: (task: RequestTask) => R,
) => R | Promise<Awaited<R>>;

/** For frameworks that ask for the id of a request before they show its response. */
export interface EarlyTracing extends NodeTracing {
  /**
   * The task of a request, opened now or traced before. The call with the response is to follow: it starts the application in this
   * task.
   */
  open(request: IncomingMessage): RequestTask;
}

/**
 * For adapters of frameworks that run on Node's HTTP server: traces its requests, each once however often it is called;
 * those of HTTP/2's compatibility API too. Throws `TL_ERR_INVALID_OPTION` for a wrong option.
 */
export function nodeTracing(options?: TracingOptions): EarlyTracing {
  const tracing = new Tracing(options);
  const trace: NodeTracing = (request, response, application) => {
    const stream = http2StreamOf(response);
    const carrier = stream ?? request;
    if (isCarrier(carrier)) {
      return isEarly(request) ? startEarly(request, response, application) : runCarried(carrier, application);
    }

    const task = tracing.open(new NodeScope(request));
    carryTask(carrier, task);
    if (stream !== undefined) carryTask(request, task); // for those who look for it there
    connect(task, request, response);
    return task.start(() => application(task));
  };
  return Object.assign(trace, { open: (request: IncomingMessage) => openEarly(request, tracing) });
}
