import { carryTask, isCarrier, type RequestTask, runCarried, Tracing } from '../../adapter.js';
import type { TracingOptions } from '../../index.js';
import { FetchScope } from './fetch-scope.js';
import { observeBody } from './observe-body.js';
import { trackBody } from './track-body.js';

/**
 * Calls `application` in the context of the request, and gives its response with the id in a header. The span ends when
 * the body has been read to its end or was cancelled, or when `application` throws or rejects, which goes on to the caller.
 * The task is `undefined` where the option `skip` applies; the request is another one, with the same body,
 * where a hook wants to know of its chunks.
 */
export type FetchTracing = (
  request: Request,
  application: (task: RequestTask | undefined, request: Request) => Response | PromiseLike<Response>,
) => Promise<Response>;

/**
 * For adapters of frameworks that take a web `Request` and give a `Response`: traces requests, each once however often it is
 * called. Throws `TL_ERR_INVALID_OPTION` for a wrong option.
 */
export function fetchTracing(options?: TracingOptions): FetchTracing {
  const tracing = new Tracing(options);
  return async (request, application) => {
    if (isCarrier(request)) return runCarried(request, (task) => application(task, request));

    const task = tracing.open(new FetchScope(request));
    carryTask(request, task);
    if (task === undefined) return application(undefined, request);
    const observed = observeBody(request, task);
    try {
      const response = await task.start(() => application(task, observed));
      return finish(request, response, task);
    } catch (error) {
      task.fail(error);
      task.end();
      throw error;
    }
  };
}

/** Always another response: the application may give the same one to several requests. */
function finish(request: Request, response: Response, task: RequestTask): Response {
  if (!(response?.status >= 200)) {
    task.end(); // the upgrade to a WebSocket: a response that cannot be copied, or none
    return response;
  }
  const { body } = response;
  const isSent = request.method !== 'HEAD' && body !== null && !response.bodyUsed;
  const answer = new Response(isSent ? trackBody(body, task) : response.bodyUsed ? null : body, response);
  task.responseStart(answer.status, answer.headers);
  if (!isSent) task.end();
  return answer;
}
