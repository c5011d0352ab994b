import type { IncomingMessage, ServerResponse } from 'node:http';

import { carriedTask, carryTask, type RequestTask, runCarried, Tracing } from '../../../adapter.js';
import type { TracingOptions } from '../../../index.js';
import { attachHttp1, REQUEST } from '../attach/http1.js';
import { attachCompatible } from '../attach/http2.js';
import { play } from '../attach/role.js';
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
    const known = carriedTask(carrier);
    if (known?.hasStarted) return runCarried(carrier, application);
    const task = known ?? tracing.open(new NodeScope(request));
    if (stream === undefined) attachHttp1(task, request, response);
    else attachCompatible(task, request, response, stream);
    return task.start(application);
  };
  return Object.assign(trace, { open: (request: IncomingMessage) => openEarly(request, tracing) });
}

/** Opens the task of a request whose response is not at hand yet, unless it was traced before. */
function openEarly(request: IncomingMessage, tracing: Tracing): RequestTask {
  const stream = http2StreamOf(request);
  const known = carriedTask(stream ?? request);
  if (known !== undefined) return known;
  const task = tracing.open(new NodeScope(request));
  if (stream === undefined) play(REQUEST, request, task);
  else carryTask(stream, task);
  task.begin();
  request.once('close', () => task.hasStarted || task.end()); // the framework answered by itself
  return task;
}
