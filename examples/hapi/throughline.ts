// An adapter for hapi, on public entries only.
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Plugin } from '@hapi/hapi';
import type { TracingOptions } from 'throughline';
import { carriedTask } from 'throughline/adapter';
import { type NodeTracing, nodeTracing } from 'throughline/node-http';

/** A plugin that traces the requests of hapi: `await server.register(throughline())`. Throws for a wrong option. */
export function throughline(options?: TracingOptions): Plugin<void> {
  const trace = nodeTracing(options); // once: checks the options
  return {
    name: 'throughline',
    once: true,
    register(server) {
      traceListeners(server.listener, trace);
      server.ext('onPreResponse', ({ raw, response }, h) => {
        // A 404 is no failure of the application.
        if (response instanceof Error && response.isServer) carriedTask(raw.req)?.fail(response);
        return h.continue;
      });
    },
  };
}

/** hapi has no middleware that calls the rest of the application. So this calls hapi's own listeners in the context. */
function traceListeners(server: Server, trace: NodeTracing): void {
  for (const event of ['request', 'checkContinue']) {
    for (const listener of server.listeners(event)) {
      const traced = (request: IncomingMessage, response: ServerResponse): void => {
        void trace(request, response, () => Reflect.apply(listener, server, [request, response]));
      };
      server.off(event, listener as () => void).on(event, traced);
    }
  }
}
