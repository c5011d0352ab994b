import type { IncomingMessage, ServerResponse } from 'node:http';

import type { RequestTask } from '../../adapter.js';
import { ThroughlineError, type TracingOptions } from '../../index.js';
import { nodeTracing } from './node-tracing.js';
import { sendError } from './send-error.js';

/**
 * Makes a request listener of `node:http` or `node:https` traced: each request runs in a context of its own, which
 * holds in every listener of request and response, and its id goes out in a header. If the listener throws or rejects,
 * the client gets a 500 with the id, or a closed connection if the response had started; the error goes to the span
 * and to `console.error`. Tracing a request twice is harmless: the first one does it, and the
 * others run in its context.
 *
 *     http.createServer(traced((request, response) => { … }, { trust: 'ignore' }));
 *
 * Throws `TL_ERR_INVALID_ARGUMENT` when `listener` is not a function and `TL_ERR_INVALID_OPTION` for a wrong option.
 */
export function traced(
  listener: (request: IncomingMessage, response: ServerResponse) => unknown,
  options?: TracingOptions,
): (request: IncomingMessage, response: ServerResponse) => void {
  if (typeof listener !== 'function') throw new ThroughlineError('TL_ERR_INVALID_ARGUMENT', 'listener', 'a function');
  const trace = nodeTracing(options);

  return function tracedListener(this: unknown, request: IncomingMessage, response: ServerResponse): void {
    void trace(request, response, (task) => {
      if (task === undefined) return Reflect.apply(listener, this, [request, response]);
      const fail = (error: unknown): void => failed(error, task, response);
      try {
        const result = Reflect.apply(listener, this, [request, response]);
        if (isThenable(result)) result.then(undefined, fail);
      } catch (error) {
        fail(error);
      }
      return undefined;
    });
  };
}

function failed(error: unknown, task: RequestTask, response: ServerResponse): void {
  task.fail(error);
  sendError(response);
  try {
    task.run(() => console.error(error));
  } catch {
    console.error('A request failed with an error that cannot be shown.');
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function';
}
