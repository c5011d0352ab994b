import type { IncomingMessage } from 'node:http';

import { carriedTask, carryTask } from '../../adapter.js';
import type { EmitterSocket } from './bind-emitter-socket.js';
import { attachSocket } from './attach-socket.js';

/**
 * Gives a socket of `ws` the task of the request that it came by, if that was traced with its server: it is the same request, and
 * each message runs in a task of its own. Doing it twice does nothing more.
 */
export function joinConnection(socket: EmitterSocket, request: IncomingMessage): void {
  const task = carriedTask(request);
  if (task === undefined || carriedTask(socket) !== undefined) return;
  carryTask(socket, task);
  attachSocket(socket, task);
}
