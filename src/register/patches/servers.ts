import { Server } from 'node:net';

import { type Emit, tracedEmit } from '../../adapters/node-http/doors/traced-emit.js';
import { patch } from '../../core/patch.js';
import type { ProcessTracing } from '../tracing.js';

/**
 * Traces all servers: those of http, https and http2 inherit `emit` and `listen` from the server of net. `tracing` is asked for when the first
 * one begins to listen, or gets a request.
 */
export function patchServers(tracing: () => ProcessTracing): void {
  patch(Server.prototype as { emit: Emit }, 'emit', (emit) => {
    return tracedEmit(emit, (event, deliver) => tracing().arrive(event, deliver));
  });
  patch(Server.prototype as object, 'listen', (listen) => {
    return function traceAndListen(...args) {
      tracing().beforeListen(this as Server);
      return Reflect.apply(listen, this, args);
    };
  });
}
