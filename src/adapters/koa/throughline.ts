import type { IncomingMessage, ServerResponse } from 'node:http';

import { carriedTask, keepSource, patch } from '../../adapter.js';
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
 * Returns middleware that traces the requests of Koa. Use it before all other middleware. Throws `TL_ERR_INVALID_OPTION` for a wrong
 * option.
 *
 *     app.use(throughline());
 */
export function throughline(options?: TracingOptions): (context: KoaContext, next: () => Promise<unknown>) => unknown {
  const trace = nodeTracing(options);

  return (context, next) => {
    failOnErrors(Object.getPrototypeOf(context) as Partial<KoaContext> | null);
    return trace(context.req, context.res, async (task) => {
      await next();
      // Koa sends a body after all middleware, outside of the context.
      const body = keepSource(context.body, task);
      if (body !== context.body) context.body = body;
    });
  };
}

const CHANGED: unique symbol = Symbol.for('throughline.koa');

/**
 * Koa answers and emits an error that no middleware caught outside of the context: then in it. Done once for all contexts of an
 * application, in the prototype that they share.
 */
function failOnErrors(prototype: Partial<KoaContext> | null): void {
  if (typeof prototype?.onerror !== 'function' || Object.hasOwn(prototype, CHANGED)) return;
  Object.defineProperty(prototype, CHANGED, { value: true });
  patch(
    prototype as KoaContext,
    'onerror',
    (onerror) =>
      function (this: KoaContext, error) {
        const task = carriedTask(this.req);
        // Koa calls it for each request, without an error where all went well.
        if (task === undefined || error === null || error === undefined) return Reflect.apply(onerror, this, [error]);
        task.fail(error);
        task.run(() => Reflect.apply(onerror, this, [error]));
      },
  );
}
