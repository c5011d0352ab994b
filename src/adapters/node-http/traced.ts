import type { IncomingMessage, ServerResponse } from 'node:http';

import { assertFunction } from '../../core/assert-function.js';
import { copyContext } from '../../core/context.js';
import { isThenable } from '../../request/is-thenable.js';
import { RequestTask } from '../../request/request-task.js';
import { resolveOptions, type TracingOptions } from '../../request/tracing-options.js';
import { connect } from './connect.js';
import { NodeScope } from './node-scope.js';
import { sendError } from './send-error.js';

const TRACED: unique symbol = Symbol.for('throughline.traced');

/**
 * Makes a request listener of `node:http` or `node:https` traced: each request runs in a context of its own, which
 * holds in every listener of request and response, and its id goes out in a header. If the listener throws or rejects,
 * the client gets a 500 with the id, or a closed connection if the response had started; the error goes to the span
 * and to `console.error`. Tracing a request twice is harmless: the outer one does it.
 *
 *     http.createServer(traced((request, response) => { … }, { trust: 'ignore' }));
 *
 * Throws `TL_ERR_INVALID_ARGUMENT` when `listener` is not a function and `TL_ERR_INVALID_OPTION` for a wrong option.
 */
export function traced<Request extends IncomingMessage, Response extends ServerResponse>(
  listener: (request: Request, response: Response) => unknown,
  options?: TracingOptions,
): (request: Request, response: Response) => void {
  assertFunction(listener, 'listener');
  const resolved = resolveOptions(options);
  const origin = copyContext();

  return function tracedListener(this: unknown, request: Request, response: Response): void {
    if (TRACED in request) {
      Reflect.apply(listener, this, [request, response]);
      return;
    }
    (request as Request & { [TRACED]?: true })[TRACED] = true;

    const task = new RequestTask(new NodeScope(request), resolved, origin);
    connect(task, request, response);

    const fail = (error: unknown): void => {
      task.fail(error);
      console.error(error);
      sendError(response);
    };
    const respond = (): void => {
      if (task.span.ended) return;
      try {
        const result = Reflect.apply(listener, this, [request, response]);
        if (isThenable(result)) result.then(undefined, fail);
      } catch (error) {
        fail(error);
      }
    };
    task.run(() => {
      const waiting = task.begin();
      if (waiting === undefined) respond();
      else waiting.then(respond);
    });
  };
}
