import type { Server } from 'node:http';

import { FakeSocket } from './fake-socket.js';

/** As many requests are under way at once. */
const CONNECTIONS = 16;

/** Connections to a server that does not listen. */
export function connect(server: Server): FakeSocket[] {
  const sockets = Array.from({ length: CONNECTIONS }, () => new FakeSocket());
  for (const socket of sockets) server.emit('connection', socket);
  return sockets;
}
