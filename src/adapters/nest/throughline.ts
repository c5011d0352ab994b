import type { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';

import { ThroughlineError, type TracingOptions } from '../../index.js';
import { nodeTracing, traceServer } from '../node-http/index.js';

type Middleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/** The part of Nest's HTTP adapter that is needed. */
interface HttpAdapter {
  getHttpServer(): EventEmitter | undefined;
  getInstance(): { use?: unknown } | undefined;
  use(middleware: Middleware): unknown;
}

/** What Nest's `MiddlewareBuilder`, its only `MiddlewareConsumer`, has beside the methods of that interface. */
interface Consumer {
  getHttpAdapter?(): HttpAdapter;
}

/** The part of Nest's `DynamicModule` that is needed. */
interface DynamicModule {
  readonly module: new () => object;
}

/**
 * A module that traces all requests of NestJS 11 and 12, on Express and on Fastify. Import it anywhere, once. Global
 * and module middleware, guards, interceptors, pipes, controllers, services and exception filters see the id, and a 404
 * has it. Throws `TL_ERR_INVALID_OPTION` for a wrong option.
 *
 *     @Module({ imports: [throughline()] })
 */
export function throughline(options?: TracingOptions): DynamicModule {
  const trace = nodeTracing(options);

  /** Nest names it so in its log. */
  class ThroughlineModule {
    /** Nest calls it once, after the global middleware was added and before that of modules. */
    configure(consumer: Consumer): void {
      const adapter = consumer.getHttpAdapter?.();
      if (adapter === undefined) {
        throw new ThroughlineError('TL_ERR_INVALID_ARGUMENT', 'consumer', 'the MiddlewareConsumer of NestJS 11 or 12');
      }
      const server = adapter.getHttpServer();
      if (server !== undefined) traceServer(server, { request: trace });
      // For requests that do not come through Nest's own server: Fastify's inject, Express behind a server of yours.
      if (typeof adapter.getInstance()?.use === 'function') {
        adapter.use((request, response, next) => void trace(request, response, () => next()));
      }
    }
  }
  return { module: ThroughlineModule };
}
