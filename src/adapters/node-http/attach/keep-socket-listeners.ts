import type { IncomingMessage } from 'node:http';

import { carriedTask, listenerKeeper, type RequestTask } from '../../../adapter.js';

/** Fastify keeps the current request of a connection here. Its one listener for timeouts reads it. */
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
