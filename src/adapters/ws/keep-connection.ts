import type { IncomingMessage } from 'node:http';

import { carriedTask, carryTask } from '../../adapter.js';
import type { EmitterSocket } from './keep-emitter.js';
import { keepSocket } from './keep-socket.js';

/**
 * Connects a socket of `ws` with the request that it came by, if that was traced with its server: it is the same request, and
 * each message runs in a task of its own. Doing it twice does nothing more.
 */
export function keepConnection(socket: EmitterSocket, request: IncomingMessage): void {
  const task = carriedTask(request);
  if (task === undefined || carriedTask(socket) !== undefined) return;
  carryTask(socket, task);
  keepSocket(socket, task);
}
