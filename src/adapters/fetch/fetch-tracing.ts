import {
  type BodyWatch,
  carryTask,
  currentTask,
  isCarrier,
  type RequestTask,
  runCarried,
  streamInContext,
  Tracing,
} from '../../adapter.js';
import type { TracingOptions } from '../../index.js';
import { FetchScope } from './fetch-scope.js';
import { isSameRequest } from './is-same-request.js';
import { observeBody } from './observe-body.js';
import { watchResponses } from './whole-responses.js';

/**
 * Calls `application` in the context of the request, and gives its response with the id in a header. The span ends when
 * the body has been read to its end or was cancelled: at once for text and bytes. It ends, too, when `application` throws or rejects,
 * which goes on to the caller.
 * The request is another one, with the same body, where a hook wants to know of its chunks.
 */
export type FetchTracing = (request: Request, application: Application, recover?: Recover) => Promise<Response>;

type Application = (task: RequestTask, request: Request) => Response | PromiseLike<Response>;

/** Answers in place of an application that throws or rejects, in the context of the request. Otherwise the caller gets the error. */
type Recover = (error: unknown, task: RequestTask) => Response;

/**
 * For adapters of frameworks that take a web `Request` and give a `Response`: traces requests, each once however often it is
 * called. A request that something else traces, such as register, is joined: see docs/design/009. Throws `TL_ERR_INVALID_OPTION` for a wrong option.
 */
export function fetchTracing(options?: TracingOptions): FetchTracing {
  const tracing = new Tracing(options);
  return async (request, application, recover) => {
    if (isCarrier(request) || joinsCurrent(request)) {
      return runCarried(request, (task) => recovered(task, () => application(task, request), recover));
    }
    watchResponses();
    const scope = new FetchScope(request);
    const task = tracing.open(scope);
    carryTask(request, task);
    const observed = observeBody(request, task);
    try {
      const response = await task.start(() => application(task, observed));
      return finish(request, response, task, scope.takeWhole());
    } catch (error) {
      if (recover !== undefined) {
        const response = task.run(() => recover(error, task));
        return finish(request, response, task, scope.takeWhole());
      }
      scope.takeWhole();
      task.fail(error);
      task.end();
      throw error;
    }
  };
}

/** What the application answers, or `recover` in its place. */
async function recovered(
  task: RequestTask,
  application: () => Response | PromiseLike<Response>,
  recover: Recover | undefined,
): Promise<Response> {
  try {
    return await application();
  } catch (error) {
    if (recover === undefined) throw error;
    return recover(error, task);
  }
}

/** Whether the request is the current one in another shape. It carries the task of that from then on. */
function joinsCurrent(request: Request): boolean {
  const outer = currentTask();
  if (outer === undefined || !isSameRequest(outer.scope, request)) return false;
  carryTask(request, outer);
  return true;
}

/** Under this symbol, a response that went out as it is has the id of its request. */
const SENT_WITH: unique symbol = Symbol.for('throughline.sentWith');

type SentResponse = Response & { [SENT_WITH]?: string };

/** Source: Fetch, null body status. */
const WITHOUT_BODY: ReadonlySet<number> = new Set([204, 205, 304]);

function finish(request: Request, response: SentResponse, task: RequestTask, whole: Response | undefined): Response {
  // The upgrade to a WebSocket is a response that cannot be copied, or none.
  if (task.isSkipped || !(response?.status >= 200)) {
    task.end();
    return response;
  }
  if (response === whole && !response.bodyUsed && !task.observesResponse && Object.isExtensible(response)) {
    task.responseStart(response.status, response.headers);
    response[SENT_WITH] = task.requestId;
    task.end();
    return response;
  }
  return finishStream(request, response, task);
}

/** Another response: the application may give the same one to several requests. */
function finishStream(request: Request, response: SentResponse, task: RequestTask): Response {
  // Hono's own responses may have an empty body where none is allowed.
  const body = WITHOUT_BODY.has(response.status) || response.bodyUsed ? null : response.body;
  const isSent = request.method !== 'HEAD' && body !== null;
  const answer = new Response(isSent ? streamInContext(body, task, END_WITH_BODY) : body, response);
  removeId(answer.headers, response[SENT_WITH], task);
  task.responseStart(answer.status, answer.headers);
  if (!isSent) task.end();
  return answer;
}

/** Not the id of the request that the same response answered before. */
function removeId(headers: Headers, id: string | undefined, { options: { responseHeader } }: RequestTask): void {
  if (id === undefined || responseHeader === false) return;
  if (headers.get(responseHeader) === id) headers.delete(responseHeader);
}

/** The end of the body is the end of the request. */
const END_WITH_BODY: BodyWatch = {
  chunk(task, value) {
    if (task.observesResponse) task.responseBody(value);
  },
  end(task) {
    task.end();
  },
  cancel(task) {
    task.abort();
  },
};
