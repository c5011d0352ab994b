import type { IncomingMessage } from 'node:http';

import { carriedTask, type RequestTask, runChild, type Runner, type Tracing } from '../../adapter.js';
import { NodeScope } from '../node-http/index.js';

/** The part of a `Socket` of Socket.IO that is needed. */
export interface SocketIoClient {
  readonly request: IncomingMessage;
  use(middleware: (event: unknown, next: () => void) => void): unknown;
  once(event: 'disconnect', listener: () => void): unknown;
}

/** Whether a client of a gateway is one of Socket.IO: those of `ws` have no middleware. */
export function isSocketIoClient(client: object): client is SocketIoClient {
  return 'use' in client && typeof client.use === 'function';
}

/**
 * Gives what runs a function in the context of the connection of a client, which is opened once: several gateways may have
 * the same. A `requestBefore` that is asynchronous is not waited for, lest messages are lost.
 */
export function socketIoRunners(tracing: Tracing): (client: SocketIoClient) => Runner {
  const runners = new WeakMap<SocketIoClient, Runner>();
  return (client) => {
    let run = runners.get(client);
    if (run === undefined) {
      const task = tracedUpgrade(client.request) ?? open(tracing, client.request);
      run = connect(task, client);
      runners.set(client, run);
    }
    return run;
  };
}

/** The task of a handshake that came as an upgrade and was traced with its server. That of long polling is a request of its own. */
function tracedUpgrade(request: IncomingMessage): RequestTask | undefined {
  const task = carriedTask(request);
  return task?.scope.type === 'websocket' ? task : undefined;
}

function open(tracing: Tracing, request: IncomingMessage): RequestTask {
  const task = tracing.open(new NodeScope(request, 'websocket'));
  void task.start(() => undefined);
  return task;
}

/** What arrives goes through the middleware of the socket, and on in its context. */
function connect(task: RequestTask, client: SocketIoClient): Runner {
  client.use((_event, next) => task.run(() => runChild(next)));
  client.once('disconnect', () => setImmediate(() => task.end())); // after handleDisconnect
  return (fn) => task.run(fn);
}
