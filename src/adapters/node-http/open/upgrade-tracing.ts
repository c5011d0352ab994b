import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

import { carryTask, isCarrier, type RequestTask, runCarried, Tracing } from '../../../adapter.js';
import type { TracingOptions } from '../../../index.js';
import { keepContext, type Watch } from '../attach/keep-context.js';
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
    carryTask(request, task);
    keepContext(request, task);
    keepContext(socket, task, endWithSocket);
    if (socket.closed) task.abort(); // it will not tell
    return startListening(task, socket, application);
  };
}

/** Source: RFC 6455, 4.2.1. */
function isWebSocket({ headers }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === 'websocket';
}

const endWithSocket: Watch<Duplex> = (task, [event, error]) => {
  if (event === 'error') task.fail(error);
  else if (event === 'close') task.end();
};
