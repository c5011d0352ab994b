import type { IncomingMessage, ServerResponse } from 'node:http';

import { keepSource, type RequestTask } from '../../adapter.js';
import type { TracingOptions } from '../../index.js';
import { nodeTracing } from '../node-http/index.js';

/** The part of Koa's context that is needed. */
interface KoaContext {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  body?: unknown;
  onerror(error: unknown): void;
}

/**
 * Middleware that traces the requests of Koa. Use it before all other middleware. Throws `TL_ERR_INVALID_OPTION` for a
 * wrong option.
 *
 *     app.use(throughline());
 */
export function throughline(options?: TracingOptions): (context: KoaContext, next: () => Promise<unknown>) => unknown {
  const trace = nodeTracing(options);

  return (context, next) =>
    trace(context.req, context.res, async (task) => {
      failOnErrors(context, task);
      await next();
      // Koa sends a body after all middleware, outside of the context.
      const body = keepSource(context.body, task);
      if (body !== context.body) context.body = body;
    });
}

const ERRORS: unique symbol = Symbol('throughline.kept');

type TracedContext = KoaContext & {
  [ERRORS]?: { readonly task: RequestTask; readonly onerror: KoaContext['onerror'] };
};

/**
 * Koa answers and emits an error that no middleware caught outside of the context. This has it do so in the context, and tells the
 * span. It makes no closure over the request: see docs/design/005.
 */
function failOnErrors(context: TracedContext, task: RequestTask): void {
  if (context[ERRORS] !== undefined) return; // registered twice
  context[ERRORS] = { task, onerror: context.onerror };
  context.onerror = failInContext;
}

function failInContext(this: TracedContext, error: unknown): void {
  const { task, onerror } = this[ERRORS] as NonNullable<TracedContext[typeof ERRORS]>;
  if (error === null || error === undefined) return Reflect.apply(onerror, this, [error]); // of each request: all went well
  task.fail(error);
  task.run(() => Reflect.apply(onerror, this, [error]));
}
