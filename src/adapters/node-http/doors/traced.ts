import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';

import { callListener } from '../../../adapter.js';
import { ThroughlineError, type TracingOptions } from '../../../index.js';
import { nodeTracing } from '../open/node-tracing.js';
import { sendError } from '../fail/send-error.js';

type AnyRequest = IncomingMessage | Http2ServerRequest;
type AnyResponse = ServerResponse | Http2ServerResponse;

/**
 * Traces the requests of a listener of `node:http`, `node:https` or `node:http2`. Each request runs in a context of its own, which holds
 * in every listener of request and response, and its id goes out in a header. If the listener throws or rejects, the client gets a 500
 * with the id. If the response had started, it gets a closed connection, or in HTTP/2 a closed stream. The error goes to the span and to
 * `console.error`. You can trace a request twice: the first one traces, and the others run in its context.
 *
 *     http.createServer(traced((request, response) => { … }, { trust: 'ignore' }));
 *
 * Throws `TL_ERR_INVALID_ARGUMENT` if `listener` is not a function, and `TL_ERR_INVALID_OPTION` for a wrong option.
 */
export function traced<Request extends AnyRequest = IncomingMessage, Response extends AnyResponse = ServerResponse>(
  listener: (request: NoInfer<Request>, response: NoInfer<Response>) => unknown,
  options?: TracingOptions,
): (request: Request, response: Response) => void;
export function traced<Request extends AnyRequest, Response extends AnyResponse>(
  listener: (request: Request, response: Response) => unknown,
  options?: TracingOptions,
): (request: Request, response: Response) => void;
export function traced<Request extends AnyRequest, Response extends AnyResponse>(
  listener: (request: Request, response: Response) => unknown,
  options?: TracingOptions,
): (request: Request, response: Response) => void {
  if (typeof listener !== 'function') throw new ThroughlineError('TL_ERR_INVALID_ARGUMENT', 'listener', 'a function');
  const trace = nodeTracing(options);

  return function tracedListener(this: unknown, request: Request, response: Response): void {
    void trace(request as IncomingMessage, response as ServerResponse, (task) =>
      callListener(
        task,
        () => Reflect.apply(listener, this, [request, response]),
        sendError,
        response as ServerResponse,
      ),
    );
  };
}
