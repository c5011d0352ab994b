import type { IncomingMessage, ServerResponse } from 'node:http';

import { carryTask } from '../../adapter.js';
import type { TracingOptions } from '../../index.js';
import { fetchTracing } from '../fetch/index.js';
import { nodeTracing } from '../node-http/index.js';

/** What Hono's server for Node puts into `c.env`. */
interface NodeBindings {
  readonly incoming?: IncomingMessage;
  readonly outgoing?: ServerResponse;
}

/** The part of Hono's context that is needed. */
interface HonoContext {
  readonly req: { raw: Request };
  readonly env: unknown;
  readonly error: Error | undefined;
  res: Response;
}

/**
 * Middleware that traces the requests of Hono, on every runtime. Use it before all other middleware. Throws
 * `TL_ERR_INVALID_OPTION` for a wrong option.
 *
 *     app.use(throughline());
 */
export function throughline(options?: TracingOptions): (c: HonoContext, next: () => Promise<void>) => Promise<void> {
  const traceNode = nodeTracing(options);
  const traceFetch = fetchTracing(options);

  return (c, next) => {
    const { incoming, outgoing } = (c.env ?? {}) as NodeBindings;
    if (incoming === undefined || outgoing === undefined) return answerFetch(c, next);
    return traceNode(incoming, outgoing, async (task) => {
      carryTask(c.req.raw, task); // for those who trace that again
      await next();
      if (c.error !== undefined) task.fail(c.error);
    });
  };

  async function answerFetch(c: HonoContext, next: () => Promise<void>): Promise<void> {
    const response = await traceFetch(c.req.raw, async (task, observed) => {
      c.req.raw = observed;
      await next();
      if (c.error !== undefined) task.fail(c.error);
      return c.res;
    });
    if (response !== c.res) replaceResponse(c, response);
  }
}

/** Hono merges the headers of a response into the one that takes its place, unless that was set to nothing before. */
function replaceResponse(c: HonoContext, response: Response): void {
  c.res = undefined as never;
  c.res = response;
}
