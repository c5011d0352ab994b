import type { IncomingMessage, ServerResponse } from 'node:http';

import { carryTask, isCarrier, type RequestTask } from '../../adapter.js';
import { CTX_REQUEST_ID, type TracingOptions } from '../../index.js';
import { fetchTracing } from '../fetch/index.js';
import { nodeTracing } from '../node-http/index.js';
import { pinRequestId } from './pin-request-id.js';
import { closeHeader, refreshHeader, showHeader } from './show-header.js';

/** What Hono's server for Node puts into `c.env`. */
interface NodeBindings {
  readonly incoming?: IncomingMessage;
  readonly outgoing?: ServerResponse;
}

/** The part of Hono's context that is needed. */
interface HonoContext {
  readonly req: { raw: Request; readonly routeIndex?: number };
  readonly env: unknown;
  readonly error: Error | undefined;
  res: Response;
  set: unknown;
  header: unknown;
}

/**
 * Returns middleware that traces the requests of Hono, on every runtime. Use it before all other middleware. `c.get('requestId')` is the
 * request id, and Hono's own `requestId()` leaves it as it is. Middleware can read its header after `next()`. Throws
 * `TL_ERR_INVALID_OPTION` for a wrong option.
 *
 *     app.use(throughline());
 */
export function throughline(options?: TracingOptions): (c: HonoContext, next: () => Promise<void>) => Promise<void> {
  const traceNode = nodeTracing(options);
  const traceFetch = fetchTracing(options);

  return (c, next) => {
    const { incoming, outgoing } = (c.env ?? {}) as NodeBindings;
    const isWeb = incoming === undefined || outgoing === undefined;
    if (isWeb || isCarrier(c.req.raw)) return answerFetch(c, next);
    return traceNode(incoming, outgoing, (task) => {
      task.expectRuns(); // Hono's server listens to the close of each response
      carryTask(c.req.raw, task); // for those who trace that again
      return pass(c, next, task);
    });
  };

  async function answerFetch(c: HonoContext, next: () => Promise<void>): Promise<void> {
    const response = await traceFetch(c.req.raw, async (task, observed) => {
      c.req.raw = observed;
      await pass(c, next, task);
      return c.res;
    });
    if (response !== c.res) replaceResponse(c, response);
  }
}

/** Runs the rest of the application. */
async function pass(c: HonoContext, next: () => Promise<void>, task: RequestTask): Promise<void> {
  if (task.isSkipped) return next();
  const isOutermost = c.req.routeIndex === 0;
  showHeader(c, task);
  pinRequestId(c, CTX_REQUEST_ID.get());
  await next();
  refreshHeader(c, CTX_REQUEST_ID.get());
  if (isOutermost) closeHeader(c);
  if (c.error !== undefined) task.fail(c.error);
}

/** Hono merges the headers of a response into the one that takes its place, unless that was set to nothing before. */
function replaceResponse(c: HonoContext, response: Response): void {
  c.res = undefined as never;
  c.res = response;
}
