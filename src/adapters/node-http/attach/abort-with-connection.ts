import type { Socket } from 'node:net';

import type { RequestTask } from '../../../adapter.js';

const waiting = new WeakMap<Socket, Set<RequestTask>>();

/**
 * Aborts the task of a pipelined request if its connection closes before its turn has come: Node tells the response
 * of that only from its turn on. Gives the function that takes the task out again.
 */
export function abortWithConnection(socket: Socket, task: RequestTask): () => void {
  let tasks = waiting.get(socket);
  if (tasks === undefined) {
    tasks = new Set();
    waiting.set(socket, tasks);
    socket.once('close', abortAll.bind(null, tasks)); // a closure here would keep the first task
  }
  tasks.add(task);
  return () => tasks.delete(task);
}

function abortAll(tasks: Set<RequestTask>): void {
  for (const task of tasks) task.abort();
}
