import type { IncomingMessage } from 'node:http';

import { callListener, carryTask, isCarrier, type RequestTask, runCarried, Tracing } from '../../adapter.js';
import { ThroughlineError, type TracingOptions } from '../../index.js';
import { NodeScope } from '../node-http/index.js';
import { joinConnection } from './join-connection.js';
import type { EmitterSocket } from './bind-emitter-socket.js';
import { attachSocket } from './attach-socket.js';

/** The part of a socket of `ws` that is needed. */
interface Socket extends EmitterSocket {
  readonly readyState: number;
  close(code: number): void;
  pause(): void;
  resume(): void;
}

/** Source: RFC 6455, 7.4.1. */
const INTERNAL_ERROR = 1011;
const CLOSED = 3;

/**
 * Traces the connections of a listener of the event `connection` of `ws`. The upgrade is a request, and its span ends when the socket
 * closes. The listener runs in the context of the request, and so do listeners of `error` and `close` of the socket. Each message, ping
 * and pong runs in a task of its own: a copy of that context with its own `CTX_SPAN_ID`. If the listener throws or rejects, the socket is
 * closed with 1011, and the error goes to the span and to `console.error`. You can trace a connection twice: the first one traces, and the
 * others run in its context.
 *
 *     server.on('connection', tracedConnection((socket, request) => { … }));
 *
 * Throws `TL_ERR_INVALID_ARGUMENT` if `listener` is not a function, and `TL_ERR_INVALID_OPTION` for a wrong option.
 */
export function tracedConnection<S extends Socket, R extends IncomingMessage>(
  listener: (socket: S, request: R) => unknown,
  options?: TracingOptions,
): (socket: S, request: R) => void {
  if (typeof listener !== 'function') throw new ThroughlineError('TL_ERR_INVALID_ARGUMENT', 'listener', 'a function');
  const tracing = new Tracing(options);

  return function tracedListener(this: unknown, socket: S, request: R): void {
    const listen = (): unknown => Reflect.apply(listener, this, [socket, request]);
    joinConnection(socket, request);
    if (isCarrier(socket)) return runCarried(socket, (task) => guard(listen, task, socket));

    const task = tracing.open(new NodeScope(request, 'websocket'));
    carryTask(socket, task);
    start(listen, task, socket);
  };
}

/** Starts the task of a connection. No message is lost while a hook asks it to wait. */
function start(listen: () => unknown, task: RequestTask, socket: Socket): void {
  attachSocket(socket, task);
  let isWaiting = false;
  const started: unknown = task.start(() => {
    task.expectRuns(); // one for each message
    if (isWaiting) socket.resume();
    guard(listen, task, socket);
  });
  isWaiting = started !== undefined;
  if (isWaiting) socket.pause();
  if (socket.readyState === CLOSED) task.abort(); // it will not be told
}

/** Closes the socket of a connection whose listener throws or rejects. */
function guard(listen: () => unknown, task: RequestTask, socket: Socket): void {
  callListener(task, listen, closeBroken, socket);
}

function closeBroken(socket: Socket): void {
  socket.close(INTERNAL_ERROR);
}
