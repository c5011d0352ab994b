import type { IncomingMessage, ServerResponse } from 'node:http';

import type { TracingOptions } from '../../index.js';
import { nodeTracing } from '../node-http/index.js';

interface FastifyRequest {
  readonly raw: IncomingMessage;
}

interface FastifyReply {
  readonly raw: ServerResponse;
}

/** The part of a Fastify instance that is needed. */
interface FastifyInstance {
  addHook(name: 'onRequest', hook: (request: FastifyRequest, reply: FastifyReply, done: () => void) => void): unknown;
  addHook(
    name: 'onError',
    hook: (request: FastifyRequest, reply: FastifyReply, error: Error, done: () => void) => void,
  ): unknown;
}

/**
 * A plugin that traces the requests of Fastify, for the whole instance that it is registered with. Register it before all
 * other plugins. Throws `TL_ERR_INVALID_OPTION` for a wrong option.
 *
 *     app.register(throughline());
 */
export function throughline(
  options?: TracingOptions,
): (fastify: FastifyInstance, settings: unknown, done: () => void) => void {
  const trace = nodeTracing(options);

  function plugin(fastify: FastifyInstance, _settings: unknown, done: () => void): void {
    fastify.addHook('onRequest', ({ raw }, reply, next) => {
      void trace(raw, reply.raw, () => next());
    });
    fastify.addHook('onError', ({ raw }, reply, error, next) => {
      void trace(raw, reply.raw, (task) => {
        task?.fail(error);
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
