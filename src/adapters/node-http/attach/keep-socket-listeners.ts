import type { IncomingMessage } from 'node:http';

import { carriedTask, listenerKeeper, type RequestTask } from '../../../adapter.js';

/** Where Fastify keeps which request a connection serves: its one listener for the timeouts of all of them reads it. */
interface FastifySocket {
  readonly _meta?: { readonly request?: { readonly raw?: IncomingMessage } };
}

/**
 * Keeps the context of the listeners that an application adds to the connection of a request: one that is kept alive serves many
 * requests, and a listener belongs to the one in which it was added.
 */
export const keepSocketListeners = listenerKeeper(taskOf);

function taskOf(socket: object, event: string | symbol): RequestTask | undefined {
  const request = event === 'timeout' ? (socket as FastifySocket)._meta?.request?.raw : undefined;
  return request && carriedTask(request);
}
