import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

import { patch, type RequestTask } from '../../../adapter.js';

/** The pipelined requests of a connection whose responses are not closed yet. */
const waiting = new WeakMap<Socket, Set<RequestTask>>();

/**
 * A pipelined request has no connection for its response until those before it are answered. Until then its task is aborted if the
 * connection closes: Node does not tell the response. The callbacks of `write` and `end` run in the context of the request.
 */
export function waitForTurn(task: RequestTask, { socket }: IncomingMessage, response: ServerResponse): void {
  if (typeof socket?.once !== 'function') return; // a test double
  const tasks = waiting.get(socket) ?? tasksOf(socket);
  tasks.add(task);
  response.once('close', () => tasks.delete(task));
  for (const method of ['write', 'end']) {
    patch(
      response,
      method,
      (send) =>
        function (...args) {
          return Reflect.apply(
            send,
            this,
            args.map((arg) => inTask(arg, task)),
          );
        },
    );
  }
}

function tasksOf(socket: Socket): Set<RequestTask> {
  const tasks = new Set<RequestTask>();
  waiting.set(socket, tasks);
  socket.once('close', () => {
    for (const task of tasks) task.abort();
  });
  return tasks;
}

function inTask(arg: unknown, task: RequestTask): unknown {
  if (typeof arg !== 'function') return arg;
  return function (this: unknown, ...args: unknown[]): unknown {
    return task.run(() => Reflect.apply(arg, this, args));
  };
}
