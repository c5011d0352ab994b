import { type RequestTask, showError } from '../../adapter.js';
import { ThroughlineError, type TracingOptions } from '../../index.js';
import { fetchTracing } from './fetch-tracing.js';

/**
 * Traces the requests of a handler that takes a web `Request`, and any other arguments, and returns a `Response`: a handler of Bun.serve,
 * Deno.serve, Workers, Next's route handlers and others. Each request runs in a context of its own, and its id goes out in a header. If
 * the handler throws or rejects, the client gets a 500 with the id, and the error goes to the span and to `console.error`. You can trace a
 * request twice: the first one traces.
 *
 *     Bun.serve({ fetch: traced((request) => new Response('hello')) });
 *
 * Throws `TL_ERR_INVALID_ARGUMENT` if `handler` is not a function, and `TL_ERR_INVALID_OPTION` for a wrong option.
 */
export function traced<R extends Request = Request, Rest extends unknown[] = []>(
  handler: (request: R, ...rest: Rest) => Response | PromiseLike<Response>,
  options?: TracingOptions,
): (request: R, ...rest: Rest) => Promise<Response>;
/** For a handler that gives nothing where it has upgraded the connection to a WebSocket, as on Bun. */
export function traced<R extends Request = Request, Rest extends unknown[] = []>(
  handler: (request: R, ...rest: Rest) => Response | undefined | PromiseLike<Response | undefined>,
  options?: TracingOptions,
): (request: R, ...rest: Rest) => Promise<Response | undefined>;
export function traced<R extends Request, Rest extends unknown[]>(
  handler: (request: R, ...rest: Rest) => unknown,
  options?: TracingOptions,
): (request: R, ...rest: Rest) => Promise<Response | undefined> {
  if (typeof handler !== 'function') throw new ThroughlineError('TL_ERR_INVALID_ARGUMENT', 'handler', 'a function');
  const trace = fetchTracing(options);

  return function tracedHandler(this: unknown, request: R, ...rest: Rest): Promise<Response | undefined> {
    return trace(
      request,
      (_task, observed) => Reflect.apply(handler, this, [observed as R, ...rest]) as Response,
      fail,
    );
  };
}

function fail(error: unknown, task: RequestTask): Response {
  task.fail(error);
  showError(task, error);
  return new Response('Internal Server Error\n', { status: 500 });
}
