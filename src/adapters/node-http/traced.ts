import type { IncomingMessage, ServerResponse } from 'node:http';

import { assertFunction } from '../../core/assert-function.js';
import { isThenable } from '../../request/is-thenable.js';
import { originContext, RequestTask } from '../../request/request-task.js';
import { resolveOptions, type TracingOptions } from '../../request/tracing-options.js';
import { connect } from './connect.js';
import { NodeScope } from './node-scope.js';
import { sendError } from './send-error.js';

const TASK: unique symbol = Symbol.for('throughline.task');

/** A request keeps its task, so that a second listener finds it. */
type Traceable = IncomingMessage & { [TASK]?: RequestTask };

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
  assertFunction(listener, 'listener');
  const resolved = resolveOptions(options);
  const origin = originContext();

  return function tracedListener(this: unknown, request: Traceable, response: ServerResponse): void {
    const call = (task: RequestTask): void => {
      const fail = (error: unknown): void => failed(error, task, response);
      try {
        const result = Reflect.apply(listener, this, [request, response]);
        if (isThenable(result)) result.then(undefined, fail);
      } catch (error) {
        fail(error);
      }
    };
    const known = request[TASK];
    if (known !== undefined) {
      known.run(() => call(known));
      return;
    }
    const task = new RequestTask(new NodeScope(request), resolved, origin);
    request[TASK] = task;
    connect(task, request, response);
    task.start(() => call(task));
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
