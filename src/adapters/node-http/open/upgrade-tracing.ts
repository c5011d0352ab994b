import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

import { isCarrier, type RequestTask, runCarried, Tracing } from '../../../adapter.js';
import type { TracingOptions } from '../../../index.js';
import { REQUEST } from '../attach/http1.js';
import { play } from '../attach/role.js';
import { attachTunnel } from '../attach/tunnel.js';
import { NodeScope } from './node-scope.js';
import { startListening } from './start-listening.js';

/** As `NodeTracing`, for a request that takes the connection over: the events `upgrade` and `connect` of HTTP/1. */
export type UpgradeTracing = <R>(
  request: IncomingMessage,
  socket: Duplex,
  application: (task: RequestTask) => R,
) => R | Promise<Awaited<R>>;

/**
 * Traces the requests that take their connection over, such as those of WebSockets: what arrives on the socket runs in the
 * context of its request, whose span ends when the socket closes. Throws `TL_ERR_INVALID_OPTION` for a wrong option.
 */
export function upgradeTracing(options?: TracingOptions): UpgradeTracing {
  const tracing = new Tracing(options);
  return (request, socket, application) => {
    if (isCarrier(request)) return runCarried(request, application);

    const task = tracing.open(new NodeScope(request, isWebSocket(request) ? 'websocket' : 'http'));
    play(REQUEST, request, task);
    attachTunnel(task, socket);
    return startListening(task, socket, application);
  };
}

/** Source: RFC 6455, 4.2.1. */
function isWebSocket({ headers }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === 'websocket';
}
