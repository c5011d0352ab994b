import type { IncomingMessage, ServerResponse } from 'node:http';

import type { TracingOptions } from '../../index.js';
import { type EarlyTracing, nodeTracing, traceServer } from '../node-http/index.js';

interface FastifyRequest {
  readonly raw: IncomingMessage;
}

interface FastifyReply {
  readonly raw: ServerResponse;
}

/** The part of a Fastify instance that is needed. */
interface FastifyInstance {
  readonly server?: Parameters<typeof traceServer>[0];
  readonly genReqId?: unknown;
  setGenReqId?(generate: never): unknown;
  addHook(name: 'onRequest', hook: (request: FastifyRequest, reply: FastifyReply, done: () => void) => void): unknown;
  addHook(
    name: 'onError',
    hook: (request: FastifyRequest, reply: FastifyReply, error: Error, done: () => void) => void,
  ): unknown;
}

/**
 * A plugin that traces the requests of Fastify, for the whole instance that it is registered with. Register it before all
 * other plugins. `request.id`, and so `reqId` in the lines of `request.log`, is the request id, unless the application gives
 * Fastify a `genReqId` or a `requestIdHeader`. Throws `TL_ERR_INVALID_OPTION` for a wrong option.
 *
 *     app.register(throughline());
 */
export function throughline(
  options?: TracingOptions,
): (fastify: FastifyInstance, settings: unknown, done: () => void) => void {
  const trace = nodeTracing(options);

  function plugin(fastify: FastifyInstance, _settings: unknown, done: () => void): void {
    // Before Fastify looks at the request: it answers a bad URL without calling any hook.
    if (fastify.server !== undefined) traceServer(fastify.server, { request: trace });
    giveIds(fastify, trace);
    // For requests that do not come through that server: those of inject, and of further addresses that Fastify listens on.
    fastify.addHook('onRequest', ({ raw }, reply, next) => {
      void trace(raw, reply.raw, () => next());
    });
    fastify.addHook('onError', ({ raw }, reply, error, next) => {
      void trace(raw, reply.raw, (task) => {
        task.fail(error);
        next();
      });
    });
    done();
  }
  return Object.assign(plugin, {
    // As fastify-plugin marks a plugin that is not to be encapsulated, and its name in messages.
    [Symbol.for('skip-override')]: true,
    [Symbol.for('fastify.display-name')]: 'throughline',
  });
}

type GenReqId = (raw: IncomingMessage) => string;

/** Lets Fastify take our ids, and number the requests that are skipped, unless the application told it to do something else. */
function giveIds(fastify: FastifyInstance, trace: EarlyTracing): void {
  const { genReqId: number } = fastify as { readonly genReqId?: GenReqId };
  if (number?.name !== 'defaultGenReqId') return;
  const generate: GenReqId = (raw) => {
    const task = trace.open(raw);
    return task.isSkipped ? number(raw) : task.requestId;
  };
  fastify.setGenReqId?.(generate as never);
}
