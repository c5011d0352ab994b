import type { IncomingMessage, ServerResponse } from 'node:http';

import { carriedTask, patch } from '../../adapter.js';
import type { TracingOptions } from '../../index.js';
import { nodeTracing } from '../node-http/index.js';
import { keepBody } from './keep-body.js';

/** The part of Koa's context that is needed. */
interface KoaContext {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly response: KoaResponse;
  onerror(error: unknown): void;
}

/** The part of Koa's response that is needed. */
interface KoaResponse {
  readonly req: IncomingMessage;
  body?: unknown;
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
    changeApplication(context);
    return trace(context.req, context.res, (task) => {
      task.expectRuns(); // Koa listens to the end of each response
      return next();
    });
  };
}

const CHANGED: unique symbol = Symbol.for('throughline.koa');

/** Changes, once for each application, the prototypes of its contexts and of its responses. */
function changeApplication(context: KoaContext): void {
  const contexts = Object.getPrototypeOf(context) as Partial<KoaContext> | null;
  if (typeof contexts?.onerror !== 'function' || Object.hasOwn(contexts, CHANGED)) return;
  if (!Reflect.defineProperty(contexts, CHANGED, { value: true })) return; // the application has frozen it
  failOnErrors(contexts as KoaContext);
  keepBodies(Object.getPrototypeOf(context.response) as KoaResponse);
}

/** Koa answers and emits an error that no middleware caught outside of the context: then in it. */
function failOnErrors(contexts: KoaContext): void {
  patch(
    contexts,
    'onerror',
    (onerror) =>
      function (this: KoaContext, error) {
        // Koa calls it for each request, without an error where all went well.
        const task = error === null || error === undefined ? undefined : carriedTask(this.req);
        if (task === undefined) return onerror.call(this, error);
        task.fail(error);
        task.run(() => onerror.call(this, error));
      },
  );
}

/** From where a body is given, its source runs in the context. */
function keepBodies(responses: KoaResponse): void {
  const { get, set } = accessorOf(responses, 'body') ?? {};
  if (get === undefined || set === undefined) return;
  // Where the application has frozen it, bodies run outside of the context.
  Reflect.defineProperty(responses, 'body', {
    configurable: true,
    get,
    set(this: KoaResponse, body: unknown) {
      const task = typeof body === 'object' && body !== null ? carriedTask(this.req) : undefined;
      if (task !== undefined) keepBody(body as object, task);
      set.call(this, body);
    },
  });
}

function accessorOf(object: object | null, name: string): PropertyDescriptor | undefined {
  if (object === null) return undefined;
  return (
    Object.getOwnPropertyDescriptor(object, name) ?? accessorOf(Object.getPrototypeOf(object) as object | null, name)
  );
}
