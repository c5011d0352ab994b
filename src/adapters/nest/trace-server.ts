import type { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';

import type { NodeTracing } from '../node-http/index.js';

type EmitArgs = [name: string | symbol, ...args: unknown[]];

const servers = new WeakSet<EventEmitter>();

/**
 * Traces the requests of a server that somebody else made, before any of its listeners is called, also of those that are
 * added later. The first one to trace a server does it. Does nothing where there is no server.
 */
export function traceServer(server: EventEmitter | undefined, trace: NodeTracing): void {
  if (typeof server?.emit !== 'function' || servers.has(server)) return;
  servers.add(server);
  const emit = server.emit as (...event: EmitArgs) => boolean;
  server.emit = (...event: EmitArgs): boolean => {
    const [name, request, response] = event;
    if (name !== 'request') return Reflect.apply(emit, server, event);
    void trace(request as IncomingMessage, response as ServerResponse, () => Reflect.apply(emit, server, event));
    return true;
  };
}
